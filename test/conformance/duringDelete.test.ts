import { expect } from "chai";
import { describeRows, MULTI_NAME_ROWS, ROWS } from "./describeRows";

describeRows("names that somebody removes while a delete is under way", ROWS, (row, given) => {
  it("are gone, and the delete succeeds", async () => {
    await given.resource.declare(row.args(...row.names));
    given.harness.nextRun();
    given.harness.addFault("remove", () => given.harness.setNames([]));
    await given.resource.destroy();
    expect(given.harness.names()).to.deep.equal([]);
    expect(given.messages).to.deep.equal([]);
  });
});

describeRows(
  "a name that another resource declares while the delete is under way",
  MULTI_NAME_ROWS,
  (row, given) => {
    const { isSet } = row;
    const names = isSet ? ([...row.names, "d.test"] as const) : row.names;
    const last = names.at(-1) ?? "";
    const [first] = names;

    // A single resource deletes its domain last: that delete is already under way.
    for (const call of isSet ? (["list", "remove"] as const) : (["list"] as const)) {
      for (const by of ["delete", "update"] as const) {
        it(`stays: ${by}, during the first ${call}`, async () => {
          await given.resource.declare(row.args(...names));
          given.harness.nextRun();
          const plan = by === "update" ? await given.resource.plan(row.args(first)) : undefined;
          const single = given.another("single", row.single);
          given.harness.addFault(call, () => single.check(row.single.args(last)));
          await (plan === undefined ? given.resource.destroy() : plan.apply());
          const gone = names.filter((name) => name !== last && (by === "delete" || name !== first));
          expect(given.harness.names()).to.have.members(names.filter((name) => !gone.includes(name)));
          expect(given.harness.writes.filter((write) => write.includes(last))).to.deep.equal([]);
        });
      }
    }
  },
);
