import { expect } from "chai";
import fc from "fast-check";
import { type Operation, restartsOf, runEngine, type Settled } from "./engine";
import { ACCOUNT, N, numbered, writesTo } from "./harness";
import { type Simulation, simulated } from "./simulation";

const creates = (names: readonly string[]): Operation[] =>
  names.map((name) => ({ kind: "create", names: [name] }));
const deletes = (names: readonly string[]): Operation[] =>
  names.map((name) => ({ kind: "delete", names: [name] }));

/** The restart that each write asked for. */
const requestedRestarts = ({ panel }: Simulation) => writesTo(panel).map((write) => write.split(" ").at(-1));

/** How many writes there had been when this name was written. */
const wroteAt = ({ panel }: Simulation, name: string) =>
  writesTo(panel).findLastIndex((write) => write.split(/[ ,]/).includes(name)) + 1;

const failureOf = (settled: Settled): unknown => {
  if (settled === undefined) return "was not sent";
  return settled.outcome.status === "rejected" ? settled.outcome.reason : settled.outcome.value.failure;
};

function expectServed({ panel }: Simulation, names: readonly string[]) {
  expect(panel.aliases(ACCOUNT, N).sort()).to.deep.equal([...names].sort());
  expect(panel.served(ACCOUNT, N).sort(), "served").to.deep.equal([...names].sort());
}

describe("writer: rounds of creates", () => {
  it("each write has all open operations but one; the last write alone restarts", () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 2, max: 16 }), (n, slots) =>
        simulated({}, async (simulation) => {
          const settled = await runEngine(simulation, simulation.start(), creates(numbered(n)), { slots });
          expect(settled.map(failureOf)).to.deep.equal(settled.map(() => undefined));
          expectServed(simulation, numbered(n));
          const restarts = requestedRestarts(simulation);
          expect(restarts.length).to.be.at.most(Math.ceil(n / (slots - 1)));
          expect(restarts).to.deep.equal([...restarts.slice(1).map(() => "updatessl"), "yes"]);
          // One list before, and one after each write.
          expect(simulation.panel.calls("v-list-web-domains").length).to.be.at.most(restarts.length + 1);
        }),
      ),
      { numRuns: 25 },
    ));

  it("the results of a round are returned before the next round is written", () =>
    simulated({}, async (simulation) => {
      const names = numbered(50);
      const settled = await runEngine(simulation, simulation.start(), creates(names), { slots: 8 });
      expect(settled.map((one) => one?.writes)).to.deep.equal(names.map((name) => wroteAt(simulation, name)));
    }));

  it("only the results of the last write are returned after the restart", () =>
    simulated({}, async (simulation) => {
      const settled = await runEngine(simulation, simulation.start(), creates(numbered(50)), { slots: 8 });
      const writes = writesTo(simulation.panel).length;
      for (const one of settled) expect(one?.restarts).to.equal(one?.writes === writes ? 1 : 0);
      expect(settled.some((one) => one?.restarts === 1)).to.equal(true);
    }));

  it("with one slot, each write brings its own restart", () =>
    simulated({}, async (simulation) => {
      const settled = await runEngine(simulation, simulation.start(), creates(numbered(5)), { slots: 1 });
      expect(requestedRestarts(simulation)).to.deep.equal(["yes", "yes", "yes", "yes", "yes"]);
      expect(settled.map((one) => one?.restarts)).to.deep.equal([1, 2, 3, 4, 5]);
      expectServed(simulation, numbered(5));
    }));

  it("all operations at once take one write", () =>
    simulated({}, async (simulation) => {
      await runEngine(simulation, simulation.start(), creates(numbered(100)), { slots: 100 });
      expect(requestedRestarts(simulation)).to.deep.equal(["yes"]);
      expectServed(simulation, numbered(100));
    }));

  for (const delay of [300, 600, 2_000]) {
    it(`the number of slots is known again after an engine was slow once, by ${delay} ms`, () =>
      simulated({}, async (simulation) => {
        for (const at of [3, 4, 5, 9]) {
          const operations = creates(numbered(40, `at${at}-`));
          const before = {
            writes: requestedRestarts(simulation).length,
            restarts: restartsOf(simulation.panel),
          };
          let sent = 0;
          const saveDelay = () => {
            sent += 1;
            return sent === at ? delay : 9;
          };
          await runEngine(simulation, simulation.start(), operations, { slots: 3, saveDelay });
          expect(restartsOf(simulation.panel) - before.restarts).to.be.at.most(4);
          expect(requestedRestarts(simulation).length - before.writes).to.be.at.most(24);
        }
      }));
  }
});

