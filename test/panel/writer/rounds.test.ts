import { expect } from "chai";
import fc from "fast-check";
import { ACCOUNT, N, numbered, writesTo } from "./bench";
import { restartsOf, runEngine } from "./engine";
import { type Simulation, startSimulation } from "./simulation";

const creates = (count: number) =>
  numbered(count).map((name) => ({ kind: "create" as const, names: [name] }));

describe("writer: rounds", () => {
  let simulation: Simulation;
  beforeEach(async () => {
    simulation = await startSimulation();
  });
  afterEach(() => simulation.panel.close());
  const stored = () => simulation.panel.aliases(ACCOUNT, N).sort();
  const served = () => simulation.panel.served(ACCOUNT, N).sort();
  const writes = () => writesTo(simulation.panel);

  it("take all that the engine has in flight but one, and the last write restarts for all", async () => {
    const results = await runEngine(simulation, simulation.start(), creates(100), { slots: 8 });
    expect(results.every((one) => one?.outcome.status === "fulfilled")).to.equal(true);
    expect(stored()).to.deep.equal(numbered(100));
    expect(served()).to.deep.equal(numbered(100));
    expect(writes()).to.have.length(15);
    expect(restartsOf(simulation.panel)).to.equal(1);
    expect(writes().at(-1)).to.match(/ yes$/);
  });

  it("give results back while later ones are still to be written", async () => {
    const results = await runEngine(simulation, simulation.start(), creates(20), { slots: 4 });
    expect(results[0]?.writes).to.equal(1);
    expect(results[0]?.restarts).to.equal(0);
  });

  it("keep one operation open until the restart is done, whatever fails", async () => {
    simulation.panel.setAliases("tenant2", "tenanttwo.org", ["a005.test"]);
    const results = await runEngine(simulation, simulation.start(), creates(40), { slots: 8, stops: true });
    const last = results.filter((one) => one !== undefined).at(-1);
    expect(last?.restarts).to.equal(1);
    expect(results.filter((one) => one?.outcome.status === "rejected")).to.have.length(1);
    expect(served()).to.deep.equal(stored());
    expect(stored()).not.to.include("a005.test");
  });

  it("of one slot restart each time: the engine may end after any", async () => {
    await runEngine(simulation, simulation.start(), creates(5), { slots: 1 });
    expect(writes().map((write) => write.split(" ").at(-1))).to.deep.equal(numbered(5).map(() => "yes"));
    expect(simulation.panel.calls("v-list-web-domains")).to.have.length(6);
  });

  it("of deletes share their lists, and restart twice at most", async () => {
    simulation.panel.setAliases(ACCOUNT, N, numbered(30));
    const deletes = creates(30).map(({ names }) => ({ kind: "delete" as const, names }));
    await runEngine(simulation, simulation.start(), deletes, { slots: 8 });
    expect(stored()).to.deep.equal([]);
    expect(served()).to.deep.equal([]);
    expect(restartsOf(simulation.panel)).to.be.at.most(2);
    expect(simulation.panel.calls("v-list-web-domains").length).to.be.below(9);
  });
});

describe("writer: rounds, whatever comes", () => {
  it("all that can land lands and is served, and each hears what became of it", async function () {
    this.timeout(60_000);
    const cases = fc.record({
      count: fc.integer({ min: 1, max: 24 }),
      slots: fc.integer({ min: 1, max: 9 }),
      bad: fc.uniqueArray(fc.nat(23), { maxLength: 4 }),
      deletes: fc.uniqueArray(fc.nat(23), { maxLength: 8 }),
      seed: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ count, slots, bad, deletes, seed }) => {
        const simulation = await startSimulation({ seed });
        try {
          const names = numbered(count);
          const isBad = (index: number) => bad.includes(index) && !deletes.includes(index);
          const gone = names.filter((_, index) => deletes.includes(index));
          simulation.panel.setAliases(ACCOUNT, N, gone);
          simulation.panel.setAliases(
            "tenant2",
            "tenanttwo.org",
            names.filter((_, index) => isBad(index)),
          );
          const operations = names.map((name, index) => ({
            kind: deletes.includes(index) ? ("delete" as const) : ("create" as const),
            names: [name],
          }));
          const results = await runEngine(simulation, simulation.start(), operations, { slots });
          const wanted = names.filter((name, index) => !isBad(index) && !gone.includes(name));
          expect(simulation.panel.aliases(ACCOUNT, N).sort()).to.deep.equal(wanted);
          expect(simulation.panel.served(ACCOUNT, N).sort()).to.deep.equal(wanted);
          expect(results.map((one) => one?.outcome.status)).to.deep.equal(
            names.map((_, index) => (isBad(index) ? "rejected" : "fulfilled")),
          );
        } finally {
          await simulation.panel.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});
