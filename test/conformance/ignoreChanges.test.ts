import { expect } from "chai";
import { describeRows, ROWS } from "./describeRows";

describeRows("a resource with the option ignoreChanges", ROWS, (row, given) => {
  const { changes, names } = row;
  const args = row.args(...names);
  beforeEach(() => given.resource.declare(args));

  /** The declared value changes nothing, before and after a refresh. */
  async function changesNothing(declared: object) {
    const before = given.harness.names();
    for (const refreshed of [false, true]) {
      given.harness.nextRun();
      if (refreshed) expect(await given.resource.refresh()).to.equal(true);
      const calls = given.harness.calls.length;
      expect(await given.resource.declare({ ...args, ...declared }), `refreshed: ${refreshed}`).to.equal(
        "same",
      );
      expect(given.harness.calls).to.have.length(calls);
      expect(given.resource.outputs.names).to.have.members([...names]);
      expect(given.harness.names()).to.deep.equal(before);
    }
  }

  for (const [property, value] of Object.entries(changes)) {
    it(`keeps what it has: ${property}`, async () => {
      given.resource.ignoreChanges = [property];
      await changesNothing({ [property]: value });
    });

    it(`without it, does not: ${property}`, async () => {
      given.harness.nextRun();
      expect(await given.resource.declare({ ...args, [property]: value })).to.match(/^(update|replace)/);
    });

    it(`keeps it alone, where other changes are made in place: ${property}`, async () => {
      const others: Record<string, unknown> = {};
      for (const [other, changed] of Object.entries(changes)) {
        const { action } = await given.resource.plan({ ...args, [other]: changed });
        if (other !== property && action === "update") others[other] = changed;
      }
      const { inputs: before, outputs } = given.resource;
      given.resource.ignoreChanges = [property];
      given.harness.nextRun();
      const isOnly = Object.keys(others).length === 0;
      expect(await given.resource.declare({ ...args, ...others, [property]: value })).to.equal(
        isOnly ? "same" : "update",
      );
      for (const other of Object.keys(others))
        expect(given.resource.inputs[other], other).not.to.deep.equal(before[other]);
      expect(given.resource.inputs[property]).to.deep.equal(before[property]);
      expect(given.resource.outputs[property]).to.deep.equal(outputs[property]);
    });
  }

  it("keeps all that it has", async () => {
    given.resource.ignoreChanges = ["*"];
    await changesNothing(changes);
  });
});
