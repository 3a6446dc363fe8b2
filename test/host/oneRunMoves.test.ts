import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import { ACCOUNT, N, S } from "../support/hestia";
import { Bench, Resource } from "./bench";
import { EnhanceBench, Resource as EnhanceResource, tokens, websiteOn } from "./enhanceBench";

describe("field case 17: names that go to another place of the panel in one run", function () {
  this.timeout(60_000);

  describe("Hestia", () => {
    let bench: Bench;
    beforeEach(async () => {
      bench = await Bench.start();
    });
    afterEach(() => bench?.close());
    const set = (name: string) => new Resource(name, "hestiaWebAliases");
    const stored = (webDomain: string) => bench.panel.aliases(ACCOUNT, webDomain).sort();

    it("from a set to a set that is updated, and back again at the same time", async () => {
      const [one, other] = [set("one"), set("other")];
      const first = await bench.run();
      await one.declare(first, { domains: ["a.test", "b.test"] });
      await other.declare(first, { domains: ["c.test", "d.test"], webDomain: S });
      const host = await bench.run();
      await Promise.all([
        one.declare(host, { domains: ["a.test", "c.test"] }),
        other.declare(host, { domains: ["b.test", "d.test"], webDomain: S }),
      ]);
      expect(stored(N)).to.deep.equal(["a.test", "c.test"]);
      expect(stored(S)).to.deep.equal(["b.test", "d.test"]);
      expect(bench.panel.served(ACCOUNT, S)).to.have.members(["b.test", "d.test"]);
      expect(host.output).to.equal("");
    });

    it("from a set to more new aliases than the engine sends at once: the set gives them up in waves", async () => {
      const names = Array.from({ length: 20 }, (_, index) => `customer${index}.test`);
      const customers = set("customers");
      await customers.declare(await bench.run(), { domains: ["stays.test", ...names] });
      const host = await bench.run();
      customers.elsewhere = { names, unknown: [] };
      const update = customers.declare(host, { domains: ["stays.test"] });
      // The engine has eight slots on two cores; one of them has the set.
      const takers = names.values();
      const slot = async () => {
        for (const domain of takers) await new Resource(domain).declare(host, { domain, webDomain: S });
      };
      await Promise.all([update, ...Array.from({ length: 7 }, slot)]);
      expect(stored(N)).to.deep.equal(["stays.test"]);
      expect(stored(S)).to.have.members(names);
      expect(customers.outputs.names).to.deep.equal(["stays.test"]);
      expect(host.output).to.equal("");
    });

    it("from a set, and from an alias its www name, to aliases that are new", async () => {
      const [from, acme] = [set("one"), new Resource("acme")];
      const first = await bench.run();
      await from.declare(first, { domains: ["a.test", "b.test"] });
      await acme.declare(first, { domain: "acme.com", www: true });
      const host = await bench.run();
      await Promise.all([
        from.declare(host, { domains: ["a.test"] }),
        acme.declare(host, { domain: "acme.com", www: false }),
        new Resource("b").declare(host, { domain: "b.test", webDomain: S }),
        new Resource("www").declare(host, { domain: "www.acme.com", webDomain: S }),
      ]);
      expect(stored(N)).to.deep.equal(["a.test", "acme.com"]);
      expect(stored(S)).to.deep.equal(["b.test", "www.acme.com"]);
    });
  });

  it("Enhance: from a set to a set that is updated, and back again at the same time", async () => {
    const bench = await EnhanceBench.start({}, (panel) => ({
      ...websiteOn(panel),
      "enhance:apiToken": tokens.masterOwner,
    }));
    try {
      const elsewhere = { organizationId: demoEnhance.otherOrgId, websiteId: demoEnhance.otherWebsiteId };
      const [one, other] = [
        new EnhanceResource("one", "enhanceDomains"),
        new EnhanceResource("other", "enhanceDomains"),
      ];
      const first = await bench.run();
      await one.declare(first, { domains: ["a.test", "b.test"] });
      await other.declare(first, { ...elsewhere, domains: ["c.test", "d.test"] });
      const host = await bench.run();
      await Promise.all([
        one.declare(host, { domains: ["a.test", "c.test"] }),
        other.declare(host, { ...elsewhere, domains: ["b.test", "d.test"] }),
      ]);
      expect(bench.mapped()).to.have.members(["a.test", "c.test"]);
      expect(bench.mapped(demoEnhance.otherWebsiteId)).to.include.members(["b.test", "d.test"]);
      expect(bench.mapped(demoEnhance.otherWebsiteId)).not.to.include("c.test");
    } finally {
      await bench.close();
    }
  });
});
