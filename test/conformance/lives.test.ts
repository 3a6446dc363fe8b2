import { expect } from "chai";
import type { Resource } from "../support/engine";
import { ENHANCE_LIVES } from "./enhanceLives";
import { HESTIA_LIVES } from "./hestiaLives";
import type { ConformanceHarness, Life, Row, Step } from "./row";
import { ROWS } from "./rows";

const LIVES: readonly Life[] = [...HESTIA_LIVES, ...ENHANCE_LIVES];

for (const life of LIVES) {
  const row = ROWS.find(({ title }) => title === life.row);
  if (row === undefined) throw new Error(`there is no ${life.row}`);
  describe(life.title, () => runLife(row, life));
}

/** Defines a test for each step of a life. */
function runLife(row: Row, { steps, inAnyOrder = false }: Life): void {
  let harness: ConformanceHarness;
  let resource: Resource;
  before(async () => {
    harness = await row.start();
    resource = harness.resource(row.on, "acme");
  });
  after(() => harness?.close());

  const act = async (run: Step["run"]): Promise<Step["result"]> => {
    if (run === "refresh") return (await resource.refresh()) ? "there" : "gone";
    if (run !== "destroy") return resource.declare(run);
    await resource.destroy();
    return "done";
  };

  for (const {
    title,
    meanwhile,
    run,
    result,
    calls,
    home,
    away = [],
    says = /^$/,
    outputs,
    inputs,
  } of steps) {
    it(title, async () => {
      meanwhile?.(harness);
      harness.nextRun();
      expect(await act(run)).to.equal(result);
      if (inAnyOrder) expect(harness.calls).to.have.members([...calls]);
      else expect(harness.calls).to.deep.equal(calls);
      expect(harness.names()).to.have.members([...home]);
      expect(harness.names("away")).to.have.members([...away]);
      if (outputs !== undefined) expect(resource.outputs).to.deep.include(outputs);
      if (inputs !== undefined) expect(resource.inputs).to.deep.include(inputs);
      if (typeof run === "string") return;

      const own = [...home, ...away]
        .filter((name) => name !== "other.test")
        .map((name) => name.toLowerCase());
      expect(resource.outputs.names).to.have.members(own);
      const made = harness.calls.length;
      expect(await resource.declare(run), "once more").to.equal("same");
      expect(harness.calls).to.have.length(made);
      expect(harness.messages.join("\n")).to.match(says);
    });
  }
}
