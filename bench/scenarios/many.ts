import { counts, median, ratios, seconds } from "../figures";
import { atMost, exactly, under } from "../goals";
import { interleaved, secondsOf } from "../interleave";
import type { HestiaBenchPanel } from "../panel";
import { type Declared, domains, floor, ours, type Program, singly, textbook } from "../programs";
import { record } from "../record";
import type { Group } from "../recorder";
import type { Rig, Run } from "../rig";
import type { Scenario } from "../scenario";

type Subject = "ours" | "floor" | "textbook";

/** What many resources cost the engine where the panel answers at once. */
export const many: Group = {
  name: "many",
  about: "up of many resources, and one that changes nothing, on a panel that answers at once",
  minutes: 12,
  async measure(recorder) {
    const declared = singly(domains(recorder.size(500)));
    const title = `up of ${declared.length}`;
    await recorder.scenario(title, async (scenario) => {
      const byFloor = scenario.goal(`${title}: ours by the floor`, atMost(1.1));
      const byTextbook = scenario.goal(`${title}: ours by the textbook provider`, under(0.5, "×"));
      const looks = scenario.goal("up that changes nothing: panel calls", exactly(1, "list"));
      const noop = scenario.goal("up that changes nothing: ours by the floor", atMost(1.05));
      const panel = await scenario.panel("none");

      const rigs: Partial<Record<Subject, Rig>> = {};
      const created = await createAll(scenario, panel, declared, rigs, recorder.times(3));
      const shown = cells(created);
      byFloor.set({ ...shown, ratio: median(ratios(secondsOf(created.ours), secondsOf(created.floor))) });
      byTextbook.set({
        ...shown,
        ratio: (created.ours[0]?.seconds ?? 0) / (created.textbook[0]?.seconds ?? 0),
      });

      const same = await interleaved(recorder.times(5), {
        ours: () => again(scenario, rigs.ours),
        floor: () => again(scenario, rigs.floor),
      });
      const calls = Math.max(...same.ours.map((run) => run.calls.all));
      looks.set({ ours: counts([calls]) }, calls);
      const textbookSame = [await again(scenario, rigs.textbook)];
      noop.set({
        ...cells({ ...same, textbook: textbookSame }),
        ratio: median(ratios(secondsOf(same.ours), secondsOf(same.floor))),
      });
    });
  },
};

/** Creates everything in new stacks, and leaves those of the last round: on them the next `up` changes nothing. */
async function createAll(
  scenario: Scenario,
  panel: HestiaBenchPanel,
  declared: readonly Declared[],
  rigs: Partial<Record<Subject, Rig>>,
  times: number,
): Promise<Record<Subject, Run[]>> {
  const up = async (subject: Subject, program: Program) => {
    await rigs[subject]?.dispose();
    await panel.store([]);
    const rig = await scenario.rig(panel, program);
    rigs[subject] = rig;
    return scenario.run(rig, "up");
  };
  const runs = await interleaved(times, {
    ours: () => up("ours", ours(declared)),
    floor: () => up("floor", floor(declared, record(rigs.ours?.resources() ?? []))),
  });
  // It is so far away that one run tells, after the others.
  return { ...runs, textbook: [await up("textbook", textbook(declared))] };
}

function again(scenario: Scenario, rig: Rig | undefined): Promise<Run> {
  if (rig === undefined) throw new Error("nothing was created");
  return scenario.run(rig, "up");
}

const cells = (runs: Readonly<Record<Subject, readonly Run[]>>) => ({
  ours: seconds(...secondsOf(runs.ours)),
  textbook: seconds(...secondsOf(runs.textbook)),
  floor: seconds(...secondsOf(runs.floor)),
  calls: `${runs.ours[0]?.calls.all} / ${runs.textbook[0]?.calls.all}`,
});
