import { expect } from "chai";
import { EnhanceBench, tokens } from "../support/enhance";
import { ACCOUNT, HestiaBench, N } from "../support/hestia";

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
    let bench: HestiaBench;
    beforeEach(async () => {
      bench = await HestiaBench.start();
      const { "hestia:accessKey": accessKey = "", "hestia:secretKey": secretKey = "" } = bench.config;
      Object.assign(bench.config, named("hestia", bench.panel.url, { accessKey, secretKey }));
    });
    afterEach(() => bench?.close());
    const stored = () => bench.panel.aliases(ACCOUNT, N);

    it("keeps an alias that a new resource has under the other one, and says so", async () => {
      const old = bench.single("old");
      bench.next();
      await old.declare({ domain: "acme.com", www: true });
      bench.next();
      const next = bench.single("next");
      await next.declare({ domain: "acme.com", connection: "other" });
      await old.destroy();
      expect(stored()).to.deep.equal(["acme.com"]);
      expect(bench.run.output).to.match(toldStays("acme.com"));
      expect(bench.run.output).not.to.contain("www.acme.com");
    });

    it("keeps a www name that an update drops", async () => {
      const old = bench.single("old");
      bench.next();
      await old.declare({ domain: "acme.com", www: true });
      bench.next();
      await bench.single("next").declare({ domain: "www.acme.com", connection: "other" });
      await old.declare({ domain: "acme.com", www: false });
      expect(stored()).to.deep.equal(["acme.com", "www.acme.com"]);
    });

    it("keeps names of a set, whether the set is deleted or drops them", async () => {
      const set = bench.set("set");
      bench.next();
      await set.declare({ domains: ["a.test", "b.test", "c.test"] });
      bench.next();
      const next = bench.set("next");
      await next.declare({ domains: ["a.test"], connection: "other" });
      await set.declare({ domains: ["b.test", "c.test"] });
      expect(set.outputs.names).to.deep.equal(["b.test", "c.test"]);
      expect(stored()).to.deep.equal(["a.test", "b.test", "c.test"]);
      expect(bench.run.output).to.match(toldStays("a.test"));

      bench.next();
      await bench.single("one").declare({ domain: "b.test", connection: "other" });
      await set.destroy();
      expect(stored()).to.deep.equal(["a.test", "b.test"]);
      expect(bench.run.output).to.match(toldStays("b.test"));
    });

    it("takes off what is declared under the other one on another web domain only", async () => {
      const old = bench.single("old");
      bench.next();
      await old.declare({ domain: "acme.com" });
      bench.next();
      await bench.single("next").check({
        domain: "acme.com",
        connection: "other",
        webDomain: "second.example.com",
      });
      await old.destroy();
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
      const old = bench.single("old");
      bench.next();
      await old.declare({ domain: "acme.com" });
      bench.next();
      await bench.single("next").declare({ domain: "acme.com", connection: "other" });
      await old.destroy();
      expect(bench.mapped).to.deep.equal(["acme.com"]);
      expect(bench.run.output).to.match(toldStays("acme.com"));
    });

    it("keeps names of a set, whether the set is deleted or drops them", async () => {
      const set = bench.set("set");
      bench.next();
      await set.declare({ domains: ["a.test", "b.test", "c.test"] });
      bench.next();
      const next = bench.set("next");
      await next.declare({ domains: ["a.test"], connection: "other" });
      await set.declare({ domains: ["b.test", "c.test"] });
      expect(bench.mapped).to.have.members(["a.test", "b.test", "c.test"]);
      expect(bench.run.output).to.match(toldStays("a.test"));

      bench.next();
      await bench.single("one").declare({ domain: "b.test", connection: "other" });
      await set.destroy();
      expect(bench.mapped).to.have.members(["a.test", "b.test"]);
      expect(bench.run.output).to.match(toldStays("b.test"));
    });
  });
});
