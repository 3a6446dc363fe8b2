import { expect } from "chai";
import { partial, type Resource } from "../support/engine";
import { describeRows, SET_ROWS } from "./describeRows";

describeRows("an exclusive set", SET_ROWS, (row, given) => {
  const STRAYS = ["OTHER.test", "stray.test"];
  const DRIFT = [
    "other.test is on the panel and not declared",
    "stray.test is on the panel and not declared",
  ];
  const OWN = { "a.test": true, "b.test": true };
  const exclusive = { ...row.args("a.test", "b.test"), exclusive: true };
  const up = (args = exclusive) => {
    given.harness.nextRun();
    return given.resource.declare(args);
  };
  const said = () => given.messages.join("\n");

  beforeEach(async () => {
    given.harness.detectsDrift = true;
    given.harness.setNames(STRAYS);
    given.harness.nextRun();
    expect(await given.resource.declare(exclusive)).to.equal("create");
  });

  it("removes nothing when it is created, and says what the next up removes", () => {
    expect(given.harness.names()).to.have.members([...STRAYS, "a.test", "b.test"]);
    expect(said()).to.match(
      / also has other\.test, stray\.test, which this run did not declare\. The next `pulumi up` removes what nobody declares: its preview shows what\.$/,
    );
  });

  it("shows in a plain preview what nobody declares, by name, and its update removes that", async () => {
    given.harness.nextRun();
    const { action, apply } = await given.resource.plan(exclusive);
    expect(action).to.equal("update");
    expect(said()).to.match(/ also has other\.test, stray\.test, which nobody declares: the update /);
    given.harness.setNames([...given.harness.names(), "later.test"]);
    await apply();
    expect(given.resource.inputs.drift).to.deep.equal(DRIFT);
    expect(given.harness.writes).to.have.members([...row.removeCalls(...STRAYS)]);
    expect(given.harness.names(), "what came after the check stays").to.have.members([
      "a.test",
      "b.test",
      "later.test",
    ]);
    expect(said()).to.match(/: removed other\.test, stray\.test, which nobody declared\./);
    expect(said()).to.match(/ also has later\.test, which this run did not declare\. The next `pulumi up` /);
    expect(given.resource.outputs).to.deep.include({ domains: OWN, names: ["a.test", "b.test"] });
    expect(await up()).to.equal("update");
    expect(await up()).to.equal("same");
    expect(given.harness.names()).to.have.members(["a.test", "b.test"]);
  });

  it("removes nothing once it is no longer exclusive", async () => {
    expect(await up({ ...exclusive, exclusive: false })).to.equal("update");
    expect(given.resource.inputs).not.to.have.property("drift");
    expect(given.harness.writes).to.deep.equal([]);
    expect(given.harness.names()).to.include.members(STRAYS);
  });

  it("owns a name once that is declared", async () => {
    expect(await up({ ...exclusive, ...row.args("a.test", "b.test", "stray.test") })).to.equal("update");
    expect(given.harness.writes).to.deep.equal(row.removeCalls("OTHER.test"));
    expect(given.resource.outputs).to.deep.include({
      names: ["a.test", "b.test", "stray.test"],
      adopted: ["stray.test"],
    });
  });

  it("records nothing in a refresh", async () => {
    given.harness.nextRun();
    await given.resource.refresh();
    expect(given.harness.calls).to.deep.equal(row.readCalls);
    expect(given.resource.inputs.domains).to.deep.equal(OWN);
    expect(given.resource.outputs.domains).to.deep.equal(OWN);
  });

  describe("beside other resources of the program", () => {
    let other: Resource;
    beforeEach(() => {
      other = given.another("other", row.single);
      other.program = { declarations: 2 };
      given.resource.program = { declarations: 2 };
      given.harness.nextRun();
    });
    const expectOnlyOtherToGo = async () => {
      expect(given.resource.inputs.drift).to.deep.equal(DRIFT.slice(0, 1));
      expect(given.harness.writes).to.deep.equal(row.removeCalls("OTHER.test"));
      expect(given.harness.names()).to.have.members(["a.test", "b.test", "stray.test"]);
    };

    it("leaves what they declare, which its constructor announces", async () => {
      given.resource.elsewhere = { names: ["stray.test"], unknown: [] };
      const plan = await given.resource.plan(exclusive);
      await Promise.all([plan.apply(), other.declare(row.single.args("stray.test"))]);
      await expectOnlyOtherToGo();
    });

    it("leaves what they have claimed, also where no constructor could announce it", async () => {
      await other.declare(row.single.args("stray.test"));
      await given.resource.declare(exclusive);
      await expectOnlyOtherToGo();
    });

    it("shows and removes nothing while names are unknown, and says what to do", async () => {
      given.resource.elsewhere = { names: [], unknown: ["other#1"] };
      expect(await given.resource.declare(exclusive)).to.equal("same");
      expect(given.resource.inputs).not.to.have.property("drift");
      expect(said()).to.match(
        / also has other\.test, stray\.test, which its exclusive set leaves there: .*With that resource in the set's `dependsOn` option they are known in time\.$/,
      );
      given.harness.nextRun();
      await other.declare(row.single.args("stray.test"));
      await given.resource.declare(exclusive);
      await expectOnlyOtherToGo();
    });

    it("removes nothing where the engine leaves resources out, and says so", async () => {
      const { action, apply } = await given.resource.plan(exclusive);
      expect(action).to.equal("update");
      await apply();
      expect(given.resource.inputs.drift).to.deep.equal(DRIFT);
      expect(given.harness.writes).to.deep.equal([]);
      expect(said()).to.match(
        / still has other\.test, stray\.test: not all resources of the program were checked .*without `--target`\./,
      );
    });

    it("removes what its own check has found, beside another set of the same place that drifts as well", async () => {
      const plain = given.another("plain");
      const two = { declarations: 2 };
      await plain.declare(row.args("c.test"));
      given.harness.setNames([...STRAYS, "a.test", "b.test"]);
      given.harness.nextRun();
      Object.assign(plain, { program: two, elsewhere: { names: ["a.test", "b.test"], unknown: [] } });
      given.resource.elsewhere = { names: ["c.test"], unknown: [] };
      const plans = [await given.resource.plan(exclusive), await plain.plan(row.args("c.test"))];
      // The other set's update comes first.
      for (const { action, apply } of plans.reverse()) {
        expect(action).to.equal("update");
        await apply();
      }
      expect(given.harness.names()).to.have.members(["a.test", "b.test", "c.test"]);
      expect(said()).to.match(/: removed other\.test, stray\.test, which nobody declared\./);
    });

    it("waits for those that the engine sends later", async () => {
      const { apply } = await given.resource.plan(exclusive);
      const applied = apply();
      await other.check(row.single.args("stray.test"));
      await applied;
      expect(given.harness.writes).to.deep.equal(row.removeCalls("OTHER.test"));
    });
  });

  it("fails with what could not be removed, does not own it, and removes it in the next up", async () => {
    given.harness.nextRun();
    given.harness.addFault("remove", "refused", { times: 9 });
    const { reason } = await partial(given.resource.declare(exclusive));
    expect(reason).to.match(/^update other\.test, stray\.test on /);
    expect(given.resource.outputs).to.deep.include({ domains: OWN, names: ["a.test", "b.test"] });
    given.harness.clearFaults();
    expect(await up()).to.equal("update");
    expect(given.harness.names()).to.have.members(["a.test", "b.test"]);
  });

  it("removes no other names when it moves to another place or is destroyed", async () => {
    expect(await up({ ...exclusive, ...row.away })).to.equal("replace, delete first");
    expect(given.harness.names()).to.have.members(STRAYS);
    expect(await up()).to.equal("replace, delete first");
    given.harness.nextRun();
    await given.resource.destroy();
    expect(given.harness.names()).to.have.members(STRAYS);
  });

  it("removes nothing where drift is not looked for, and says so", async () => {
    given.harness.detectsDrift = false;
    expect(await up()).to.equal("same");
    expect(given.harness.calls).to.deep.equal([]);
    expect(said()).to.match(
      / is exclusive, and \w+:detectDrift is false: other names there are not looked for/,
    );
  });

  it("works with a state in which version 0.1 recorded names", async () => {
    const recorded = { ...OWN, "stray.test": "unmanaged", "gone.test": "unmanaged" };
    for (const side of [given.resource.inputs, given.resource.outputs])
      Object.assign(side, { domains: recorded });
    expect(await up()).to.equal("update");
    expect(given.resource.inputs.drift).to.deep.equal(DRIFT);
    expect(given.harness.names()).to.have.members(["a.test", "b.test"]);
    expect(given.resource.outputs.domains).to.deep.equal(OWN);
    expect(await up()).to.equal("same");
  });
});
