import { counts, range, seconds } from "../figures";
import { exactly } from "../goals";
import { secondsOf } from "../interleave";
import { domains, ours, singly, textbook } from "../programs";
import type { Group } from "../recorder";
import type { Fresh } from "../scenario";

/** What is really there after many aliases were created at once. */
export const race: Group = {
  name: "race",
  about:
    "aliases that are stored after an up at default parallelism; the panel loses one of two concurrent writes",
  minutes: 7,
  async measure(recorder) {
    const names = domains(recorder.size(100));
    const all = `of ${names.length}`;
    const [rounds, others] = [recorder.times(10), recorder.times(3)];
    await recorder.scenario(`up of ${names.length}`, async (scenario) => {
      const complete = scenario.goal(
        `rounds with ${names.length} ${all} stored`,
        exactly(rounds, `of ${rounds}`),
      );
      const time = scenario.row("wall time");
      const panel = await scenario.panel();
      const textbooks: Fresh[] = [];
      for (let round = 0; round < others; round++)
        textbooks.push(await scenario.up(panel, textbook(singly(names))));
      const own: Fresh[] = [];
      // A round that fails is a round in which not all are stored, and the next may hold.
      for (let round = 0; round < rounds; round++)
        own.push(await scenario.up(panel, ours(singly(names)), { mayFail: true }));

      const stored = (of: readonly Fresh[]) => of.map((run) => run.stored);
      const whole = (of: readonly Fresh[]) =>
        of.filter((run) => run.exitCode === 0 && run.stored === names.length).length;
      complete.set(
        {
          ours: counts([whole(own)], `of ${rounds}`),
          textbook: counts([whole(textbooks)], `of ${others}`),
          stored: `${counts(stored(own), all).text} / ${counts(stored(textbooks), all).text}`,
        },
        whole(own),
      );
      const calls = (of: readonly Fresh[]) => range(of.map((run) => run.calls.all));
      time.set({
        ours: seconds(...secondsOf(own)),
        textbook: seconds(...secondsOf(textbooks)),
        calls: `${calls(own)} / ${calls(textbooks)}`,
      });
    });
  },
};
