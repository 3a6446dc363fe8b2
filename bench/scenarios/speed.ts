import { leastPanelTime } from "../bound";
import { grouped, median, ratios, seconds } from "../figures";
import { atLeast, atMost } from "../goals";
import { inFlight } from "../inFlight";
import { interleaved, secondsOf } from "../interleave";
import { domains, floor, ourSet, ours, type Program, singly, textbook } from "../programs";
import type { Group, Recorder } from "../recorder";
import type { Fresh, Scenario } from "../scenario";

/** Seconds that the textbook provider takes for as many aliases where it is forced to be safe. */
type Textbook = (names: number) => number;

interface Way {
  readonly title: string;
  readonly program: Program;
  readonly names: number;
  readonly flags: readonly string[];
  readonly faster: number;
  readonly note?: string;
}

/** Wall time where nothing gets lost, and how near it comes to what is possible. */
export const speed: Group = {
  name: "speed",
  about:
    "up on a panel that takes its time, against the textbook provider at --parallel 1 and against the bound",
  minutes: 10,
  async measure(recorder) {
    const some = domains(recorder.size(100));
    const many = domains(recorder.size(1_000));
    const safe = await textbookTime(recorder, some);
    const single = { program: ours(singly(some)), names: some.length };
    const ways: Way[] = [
      { ...single, title: `${some.length}, default parallelism`, flags: [], faster: 3 },
      { ...single, title: `${some.length}, --parallel 100`, flags: ["--parallel", "100"], faster: 6 },
      set(some, 7),
      {
        ...set(many, 14),
        note: `the textbook provider's time is extrapolated in a straight line from 1 and ${some.length} aliases`,
      },
    ];
    for (const way of ways)
      await recorder.scenario(way.title, (scenario) => measureWay(recorder, scenario, way, safe));
  },
};

const set = (names: readonly string[], faster: number): Way => ({
  title: `one set of ${grouped(names.length)}`,
  program: ourSet(names),
  names: names.length,
  flags: [],
  faster,
});

/** @returns undefined where it could not be measured */
async function textbookTime(recorder: Recorder, names: readonly string[]): Promise<Textbook | undefined> {
  const count = names.length;
  const title = `textbook, ${count}, --parallel 1`;
  let time: Textbook | undefined;
  await recorder.scenario(title, async (scenario) => {
    const row = scenario.row(title);
    const panel = await scenario.panel();
    const flags = ["--parallel", "1"];
    const all = await scenario.up(panel, textbook(singly(names)), { flags });
    const one = await scenario.up(panel, textbook(singly(names.slice(0, 1))), { flags });
    if (all.stored !== count) throw new Error(`the textbook provider stored ${all.stored} of ${count}`);
    row.set({ textbook: seconds(all.seconds), calls: `- / ${all.calls.all}` });
    const each = (all.seconds - one.seconds) / (count - 1);
    time = (wanted) => (wanted === count ? all.seconds : one.seconds + each * (wanted - 1));
  });
  return time;
}

async function measureWay(
  recorder: Recorder,
  scenario: Scenario,
  { title, program, names, flags, faster, note }: Way,
  theirs: Textbook | undefined,
): Promise<void> {
  const against = scenario.goal(`${title}: textbook's time by ours`, atLeast(faster));
  const bounded = scenario.goal(`${title}: our time by the bound`, atMost(1.25));
  if (theirs === undefined) throw new Error("there is no time of the textbook provider");
  const panel = await scenario.panel();
  let first: Fresh | undefined;
  const recorded = () => {
    if (first === undefined) throw new Error("there was no run of ours");
    return first.recorded();
  };
  const runs = await interleaved(recorder.times(3), {
    ours: async () => {
      const run = await scenario.up(panel, program, { flags });
      if (run.stored !== names) throw new Error(`only ${run.stored} of ${names} are stored`);
      first ??= run;
      return run;
    },
    floor: () => scenario.up(panel, floor(program.declared, recorded()), { flags }),
  });
  // A set hands over all its names at once.
  const whole = program.subject === "set";
  const width = whole ? names : await inFlight(scenario, panel, program.declared, recorded(), flags);
  const panelTime = leastPanelTime(names, width);
  const [own, stub] = [secondsOf(runs.ours), secondsOf(runs.floor)];
  const shown = { ours: seconds(...own), floor: seconds(...stub) };
  against.set({
    ...shown,
    textbook: seconds(theirs(names)),
    ratio: theirs(names) / median(own),
    calls: `${first?.calls.all} / ${names}`,
    ...(note === undefined ? {} : { note }),
  });
  const bounds = stub.map((time) => time + panelTime);
  bounded.set({
    ...shown,
    ratio: median(ratios(own, bounds)),
    note: `bound: floor + ${panelTime.toFixed(1)} s of panel time, ${whole ? "all in one call" : `${width} in flight`}`,
  });
}
