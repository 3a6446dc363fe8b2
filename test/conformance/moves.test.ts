import { expect } from "chai";
import { failure } from "../support/engine";
import { every, MANY, ROWS, SETS } from "./every";

every("a resource that moves to another place of the panel, which holds a name once", ROWS, (row, given) => {
  const { names, others, away } = row;
  const args = row.args(...names);
  beforeEach(async () => {
    await given.it.declare(args);
    given.ground.next();
  });

  it("leaves the one before it comes to the other, and back", async () => {
    expect(await given.it.declare({ ...args, ...away })).to.equal("replace, delete first");
    expect(given.ground.names()).to.deep.equal([]);
    expect(given.ground.names("away")).to.have.members([...names]);
    expect(await given.it.declare({ ...args, ...away })).to.equal("same");
    given.ground.next();
    expect(await given.it.declare(args)).to.equal("replace, delete first");
    expect(given.ground.names()).to.have.members([...names]);
    expect(given.ground.names("away")).to.deep.equal([]);
    expect(given.told).to.deep.equal([]);
  });

  it("comes to the other before it leaves the one where it gets other names", async () => {
    expect(await given.it.declare({ ...row.args(...others), ...away })).to.equal("replace");
    expect(given.ground.writes).to.have.members([...row.adds(...others), ...row.removes(...names)]);
    expect(given.ground.writes[0]).to.be.oneOf([...row.adds(...others)]);
    expect(given.ground.names()).to.deep.equal([]);
    expect(given.ground.names("away")).to.have.members([...others]);
  });

  for (const { what, args: to, told, prepare } of row.nowhere) {
    it(`stays where it is, and in the state, where it is to go to ${what}`, async () => {
      prepare?.(given.ground);
      const { message } = await failure(given.it.declare({ ...args, ...to }));
      expect(message)
        .to.match(
          row.isSet ? /^delete (names of the set|a\.test, b\.test, c\.test) on / : /^delete acme\.com on /,
        )
        .and.match(told);
      expect(message, "the names are where they were").not.to.contain("pulumi state delete");
      expect(given.ground.writes).to.deep.equal([]);
      expect(given.ground.names()).to.have.members([...names]);
      given.ground.next();
      await given.it.destroy();
      expect(given.ground.names()).to.deep.equal([]);
    });
  }
});

every("names that go from a resource to another place of the panel in one run", MANY, (row, given) => {
  const { names } = row;
  const [first] = names;
  const last = names.at(-1) ?? "";
  const kept = names.slice(0, -1) as [string, ...string[]];
  const single = (name = "single") => given.another(name, row.single);
  const awayArgs = (name: string) => ({ ...row.single.args(name), ...row.away });
  beforeEach(async () => {
    await given.it.declare(row.args(...names));
    given.ground.nextInTime();
  });

  it("leave it first, though the other is sent at the same time", async () => {
    const one = single();
    await one.check(awayArgs(last));
    await Promise.all([given.it.declare(row.args(...kept)), one.declare(awayArgs(last))]);
    expect(given.ground.names()).to.have.members(kept);
    expect(given.ground.names("away")).to.deep.equal([last]);
    expect(given.it.outputs.names).to.have.members(kept);
  });

  it("leave it in one delete with one that stays for another resource, whose create is sent meanwhile", async () => {
    const here = single("here");
    const args = { ...row.single.args(first), onExisting: "fail" };
    const inputs = await here.check(args);
    let created: Promise<unknown> | undefined;
    given.ground.fault("remove", () => {
      created = here.decide(args, inputs).then(({ act }) => act());
    });
    expect(await given.it.declare({ ...row.args(last), ...row.away })).to.equal("replace, delete first");
    await created;
    expect(created).not.to.equal(undefined);
    expect(given.ground.names()).to.deep.equal([first]);
    expect(given.ground.names("away")).to.deep.equal([last]);
    expect(here.outputs.names).to.deep.equal([first]);
    expect(given.told).to.deep.equal([]);
  });

  it("leave it while another resource gets the rest of it", async () => {
    given.it.elsewhere = { names: [last], unknown: [] };
    const before = single("before").declare(row.single.args("other.test"));
    await Promise.all([
      given.it.declare({ ...row.args(...kept), ...row.away }),
      before.then(() => single().declare(row.single.args(last))),
    ]);
    // It was neither taken off nor put back.
    expect(given.ground.writes.filter((call) => call.includes(last))).to.deep.equal([]);
    expect(given.ground.names()).to.have.members([last, "other.test"]);
    expect(given.ground.names("away")).to.have.members(kept);
  });
});

every("names of sets at two places", SETS, (row, given) => {
  it("go from the one to the other, and back at the same time", async () => {
    const other = given.another("other");
    await given.it.declare(row.args("a.test", "b.test"));
    await other.declare({ ...row.args("c.test", "d.test"), ...row.away });
    given.ground.nextInTime();
    await Promise.all([
      given.it.declare(row.args("a.test", "c.test")),
      other.declare({ ...row.args("b.test", "d.test"), ...row.away }),
    ]);
    expect(given.ground.names()).to.have.members(["a.test", "c.test"]);
    expect(given.ground.names("away")).to.have.members(["b.test", "d.test"]);
    expect(given.told).to.deep.equal([]);
  });

  it("go to more new resources than the engine sends at once: the set gives them up in waves", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `customer${index}.test`);
    await given.it.declare(row.args("stays.test", ...names));
    given.ground.nextInTime();
    given.it.elsewhere = { names, unknown: [] };
    const update = given.it.declare(row.args("stays.test"));
    // The engine has eight slots on two cores; one of them has the set.
    const takers = names.values();
    const slot = async () => {
      for (const name of takers)
        await given.another(name, row.single).declare({ ...row.single.args(name), ...row.away });
    };
    await Promise.all([update, ...Array.from({ length: 7 }, slot)]);
    expect(given.ground.names()).to.deep.equal(["stays.test"]);
    expect(given.ground.names("away")).to.have.members(names);
    expect(given.it.outputs.names).to.deep.equal(["stays.test"]);
    expect(given.told).to.deep.equal([]);
  });

  it("leave a set that is replaced, and deleted first, for a resource that is created meanwhile", async () => {
    const [first, second, third] = ["a.com", "b.com", "c.com"] as const;
    await given.it.declare(row.args(first, second, third));
    given.ground.nextInTime();
    const { id, outputs } = given.it;
    const sets = given.ground.run.on(row.on);
    const inputs = await given.it.check(row.args(first, third), true);
    const deleted = sets.delete(id, outputs);
    const created = given.another("b", row.single).declare(row.single.args(second));
    await deleted;
    expect(given.ground.names(), "as the user asked").to.deep.equal([second]);
    await Promise.all([sets.create(inputs), created]);
    expect(given.ground.names()).to.have.members([first, second, third]);
  });
});
