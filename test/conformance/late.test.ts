import { expect } from "chai";
import { every, MANY, ROWS } from "./every";

every("names that somebody takes away while a delete is under way", ROWS, (row, given) => {
  it("are gone, which is no failure", async () => {
    await given.it.declare(row.args(...row.names));
    given.ground.next();
    given.ground.fault("remove", () => given.ground.put([]));
    await given.it.destroy();
    expect(given.ground.names()).to.deep.equal([]);
    expect(given.told).to.deep.equal([]);
  });
});

every("a name that another resource declares while it is being given up", MANY, (row, given) => {
  const { isSet } = row;
  const names = isSet ? ([...row.names, "d.test"] as const) : row.names;
  const last = names.at(-1) ?? "";
  const [first] = names;

  // Of a single resource, the name is the last to go: its delete is under way by then.
  for (const call of isSet ? (["list", "remove"] as const) : (["list"] as const)) {
    for (const by of ["delete", "update"] as const) {
      it(`stays: ${by}, during the first ${call}`, async () => {
        await given.it.declare(row.args(...names));
        given.ground.next();
        const plan = by === "update" ? await given.it.plan(row.args(first)) : undefined;
        const single = given.another("single", row.single);
        given.ground.fault(call, () => single.check(row.single.args(last)));
        await (plan === undefined ? given.it.destroy() : plan.act());
        const gone = names.filter((name) => name !== last && (by === "delete" || name !== first));
        expect(given.ground.names()).to.have.members(names.filter((name) => !gone.includes(name)));
        expect(given.ground.writes.filter((write) => write.includes(last))).to.deep.equal([]);
      });
    }
  }
});
