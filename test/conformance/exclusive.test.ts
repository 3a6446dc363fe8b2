import { expect } from "chai";
import { failure, partial } from "../support/engine";
import { describeRows, SET_ROWS } from "./describeRows";

describeRows("an exclusive set", SET_ROWS, (row, given) => {
  const UNDECLARED = ["OTHER.test", "stray.test"];
  const RECORDED = { "stray.test": "unmanaged", "other.test": "unmanaged" };
  const OWN = { "a.test": true, "b.test": true };
  const exclusive = { ...row.args("a.test", "b.test"), exclusive: true };
  const up = (args = exclusive) => {
    given.harness.nextRun();
    return given.resource.declare(args);
  };
  const refresh = async (...others: (typeof given.resource)[]) => {
    given.harness.nextRun();
    await Promise.all([given.resource, ...others].map((one) => one.refresh()));
  };
  beforeEach(async () => {
    given.harness.setNames(UNDECLARED);
    expect(await given.resource.declare(exclusive)).to.equal("create");
  });

  it("removes nothing when it is created, and nothing that no refresh has recorded, and says so", async () => {
    const expected =
      / also has other\.test, stray\.test, which this run did not declare\. `pulumi refresh` records what nobody owns, and the update after that removes it: its preview shows what\.$/;
    expect(given.messages.join("\n")).to.match(expected);
    expect(await up()).to.equal("same");
    expect(await up({ ...exclusive, ...row.args("a.test", "c.test") })).to.equal("update");
    expect(given.messages.join("\n")).to.match(expected);
    expect(given.harness.names()).to.have.members([...UNDECLARED, "a.test", "c.test"]);
  });

  it("removes what a refresh has recorded, which the preview shows by name, and no more", async () => {
    await refresh();
    expect(given.harness.calls).to.deep.equal(row.readCalls);
    expect(given.resource.inputs.domains).to.deep.equal({ ...OWN, ...RECORDED });
    expect(given.resource.outputs).to.deep.include({
      domains: { ...OWN, ...RECORDED },
      names: ["a.test", "b.test"],
    });
    given.harness.setNames([...given.harness.names(), "later.test"]);
    given.harness.nextRun();
    expect((await given.resource.check(exclusive)).domains).to.deep.equal(OWN);
    expect(given.harness.calls).to.deep.equal([]);
    expect(await given.resource.declare(exclusive)).to.equal("update");
    expect(given.harness.writes).to.have.members([...row.removeCalls(...UNDECLARED)]);
    expect(given.harness.names()).to.have.members(["a.test", "b.test", "later.test"]);
    expect(given.resource.outputs.domains).to.deep.equal(OWN);
    expect(given.messages.join()).to.match(/ also has later\.test, which/);
  });

  it("records and removes nothing once it is no longer exclusive", async () => {
    await refresh();
    expect(await up({ ...exclusive, exclusive: false })).to.equal("update");
    expect(given.harness.calls).to.deep.equal([]);
    expect(given.resource.outputs.domains).to.deep.equal(OWN);
    await refresh();
    expect(given.resource.inputs.domains).to.deep.equal(OWN);
    expect(given.harness.names()).to.include.members(UNDECLARED);
  });

  it("owns what was recorded once that is declared", async () => {
    await refresh();
    expect(await up({ ...exclusive, ...row.args("a.test", "b.test", "stray.test") })).to.equal("update");
    expect(given.harness.writes).to.deep.equal(row.removeCalls("OTHER.test"));
    expect(given.resource.outputs).to.deep.include({
      names: ["a.test", "b.test", "stray.test"],
      adopted: ["stray.test"],
    });
  });

  it("does not record what other resources of the stack own, whichever is read first", async () => {
    const [single, other] = [given.another("single", row.single), given.another("other")];
    given.harness.nextRun();
    await single.declare(row.single.args("stray.test"));
    await other.declare(row.args("c.test"));
    await refresh(single, other);
    expect(given.resource.inputs.domains).to.deep.equal({ ...OWN, "other.test": "unmanaged" });
    given.harness.nextRun();
    await Promise.all([single, other, given.resource].map((one) => one.refresh()));
    expect(given.resource.inputs.domains).to.deep.equal({ ...OWN, "other.test": "unmanaged" });
    expect(given.harness.writes).to.deep.equal([]);
  });

  it("leaves what other resources of the program declare, though a refresh has recorded it", async () => {
    await refresh();
    const single = given.another("single", row.single);
    given.resource.elsewhere = { names: ["stray.test"], unknown: [] };
    given.harness.nextRun();
    const adopted = single.declare(row.single.args("stray.test"));
    expect(await given.resource.declare(exclusive)).to.equal("update");
    await adopted;
    expect(given.harness.writes).to.deep.equal(row.removeCalls("OTHER.test"));
    const shown = { ...OWN, "stray.test": "unmanaged" };
    expect(given.resource.outputs.domains, "as the preview showed").to.deep.equal(shown);
    expect(await up()).to.equal("same");
    await refresh(single);
    expect(given.resource.inputs.domains).to.deep.equal(OWN);
  });

  it("leaves what another resource has claimed, also where no constructor could announce it", async () => {
    given.harness.setNames(["a.test", "b.test", "stray.test"]);
    await refresh();
    given.harness.nextRun();
    await given.another("late", row.single).check(row.single.args("stray.test"));
    expect(await given.resource.declare(exclusive)).to.equal("update");
    expect(given.harness.writes).to.deep.equal([]);
    expect(given.resource.outputs.domains).to.deep.equal(OWN);
  });

  it("still shows what could not be removed, and does not own it", async () => {
    await refresh();
    given.harness.nextRun();
    given.harness.addFault("remove", "refused", { times: 9 });
    const { reason } = await partial(given.resource.declare(exclusive));
    expect(reason).to.match(/^update other\.test, stray\.test on /);
    expect(given.resource.outputs).to.deep.include({
      domains: { ...OWN, ...RECORDED },
      names: ["a.test", "b.test"],
    });
    given.harness.clearFaults();
    expect(await up()).to.equal("update");
    expect(given.harness.names()).to.have.members(["a.test", "b.test"]);
    expect(given.resource.outputs.domains).to.deep.equal(OWN);
  });

  it("removes no other names when it moves to another place or is destroyed", async () => {
    await refresh();
    expect(await up({ ...exclusive, ...row.away })).to.equal("replace, delete first");
    expect(given.harness.names()).to.have.members(UNDECLARED);
    expect(await up()).to.equal("replace, delete first");
    await refresh();
    given.harness.nextRun();
    await given.resource.destroy();
    expect(given.harness.names()).to.have.members(UNDECLARED);
  });

  it("is still refreshed where its list cannot be read", async () => {
    await refresh();
    given.harness.nextRun();
    given.harness.addFault("list", "refused", { times: 50 });
    await failure(given.resource.declare(exclusive));
    given.harness.clearFaults();
    expect(await up()).to.equal("update");
    expect(given.harness.names()).to.have.members(["a.test", "b.test"]);
  });
});
