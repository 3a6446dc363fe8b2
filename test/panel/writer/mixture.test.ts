import { expect } from "chai";
import fc from "fast-check";
import { type Operation, restartsOf, runEngine } from "./engine";
import { ACCOUNT, N, S, writesTo } from "./harness";
import { type Simulation, simulated } from "./simulation";

/** What a program's operation does; `taken` is for a name that another account has. */
const sketch = fc.record({
  kind: fc.constantFrom("create", "create with www", "taken", "delete"),
  webDomain: fc.constantFrom(N, N, S),
});
type Sketch = typeof sketch extends fc.Arbitrary<infer T> ? T : never;

interface Planned extends Operation {
  readonly webDomain: string;
  readonly isBad: boolean;
}

function planned({ kind, webDomain }: Sketch, index: number): Planned {
  const name = `n${index}.test`;
  return {
    kind: kind === "delete" ? "delete" : "create",
    names: kind === "create with www" ? [name, `www.${name}`] : [name],
    webDomain,
    isBad: kind === "taken",
  };
}

function prepare({ panel }: Simulation, operations: readonly Planned[]): void {
  for (const webDomain of [N, S]) {
    const there = operations.filter((one) => one.kind === "delete" && one.webDomain === webDomain);
    panel.setAliases(
      ACCOUNT,
      webDomain,
      there.flatMap(({ names }) => names),
    );
  }
  const taken = operations.filter(({ isBad }) => isBad).flatMap(({ names }) => names);
  panel.setAliases("tenant2", "tenanttwo.org", taken);
}

const program = fc.record({
  sketches: fc.array(sketch, { minLength: 1, maxLength: 40 }),
  slots: fc.integer({ min: 1, max: 10 }),
  stops: fc.boolean(),
  rejectionTime: fc.constantFrom(0, 20, 100),
  seed: fc.nat(),
  /** The percentage of operations that the engine sends late. */
  late: fc.constantFrom(0, 0, 10),
});

describe("writer: any mixture of operations, in any order, from any engine", () => {
  it("every possible operation succeeds and is served, and only impossible ones fail", () =>
    fc.assert(
      fc.asyncProperty(program, ({ sketches, slots, stops, rejectionTime, seed, late }) =>
        simulated({ rejectionTime, seed }, async (simulation) => {
          const { panel, time } = simulation;
          const operations = sketches.map(planned);
          prepare(simulation, operations);
          const saveDelay = () => (time.random() * 100 < late ? time.random() * 3_000 : 9);
          const process = simulation.start();
          const settled = await runEngine(simulation, process, operations, { slots, stops, saveDelay });

          const left: Record<string, string[]> = { [N]: [], [S]: [] };
          for (const [index, { kind, names, webDomain, isBad }] of operations.entries()) {
            const outcome = settled[index]?.outcome;
            if (outcome === undefined) {
              expect(stops, "only an engine that stops leaves something unsent").to.equal(true);
            } else if (isBad) {
              expect(outcome.status === "rejected" && outcome.reason.message).to.contain(names[0]);
            } else {
              expect(outcome.status === "fulfilled" && outcome.value.failure).to.equal(undefined);
            }
            const isThere = kind === "delete" ? outcome === undefined : outcome !== undefined && !isBad;
            if (isThere) left[webDomain]?.push(...names);
          }
          for (const webDomain of [N, S]) {
            const names = [...(left[webDomain] ?? [])].sort();
            expect(panel.aliases(ACCOUNT, webDomain).sort()).to.deep.equal(names);
            expect(panel.served(ACCOUNT, webDomain).sort(), "served").to.deep.equal(names);
          }
          const restarts = restartsOf(panel);
          if (restarts > 0) expect(settled.some((one) => one?.restarts === restarts)).to.equal(true);
          expect(process.messages).to.deep.equal([]);

          if (late > 0 || slots === 1) return;
          expect(restarts).to.be.at.most(2);
          const removed = operations.filter(({ kind }) => kind === "delete").length;
          const bad = operations.filter(({ isBad }) => isBad).length;
          const rounds = Math.ceil(operations.length / (slots - 1));
          // Each round takes one call for each web domain, each bad operation another; making up for a restart takes two.
          expect(writesTo(panel).length).to.be.at.most(removed + 2 * rounds + bad + 2);
        }),
      ),
      { numRuns: 60 },
    ));
});
