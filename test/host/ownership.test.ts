import { expect } from "chai";
import { ACCOUNT, callsTo, N, S, writesTo } from "../support/hestia";
import type { DynamicHost } from "../support/host";
import { Bench, failure, Resource } from "./bench";

describe("whose an alias is", function () {
  this.timeout(60_000);
  let bench: Bench;
  let host: DynamicHost;
  beforeEach(async () => {
    bench = await Bench.start();
    host = await bench.run();
  });
  afterEach(() => bench?.close());

  const stored = (webDomain = N) => bench.panel.aliases(ACCOUNT, webDomain);

  describe("one that is there already", () => {
    beforeEach(() => bench.panel.setAliases(ACCOUNT, N, ["ACME.com", "www.acme.com"]));

    it("is adopted with nothing sent but a list", async () => {
      const resource = new Resource("acme");
      await resource.declare(host, { domain: "acme.com", www: true });
      expect(resource.outputs).to.deep.include({ adopted: true, names: ["acme.com", "www.acme.com"] });
      expect(callsTo(bench.panel)).to.deep.equal(["list"]);
    });

    it("is adopted in part, and only what is missing is sent", async () => {
      bench.panel.setAliases(ACCOUNT, N, ["www.acme.com"]);
      const resource = new Resource("acme");
      await resource.declare(host, { domain: "acme.com", www: true });
      expect(resource.outputs).to.deep.include({ adopted: true, names: ["acme.com", "www.acme.com"] });
      expect(writesTo(bench.panel)).to.deep.equal(["add acme.com yes"]);
    });

    it('is refused where onExisting is "fail"', async () => {
      const args = { domain: "acme.com", onExisting: "fail" };
      const { message } = await failure(new Resource("acme").declare(host, args));
      expect(message).to.match(/acme\.com is on this web domain already, and onExisting is "fail"/);
      expect(message).to.match(/Set onExisting to "adopt" to take it over\. If it is this very resource/);
      expect(writesTo(bench.panel)).to.deep.equal([]);
    });

    it("is refused where the stack's configuration says so", async () => {
      host = await bench.run({ ...bench.config, "hestia:onExisting": "fail" });
      const { message } = await failure(new Resource("acme").declare(host, { domain: "acme.com" }));
      expect(message).to.contain("is on this web domain already");
    });

    it("is deleted with the resource that adopted it, in the panel's spelling", async () => {
      const resource = new Resource("acme");
      await resource.declare(host, { domain: "acme.com" });
      await resource.destroy(await bench.run());
      expect(writesTo(bench.panel)).to.deep.equal(["delete ACME.com yes"]);
      expect(stored()).to.deep.equal(["www.acme.com"]);
    });
  });

  it("field case 17: one that is stored in a spelling that no delete takes fails with the way to remove it", async () => {
    bench.panel.setAliases(ACCOUNT, N, ["acme.com."]);
    const resource = new Resource("acme");
    await resource.declare(host, { domain: "acme.com" });
    const { message } = await failure(resource.destroy(await bench.run()));
    expect(message).to.match(
      /take it out of ALIAS .*data\/users\/tenant1\/web\.conf .* v-rebuild-web-domain tenant1/,
    );
    // What the message says to do, as the panel has it afterwards.
    bench.panel.setAliases(ACCOUNT, N, []);
    await resource.destroy(await bench.run());
    expect(stored()).to.deep.equal([]);
  });

  describe("one that moves to another web domain", () => {
    let resource: Resource;
    beforeEach(async () => {
      resource = new Resource("acme");
      await resource.declare(host, { domain: "acme.com", www: true });
      host = await bench.run();
    });
    const both = ["acme.com", "www.acme.com"];

    it("stays where it is when the other one is not there: a typo unmaps nobody", async () => {
      const { message } = await failure(
        resource.declare(host, { domain: "acme.com", www: true, webDomain: "netwrok.example.com" }),
      );
      expect(message).to.match(/^delete acme\.com .*has no web domain netwrok\.example\.com/);
      expect(writesTo(bench.panel)).to.deep.equal([]);
      expect(stored()).to.deep.equal(both);
    });

    it("field case 22: stays where it is, and in the state, when the account to go to is not there", async () => {
      const move = resource.declare(host, { domain: "acme.com", www: true, account: "tenant9" });
      expect((await failure(move)).message).to.match(
        /^delete acme\.com on .* \(account tenant9, web domain .*\): nothing was moved there: .*user tenant9 doesn't exist\. Correct the account/,
      );
      expect(writesTo(bench.panel)).to.deep.equal([]);
      await resource.destroy(await bench.run());
      expect(stored()).to.deep.equal([]);
    });

    it("stays where it is when the other one is suspended", async () => {
      const other = bench.panel.state.users[ACCOUNT]?.webDomains[S];
      if (other !== undefined) other.suspended = true;
      const move = resource.declare(host, { domain: "acme.com", www: true, webDomain: S });
      expect((await failure(move)).message).to.match(/nothing was moved there: .* is suspended/);
      expect(stored()).to.deep.equal(both);
    });

    it("is served without a gap: nothing is restarted between the delete and the add", async () => {
      await resource.declare(host, { domain: "acme.com", www: true, webDomain: S });
      expect(writesTo(bench.panel)).to.deep.equal([
        "delete acme.com no",
        "delete www.acme.com no",
        "add acme.com,www.acme.com yes",
      ]);
      expect(bench.panel.served(ACCOUNT, S)).to.deep.equal(both);
    });
  });

  describe("one that moves from a resource to another within a run", () => {
    let old: Resource;
    beforeEach(async () => {
      old = new Resource("old");
      await old.declare(host, { domain: "acme.com", www: true });
      host = await bench.run();
    });

    it("stays on the panel when the old resource is deleted after the new one was created", async () => {
      const next = new Resource("next");
      expect(await next.declare(host, { domain: "acme.com", www: true })).to.equal("create");
      await old.destroy(host);
      expect(writesTo(bench.panel)).to.deep.equal([]);
      expect(stored()).to.deep.equal(["acme.com", "www.acme.com"]);
    });

    // The engine does so where the old one is replaced, and deletes first; what is not declared goes after all creates.
    it("stays when the old resource is deleted before the new one is created", async () => {
      const next = new Resource("next");
      await old.check(host, { domain: "acme.org" });
      await next.check(host, { domain: "acme.com", www: true });
      await old.destroy(host);
      await next.declare(host, { domain: "acme.com", www: true, onExisting: "fail" });
      expect(writesTo(bench.panel)).to.deep.equal([]);
      expect(stored()).to.deep.equal(["acme.com", "www.acme.com"]);
    });

    it("leaves the panel as far as nobody declares it any more", async () => {
      await new Resource("next").declare(host, { domain: "acme.com" });
      await old.destroy(host);
      expect(writesTo(bench.panel)).to.deep.equal(["delete www.acme.com yes"]);
      expect(stored()).to.deep.equal(["acme.com"]);
    });

    it("stays when its www name becomes a resource of its own", async () => {
      await new Resource("www").declare(host, { domain: "www.acme.com" });
      expect(await old.declare(host, { domain: "other.com" })).to.equal("replace");
      expect(stored()).to.have.members(["www.acme.com", "other.com"]);
      expect(writesTo(bench.panel)).to.deep.equal(["add other.com yes", "delete acme.com yes"]);
    });

    it("is not confused with a name of the same run elsewhere", async () => {
      await new Resource("next").declare(host, { domain: "acme.org" });
      await old.destroy(host);
      expect(stored()).to.deep.equal(["acme.org"]);
    });
  });

  it("a name that another web domain of the run wants is deleted where it was", async () => {
    const resource = new Resource("acme");
    await resource.declare(host, { domain: "acme.com" });
    host = await bench.run();
    expect(await resource.declare(host, { domain: "acme.com", webDomain: S })).to.equal(
      "replace, delete first",
    );
    expect(stored()).to.deep.equal([]);
    expect(stored(S)).to.deep.equal(["acme.com"]);
  });

  describe("one that is only looked up", () => {
    it("is found by its id alone, with all that belongs to it", async () => {
      bench.panel.setAliases(ACCOUNT, N, ["acme.com", "www.acme.com"]);
      Object.assign(bench.panel.state.users[ACCOUNT]?.webDomains[N] ?? {}, { ip6: "2001:db8::10" });
      const { id, properties } = await host.read("tenant1/Network.example.com/ACME.com.", {});
      expect(id).to.equal(`tenant1/${N}/acme.com`);
      expect(properties).to.deep.equal({
        domain: "acme.com",
        account: ACCOUNT,
        webDomain: N,
        www: true,
        names: ["acme.com", "www.acme.com"],
        adopted: false,
        panel: bench.panel.host,
        requiredDnsRecords: [
          { name: "acme.com", type: "A", value: "192.0.2.10" },
          { name: "acme.com", type: "AAAA", value: "2001:db8::10" },
          { name: "www.acme.com", type: "A", value: "192.0.2.10" },
          { name: "www.acme.com", type: "AAAA", value: "2001:db8::10" },
        ],
      });
      expect(callsTo(bench.panel)).to.deep.equal(["list"]);
    });

    for (const [title, id] of [
      ["an alias that is not there", `tenant1/${N}/acme.org`],
      ["a web domain that is not there", "tenant1/nowhere.example.com/acme.com"],
      ["an account that is not there", `nobody/${N}/acme.com`],
      ["the account in another case", `Tenant1/${N}/acme.com`],
    ] as const) {
      it(`is not found with ${title}`, async () => {
        bench.panel.setAliases(ACCOUNT, N, ["acme.com"]);
        const { message } = await failure(host.read(id, {}));
        expect(message).to.match(/^read acme\.\w+ on .*: there is no such alias\. Correct the id/);
      });
    }
  });

  it("a delete of what was never there, or of an account that is gone, succeeds", async () => {
    await host.delete(`tenant1/${N}/acme.com`, {});
    await host.delete(`nobody/${N}/acme.com`, {});
    await host.delete("tenant1/nowhere.example.com/acme.com", {});
    expect(writesTo(bench.panel)).to.deep.equal([]);
  });
});
