import { expect } from "chai";
import { failure, type Resource } from "../support/engine";
import { ACCOUNT, callsTo, HestiaBench, N, S, writesTo } from "../support/hestia";

describe("an exclusive set", function () {
  this.timeout(60_000);
  let bench: HestiaBench;
  let set: Resource;
  beforeEach(async () => {
    bench = await HestiaBench.start();
    set = bench.set("customers");
    bench.panel.setAliases(ACCOUNT, N, [`www.${N}`, "stray.test"]);
  });
  afterEach(() => bench?.close());

  const exclusive = { domains: ["a.test", "b.test"], exclusive: true };
  const stored = () => bench.panel.aliases(ACCOUNT, N);
  const add = (...names: string[]) => bench.panel.setAliases(ACCOUNT, N, [...stored(), ...names]);
  const up = (args: object = exclusive) => {
    bench.next();
    return set.declare({ ...args });
  };
  const refresh = async (...others: Resource[]) => {
    bench.next();
    await Promise.all([set, ...others].map((one) => one.refresh()));
  };
  const ENTRIES = { "a.test": true, "b.test": true };

  it("removes nothing when it is created, and nothing that no refresh has recorded", async () => {
    expect(await up()).to.equal("create");
    expect(await up()).to.equal("same");
    expect(await up({ domains: ["a.test", "c.test"], exclusive: true })).to.equal("update");
    expect(writesTo(bench.panel)).to.deep.equal(["add c.test no", "delete b.test yes"]);
    expect(stored()).to.include.members([`www.${N}`, "stray.test"]);
  });

  it("has recorded by a refresh what goes next: a preview shows it, and no more goes than that", async () => {
    await up();
    await refresh();
    expect(callsTo(bench.panel)).to.deep.equal(["list"]);
    expect(set.inputs?.domains).to.deep.equal({ ...ENTRIES, "stray.test": "unmanaged" });
    expect(set.outputs).to.deep.include({ domains: set.inputs?.domains, names: ["a.test", "b.test"] });

    add("later.test");
    bench.next();
    expect((await set.check(exclusive)).domains).to.deep.equal(ENTRIES);
    expect(callsTo(bench.panel)).to.deep.equal([]);
    expect(await set.declare(exclusive)).to.equal("update");
    expect(writesTo(bench.panel)).to.deep.equal(["delete stray.test yes"]);
    expect(stored()).to.have.members([`www.${N}`, "a.test", "b.test", "later.test"]);
    expect(set.outputs.domains).to.deep.equal(ENTRIES);
  });

  it("never takes the www name that the panel itself gives a web domain", async () => {
    await up();
    await refresh();
    await up();
    await refresh();
    expect(await up()).to.equal("same");
    expect(stored()).to.have.members([`www.${N}`, "a.test", "b.test"]);
  });

  it("field case 17: leaves a name that the delete command refuses, and says how to remove it", async () => {
    await up();
    add("p_q.test", "Dot.test.");
    await refresh();
    expect(set.inputs?.domains).to.deep.equal({ ...ENTRIES, "stray.test": "unmanaged" });
    bench.next();
    await set.declare(exclusive);
    expect(writesTo(bench.panel)).to.deep.equal(["delete stray.test yes"]);
    expect(bench.run.output).to.match(
      /also has "p_q\.test", "dot\.test", stored in a spelling .* v-rebuild-web-domain tenant1/,
    );
    await refresh();
    expect(await up()).to.equal("same");
  });

  for (const name of ["..dots.test", "a..b.test", "a.*.test", " blank.test", "blank.test "]) {
    it(`field case 17: leaves "${name}", which no delete command takes or finds`, async () => {
      await up();
      add(name);
      await refresh();
      expect(set.inputs?.domains).to.deep.equal({ ...ENTRIES, "stray.test": "unmanaged" });
      bench.next();
      await set.declare(exclusive);
      expect(bench.run.output)
        .to.contain(`also has ${JSON.stringify(name)}`)
        .and.contain("v-rebuild-web-domain");
      await refresh();
      expect(await up()).to.equal("same");
    });
  }

  it("field case 17: takes off a name with a blank inside, which the delete command finds", async () => {
    await up();
    add("bad name.test");
    await refresh();
    await up();
    expect(stored()).to.have.members([`www.${N}`, "a.test", "b.test"]);
  });

  it("field case 17: goes on where an earlier version recorded such a name", async () => {
    await up();
    add("p_q.test", "Dot.test.", " blank.test");
    await refresh();
    const recorded = { "p_q.test": "unmanaged", "dot.test": "unmanaged", " blank.test": "unmanaged" };
    Object.assign(set.inputs?.domains as object, recorded);
    Object.assign(set.outputs.domains as object, recorded);
    expect(await up()).to.equal("update");
    expect(set.outputs.domains).to.deep.equal(ENTRIES);
    expect(stored()).to.include("p_q.test");
  });

  it("takes a stray in the spelling that the panel has", async () => {
    await up();
    add("STRAY2.test");
    await refresh();
    await up();
    expect(writesTo(bench.panel)).to.have.members(["delete stray.test no", "delete STRAY2.test yes"]);
    expect(stored()).to.have.members([`www.${N}`, "a.test", "b.test"]);
  });

  it("leaves what other resources of the stack own", async () => {
    await up();
    const single = bench.single();
    const other = bench.set("others");
    bench.next();
    await single.declare({ domain: "acme.com", www: true });
    await other.declare({ domains: ["globex.com"] });
    await refresh(other, single);
    expect(set.inputs?.domains).to.deep.equal({ ...ENTRIES, "stray.test": "unmanaged" });
  });

  it("leaves what other resources of the program declare, though a refresh has recorded it", async () => {
    await up();
    await refresh();
    set.elsewhere = { names: ["stray.test"], unknown: [] };
    expect(await up()).to.equal("same");
    expect(callsTo(bench.panel)).to.deep.equal([]);
    expect(set.inputs?.domains).to.deep.equal({ ...ENTRIES, "stray.test": "unmanaged" });
    expect(await up({ domains: ["a.test"], exclusive: true })).to.equal("update");
    expect(writesTo(bench.panel)).to.deep.equal(["delete b.test yes"]);
  });

  it("leaves what another resource has claimed, also where no constructor could announce it", async () => {
    await up();
    await refresh();
    bench.next();
    await bench.single("late").check({ domain: "stray.test" });
    expect(await set.declare(exclusive)).to.equal("update");
    expect(writesTo(bench.panel)).to.deep.equal([]);
    expect(set.outputs.domains).to.deep.equal(ENTRIES);
  });

  it("takes a stray over as its own where that is declared after all", async () => {
    await up();
    await refresh();
    const domains = ["a.test", "b.test", "stray.test"];
    expect(await up({ domains, exclusive: true })).to.equal("update");
    expect(writesTo(bench.panel)).to.deep.equal([]);
    expect(set.outputs).to.deep.include({ names: domains, adopted: ["stray.test"] });
  });

  it("removes nothing once it is exclusive no more, and records nothing further", async () => {
    await up();
    await refresh();
    expect(await up({ domains: exclusive.domains })).to.equal("update");
    expect(callsTo(bench.panel)).to.deep.equal([]);
    await refresh();
    expect(set.inputs?.domains).to.deep.equal(ENTRIES);
    expect(stored()).to.include("stray.test");
  });

  it("still shows a stray that could not be taken off, and does not take it for its own", async () => {
    await up();
    await refresh();
    const command = "v-delete-web-domain-alias";
    bench.panel.faults.add({ do: "exit", code: 14, when: "before", command });
    const { initFailed } = await failure(up());
    expect(initFailed?.reasons.join()).to.match(/^update stray\.test on .*code 14/);
    expect(set.outputs).to.deep.include({
      domains: { ...ENTRIES, "stray.test": "unmanaged" },
      names: ["a.test", "b.test"],
    });
    expect(await up()).to.equal("update");
    expect(writesTo(bench.panel)).to.deep.equal(["delete stray.test yes"]);
    expect(set.outputs.domains).to.deep.equal(ENTRIES);
  });

  it("does not take a stray along when it is destroyed or goes to another web domain", async () => {
    await up();
    await refresh();
    expect(await up({ ...exclusive, webDomain: S })).to.equal("replace, delete first");
    expect(stored()).to.have.members([`www.${N}`, "stray.test"]);
    await refresh();
    bench.next();
    await set.destroy();
    expect(stored()).to.have.members([`www.${N}`, "stray.test"]);
    expect(bench.panel.aliases(ACCOUNT, S)).to.deep.equal([]);
  });
});
