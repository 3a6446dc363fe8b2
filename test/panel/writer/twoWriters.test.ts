import { expect } from "chai";
import { runEngine } from "./engine";
import { ACCOUNT, N, numbered } from "./harness";
import { startSimulation } from "./simulation";

const SEEDS = [1, 2, 3, 4, 5];

/** Two processes at once, each with the same number of names. @returns how many are stored in the end */
async function atOnce(seed: number, repairs?: number): Promise<number> {
  const simulation = await startSimulation({ seed, ...(repairs === undefined ? {} : { repairs }) });
  const both = ["one", "two"].map((prefix) => numbered(50, prefix));
  await Promise.all(
    both.map((names) => {
      const creates = names.map((name) => ({ kind: "create" as const, names: [name] }));
      return runEngine(simulation, simulation.start(), creates, { slots: 8 });
    }),
  );
  const stored = new Set(simulation.panel.aliases(ACCOUNT, N));
  await simulation.panel.close();
  return both.flat().filter((name) => stored.has(name)).length;
}

describe("two writers that know nothing of each other", function () {
  this.timeout(60_000);

  it("store all names of both, which they do not without repair", async () => {
    for (const seed of SEEDS) expect(await atOnce(seed), `seed ${seed}`).to.equal(100);
    const without = await Promise.all(SEEDS.map((seed) => atOnce(seed, 0)));
    expect(Math.min(...without)).to.be.below(100);
  });
});
