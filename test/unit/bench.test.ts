import { readFileSync } from "node:fs";
import { expect } from "chai";
import { leastPanelTime, listTime } from "../../bench/bound";
import { counts, median, ratios, seconds } from "../../bench/figures";
import { atLeast, atMost, exactly } from "../../bench/goals";
import { interleaved } from "../../bench/interleave";
import { page } from "../../bench/page";
import { plot } from "../../bench/plot";
import { Recorder } from "../../bench/recorder";
import { summary, table } from "../../bench/report";
import type { Results } from "../../bench/results";

const group = { name: "a group", about: "what it measures", minutes: 1, measure: async () => undefined };

describe("the benchmark", () => {
  describe("bound", () => {
    it("is a list, an add of all names and a list where all come at once", () => {
      expect(leastPanelTime(100, 100)).to.be.closeTo(2 * listTime() + 0.5 + 100 * 0.03, 1e-9);
    });

    it("grows with the aliases that are there and with the rounds that the engine makes", () => {
      const rounds = leastPanelTime(16, 8) - leastPanelTime(16, 16);
      // A further add and a further list; the second round pays for the eight names of the first.
      expect(rounds).to.be.closeTo(0.5 + listTime() + (8 * 0.5) / 500, 1e-9);
    });
  });

  it("takes medians of pairs, and shows counts as their range", () => {
    expect(median([3, 1, 2])).to.equal(2);
    expect(median([4, 1, 2, 3])).to.equal(2.5);
    expect(ratios([2, 9], [1, 3])).to.deep.equal([2, 3]);
    expect(counts([3, 10, 5], "of 100").text).to.equal("3–10 of 100");
  });

  it("measures in turns, each round beginning one later", async () => {
    const order: string[] = [];
    const subject = (name: string) => async () => order.push(name);
    const taken = await interleaved(3, { a: subject("a"), b: subject("b") });
    expect(order.join("")).to.equal("abbaab");
    expect(taken).to.deep.equal({ a: [1, 4, 5], b: [2, 3, 6] });
  });

  describe("page", () => {
    const note = /^- The figures of (\w+) were measured when a delete took 0\.5 s here/m;
    const results = JSON.parse(readFileSync("bench/results.json", "utf8")) as Results;

    it("field case 21: shows the time of a delete by the number of aliases", () => {
      expect(page(results)).to.contain("a delete 0.4 s up to 500\n  aliases, and some 6 s at 3,000");
    });

    it("field case 21: marks figures that were measured before deletes took longer, until they are measured again", () => {
      const at = (measured: string): Results => ({
        ...results,
        groups: results.groups.map((group) => ({ ...group, measured })),
      });
      expect(note.exec(page(at("2026-11-23T06:43:32.204Z")))?.[1]).to.equal("destroy");
      expect(page(at("2026-11-26T00:00:00.000Z"))).not.to.match(note);
    });

    it("field case 21: the page in docs/ matches the results", () => {
      expect(readFileSync("docs/benchmark.md", "utf8").trim()).to.equal(page(results).trim());
    });
  });

  describe("report", () => {
    const measured = async () => {
      const recorder = new Recorder(group, false);
      await recorder.scenario("goals", async (scenario) => {
        const [fast, whole] = [
          scenario.goal("fast", atLeast(3)),
          scenario.goal("whole", exactly(10, "of 10")),
        ];
        fast.set({ ours: seconds(2), textbook: seconds(8), ratio: 4 });
        whole.set({ ours: counts([9], "of 10") }, 9);
      });
      return recorder;
    };

    it("shows whether each goal was met, and a summary in its last line", async () => {
      const recorder = await measured();
      const lines = table(recorder).split("\n");
      expect(lines[1]).to.match(/^ +ours +textbook +ratio +goal$/);
      expect(lines[2]).to.match(/^ {2}fast +2\.00 s +8\.00 s +4\.00 × +≥ 3 × +held$/);
      expect(lines[3]).to.match(/^ {2}whole +9 of 10 +10 of 10 +MISSED$/);
      expect(summary([recorder], false)).to.deep.equal({
        text: "missed: a group: whole (goal 10 of 10)\n1 goals held, 1 missed\n",
        missed: 1,
      });
    });

    it("counts a failed measurement as missed, and continues", async () => {
      const said: string[] = [];
      const recorder = new Recorder(group, false, (text) => said.push(text));
      await recorder.scenario("broken", async (scenario) => {
        scenario.goal("near the floor", atMost(1.1));
        throw new Error("the panel has ended");
      });
      await recorder.scenario("the next", async (scenario) => scenario.row("the next").set({}));
      expect(recorder.rows.map(({ verdict }) => verdict)).to.deep.equal(["MISSED", ""]);
      expect(said).to.deep.equal(["a group: broken: failed: the panel has ended\n"]);
      expect(table(recorder)).to.contain("not measured: the panel has ended");
    });

    it("checks no goal of a quick run", async () => {
      const recorder = new Recorder(group, true);
      await recorder.scenario("quick", async (scenario) =>
        scenario.goal("fast", atLeast(3)).set({ ratio: 1 }),
      );
      expect(summary([recorder], true)).to.deep.equal({
        text: "quick run: goals were not judged\n",
        missed: 0,
      });
    });
  });

  it("plots curves of different lengths within the picture", () => {
    const points = [10, 100, 1_000].map((count) => [count, count / 7] as const);
    const chart = plot([
      { name: "one", points },
      { name: "another", broken: true, points: points.slice(0, 2) },
    ]);
    const places = [...chart.matchAll(/c[xy]="([^"]+)"/g)].map(([, place]) => Number(place));
    expect(places).to.have.length(10);
    for (const place of places) expect(place).to.be.within(0, 720);
  });
});
