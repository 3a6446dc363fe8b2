import { counts, range, seconds } from "../figures";
import { exactly } from "../goals";
import type { HestiaBenchPanel } from "../panel";
import { domains, ours, type Program, singly, withoutRepair } from "../programs";
import type { Group } from "../recorder";
import { Rig } from "../rig";
import type { Cells } from "../row";
import type { Scenario } from "../scenario";

interface Round {
  readonly stored: number;
  readonly seconds: number;
  readonly calls: number;
  /** Stacks whose `up` failed. */
  readonly failed: number;
}

/** Two processes that know nothing of each other write aliases of one web domain. */
export const two: Group = {
  name: "two",
  about: "two stacks write aliases of one web domain at the same time, with no lock or file shared",
  minutes: 14,
  async measure(recorder) {
    const each = recorder.size(50);
    const halves = [singly(domains(each, "one")), singly(domains(each, "two"))];
    const total = 2 * each;
    const rounds = recorder.times(10);
    const measure = async (scenario: Scenario, programs: readonly Program[], times: number) => {
      const panel = await scenario.panel();
      const found: Round[] = [];
      for (let round = 0; round < times; round++) found.push(await atOnce(scenario, panel, programs));
      const whole = found.filter(({ stored, failed }) => stored === total && failed === 0).length;
      return { cells: shown(found, whole, total), whole };
    };
    const title = `rounds with ${total} of ${total} stored`;
    await recorder.scenario(title, async (scenario) => {
      const row = scenario.goal(title, exactly(rounds, `of ${rounds}`));
      const { cells, whole } = await measure(scenario, halves.map(ours), rounds);
      row.set(cells, whole);
    });
    await recorder.scenario("the same without repair", async (scenario) => {
      const row = scenario.row("the same without repair");
      row.set((await measure(scenario, halves.map(withoutRepair), recorder.times(3))).cells);
    });
  },
};

function shown(rounds: readonly Round[], whole: number, total: number): Cells {
  const failed = rounds.reduce((sum, round) => sum + round.failed, 0);
  const time = seconds(...rounds.map((round) => round.seconds)).text;
  return {
    ours: counts([whole], `of ${rounds.length}`),
    stored: counts(
      rounds.map(({ stored }) => stored),
      `of ${total}`,
    ).text,
    calls: range(rounds.map(({ calls }) => calls)),
    note: `a round takes ${time}; ${failed} of ${2 * rounds.length} ups failed`,
  };
}

async function atOnce(
  scenario: Scenario,
  panel: HestiaBenchPanel,
  programs: readonly Program[],
): Promise<Round> {
  await panel.store([]);
  const rigs: Rig[] = [];
  try {
    for (const program of programs) rigs.push(await Rig.start(panel, program));
    const runs = await Promise.all(rigs.map((rig) => scenario.run(rig, "up", { mayFail: true })));
    const stored = (await panel.stored()).length;
    scenario.say(`${stored} are stored`);
    return {
      stored,
      seconds: Math.max(...runs.map((run) => run.seconds)),
      calls: (await panel.calls()).all,
      failed: runs.filter(({ exitCode }) => exitCode !== 0).length,
    };
  } finally {
    for (const rig of rigs) await rig.dispose();
  }
}