describe("writer: rounds with failures", () => {
  const taken = ({ panel }: Simulation, names: string[]) =>
    panel.setAliases("tenant2", "tenanttwo.org", names);

  it("one bad operation fails alone, and the others take no more rounds", () =>
    simulated({}, async (simulation) => {
      taken(simulation, ["a017.test"]);
      const settled = await runEngine(simulation, simulation.start(), creates(numbered(50)), { slots: 8 });
      expect(settled.flatMap((one, index) => (failureOf(one) ? [index] : []))).to.deep.equal([17]);
      expectServed(simulation, numbered(50).toSpliced(17, 1));
      expect(requestedRestarts(simulation).length).to.be.at.most(9);
      expect(restartsOf(simulation.panel)).to.equal(1);
    }));

  it("an immediate refusal causes no extra writes and restarts", () =>
    simulated({ rejectionTime: 0 }, async (simulation) => {
      taken(simulation, ["a017.test"]);
      await runEngine(simulation, simulation.start(), creates(numbered(50)), { slots: 8 });
      expect(restartsOf(simulation.panel)).to.equal(1);
      expect(requestedRestarts(simulation).length).to.be.at.most(9);
    }));

  it("an engine that stops after a failure still gets all results, and the operation that was kept brings the restart", () =>
    simulated({}, async (simulation) => {
      taken(simulation, ["a017.test"]);
      const process = simulation.start();
      const settled = await runEngine(simulation, process, creates(numbered(50)), { slots: 8, stops: true });
      const sent = numbered(50).filter((_, index) => settled[index] !== undefined);
      expect(sent.length).to.be.within(18, 30);
      expectServed(simulation, sent.toSpliced(17, 1));
      expect(requestedRestarts(simulation).at(-1)).to.equal("yes");
      expect(restartsOf(simulation.panel)).to.equal(1);
      // One operation stays open until all names are served, so that the engine does not end the process.
      expect(settled.filter((one) => one?.restarts === 1)).not.to.deep.equal([]);
      expect(process.messages).to.deep.equal([]);
    }));

  it("where the operation that was kept fails, the restart is made up for before the failure is returned", () =>
    simulated({}, async (simulation) => {
      taken(simulation, ["a007.test", "a008.test"]);
      const settled = await runEngine(simulation, simulation.start(), creates(numbered(9)), { slots: 8 });
      expectServed(simulation, numbered(7));
      expect(settled.map((one) => one?.restarts)).to.deep.equal([0, 0, 0, 0, 0, 0, 0, 1, 1]);
    }));
});

describe("writer: rounds with deletes", () => {
  it("deletes in slots: all go, one call each, with few restarts", () =>
    simulated({}, async (simulation) => {
      simulation.panel.setAliases(ACCOUNT, N, [...numbered(30), "stays.test"]);
      const settled = await runEngine(simulation, simulation.start(), deletes(numbered(30)), { slots: 8 });
      expect(settled.map(failureOf)).to.deep.equal(settled.map(() => undefined));
      expectServed(simulation, ["stays.test"]);
      expect(requestedRestarts(simulation)).to.have.length(30);
      // Deletes are not announced: the first round does not know yet that there will be another.
      expect(restartsOf(simulation.panel)).to.be.at.most(2);
      expect(settled.at(-1)?.restarts).to.equal(restartsOf(simulation.panel));
    }));
});
