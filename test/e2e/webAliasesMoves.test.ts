import { expect } from "chai";
import { alias, aliasSet, HestiaStackHarness } from "./hestiaStack";

const MOVED = "moved.test";
const single = alias("single", { domain: MOVED });
const one = (...domains: string[]) => aliasSet("one", { domains });
const two = (...domains: string[]) => aliasSet("two", { domains });

/** Programs, each of which moves the name from where the one before has it. */
const MOVES: readonly (readonly [title: string, program: string])[] = [
  ["from an alias to a set", one("b.test", MOVED)],
  ["from a set to an alias that is declared after it", one("b.test") + single],
  ["from an alias to a set that is declared where the alias was", one(MOVED, "b.test")],
  ["from a set to an alias that is declared before it", single + one("b.test")],
  ["from an alias to a new set", one("b.test") + two("c.test", MOVED)],
  ["from a set to one that is declared before it", one("b.test", MOVED) + two("c.test")],
  ["from a set to one that is declared after it", one("b.test") + two("c.test", MOVED)],
  ["from a set that is no longer declared to another", one("b.test", MOVED)],
];

for (const flags of [[], ["--parallel", "1"]]) {
  describe(`a name that moves between resources, ${flags.join(" ") || "at default parallelism"}`, function () {
    this.timeout(60_000);
    let harness: HestiaStackHarness;
    before(async () => {
      harness = await HestiaStackHarness.start({ program: single + one("b.test") });
      await harness.up();
    });
    after(() => harness?.close());

    for (const [title, program] of MOVES) {
      it(`${title} never leaves the panel`, async () => {
        harness.declare(program);
        const up = await harness.up(...flags);
        expect(up.code, up.output).to.equal(0);
        expect(harness.writes.filter((write) => write.includes(MOVED))).to.deep.equal([]);
        expect(harness.stored()).to.include(MOVED);
      });
    }

    it("is at the place that the program declares, and nowhere else", async () => {
      const up = await harness.up("--refresh", "--expect-no-changes");
      expect(up.code, up.output).to.equal(0);
      expect(harness.stored()).to.have.members(["b.test", MOVED]);
    });
  });
}

describe('names that move between resources with onExisting "fail"', function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  const NAMES = ["before.test", "after.test", "into.test", "stays.test"];
  const moved = (onExisting: string) =>
    alias("before", { domain: "before.test", onExisting }) +
    aliasSet("set", { domains: ["stays.test", "into.test"], onExisting }) +
    alias("after", { domain: "after.test", onExisting });
  const deletes = () => harness.writes.filter((write) => write.startsWith("delete"));

  before(async () => {
    harness = await HestiaStackHarness.start({
      program:
        aliasSet("set", { domains: ["stays.test", "before.test", "after.test"], onExisting: "fail" }) +
        alias("into", { domain: "into.test", onExisting: "fail" }),
    });
    await harness.up();
  });
  after(() => harness?.close());

  it("may be refused, since the engine creates before it deletes; none leaves the panel", async () => {
    harness.declare(moved("fail"));
    const up = await harness.up();
    expect(up.code).not.to.equal(0);
    expect(up.output).to.match(/into\.test is on this web domain already, and onExisting is "fail"/);
    expect(deletes()).to.deep.equal([]);
    expect(harness.stored()).to.have.members(NAMES);
  });

  it('are moved with "adopt"', async () => {
    harness.declare(moved("adopt"));
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(deletes()).to.deep.equal([]);
    const check = await harness.up("--refresh", "--expect-no-changes");
    expect(check.code, check.output).to.equal(0);
    expect(harness.stored()).to.have.members(NAMES);
  });
});
