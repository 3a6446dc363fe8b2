import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import { type DomainSet, EnhanceBench, SITE } from "../../support/enhance";
import { reasonOf } from "./errors";

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

  it("removes nothing when it is created, and says what is there besides", async () => {
    await set.up(["a.com"], exclusive);
    expect(bench.mapped).to.have.members(["a.com", "stray.com", "other.com"]);
    expect(bench.said).to.deep.equal([
      `Website ${SITE} also has stray.com, other.com, which this run did not declare. ` +
        "`pulumi refresh` records what nobody owns, and the update after that removes it: its preview shows what.",
    ]);
    expect(await set.up(["a.com"], exclusive), "what no refresh has seen is no difference").to.equal("same");
    bench.next();
    await set.up(["a.com", "b.com"], exclusive);
    expect(bench.writes, "and goes with no other update either").to.deep.equal(["map b.com"]);
  });

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

  it("removes nothing that came after the refresh", async () => {
    await set.up(["a.com"], exclusive);
    bench.next();
    await set.refresh();
    bench.panel.setDomains(SITE, ["a.com", "stray.com", "late.com"]);
    bench.next();
    await set.up(["a.com"], exclusive);
    expect(bench.mapped).to.have.members(["a.com", "late.com"]);
    expect(bench.said.join()).to.match(/also has late\.com, which/);
  });

  it("records and removes nothing where it is not exclusive, or not any more", async () => {
    await set.up(["a.com"]);
    bench.next();
    await set.refresh();
    expect(set.inputs.domains).to.deep.equal({ "a.com": true });
    await set.up(["a.com"], exclusive);
    await set.refresh();
    expect(set.inputs.domains).to.deep.include(STRAYS);
    bench.next();
    expect(await set.up(["a.com"])).to.equal("update");
    expect(bench.calls).to.deep.equal([]);
    expect(set.outputs.domains).to.deep.equal({ "a.com": true });
  });

  it("takes over what was recorded where it is declared now", async () => {
    await set.up(["a.com"], exclusive);
    await set.refresh();
    bench.next();
    await set.up({ "a.com": true, "stray.com": { kind: "addon" } }, exclusive);
    expect(bench.writes).to.have.members(["unmap", "change kind=addon"]);
    expect(bench.mapped).to.have.members(["a.com", "stray.com"]);
    expect(set.outputs.adopted).to.deep.equal(["stray.com"]);
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

  it("does not record what another resource of the stack owns, whichever is read first", async () => {
    const single = bench.single();
    await single.declare({ domain: "stray.com" });
    await set.up(["a.com"], exclusive);
    for (const read of [() => [set.refresh(), single.refresh()], () => [single.refresh(), set.refresh()]]) {
      bench.next();
      await Promise.all(read());
      expect(set.inputs.domains).to.deep.equal({ "a.com": true, "other.com": "unmanaged" });
    }
  });

  it("never removes what another resource of the program declares now", async () => {
    await set.up(["a.com"], exclusive);
    await set.refresh();
    bench.next();
    const single = bench.single();
    bench.session.claims.announce({ names: ["stray.com"], unknown: [] });
    const adopted = single.declare({ domain: "stray.com" });
    await set.up(["a.com"], exclusive);
    await adopted;
    expect(bench.writes).to.deep.equal(["unmap"]);
    expect(bench.mapped).to.have.members(["a.com", "stray.com"]);
    expect(set.outputs.domains, "as the preview showed").to.deep.equal({
      "a.com": true,
      "stray.com": "unmanaged",
    });
    bench.next();
    bench.session.claims.announce({ names: ["stray.com"], unknown: [] });
    expect(await set.up(["a.com"], exclusive)).to.equal("same");
    await Promise.all([set.refresh(), single.refresh()]);
    expect(set.inputs.domains).to.deep.equal({ "a.com": true });
  });

  it("keeps as recorded what could not be removed, which is not its own", async () => {
    await set.up(["a.com"], exclusive);
    await set.refresh();
    bench.next();
    const refused = { do: "error", status: 400, code: "invalid_argument", when: "before" } as const;
    bench.panel.faults.add({ ...refused, operationId: "deleteWebsiteDomainMapping", times: 2 });
    const reason = await reasonOf(set.up(["a.com"], exclusive));
    expect(reason).to.match(/^update stray\.com, other\.com on .*did not remove the domain from the website/);
    expect(set.outputs.domains).to.deep.equal({ "a.com": true, ...STRAYS });
    bench.next();
    expect(await set.up(["a.com"], exclusive)).to.equal("update");
    expect(bench.mapped).to.deep.equal(["a.com"]);
  });

  it("leaves what is not its own when it is destroyed", async () => {
    await set.up(["a.com"], exclusive);
    await set.refresh();
    bench.next();
    await set.destroy();
    expect(bench.mapped).to.have.members(["stray.com", "other.com"]);
  });
});
