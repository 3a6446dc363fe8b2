import { grouped, seconds } from "../figures";
import { exactly, noMoreThan } from "../goals";
import { domains, floor, ourSet, together } from "../programs";
import { record } from "../record";
import type { Group, Recorder } from "../recorder";

const ADDED = 10;

/** One resource for many names. */
export const sets: Group = {
  name: "sets",
  about: "one set resource of many aliases on a panel that takes its time",
  minutes: 9,
  async measure(recorder) {
    await size(recorder, recorder.size(100));
    await size(recorder, recorder.size(1_000), 12);
    await size(recorder, recorder.size(2_500));
  },
};

/** @param writes what the goal is for the number of write calls; then names are added to the set as well */
async function size(recorder: Recorder, count: number, writes?: number): Promise<void> {
  const title = `one set of ${grouped(count)}`;
  await recorder.scenario(title, async (scenario) => {
    const created =
      writes === undefined ? scenario.row(title) : scenario.goal(title, noMoreThan(writes, "write calls"));
    const grown =
      writes === undefined ? undefined : scenario.goal(`${ADDED} more in it`, exactly(1, "write call"));
    const panel = await scenario.panel();
    const rig = await scenario.rig(panel, ourSet(domains(count)));
    const run = await scenario.run(rig, "up");
    const stored = (await panel.stored()).length;
    if (stored !== count) throw new Error(`only ${stored} of ${count} are stored`);
    const { declared } = rig.program;
    const recorded = record(rig.resources());
    const stub = await scenario.rig(panel, floor(declared, recorded));
    const nothing = await scenario.run(stub, "up");
    const wrote = (calls: typeof run.calls) => calls.add + calls.delete;
    created.set(
      {
        ours: seconds(run.seconds),
        floor: seconds(nothing.seconds),
        calls: `${run.calls.all} (${wrote(run.calls)} writes)`,
        stored: `${grouped(stored)} of ${grouped(count)}`,
      },
      wrote(run.calls),
    );
    if (grown === undefined) return;
    rig.declare(together(domains(count + ADDED)));
    const more = await scenario.run(rig, "up");
    const then = (await panel.stored()).length;
    if (then !== count + ADDED) throw new Error(`only ${then} of ${count + ADDED} are stored`);
    grown.set(
      {
        ours: seconds(more.seconds),
        calls: `${more.calls.all} (${wrote(more.calls)} writes)`,
        stored: `${grouped(then)} of ${grouped(count + ADDED)}`,
      },
      wrote(more.calls),
    );
  });
}
