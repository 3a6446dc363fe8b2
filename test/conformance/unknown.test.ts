import { expect } from "chai";
import { UNKNOWN } from "../support/host-messages";
import { every, ROWS, SETS } from "./every";

every("what is not known before the update", ROWS, (row, given) => {
  const args = row.args(...row.names);
  beforeEach(async () => {
    await given.it.declare(args);
    given.ground.next();
  });
  afterEach(() => expect(given.ground.calls).to.deep.equal([]));

  it("shows as a change: in place, or a replacement where it tells the resource from others", async () => {
    for (const [property, value] of Object.entries({ ...row.changes, ...row.away })) {
      const isReplaced = (await given.it.plan({ ...args, [property]: value })).does.startsWith("replace");
      // With the names that it has at a place of which nothing is known, it leaves first.
      const replace = property === "domain" ? "replace" : "replace, delete first";
      const { does } = await given.it.plan({ ...args, [property]: UNKNOWN });
      expect(does, property).to.equal(isReplaced ? replace : "update");
    }
    expect((await given.it.plan({ ...args, connection: UNKNOWN })).does).to.match(/^replace/);
  });
});

every("a set of which something is not known before the update", SETS, (row, given) => {
  it("shows a change", async () => {
    const [first] = row.names;
    await given.it.declare(row.args(first));
    given.ground.next();
    const options = Object.fromEntries(Object.keys(row.options).map((option) => [option, UNKNOWN]));
    for (const domains of [UNKNOWN, [first, UNKNOWN], { [first]: UNKNOWN }])
      expect((await given.it.plan({ domains })).does).to.equal("update");
    const inPlace = Object.keys(options).length === 0 ? "same" : "update";
    expect((await given.it.plan({ domains: { [first]: options } })).does).to.equal(inPlace);
    expect(given.ground.calls).to.deep.equal([]);
  });
});
