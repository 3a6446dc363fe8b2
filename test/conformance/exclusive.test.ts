import { expect } from "chai";
import { failure, partial } from "../support/engine";
import { every, SETS } from "./every";

every("an exclusive set", SETS, (row, given) => {
  const STRAYS = ["OTHER.test", "stray.test"];
  const RECORDED = { "stray.test": "unmanaged", "other.test": "unmanaged" };
  const OWN = { "a.test": true, "b.test": true };
  const exclusive = { ...row.args("a.test", "b.test"), exclusive: true };
  const up = (args = exclusive) => {
    given.ground.next();
    return given.it.declare(args);
  };
  const refresh = async (...others: (typeof given.it)[]) => {
    given.ground.next();
    await Promise.all([given.it, ...others].map((one) => one.refresh()));
  };
  beforeEach(async () => {
    given.ground.put(STRAYS);
    expect(await given.it.declare(exclusive)).to.equal("create");
  });

  it("removes nothing when it is created, and nothing that no refresh has recorded, and tells of it", async () => {
    const told =
      / also has other\.test, stray\.test, which this run did not declare\. `pulumi refresh` records what nobody owns, and the update after that removes it: its preview shows what\.$/;
    expect(given.told.join("\n")).to.match(told);
    expect(await up()).to.equal("same");
    expect(await up({ ...exclusive, ...row.args("a.test", "c.test") })).to.equal("update");
    expect(given.told.join("\n")).to.match(told);
    expect(given.ground.names()).to.have.members([...STRAYS, "a.test", "c.test"]);
  });

  it("removes what a refresh has recorded, which the preview shows by name, and no more", async () => {
    await refresh();
    expect(given.ground.calls).to.deep.equal(row.reads);
    expect(given.it.inputs.domains).to.deep.equal({ ...OWN, ...RECORDED });
    expect(given.it.outputs).to.deep.include({
      domains: { ...OWN, ...RECORDED },
      names: ["a.test", "b.test"],
    });
    given.ground.put([...given.ground.names(), "later.test"]);
    given.ground.next();
    expect((await given.it.check(exclusive)).domains).to.deep.equal(OWN);
    expect(given.ground.calls).to.deep.equal([]);
    expect(await given.it.declare(exclusive)).to.equal("update");
    expect(given.ground.writes).to.have.members([...row.removes(...STRAYS)]);
    expect(given.ground.names()).to.have.members(["a.test", "b.test", "later.test"]);
    expect(given.it.outputs.domains).to.deep.equal(OWN);
    expect(given.told.join()).to.match(/ also has later\.test, which/);
  });

  it("records and removes nothing once it is exclusive no more", async () => {
    await refresh();
    expect(await up({ ...exclusive, exclusive: false })).to.equal("update");
    expect(given.ground.calls).to.deep.equal([]);
    expect(given.it.outputs.domains).to.deep.equal(OWN);
    await refresh();
    expect(given.it.inputs.domains).to.deep.equal(OWN);
    expect(given.ground.names()).to.include.members(STRAYS);
  });

  it("takes over what was recorded where that is declared after all", async () => {
    await refresh();
    expect(await up({ ...exclusive, ...row.args("a.test", "b.test", "stray.test") })).to.equal("update");
    expect(given.ground.writes).to.deep.equal(row.removes("OTHER.test"));
    expect(given.it.outputs).to.deep.include({
      names: ["a.test", "b.test", "stray.test"],
      adopted: ["stray.test"],
    });
  });

  it("does not record what other resources of the stack own, whichever is read first", async () => {
    const [single, other] = [given.another("single", row.single), given.another("other")];
    given.ground.next();
    await single.declare(row.single.args("stray.test"));
    await other.declare(row.args("c.test"));
    await refresh(single, other);
    expect(given.it.inputs.domains).to.deep.equal({ ...OWN, "other.test": "unmanaged" });
    given.ground.next();
    await Promise.all([single, other, given.it].map((one) => one.refresh()));
    expect(given.it.inputs.domains).to.deep.equal({ ...OWN, "other.test": "unmanaged" });
    expect(given.ground.writes).to.deep.equal([]);
  });

  it("leaves what other resources of the program declare, though a refresh has recorded it", async () => {
    await refresh();
    const single = given.another("single", row.single);
    given.it.elsewhere = { names: ["stray.test"], unknown: [] };
    given.ground.next();
    const adopted = single.declare(row.single.args("stray.test"));
    expect(await given.it.declare(exclusive)).to.equal("update");
    await adopted;
    expect(given.ground.writes).to.deep.equal(row.removes("OTHER.test"));
    const shown = { ...OWN, "stray.test": "unmanaged" };
    expect(given.it.outputs.domains, "as the preview showed").to.deep.equal(shown);
    expect(await up()).to.equal("same");
    await refresh(single);
    expect(given.it.inputs.domains).to.deep.equal(OWN);
  });

  it("leaves what another resource has claimed, also where no constructor could announce it", async () => {
    given.ground.put(["a.test", "b.test", "stray.test"]);
    await refresh();
    given.ground.next();
    await given.another("late", row.single).check(row.single.args("stray.test"));
    expect(await given.it.declare(exclusive)).to.equal("update");
    expect(given.ground.writes).to.deep.equal([]);
    expect(given.it.outputs.domains).to.deep.equal(OWN);
  });

  it("still shows what could not be taken off, and does not take it for its own", async () => {
    await refresh();
    given.ground.next();
    given.ground.fault("remove", "refused", { times: 9 });
    const { reason } = await partial(given.it.declare(exclusive));
    expect(reason).to.match(/^update other\.test, stray\.test on /);
    expect(given.it.outputs).to.deep.include({
      domains: { ...OWN, ...RECORDED },
      names: ["a.test", "b.test"],
    });
    given.ground.mend();
    expect(await up()).to.equal("update");
    expect(given.ground.names()).to.have.members(["a.test", "b.test"]);
    expect(given.it.outputs.domains).to.deep.equal(OWN);
  });

  it("takes nothing along when it goes to another place, or is destroyed", async () => {
    await refresh();
    expect(await up({ ...exclusive, ...row.away })).to.equal("replace, delete first");
    expect(given.ground.names()).to.have.members(STRAYS);
    expect(await up()).to.equal("replace, delete first");
    await refresh();
    given.ground.next();
    await given.it.destroy();
    expect(given.ground.names()).to.have.members(STRAYS);
  });

  it("goes on where its list cannot be had", async () => {
    await refresh();
    given.ground.next();
    given.ground.fault("list", "refused", { times: 50 });
    await failure(given.it.declare(exclusive));
    given.ground.mend();
    expect(await up()).to.equal("update");
    expect(given.ground.names()).to.have.members(["a.test", "b.test"]);
  });
});
