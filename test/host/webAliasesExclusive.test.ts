import { expect } from "chai";
import type { Resource } from "../support/engine";
import { ACCOUNT, HestiaHarness, N, writesTo } from "../support/hestia";
import { UNKNOWN } from "../support/host-messages";

describe("an exclusive set", () => {
  let harness: HestiaHarness;
  let set: Resource;
  beforeEach(async () => {
    harness = await HestiaHarness.start();
    harness.detectsDrift = true;
    harness.nextRun();
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
  const DRIFT = ["stray.test is on the panel and not declared"];

  it("never takes the www name that the panel itself gives a web domain", async () => {
    await up();
    expect(await up()).to.equal("update");
    expect(await up()).to.equal("same");
    expect(stored()).to.have.members([`www.${N}`, "a.test", "b.test"]);
  });

  it("does not show its own www names as undeclared while it is not known whether it has them", async () => {
    await up({ ...exclusive, www: true });
    add("www.later.test");
    harness.nextRun();
    set.program = { isPreview: true };
    await set.plan({ ...exclusive, domains: [...exclusive.domains, "later.test"], www: UNKNOWN });
    expect(harness.run.output).to.match(/ also has stray\.test, which nobody declares: the update /);
  });

  it("field case 17: leaves a name that the delete command refuses, and says how to remove it", async () => {
    await up();
    add("p_q.test", "Dot.test.");
    await up();
    expect(set.inputs.drift).to.deep.equal(DRIFT);
    expect(writesTo(harness.panel)).to.deep.equal(["delete stray.test yes"]);
    expect(harness.run.output).to.match(
      /also has "p_q\.test", "dot\.test", stored in a spelling .* v-rebuild-web-domain tenant1/,
    );
    expect(await up()).to.equal("same");
  });

  for (const name of ["..dots.test", "a..b.test", "a.*.test", " blank.test", "blank.test "]) {
    it(`field case 17: leaves "${name}", which no delete command takes or finds`, async () => {
      await up();
      add(name);
      await up();
      expect(set.inputs.drift).to.deep.equal(DRIFT);
      expect(harness.run.output)
        .to.contain(`also has ${JSON.stringify(name)}`)
        .and.contain("v-rebuild-web-domain");
      expect(await up()).to.equal("same");
    });
  }

  it("field case 17: takes off a name with a space inside, which the delete command finds", async () => {
    await up();
    add("bad name.test");
    await up();
    expect(stored()).to.have.members([`www.${N}`, "a.test", "b.test"]);
  });
});
