import { expect } from "chai";
import { UNKNOWN } from "../support/host-messages";
import { describeRows, ROWS, SET_ROWS } from "./describeRows";

describeRows("an input that is unknown before the update", ROWS, (row, given) => {
  const args = row.args(...row.names);
  beforeEach(async () => {
    await given.resource.declare(args);
    given.harness.nextRun();
  });
  afterEach(() => expect(given.harness.calls).to.deep.equal([]));

  it("shows as a change: a replacement for an identity input, else an update", async () => {
    for (const [property, value] of Object.entries({ ...row.changes, ...row.away })) {
      const isReplaced = (await given.resource.plan({ ...args, [property]: value })).action.startsWith(
        "replace",
      );
      // The same names at an unknown place may overlap, so that it deletes first.
      const replace = property === "domain" ? "replace" : "replace, delete first";
      const { action } = await given.resource.plan({ ...args, [property]: UNKNOWN });
      expect(action, property).to.equal(isReplaced ? replace : "update");
    }
    expect((await given.resource.plan({ ...args, connection: UNKNOWN })).action).to.match(/^replace/);
  });
});

describeRows("a set with an input that is unknown before the update", SET_ROWS, (row, given) => {
  it("shows a change", async () => {
    const [first] = row.names;
    await given.resource.declare(row.args(first));
    given.harness.nextRun();
    const options = Object.fromEntries(Object.keys(row.options).map((option) => [option, UNKNOWN]));
    for (const domains of [UNKNOWN, [first, UNKNOWN], { [first]: UNKNOWN }])
      expect((await given.resource.plan({ domains })).action).to.equal("update");
    const inPlace = Object.keys(options).length === 0 ? "same" : "update";
    expect((await given.resource.plan({ domains: { [first]: options } })).action).to.equal(inPlace);
    expect(given.harness.calls).to.deep.equal([]);
  });
});
