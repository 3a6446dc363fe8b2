import { counts, median, ratios, seconds } from "../figures";
import { atMost, exactly } from "../goals";
import { interleaved, secondsOf } from "../interleave";
import { SITES } from "../panel/sites";
import { domains, floor, ours } from "../programs";
import { record } from "../record";
import type { Group } from "../recorder";

/** A look at everything. */
export const refresh: Group = {
  name: "refresh",
  about: `refresh of many aliases over ${SITES.length} web domains of one account`,
  minutes: 5,
  async measure(recorder) {
    const names = domains(recorder.size(500));
    const declared = names.map((domain, index) => ({
      name: domain,
      args: { domain, webDomain: SITES[index % SITES.length] },
    }));
    await recorder.scenario(`refresh of ${names.length}`, async (scenario) => {
      const shared = scenario.goal(`refresh of ${names.length}: panel calls`, exactly(1, "list call"));
      const time = scenario.goal("ours without that call, by the floor", atMost(1.1));
      const panel = await scenario.panel("none");
      const own = await scenario.rig(panel, ours(declared));
      await scenario.run(own, "up");
      const stub = await scenario.rig(panel, floor(declared, record(own.resources())));
      await scenario.run(stub, "up");

      await panel.setLatency("model");
      const waits: number[] = [];
      const flags = ["--expect-no-changes"];
      const runs = await interleaved(recorder.times(9), {
        ours: async () => {
          const run = await scenario.run(own, "refresh", { flags });
          // One call by the panel's own clock: no program could save that.
          const log = await panel.log();
          waits.push(Math.max(0, ...log.map(({ at, finishedAt = at }) => (finishedAt - at) / 1000)));
          return run;
        },
        floor: () => scenario.run(stub, "refresh", { flags }),
      });
      const calls = runs.ours.map((run) => run.calls.all);
      const onlyLists = runs.ours.every((run) => run.calls.list === run.calls.all);
      shared.set({ ours: counts(calls) }, onlyLists ? Math.max(...calls) : Number.NaN);
      const without = secondsOf(runs.ours).map((value, index) => value - (waits[index] ?? 0));
      time.set({
        ours: seconds(...secondsOf(runs.ours)),
        floor: seconds(...secondsOf(runs.floor)),
        ratio: median(ratios(without, secondsOf(runs.floor))),
        note: `the call takes ${seconds(...waits).text}`,
      });
    });
  },
};
