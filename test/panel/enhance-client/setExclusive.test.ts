import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import { type DomainSet, EnhanceHarness, SITE } from "../../support/enhance";

const exclusive = { exclusive: true };
const OWN = [demoEnhance.domain, demoEnhance.previewDomain];

describe("an exclusive set of domains", () => {
  let harness: EnhanceHarness;
  let set: DomainSet;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    harness.detectsDrift = true;
    harness.nextRun();
    set = harness.set();
    harness.panel.setDomains(SITE, ["stray.com", "other.com"]);
  });
  afterEach(() => harness.close());

  it("removes what its check shows", async () => {
    await set.up(["a.com"], exclusive);
    harness.nextRun();
    expect(await set.up(["a.com"], exclusive)).to.equal("update");
    expect(set.inputs.drift).to.deep.equal([
      "other.com is on the panel and not declared",
      "stray.com is on the panel and not declared",
    ]);
    expect(harness.calls).to.have.members(["websites", "list", "list", "unmap", "unmap", "website", "list"]);
    expect(harness.mapped).to.deep.equal(["a.com"]);
    expect(harness.panel.domains(SITE)).to.include.members(OWN);
    expect(set.outputs.domains).to.deep.equal({ "a.com": true });
  });

  it("never removes what has become the website's own since the check", async () => {
    await set.up(["a.com"], exclusive);
    harness.nextRun();
    const { action, apply } = await set.plan({ domains: ["a.com"], ...exclusive });
    expect(action).to.equal("update");
    harness.panel.domain("stray.com").mappingKind = "primary";
    harness.panel.domain("other.com").mappingKind = "preview";
    await apply();
    expect(harness.writes).to.deep.equal([]);
    expect(harness.panel.domains(SITE)).to.include.members(["stray.com", "other.com"]);
    harness.nextRun();
    expect(await set.up(["a.com"], exclusive)).to.equal("same");
  });
});
