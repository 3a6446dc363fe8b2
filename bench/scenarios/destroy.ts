import { seconds } from "../figures";
import { domains, floor, ours, type Program, singly, textbook } from "../programs";
import { record } from "../record";
import type { Group } from "../recorder";

/** Taking all away again. */
export const destroy: Group = {
  name: "destroy",
  about:
    "destroy at default parallelism on a panel that takes its time; what is stored then should be nothing",
  minutes: 4,
  async measure(recorder) {
    const names = domains(recorder.size(100));
    const declared = singly(names);
    const title = `destroy ${names.length}`;
    await recorder.scenario(title, async (scenario) => {
      const row = scenario.row(title);
      const panel = await scenario.panel();
      const destroyed = async (program: Program) => {
        await panel.setLatency("none");
        await panel.store([]);
        const rig = await scenario.rig(panel, program);
        await scenario.run(rig, "up");
        const recorded = () => record(resources);
        const resources = rig.resources();
        // All of them, also where the program's own writes were lost.
        await panel.store(names);
        await panel.setLatency("model");
        const run = await scenario.run(rig, "destroy", { mayFail: true });
        return { ...run, recorded, left: (await panel.stored()).length };
      };
      const own = await destroyed(ours(declared));
      if (own.exitCode !== 0) throw new Error("our destroy failed");
      const stub = await destroyed(floor(declared, own.recorded()));
      const theirs = await destroyed(textbook(declared));
      row.set({
        ours: seconds(own.seconds),
        textbook: seconds(theirs.seconds),
        floor: seconds(stub.seconds),
        calls: `${own.calls.all} / ${theirs.calls.all}`,
        stored: `${own.left} / ${theirs.left}`,
        ...(theirs.exitCode === 0 ? {} : { note: "the textbook provider's destroy failed" }),
      });
    });
  },
};
