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
    set = harness.set();
    harness.panel.setDomains(SITE, ["stray.com", "other.com"]);
  });
  afterEach(() => harness.close());

  const UNDECLARED = { "stray.com": "unmanaged", "other.com": "unmanaged" };

  it("removes what a refresh has recorded, which the preview shows by name", async () => {
    await set.up(["a.com"], exclusive);
    harness.nextRun();
    await set.refresh();
    expect(set.inputs.domains).to.deep.equal({ "a.com": true, ...UNDECLARED });
    expect(set.outputs.domains).to.deep.equal({ "a.com": true, ...UNDECLARED });
    expect(set.outputs.names).to.deep.equal(["a.com"]);
    harness.nextRun();
    expect(await set.up(["a.com"], exclusive)).to.equal("update");
    expect(harness.calls).to.deep.equal(["list", "unmap", "unmap", "list"]);
    expect(harness.mapped).to.deep.equal(["a.com"]);
    expect(harness.panel.domains(SITE)).to.include.members(OWN);
    expect(set.outputs.domains).to.deep.equal({ "a.com": true });
    expect(harness.messages).to.deep.equal([]);
  });

  it("never removes what has become the website's own since the refresh", async () => {
    await set.up(["a.com"], exclusive);
    await set.refresh();
    harness.panel.domain("stray.com").mappingKind = "primary";
    harness.panel.domain("other.com").mappingKind = "preview";
    harness.nextRun();
    await set.up(["a.com"], exclusive);
    expect(harness.writes).to.deep.equal([]);
    expect(harness.panel.domains(SITE)).to.include.members(["stray.com", "other.com"]);
    await set.refresh();
    expect(set.inputs.domains).to.deep.equal({ "a.com": true });
  });
});
