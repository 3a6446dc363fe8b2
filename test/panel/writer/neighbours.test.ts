import { expect } from "chai";
import fc from "fast-check";
import { runEngine } from "./engine";
import { ACCOUNT, N, startHarness, type WriterHarness } from "./harness";
import { simulated } from "./simulation";

const ADD = "v-add-web-domain-alias";
/** Names that the expression of the first one matches. */
const NEIGHBOURS = ["a.b.test", "a-b.test", "axb.test", "a0b.test"];

describe("writer: neighbours of deletes that wait", () => {
  let harness: WriterHarness;
  beforeEach(async () => {
    harness = await startHarness();
    harness.panel.setAliases(ACCOUNT, N, [...NEIGHBOURS, "other.test"]);
  });
  afterEach(() => harness.close());

  it("a neighbour that another delete removes is not put back", async () => {
    await Promise.all([
      harness.remove("a.b.test"),
      harness.remove("a-b.test"),
      harness.remove(["axb.test", "a0b.test"]),
    ]);
    expect(harness.stored()).to.deep.equal(["other.test"]);
    expect(harness.panel.served(ACCOUNT, N)).to.deep.equal(["other.test"]);
    expect(harness.panel.calls(ADD).flatMap(({ args }) => args[2])).not.to.include.members(["a-b.test"]);
    expect(harness.messages).to.deep.equal([]);
  });

  it("every other neighbour is put back", async () => {
    await Promise.all([harness.remove("a.b.test"), harness.remove("a-b.test")]);
    expect(harness.stored().sort()).to.deep.equal(["a0b.test", "axb.test", "other.test"]);
    expect(harness.panel.served(ACCOUNT, N).sort()).to.deep.equal(["a0b.test", "axb.test", "other.test"]);
    expect(harness.messages.join()).to.contain("also deletes axb.test, a0b.test").and.not.contain("a-b.test");
  });

  it("a neighbour that another delete keeps is put back", async () => {
    await Promise.all([harness.remove("a.b.test"), harness.remove("a-b.test", { spares: () => true })]);
    expect(harness.stored()).to.include("a-b.test").and.not.include("a.b.test");
  });

  it("in any order, deleted names are gone and the others stay", () =>
    fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...NEIGHBOURS, "other.test"], { minLength: 1 }),
        fc.subarray([...NEIGHBOURS, "other.test"]),
        async (gone, wanted) => {
          const { panel, remove, ensure, stored, close } = await startHarness();
          panel.setAliases(
            ACCOUNT,
            N,
            [...NEIGHBOURS, "other.test"].filter((name) => !wanted.includes(name) || gone.includes(name)),
          );
          const news = wanted.filter((name) => !gone.includes(name));
          await Promise.all([...news.map((name) => ensure(name)), ...gone.map((name) => remove(name))]);
          const left = [...NEIGHBOURS, "other.test"].filter((name) => !gone.includes(name)).sort();
          expect(stored().sort()).to.deep.equal(left);
          expect(panel.served(ACCOUNT, N).sort()).to.deep.equal(left);
          await close();
        },
      ),
      { numRuns: 60 },
    ));

  it("a neighbour is not put back where its own delete waits for the next call and it was written in this run", () =>
    simulated({}, async (simulation) => {
      const ours = simulation.start();
      const names = ["one.test", "two.test", "three.test", ...NEIGHBOURS.slice(0, 3)];
      const create = names.map((name) => ({ kind: "create" as const, names: [name] }));
      await runEngine(simulation, ours, create, { slots: 8 });
      const away = names.map((name) => ({ kind: "delete" as const, names: [name] }));
      await runEngine(simulation, ours, away, { slots: 3 });
      expect(simulation.panel.aliases(ACCOUNT, N)).to.deep.equal([]);
      expect(simulation.panel.served(ACCOUNT, N)).to.deep.equal([]);
      expect(ours.messages).to.deep.equal([]);
    }));
});
