import { expect } from "chai";
import { describeRows, MULTI_NAME_ROWS, ROWS, SET_ROWS } from "./describeRows";

describeRows("names that go from a resource to another of the same kind in one run", ROWS, (row, given) => {
  const { names, others } = row;
  const [first, ...rest] = names;
  const args = row.args(...names);
  beforeEach(async () => {
    await given.resource.declare(args);
    given.harness.nextRun();
  });
  afterEach(() => expect(given.messages).to.deep.equal([]));
  const untouched = () => {
    expect(given.harness.writes).to.deep.equal([]);
    expect(given.harness.names()).to.have.members([...names]);
  };

  it("stay when the old one is deleted after the new one was created, as at a rename", async () => {
    expect(await given.another("next").declare(args)).to.equal("create");
    await given.resource.destroy();
    untouched();
  });

  // The engine does so for a replacement that deletes first; undeclared resources are deleted after all creates.
  it("stay when the old one is deleted first, whatever onExisting says", async () => {
    const next = given.another("next");
    await given.resource.check(row.args(...others));
    await next.check(args);
    await given.resource.destroy();
    await next.declare({ ...args, onExisting: "fail" });
    untouched();
  });

  it("stay if another resource declares them, and are removed otherwise", async () => {
    await given.another("next").declare(row.args(first));
    await given.resource.destroy();
    expect(given.harness.writes).to.have.members([...row.removeCalls(...rest)]);
    expect(given.harness.names()).to.deep.equal([first]);
  });

  it("are not confused with other names of the same run", async () => {
    await given.another("next").declare(row.args(...others));
    await given.resource.destroy();
    expect(given.harness.names()).to.have.members([...others]);
  });
});

describeRows(
  "a name that goes from a resource to a resource of its own in one run",
  MULTI_NAME_ROWS,
  (row, given) => {
    const { names, others } = row;
    const last = names.at(-1) ?? "";
    const kept = names.slice(0, -1) as [string, ...string[]];
    const own = row.single.args(last);
    beforeEach(() => given.resource.declare(row.args(...names)));
    const single = () => given.another("single", row.single);
    const untouched = () => {
      expect(given.harness.writes).to.deep.equal([]);
      expect(given.harness.names()).to.have.members([...names]);
      expect(given.resource.outputs.names).to.have.members(kept);
    };

    it("stays, whichever the engine sends first, where onExisting is fail", async () => {
      given.harness.nextRun();
      const one = single();
      await one.check({ ...own, onExisting: "fail" });
      expect(await given.resource.declare(row.args(...kept))).to.equal("update");
      await one.declare({ ...own, onExisting: "fail" });
      untouched();
      given.harness.nextRun();
      expect(await given.resource.declare(row.args(...kept))).to.equal("same");
    });

    it("stays where the new resource was created first", async () => {
      given.harness.nextRun();
      await single().declare(own);
      expect(await given.resource.declare(row.args(...kept))).to.equal("update");
      untouched();
    });

    it("stays until the other resource is checked", async () => {
      given.harness.nextRunInRealTime();
      given.resource.elsewhere = { names: [last], unknown: [] };
      const late = given.another("before", row.single).declare(row.single.args("other.test"));
      await Promise.all([given.resource.declare(row.args(...kept)), late.then(() => single().declare(own))]);
      expect(given.harness.writes).to.deep.equal(row.addCalls("other.test"));
      expect(given.harness.names()).to.have.members([...names, "other.test"]);
      expect(given.messages).to.deep.equal([]);
    });

    it("stays where the old resource is deleted, or replaced", async () => {
      given.harness.nextRun();
      await single().declare(own);
      if (row.isSet) await given.resource.destroy();
      else expect(await given.resource.declare(row.args(...others))).to.equal("replace");
      expect(given.harness.names()).to.have.members(row.isSet ? [last] : [last, ...others]);
    });

    it("stays where the old resource is deleted, and the engine checks the new one later", async () => {
      given.harness.nextRunInRealTime();
      given.harness.session.claims.announce({ names: [last], unknown: [] });
      await Promise.all([given.resource.destroy(), single().declare({ ...own, onExisting: "fail" })]);
      expect(given.harness.writes).to.have.members([...row.removeCalls(...kept)]);
      expect(given.harness.names()).to.deep.equal([last]);
    });

    it("is kept by the old resource if no other resource claims it in time, and removed by the next run", async () => {
      const [first, ...rest] = names;
      given.harness.nextRun();
      given.resource.elsewhere = { names: [last], unknown: [] };
      await given.resource.declare(row.args(first));
      // Names that no other resource can declare are removed at once.
      const gone = rest.filter((name) => name !== last);
      expect(given.harness.writes).to.deep.equal(row.removeCalls(...gone));
      expect(given.resource.outputs.names).to.have.members([first, last]);
      expect(given.messages.join()).to.match(
        new RegExp(`^${last} stays on the panel: another resource of the program may declare it`),
      );
      given.harness.nextRun();
      given.resource.elsewhere = undefined;
      expect(await given.resource.declare(row.args(first))).to.equal("update");
      expect(given.harness.names()).to.deep.equal([first]);
      expect(given.resource.outputs.names).to.deep.equal([first]);
    });
  },
);

describeRows("names that move to a set in one run", SET_ROWS, (row, given) => {
  const { names } = row;
  const [first, ...rest] = names;

  it("from a resource of their own, which is deleted after that", async () => {
    const single = given.another("single", row.single);
    await single.declare(row.single.args(first));
    given.harness.nextRun();
    expect(await given.resource.declare(row.args(...names))).to.equal("create");
    await single.destroy();
    expect(given.harness.writes).to.have.members([...row.addCalls(...rest)]);
    expect(given.resource.outputs.adopted).to.deep.equal([first]);
    expect(given.harness.names()).to.have.members([...names]);
  });

  it("from another set, in whatever order, and back", async () => {
    const other = given.another("other");
    await given.resource.declare(row.args(...names));
    await other.declare(row.args("d.test"));
    for (const [from, to] of [
      [given.resource, other],
      [other, given.resource],
      [given.resource, other],
    ] as const) {
      given.harness.nextRunInRealTime();
      from.elsewhere = { names: [first], unknown: [] };
      to.elsewhere = undefined;
      const left = (from.outputs.names as string[]).filter((name) => name !== first);
      const grown = [...(to.outputs.names as string[]), first];
      const runs = [
        () => from.declare({ domains: left }),
        () => to.declare({ domains: grown, onExisting: "fail" }),
      ];
      if (from === other) runs.reverse();
      expect(await Promise.all(runs.map((run) => run()))).to.deep.equal(["update", "update"]);
      expect(given.harness.writes).to.deep.equal([]);
      expect(from.outputs.names).to.have.members(left);
      expect(to.outputs.names).to.have.members(grown);
    }
    expect(given.harness.names()).to.have.members([...names, "d.test"]);
  });
});
