import { CORE } from "./core";
import { type Cure, runCure } from "./cure";
import { ENHANCE } from "./enhance";
import { HESTIA } from "./hestia";

const CURES: Readonly<Record<string, readonly Cure[]>> = {
  "both panels": CORE,
  Hestia: HESTIA,
  Enhance: ENHANCE,
};

for (const [where, cures] of Object.entries(CURES)) {
  describe(`cures, ${where}`, function () {
    this.timeout(60_000);
    for (const cure of cures) {
      it(`field case 5: cure: ${cure.title}`, () => runCure(cure));
      if (cure.singleOnly !== true)
        it(`field case 5: cure: ${cure.title}, in a set`, () => runCure(cure, true));
    }
  });
}
