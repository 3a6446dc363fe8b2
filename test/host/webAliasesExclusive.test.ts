import { expect } from "chai";
import type { Resource } from "../support/engine";
import { ACCOUNT, HestiaHarness, N, writesTo } from "../support/hestia";

describe("an exclusive set", () => {
  let harness: HestiaHarness;
  let set: Resource;
  beforeEach(async () => {
    harness = await HestiaHarness.start();
    set = harness.set("customers");
    harness.panel.setAliases(ACCOUNT, N, [`www.${N}`, "stray.test"]);
  });
  afterEach(() => harness?.close());

  const exclusive = { domains: ["a.test", "b.test"], exclusive: true };
  const stored = () => harness.panel.aliases(ACCOUNT, N);
  const add = (...names: string[]) => harness.panel.setAliases(ACCOUNT, N, [...stored(), ...names]);
  const up = (args: object = exclusive) => {
    harness.nextRun();
    return set.declare({ ...args });
  };
  const refresh = async (...others: Resource[]) => {
    harness.nextRun();
    await Promise.all([set, ...others].map((one) => one.refresh()));
  };
  const ENTRIES = { "a.test": true, "b.test": true };

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
    harness.nextRun();
    await set.declare(exclusive);
    expect(writesTo(harness.panel)).to.deep.equal(["delete stray.test yes"]);
    expect(harness.run.output).to.match(
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
      harness.nextRun();
      await set.declare(exclusive);
      expect(harness.run.output)
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

  it("field case 17: works where an earlier version recorded such a name", async () => {
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
});
