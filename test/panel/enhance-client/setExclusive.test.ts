import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import { type DomainSet, EnhanceBench, SITE } from "../../support/enhance";

const exclusive = { exclusive: true };
const OWN = [demoEnhance.domain, demoEnhance.previewDomain];

describe("an exclusive set of domains", () => {
  let bench: EnhanceBench;
  let set: DomainSet;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
    set = bench.set();
    bench.panel.setDomains(SITE, ["stray.com", "other.com"]);
  });
  afterEach(() => bench.close());

  const STRAYS = { "stray.com": "unmanaged", "other.com": "unmanaged" };

  it("removes what a refresh has recorded, which the preview shows by name", async () => {
    await set.up(["a.com"], exclusive);
    bench.next();
    await set.refresh();
    expect(set.inputs.domains).to.deep.equal({ "a.com": true, ...STRAYS });
    expect(set.outputs.domains).to.deep.equal({ "a.com": true, ...STRAYS });
    expect(set.outputs.names).to.deep.equal(["a.com"]);
    bench.next();
    expect(await set.up(["a.com"], exclusive)).to.equal("update");
    expect(bench.calls).to.deep.equal(["list", "unmap", "unmap", "list"]);
    expect(bench.mapped).to.deep.equal(["a.com"]);
    expect(bench.panel.domains(SITE)).to.include.members(OWN);
    expect(set.outputs.domains).to.deep.equal({ "a.com": true });
    expect(bench.said).to.deep.equal([]);
  });

  it("never removes what has become the website's own since the refresh", async () => {
    await set.up(["a.com"], exclusive);
    await set.refresh();
    bench.panel.domain("stray.com").mappingKind = "primary";
    bench.panel.domain("other.com").mappingKind = "preview";
    bench.next();
    await set.up(["a.com"], exclusive);
    expect(bench.writes).to.deep.equal([]);
    expect(bench.panel.domains(SITE)).to.include.members(["stray.com", "other.com"]);
    await set.refresh();
    expect(set.inputs.domains).to.deep.equal({ "a.com": true });
  });
});
