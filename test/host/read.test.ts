import { expect } from "chai";
import { findUser } from "../../panels/hestia";
import { ACCOUNT, HestiaBench, N, S } from "../support/hestia";

describe("a lookup of web aliases", () => {
  let bench: HestiaBench;
  beforeEach(async () => {
    bench = await HestiaBench.start();
    Object.assign(bench.panel.state.users[ACCOUNT]?.webDomains[N] ?? {}, { ip6: "2001:db8::10" });
  });
  afterEach(() => bench.close());

  it("finds an alias and its www name, with one list", async () => {
    bench.panel.setAliases(ACCOUNT, N, ["acme.com", "www.acme.com"]);
    const { id, properties } = await bench.get("hestiaWebAlias", "tenant1/Network.example.com/ACME.com.");
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
    expect(bench.calls).to.deep.equal(["list"]);
  });

  it("finds all aliases of a web domain, with one list", async () => {
    const stored = [`www.${N}`, "acme.com", "WWW.acme.com.", "*.globex.com", "www.initech.com"];
    bench.panel.setAliases(ACCOUNT, N, stored);
    const { id, properties } = await bench.get("hestiaWebAliases", "tenant1/Network.example.com.");
    expect(id).to.equal(`tenant1/${N}`);
    expect(properties).to.deep.equal({
      account: ACCOUNT,
      webDomain: N,
      domains: { "acme.com": { www: true }, "*.globex.com": true, "www.initech.com": true },
      names: ["acme.com", "www.acme.com", "*.globex.com", "www.initech.com"],
      adopted: [],
      failed: {},
      addresses: ["192.0.2.10", "2001:db8::10"],
      panel: bench.panel.host,
    });
    expect(bench.calls).to.deep.equal(["list"]);
  });

  it("finds a web domain that has no aliases", async () => {
    const { properties } = await bench.get("hestiaWebAliases", `tenant1/${S}`);
    expect(properties).to.deep.include({ domains: {}, names: [] });
  });

  it("tells what an id looks like", async () => {
    for (const id of ["acme.com", `tenant1/${N}/acme.com`, "tenant1/", `/${N}`, "tenant1/local_host.test"]) {
      const error = await bench.get("hestiaWebAliases", id).catch((thrown: Error) => thrown);
      expect(error).to.have.property(
        "message",
        `"${id}" is no id of a set of web aliases; it looks like account/webDomain, such as tenant1/${N}`,
      );
    }
  });
});

describe("resources of an account", () => {
  let bench: HestiaBench;
  beforeEach(async () => {
    bench = await HestiaBench.start();
  });
  afterEach(() => bench.close());

  it("share one list when they are read", async () => {
    const [one, other, single] = [bench.set("one"), bench.set("other"), bench.single()];
    await one.declare({ domains: ["a.test", "b.test"] });
    await other.declare({ domains: ["c.test"], webDomain: S });
    await single.declare({ domain: "acme.com" });
    bench.next();
    const there = await Promise.all([one, other, single].map((each) => each.refresh()));
    expect(there).to.deep.equal([true, true, true]);
    expect(bench.calls).to.deep.equal(["list"]);
  });

  it("are deleted without a failure, and a write, where their web domain or account is gone", async () => {
    const all = [bench.set(), bench.single(), bench.set("S"), bench.single("S")];
    for (const [index, one] of all.entries())
      await one.declare({
        ...(one.on === "hestiaWebAlias" ? { domain: `${index}.test` } : { domains: [`${index}.test`] }),
        ...(one.name === "S" ? { webDomain: S } : {}),
      });
    bench.next();
    delete findUser(bench.panel.state, ACCOUNT)?.webDomains[S];
    for (const one of all.slice(2)) await one.destroy();
    delete bench.panel.state.users[ACCOUNT];
    for (const one of all.slice(0, 2)) await one.destroy();
    expect(bench.writes).to.deep.equal([]);
  });
});
