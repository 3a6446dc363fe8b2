import { expect } from "chai";
import { tokens } from "../panel/enhance-client/bench";
import { Bench, Resource } from "./bench";
import { EnhanceBench, Resource as EnhanceResource } from "./enhanceBench";
import { ACCOUNT, N } from "./panel";

/** The panel under another host name, beside the one that the stack's configuration has. */
const named = (namespace: string, url: string, credentials: Record<string, string>) => ({
  [`${namespace}:connections`]: JSON.stringify({
    other: { apiUrl: url.replace("127.0.0.1", "localhost"), ...credentials },
  }),
});

const toldStays = (name: string) =>
  new RegExp(
    `^${name.replace(".", "\\.")} stays on 127\\.0\\.0\\.1:\\d+: this program also declares it on localhost:`,
    "m",
  );

describe("field case 12: one panel under two host names", function () {
  this.timeout(60_000);

  describe("Hestia", () => {
    let bench: Bench;
    beforeEach(async () => {
      bench = await Bench.start();
      const { "hestia:accessKey": accessKey = "", "hestia:secretKey": secretKey = "" } = bench.config;
      Object.assign(bench.config, named("hestia", bench.panel.url, { accessKey, secretKey }));
    });
    afterEach(() => bench?.close());
    const stored = () => bench.panel.aliases(ACCOUNT, N);

    it("keeps an alias that a new resource has under the other one, and says so", async () => {
      const old = new Resource("old");
      await old.declare(await bench.run(), { domain: "acme.com", www: true });
      const host = await bench.run();
      const next = new Resource("next");
      await next.declare(host, { domain: "acme.com", connection: "other" });
      await old.destroy(host);
      expect(stored()).to.deep.equal(["acme.com"]);
      expect(host.output).to.match(toldStays("acme.com"));
      expect(host.output).not.to.contain("www.acme.com");
    });

    it("keeps a www name that an update drops", async () => {
      const old = new Resource("old");
      await old.declare(await bench.run(), { domain: "acme.com", www: true });
      const host = await bench.run();
      await new Resource("next").declare(host, { domain: "www.acme.com", connection: "other" });
      await old.declare(host, { domain: "acme.com", www: false });
      expect(stored()).to.deep.equal(["acme.com", "www.acme.com"]);
    });

    it("keeps names of a set, whether the set is deleted or drops them", async () => {
      const set = new Resource("set", "hestiaWebAliases");
      await set.declare(await bench.run(), { domains: ["a.test", "b.test", "c.test"] });
      let host = await bench.run();
      const next = new Resource("next", "hestiaWebAliases");
      await next.declare(host, { domains: ["a.test"], connection: "other" });
      await set.declare(host, { domains: ["b.test", "c.test"] });
      expect(set.outputs.names).to.deep.equal(["b.test", "c.test"]);
      expect(stored()).to.deep.equal(["a.test", "b.test", "c.test"]);
      expect(host.output).to.match(toldStays("a.test"));

      host = await bench.run();
      await new Resource("one").declare(host, { domain: "b.test", connection: "other" });
      await set.destroy(host);
      expect(stored()).to.deep.equal(["a.test", "b.test"]);
      expect(host.output).to.match(toldStays("b.test"));
    });

    it("takes off what is declared under the other one on another web domain only", async () => {
      const old = new Resource("old");
      await old.declare(await bench.run(), { domain: "acme.com" });
      const host = await bench.run();
      await new Resource("next").check(host, {
        domain: "acme.com",
        connection: "other",
        webDomain: "second.example.com",
      });
      await old.destroy(host);
      expect(stored()).to.deep.equal([]);
    });
  });

  describe("Enhance", () => {
    let bench: EnhanceBench;
    beforeEach(async () => {
      bench = await EnhanceBench.start();
      const apiToken = bench.config["enhance:apiToken"] ?? tokens.masterOwner;
      Object.assign(bench.config, named("enhance", bench.panel.url, { apiToken }));
    });
    afterEach(() => bench?.close());

    it("keeps a domain that a new resource has under the other one, and says so", async () => {
      const old = new EnhanceResource("old");
      await old.declare(await bench.run(), { domain: "acme.com" });
      const host = await bench.run();
      await new EnhanceResource("next").declare(host, { domain: "acme.com", connection: "other" });
      await old.destroy(host);
      expect(bench.mapped()).to.deep.equal(["acme.com"]);
      expect(host.output).to.match(toldStays("acme.com"));
    });

    it("keeps names of a set, whether the set is deleted or drops them", async () => {
      const set = new EnhanceResource("set", "enhanceDomains");
      await set.declare(await bench.run(), { domains: ["a.test", "b.test", "c.test"] });
      let host = await bench.run();
      const next = new EnhanceResource("next", "enhanceDomains");
      await next.declare(host, { domains: ["a.test"], connection: "other" });
      await set.declare(host, { domains: ["b.test", "c.test"] });
      expect(bench.mapped()).to.have.members(["a.test", "b.test", "c.test"]);
      expect(host.output).to.match(toldStays("a.test"));

      host = await bench.run();
      await new EnhanceResource("one").declare(host, { domain: "b.test", connection: "other" });
      await set.destroy(host);
      expect(bench.mapped()).to.have.members(["a.test", "b.test"]);
      expect(host.output).to.match(toldStays("b.test"));
    });
  });
});
