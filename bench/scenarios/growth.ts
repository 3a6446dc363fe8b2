import { grouped, seconds } from "../figures";
import { domains, floor, ourSet, ours, singly, textbook } from "../programs";
import type { Curve, Group } from "../recorder";

const SIZES = [10, 30, 100, 300, 1_000];
/** Beyond this the textbook provider takes longer than its curve is worth. */
const TEXTBOOK_LIMIT = 300;

/** How each cost grows with the number of domains. */
export const growth: Group = {
  name: "growth",
  about: "up of more and more domains on a panel that answers at once, as docs/benchmark.svg shows it",
  minutes: 12,
  async measure(recorder) {
    const points = { textbook: [], ours: [], set: [], floor: [] } as Record<string, [number, number][]>;
    for (const size of SIZES) {
      const names = domains(recorder.size(size));
      const count = names.length;
      const declared = singly(names);
      const keep = (curve: string, time: number) => {
        points[curve]?.push([count, time]);
        return seconds(time);
      };
      await recorder.scenario(`${grouped(count)} resources`, async (scenario) => {
        const row = scenario.row(`${grouped(count)} resources`);
        const panel = await scenario.panel("none");
        const own = await scenario.up(panel, ours(declared));
        const stub = await scenario.up(panel, floor(declared, own.recorded()));
        const cells = { ours: keep("ours", own.seconds), floor: keep("floor", stub.seconds) };
        const ratio = own.seconds / stub.seconds;
        if (size > TEXTBOOK_LIMIT) return row.set({ ...cells, ratio });
        const theirs = await scenario.up(panel, textbook(declared));
        row.set({ ...cells, ratio, textbook: keep("textbook", theirs.seconds) });
      });
      await recorder.scenario(`one set of ${grouped(count)}`, async (scenario) => {
        const row = scenario.row(`one set of ${grouped(count)}`);
        const set = await scenario.up(await scenario.panel("none"), ourSet(names));
        row.set({ ours: keep("set", set.seconds) });
      });
    }
    const curves: Curve[] = [
      { name: "textbook dynamic provider", points: points.textbook ?? [] },
      { name: "one HestiaWebAlias each", points: points.ours ?? [] },
      { name: "the engine's floor for as many", broken: true, points: points.floor ?? [] },
      { name: "one HestiaWebAliases for all", points: points.set ?? [] },
    ];
    recorder.curves.push(...curves.filter((curve) => curve.points.length > 0));
  },
};
