import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import type { DynamicHost } from "../support/host";
import { EnhanceBench, failure, ORG, Resource, SITE, tokens, websiteOn } from "./enhanceBench";

const acme = { domain: "acme.com" };
const OTHER = { organizationId: demoEnhance.otherOrgId, websiteId: demoEnhance.otherWebsiteId };

describe("Enhance: whose a domain is", function () {
  this.timeout(60_000);
  let bench: EnhanceBench;
  let host: DynamicHost;
  let old: Resource;
  beforeEach(async () => {
    bench = await EnhanceBench.start({}, (panel) => ({
      ...websiteOn(panel),
      "enhance:apiToken": tokens.masterOwner,
    }));
    host = await bench.run();
    old = new Resource("old");
    await old.declare(host, acme);
    host = await bench.run();
  });
  afterEach(() => bench?.close());

  it("stays on the panel when its resource is renamed: the new one is created, then the old one deleted", async () => {
    const next = new Resource("next");
    expect(await next.declare(host, acme)).to.equal("create");
    await old.destroy(host);
    expect(bench.writes).to.deep.equal([]);
    expect(bench.mapped()).to.deep.equal(["acme.com"]);
  });

  // The engine does so where the old one is replaced, and deletes first; what is not declared goes after all creates.
  it("stays when the old resource is deleted first, whatever onExisting says", async () => {
    const next = new Resource("next");
    await old.check(host, { domain: "acme.org" });
    await next.check(host, acme);
    await old.destroy(host);
    await next.declare(host, { ...acme, onExisting: "fail" });
    expect(bench.writes).to.deep.equal([]);
    expect(bench.mapped()).to.deep.equal(["acme.com"]);
  });

  it("leaves the panel when nobody declares it any more", async () => {
    await new Resource("next").declare(host, { domain: "acme.org" });
    await old.destroy(host);
    expect(bench.writes).to.deep.equal(["map acme.org", "unmap"]);
    expect(bench.mapped()).to.deep.equal(["acme.org"]);
  });

  it("leaves a website for another of the same run", async () => {
    expect(await old.declare(host, { ...acme, ...OTHER })).to.equal("replace, delete first");
    expect(bench.mapped()).to.deep.equal([]);
    expect(bench.mapped(demoEnhance.otherWebsiteId)).to.include("acme.com");
  });

  for (const [what, target, told] of [
    ["a website that is not there", { websiteId: "00000000-0000-4000-8000-000000000000" }, "website"],
    ["an organization that is not there", { organizationId: "00000000-0000-4000-8000-000000000000" }, "org"],
    ["a server that is not there", { serverId: "00000000-0000-4000-8000-000000000000" }, "server"],
  ] as const) {
    it(`field case 7: never leaves a website for ${what}`, async () => {
      const { message } = await failure(old.declare(host, { ...acme, ...target }));
      const id = Object.values(target)[0];
      expect(message).to.match(
        new RegExp(`^delete acme\\.com on .*${id}.*: nothing was moved there: the panel did not list`),
      );
      expect(message).to.match(new RegExp(`There is no such ${told}`));
      expect(message, "the domain is where it was").not.to.contain("pulumi state delete");
      expect(bench.writes).to.deep.equal([]);
      expect(bench.mapped()).to.deep.equal(["acme.com"]);
    });
  }

  it("is refused twice in one program, in whatever spelling", async () => {
    await old.check(host, acme);
    const { failures } = await host.check("two", undefined, { domain: "ACME.com.", __declaration: "two#2" });
    expect(failures).to.deep.equal([
      {
        property: "domain",
        reason: 'maps acme.com, which the resource "old" of this program maps on the same panel already',
      },
    ]);
  });

  describe("one that is only looked up", () => {
    it("is found by its id alone", async () => {
      const { id, properties } = await host.read(`${ORG}/${SITE}/ACME.com.`, {});
      expect(id).to.equal(`${ORG}/${SITE}/acme.com`);
      expect(properties).to.deep.include({
        ...acme,
        names: ["acme.com"],
        panel: bench.panel.host,
        adopted: false,
      });
      expect(properties).to.deep.include({ mappingKind: "alias", organizationId: ORG, websiteId: SITE });
      expect(bench.calls).to.deep.equal(["list", "dns", "website"]);
    });

    it("is not found where it is not, or where the id is none", async () => {
      const missing = await failure(host.read(`${ORG}/${SITE}/acme.org`, {}));
      expect(missing.message).to.match(/^read acme\.org on .*: there is no such domain\. Correct the id/);
      const { message } = await failure(host.read("acme.com", {}));
      expect(message).to.match(/^"acme\.com" is no id of an Enhance domain; it looks like organizationId/);
    });
  });

  it("a delete of what was never there succeeds", async () => {
    await host.delete(`${ORG}/${SITE}/never.com`, {});
    expect(bench.writes).to.deep.equal([]);
  });
});
