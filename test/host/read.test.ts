import { expect } from "chai";
import { findUser } from "../../panels/hestia";
import { ACCOUNT, HestiaHarness, N, S } from "../support/hestia";

describe("a lookup of web aliases", () => {
  let harness: HestiaHarness;
  beforeEach(async () => {
    harness = await HestiaHarness.start();
    Object.assign(harness.panel.state.users[ACCOUNT]?.webDomains[N] ?? {}, { ip6: "2001:db8::10" });
  });
  afterEach(() => harness.close());

  it("finds an alias and its www name, with one list", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["acme.com", "www.acme.com"]);
    const { id, properties } = await harness.get("hestiaWebAlias", "tenant1/Network.example.com/ACME.com.");
    expect(id).to.equal(`tenant1/${N}/acme.com`);
    expect(properties).to.deep.equal({
      domain: "acme.com",
      account: ACCOUNT,
      webDomain: N,
      www: true,
      names: ["acme.com", "www.acme.com"],
      adopted: false,
      panel: harness.panel.host,
      requiredDnsRecords: [
        { name: "acme.com", type: "A", value: "192.0.2.10" },
        { name: "acme.com", type: "AAAA", value: "2001:db8::10" },
        { name: "www.acme.com", type: "A", value: "192.0.2.10" },
        { name: "www.acme.com", type: "AAAA", value: "2001:db8::10" },
      ],
    });
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("finds all aliases of a web domain, with one list", async () => {
    const stored = [`www.${N}`, "acme.com", "WWW.acme.com.", "*.globex.com", "www.initech.com"];
    harness.panel.setAliases(ACCOUNT, N, stored);
    const { id, properties } = await harness.get("hestiaWebAliases", "tenant1/Network.example.com.");
    expect(id).to.equal(`tenant1/${N}`);
    expect(properties).to.deep.equal({
      account: ACCOUNT,
      webDomain: N,
      domains: { "acme.com": { www: true }, "*.globex.com": true, "www.initech.com": true },
      names: ["acme.com", "www.acme.com", "*.globex.com", "www.initech.com"],
      adopted: [],
      failed: {},
      addresses: ["192.0.2.10", "2001:db8::10"],
      panel: harness.panel.host,
    });
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("finds a web domain that has no aliases", async () => {
    const { properties } = await harness.get("hestiaWebAliases", `tenant1/${S}`);
    expect(properties).to.deep.include({ domains: {}, names: [] });
  });

  it("says what an id looks like", async () => {
    for (const id of ["acme.com", `tenant1/${N}/acme.com`, "tenant1/", `/${N}`, "tenant1/local_host.test"]) {
      const error = await harness.get("hestiaWebAliases", id).catch((thrown: Error) => thrown);
      expect(error).to.have.property(
        "message",
        `"${id}" is no id of a set of web aliases; it looks like account/webDomain, such as tenant1/${N}`,
      );
    }
  });
});

describe("resources of an account", () => {
  let harness: HestiaHarness;
  beforeEach(async () => {
    harness = await HestiaHarness.start();
  });
  afterEach(() => harness.close());

  it("share one list when they are read", async () => {
    const [one, other, single] = [harness.set("one"), harness.set("other"), harness.single()];
    await one.declare({ domains: ["a.test", "b.test"] });
    await other.declare({ domains: ["c.test"], webDomain: S });
    await single.declare({ domain: "acme.com" });
    harness.nextRun();
    const there = await Promise.all([one, other, single].map((each) => each.refresh()));
    expect(there).to.deep.equal([true, true, true]);
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("are deleted without a failure or a write where their web domain or account is gone", async () => {
    const all = [harness.set(), harness.single(), harness.set("S"), harness.single("S")];
    for (const [index, one] of all.entries())
      await one.declare({
        ...(one.on === "hestiaWebAlias" ? { domain: `${index}.test` } : { domains: [`${index}.test`] }),
        ...(one.name === "S" ? { webDomain: S } : {}),
      });
    harness.nextRun();
    delete findUser(harness.panel.state, ACCOUNT)?.webDomains[S];
    for (const one of all.slice(2)) await one.destroy();
    delete harness.panel.state.users[ACCOUNT];
    for (const one of all.slice(0, 2)) await one.destroy();
    expect(harness.writes).to.deep.equal([]);
  });
});
