import { expect } from "chai";
import type { Resource } from "../support/engine";
import { ENHANCE_LIVES } from "./enhanceLives";
import { HESTIA_LIVES } from "./hestiaLives";
import type { Ground, Life, Row, Step } from "./row";
import { ROWS } from "./rows";

const LIVES: readonly Life[] = [...HESTIA_LIVES, ...ENHANCE_LIVES];

for (const life of LIVES) {
  const row = ROWS.find(({ title }) => title === life.row);
  if (row === undefined) throw new Error(`there is no ${life.row}`);
  describe(life.title, () => live(row, life));
}

/** Takes a resource through a life. */
function live(row: Row, { steps, inAnyOrder = false }: Life): void {
  let ground: Ground;
  let resource: Resource;
  before(async () => {
    ground = await row.start();
    resource = ground.resource(row.on, "acme");
  });
  after(() => ground?.close());

  const act = async (run: Step["run"]): Promise<Step["does"]> => {
    if (run === "refresh") return (await resource.refresh()) ? "there" : "gone";
    if (run !== "destroy") return resource.declare(run);
    await resource.destroy();
    return "done";
  };

  for (const { title, meanwhile, run, does, calls, home, away = [], says = /^$/, outputs, inputs } of steps) {
    it(title, async () => {
      meanwhile?.(ground);
      ground.next();
      expect(await act(run)).to.equal(does);
      if (inAnyOrder) expect(ground.calls).to.have.members([...calls]);
      else expect(ground.calls).to.deep.equal(calls);
      expect(ground.names()).to.have.members([...home]);
      expect(ground.names("away")).to.have.members([...away]);
      if (outputs !== undefined) expect(resource.outputs).to.deep.include(outputs);
      if (inputs !== undefined) expect(resource.inputs).to.deep.include(inputs);
      if (typeof run === "string") return;

      const own = [...home, ...away]
        .filter((name) => name !== "other.test")
        .map((name) => name.toLowerCase());
      expect(resource.outputs.names).to.have.members(own);
      const made = ground.calls.length;
      expect(await resource.declare(run), "once more").to.equal("same");
      expect(ground.calls).to.have.length(made);
      expect(ground.said.join("\n")).to.match(says);
    });
  }
}
