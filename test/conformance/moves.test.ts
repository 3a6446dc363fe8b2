import { expect } from "chai";
import { failure } from "../support/engine";
import { describeRows, MULTI_NAME_ROWS, ROWS, SET_ROWS } from "./describeRows";

describeRows(
  "a resource that moves to another place of the panel, which holds a name once",
  ROWS,
  (row, given) => {
    const { names, others, away } = row;
    const args = row.args(...names);
    beforeEach(async () => {
      await given.resource.declare(args);
      given.harness.nextRun();
    });

    it("is removed from the old place before it is added at the new one, and moves back the same way", async () => {
      expect(await given.resource.declare({ ...args, ...away })).to.equal("replace, delete first");
      expect(given.harness.names()).to.deep.equal([]);
      expect(given.harness.names("away")).to.have.members([...names]);
      expect(await given.resource.declare({ ...args, ...away })).to.equal("same");
      given.harness.nextRun();
      expect(await given.resource.declare(args)).to.equal("replace, delete first");
      expect(given.harness.names()).to.have.members([...names]);
      expect(given.harness.names("away")).to.deep.equal([]);
      expect(given.messages).to.deep.equal([]);
    });

    it("is added at the new place before the old names are removed, where the names change as well", async () => {
      expect(await given.resource.declare({ ...row.args(...others), ...away })).to.equal("replace");
      expect(given.harness.writes).to.have.members([
        ...row.addCalls(...others),
        ...row.removeCalls(...names),
      ]);
      expect(given.harness.writes[0]).to.be.oneOf([...row.addCalls(...others)]);
      expect(given.harness.names()).to.deep.equal([]);
      expect(given.harness.names("away")).to.have.members([...others]);
    });

    for (const { what, args: to, message: expected, prepare } of row.unusablePlaces) {
      it(`stays at the old place and in the state where the new place is ${what}`, async () => {
        prepare?.(given.harness);
        const { message } = await failure(given.resource.declare({ ...args, ...to }));
        expect(message)
          .to.match(
            row.isSet ? /^delete (names of the set|a\.test, b\.test, c\.test) on / : /^delete acme\.com on /,
          )
          .and.match(expected);
        expect(message, "the names are where they were").not.to.contain("pulumi state delete");
        expect(given.harness.writes).to.deep.equal([]);
        expect(given.harness.names()).to.have.members([...names]);
        given.harness.nextRun();
        await given.resource.destroy();
        expect(given.harness.names()).to.deep.equal([]);
      });
    }
  },
);

describeRows(
  "names that go from a resource to another place of the panel in one run",
  MULTI_NAME_ROWS,
  (row, given) => {
    const { names } = row;
    const [first] = names;
    const last = names.at(-1) ?? "";
    const kept = names.slice(0, -1) as [string, ...string[]];
    const single = (name = "single") => given.another(name, row.single);
    const awayArgs = (name: string) => ({ ...row.single.args(name), ...row.away });
    beforeEach(async () => {
      await given.resource.declare(row.args(...names));
      given.harness.nextRunInRealTime();
    });

    it("are removed first, although the other operation is sent at the same time", async () => {
      const one = single();
      await one.check(awayArgs(last));
      await Promise.all([given.resource.declare(row.args(...kept)), one.declare(awayArgs(last))]);
      expect(given.harness.names()).to.have.members(kept);
      expect(given.harness.names("away")).to.deep.equal([last]);
      expect(given.resource.outputs.names).to.have.members(kept);
    });

    it("are removed in one delete, which keeps a name for another resource whose create is sent meanwhile", async () => {
      const here = single("here");
      const args = { ...row.single.args(first), onExisting: "fail" };
      const inputs = await here.check(args);
      let created: Promise<unknown> | undefined;
      given.harness.addFault("remove", () => {
        created = here.decide(args, inputs).then(({ apply }) => apply());
      });
      expect(await given.resource.declare({ ...row.args(last), ...row.away })).to.equal(
        "replace, delete first",
      );
      await created;
      expect(created).not.to.equal(undefined);
      expect(given.harness.names()).to.deep.equal([first]);
      expect(given.harness.names("away")).to.deep.equal([last]);
      expect(here.outputs.names).to.deep.equal([first]);
      expect(given.messages).to.deep.equal([]);
    });

    it("are removed while another resource takes over the remaining names", async () => {
      given.resource.elsewhere = { names: [last], unknown: [] };
      const before = single("before").declare(row.single.args("other.test"));
      await Promise.all([
        given.resource.declare({ ...row.args(...kept), ...row.away }),
        before.then(() => single().declare(row.single.args(last))),
      ]);
      // It was neither removed nor put back.
      expect(given.harness.writes.filter((call) => call.includes(last))).to.deep.equal([]);
      expect(given.harness.names()).to.have.members([last, "other.test"]);
      expect(given.harness.names("away")).to.have.members(kept);
    });
  },
);

describeRows("names of sets at two places", SET_ROWS, (row, given) => {
  it("are swapped in one run", async () => {
    const other = given.another("other");
    await given.resource.declare(row.args("a.test", "b.test"));
    await other.declare({ ...row.args("c.test", "d.test"), ...row.away });
    given.harness.nextRunInRealTime();
    await Promise.all([
      given.resource.declare(row.args("a.test", "c.test")),
      other.declare({ ...row.args("b.test", "d.test"), ...row.away }),
    ]);
    expect(given.harness.names()).to.have.members(["a.test", "c.test"]);
    expect(given.harness.names("away")).to.have.members(["b.test", "d.test"]);
    expect(given.messages).to.deep.equal([]);
  });

  it("go to more new resources than the engine sends at once: the set releases them in several updates", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `customer${index}.test`);
    await given.resource.declare(row.args("stays.test", ...names));
    given.harness.nextRunInRealTime();
    given.resource.elsewhere = { names, unknown: [] };
    const update = given.resource.declare(row.args("stays.test"));
    // The engine runs eight operations at once on two cores; one of them is the set's.
    const unclaimed = names.values();
    const slot = async () => {
      for (const name of unclaimed)
        await given.another(name, row.single).declare({ ...row.single.args(name), ...row.away });
    };
    await Promise.all([update, ...Array.from({ length: 7 }, slot)]);
    expect(given.harness.names()).to.deep.equal(["stays.test"]);
    expect(given.harness.names("away")).to.have.members(names);
    expect(given.resource.outputs.names).to.deep.equal(["stays.test"]);
    expect(given.messages).to.deep.equal([]);
  });

  it("go from a set that is replaced, delete first, to a resource that is created meanwhile", async () => {
    const [first, second, third] = ["a.com", "b.com", "c.com"] as const;
    await given.resource.declare(row.args(first, second, third));
    given.harness.nextRunInRealTime();
    const { id, outputs } = given.resource;
    const sets = given.harness.run.on(row.on);
    const inputs = await given.resource.check(row.args(first, third), true);
    const deleted = sets.delete(id, outputs);
    const created = given.another("b", row.single).declare(row.single.args(second));
    await deleted;
    expect(given.harness.names(), "as the user asked").to.deep.equal([second]);
    await Promise.all([sets.create(inputs), created]);
    expect(given.harness.names()).to.have.members([first, second, third]);
  });
});
