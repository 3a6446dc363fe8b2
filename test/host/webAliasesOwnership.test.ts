import { expect } from "chai";
import { startHestiaPanel } from "../../panels/hestia";
import { ACCOUNT, callsTo, connectionTo, N, S, writesTo } from "../support/hestia";
import type { DynamicHost } from "../support/host";
import { Bench, failure, Resource } from "./bench";

const three = { domains: ["a.test", "b.test", "c.test"] };
const ABC = three.domains;

describe("whose a name of a set is", function () {
  this.timeout(60_000);
  let bench: Bench;
  let host: DynamicHost;
  let set: Resource;
  beforeEach(async () => {
    bench = await Bench.start();
    host = await bench.run();
    set = new Resource("customers", "hestiaWebAliases");
  });
  afterEach(() => bench?.close());

  const stored = (webDomain = N) => bench.panel.aliases(ACCOUNT, webDomain);
  const setNamed = (name: string) => new Resource(name, "hestiaWebAliases");

  describe("of one that is there already", () => {
    beforeEach(() => bench.panel.setAliases(ACCOUNT, N, ["B.test", "c.test"]));

    it("it is adopted, and only what is missing is sent", async () => {
      await set.declare(host, three);
      expect(set.outputs).to.deep.include({ adopted: ["b.test", "c.test"], names: ABC });
      expect(writesTo(bench.panel)).to.deep.equal(["add a.test yes"]);
      expect(set.outputs.addresses).to.deep.equal(["192.0.2.10"]);
    });

    it('with onExisting "fail" that name fails, and the others land', async () => {
      const { initFailed } = await failure(set.declare(host, { ...three, onExisting: "fail" }));
      expect(initFailed?.reasons).to.have.length(1);
      expect(initFailed?.reasons[0]).to.match(/^create b\.test, c\.test on .*onExisting is "fail"/);
      expect(set.outputs).to.deep.include({ names: ["a.test"], adopted: [] });
      expect(set.outputs.failed).to.have.all.keys("b.test", "c.test");
    });

    it('with onExisting "fail" its own names are no hindrance to an update', async () => {
      const fail = { onExisting: "fail" };
      await set.declare(host, { ...fail, domains: ["a.test"] });
      const grown = { ...fail, domains: { "a.test": { www: true }, "d.test": true } };
      expect(await set.declare(await bench.run(), grown)).to.equal("update");
      expect(writesTo(bench.panel)).to.deep.equal(["add www.a.test,d.test yes"]);
    });
  });

  it("of one that another web domain of the account has: it fails with that one's name, the others land", async () => {
    bench.panel.setAliases(ACCOUNT, S, ["b.test"]);
    const { message } = await failure(set.declare(host, three));
    expect(message).to.match(/^create b\.test on .*is an alias of web domain second\.example\.com/);
    expect(stored()).to.deep.equal(["a.test", "c.test"]);
    expect(stored(S)).to.deep.equal(["b.test"]);
  });

  it("that an alias of the program claims meanwhile: deleting the set leaves it", async () => {
    await set.declare(host, three);
    host = await bench.run();
    await new Resource("acme").declare(host, { domain: "b.test" });
    await set.destroy(host);
    expect(writesTo(bench.panel)).to.deep.equal(["delete a.test no", "delete c.test yes"]);
    expect(stored()).to.deep.equal(["b.test"]);
  });

  it("that goes to an alias: it stays, also where the set lets go first and onExisting is fail", async () => {
    await set.declare(host, three);
    host = await bench.run();
    const acme = new Resource("acme");
    const args = { domain: "b.test", onExisting: "fail" };
    await acme.check(host, args);
    expect(await set.declare(host, { domains: ["a.test", "c.test"] })).to.equal("update");
    await acme.declare(host, args);
    expect(writesTo(bench.panel)).to.deep.equal([]);
    expect(stored()).to.deep.equal(ABC);
    expect(set.outputs.names).to.deep.equal(["a.test", "c.test"]);
  });

  it("that goes to an alias which is checked later: the set waits for it", async () => {
    await set.declare(host, three);
    host = await bench.run();
    set.elsewhere = { names: ["b.test"], unknown: [] };
    const acme = new Resource("acme");
    const other = new Resource("other");
    await Promise.all([
      set.declare(host, { domains: ["a.test", "c.test"] }),
      other.declare(host, { domain: "other.test" }).then(() => acme.declare(host, { domain: "b.test" })),
    ]);
    expect(writesTo(bench.panel)).to.deep.equal(["add other.test yes"]);
    expect(stored()).to.include.members(ABC);
    expect(host.output).to.equal("");
  });

  it("that comes from an alias: it stays when the alias is deleted after that", async () => {
    const acme = new Resource("acme");
    await acme.declare(host, { domain: "b.test", www: true });
    host = await bench.run();
    expect(await set.declare(host, { domains: { "a.test": true, "b.test": { www: true } } })).to.equal(
      "create",
    );
    await acme.destroy(host);
    expect(writesTo(bench.panel)).to.deep.equal(["add a.test yes"]);
    expect(set.outputs.adopted).to.deep.equal(["b.test", "www.b.test"]);
  });

  it("that goes from one set to another, in whatever order", async () => {
    const other = setNamed("others");
    await set.declare(host, three);
    await other.declare(host, { domains: ["d.test"] });
    for (const [from, to] of [
      [set, other],
      [other, set],
    ] as const) {
      host = await bench.run();
      from.elsewhere = { names: ["b.test"], unknown: [] };
      to.elsewhere = undefined;
      const left = (from.outputs.names as string[]).filter((name) => name !== "b.test");
      const grown = [...(to.outputs.names as string[]), "b.test"];
      const runs = [() => from.declare(host, { domains: left }), () => to.declare(host, { domains: grown })];
      expect(await Promise.all(runs.map((run) => run()))).to.deep.equal(["update", "update"]);
      expect(writesTo(bench.panel)).to.deep.equal([]);
      expect(to.outputs.names).to.include("b.test");
    }
    expect(stored()).to.have.members([...ABC, "d.test"]);
  });

  it("of a set that is renamed: nothing is written", async () => {
    await set.declare(host, { ...three, www: true });
    host = await bench.run();
    await setNamed("renamed").declare(host, { ...three, www: true });
    await set.destroy(host);
    expect(writesTo(bench.panel)).to.deep.equal([]);
    expect(stored()).to.have.length(6);
  });

  it("of a set that goes to another web domain: what an alias declares at the old one stays there", async () => {
    await set.declare(host, three);
    host = await bench.run();
    set.elsewhere = { names: ["b.test"], unknown: [] };
    const acme = new Resource("acme");
    const other = new Resource("other");
    await Promise.all([
      set.declare(host, { domains: ["a.test", "c.test"], webDomain: S }),
      other.declare(host, { domain: "other.test" }).then(() => acme.declare(host, { domain: "b.test" })),
    ]);
    expect(writesTo(bench.panel).join("\n")).not.to.match(/delete b\.test/);
    expect(stored()).to.have.members(["b.test", "other.test"]);
    expect(stored(S)).to.deep.equal(["a.test", "c.test"]);
  });

  it("of a set that moves with a name less: what moves is served until it is there", async () => {
    await set.declare(host, three);
    host = await bench.run();
    expect(await set.declare(host, { domains: ["a.test"], webDomain: S })).to.equal("replace, delete first");
    // The restart for the names that leave comes before the one that moves is deleted.
    expect(writesTo(bench.panel)).to.deep.equal([
      "delete b.test no",
      "delete c.test yes",
      "delete a.test no",
      "add a.test yes",
    ]);
  });

  it("field case move restart: what nobody adds again is no longer served, though the other end does not restart", async () => {
    await set.declare(host, three);
    host = await bench.run();
    await set.declare(host, { domains: ["a.test"], webDomain: S, restart: "no" });
    expect(bench.panel.served(ACCOUNT, N)).to.include("a.test");
    expect(bench.panel.served(ACCOUNT, N)).not.to.include.members(["b.test"]);
    expect(bench.panel.served(ACCOUNT, N)).not.to.include("c.test");
  });

  for (const [what, webDomain, told] of [
    ["is not there", "typo.example.com", /has no web domain typo\.example\.com/],
    ["is suspended", S, /nothing was moved there: web domain .* is suspended/],
  ] as const) {
    it(`of a set that is to go to a web domain which ${what}: all stay`, async () => {
      Object.assign(bench.panel.state.users[ACCOUNT]?.webDomains[S] ?? {}, { suspended: true });
      await set.declare(host, three);
      const { message } = await failure(set.declare(await bench.run(), { ...three, webDomain }));
      expect(message).to.match(told);
      expect(writesTo(bench.panel)).to.deep.equal([]);
      expect(stored()).to.deep.equal(ABC);
    });
  }

  it("on a panel that is another one by now: it is created there, the old panel keeps it and is named", async () => {
    const other = await startHestiaPanel();
    try {
      await set.declare(host, three);
      host = await bench.run({ ...bench.config, ...connectionTo(other) });
      expect(await set.refresh(host)).to.equal(true);
      expect(await set.declare(host, { domains: ["a.test", "d.test"] })).to.equal("update");
      expect(callsTo(bench.panel)).to.deep.equal([]);
      expect(stored()).to.deep.equal(ABC);
      expect(other.aliases(ACCOUNT, N)).to.deep.equal(["a.test", "d.test"]);
      expect(set.outputs.panel).to.equal(other.host);
      expect(host.output).to.match(/web domain network\.example\.com .* was not looked at/);
      expect(host.output).to.contain(
        `The old panel ${bench.panel.host} keeps its mapping of a.test, b.test, c.test`,
      );

      host = await bench.run();
      await set.destroy(host);
      expect(host.output).to.match(/stays mapped on/);
      expect(other.aliases(ACCOUNT, N)).to.deep.equal(["a.test", "d.test"]);
    } finally {
      await other.close();
    }
  });
});
