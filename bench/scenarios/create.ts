import { seconds } from "../figures";
import { domains, floor, ours, singly, textbook } from "../programs";
import type { Group } from "../recorder";

/** Resources of growing number on a panel that takes its time. */
export const create: Group = {
  name: "create",
  about:
    "up at default parallelism on a panel that takes its time; the textbook provider's loses names there",
  minutes: 8,
  async measure(recorder) {
    for (const count of [10, 100, 500]) {
      const declared = singly(domains(recorder.size(count)));
      const title = `create ${declared.length}`;
      await recorder.scenario(title, async (scenario) => {
        const row = scenario.row(title);
        const panel = await scenario.panel();
        const own = await scenario.up(panel, ours(declared));
        const stub = await scenario.up(panel, floor(declared, own.recorded()));
        const theirs = await scenario.up(panel, textbook(declared));
        row.set({
          ours: seconds(own.seconds),
          textbook: seconds(theirs.seconds),
          floor: seconds(stub.seconds),
          calls: `${own.calls.all} / ${theirs.calls.all}`,
          stored: `${own.stored} / ${theirs.stored}`,
        });
      });
    }
  },
};
