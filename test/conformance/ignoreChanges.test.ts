import { expect } from "chai";
import { every, ROWS } from "./every";

every("a resource with the option ignoreChanges", ROWS, (row, given) => {
  const { changes, names } = row;
  const args = row.args(...names);
  beforeEach(() => given.it.declare(args));

  /** What is declared changes nothing, refreshed or not. */
  async function changesNothing(declared: object) {
    const before = given.ground.names();
    for (const refreshed of [false, true]) {
      given.ground.next();
      if (refreshed) expect(await given.it.refresh()).to.equal(true);
      const calls = given.ground.calls.length;
      expect(await given.it.declare({ ...args, ...declared }), `refreshed: ${refreshed}`).to.equal("same");
      expect(given.ground.calls).to.have.length(calls);
      expect(given.it.outputs.names).to.have.members([...names]);
      expect(given.ground.names()).to.deep.equal(before);
    }
  }

  for (const [property, value] of Object.entries(changes)) {
    it(`keeps what it has: ${property}`, async () => {
      given.it.ignoreChanges = [property];
      await changesNothing({ [property]: value });
    });

    it(`without it, does not: ${property}`, async () => {
      given.ground.next();
      expect(await given.it.declare({ ...args, [property]: value })).to.match(/^(update|replace)/);
    });

    it(`keeps it alone, where other changes are made in place: ${property}`, async () => {
      const others: Record<string, unknown> = {};
      for (const [other, changed] of Object.entries(changes)) {
        const { does } = await given.it.plan({ ...args, [other]: changed });
        if (other !== property && does === "update") others[other] = changed;
      }
      const { inputs: before, outputs } = given.it;
      given.it.ignoreChanges = [property];
      given.ground.next();
      const isOnly = Object.keys(others).length === 0;
      expect(await given.it.declare({ ...args, ...others, [property]: value })).to.equal(
        isOnly ? "same" : "update",
      );
      for (const other of Object.keys(others))
        expect(given.it.inputs[other], other).not.to.deep.equal(before[other]);
      expect(given.it.inputs[property]).to.deep.equal(before[property]);
      expect(given.it.outputs[property]).to.deep.equal(outputs[property]);
    });
  }

  it("keeps all that it has", async () => {
    given.it.ignoreChanges = ["*"];
    await changesNothing(changes);
  });
});
