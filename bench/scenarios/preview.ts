import { counts, median, ratios, seconds } from "../figures";
import { atMost, exactly } from "../goals";
import { interleaved, secondsOf } from "../interleave";
import type { Panel } from "../panel";
import { ACCOUNTS, siteOf } from "../panel/sites";
import { WEBSITES } from "../panel/websites";
import { type Declared, domains, floor, ours, oursOnEnhance, type Program, singly } from "../programs";
import { record } from "../record";
import type { Group } from "../recorder";
import type { Scenario } from "../scenario";

/** What it costs that every preview looks at the panel. */
export const preview: Group = {
  name: "preview",
  about: "preview of many resources where nothing has changed, on a panel that takes its time",
  minutes: 8,
  async measure(recorder) {
    const names = domains(recorder.size(500));
    const some = <T>(all: readonly T[]) => all.slice(0, Math.min(all.length, names.length));
    const accounts = some(ACCOUNTS);
    const websites = some(WEBSITES);
    const onAccounts = names.map((domain, index) => {
      const account = accounts[index % accounts.length] ?? "";
      return { name: domain, args: { domain, account, webDomain: siteOf(account) } };
    });
    const onWebsites = names.map((domain, index) => ({
      name: domain,
      args: { domain, websiteId: websites[index % websites.length] },
    }));
    const pages = Math.ceil((WEBSITES.length + 3) / 100);
    const ways: [title: string, calls: number, declared: Declared[], start: Start, program: Programs][] = [
      ["on 1 account", 1, singly(names), (one) => one.panel("none"), ours],
      [`on ${accounts.length} accounts`, accounts.length, onAccounts, (one) => one.panel("none"), ours],
      [`on ${websites.length} websites`, pages, onWebsites, (one) => one.enhancePanel("none"), oursOnEnhance],
    ];
    for (const [where, calls, declared, start, program] of ways) {
      const title = `preview of ${names.length} ${where}`;
      await recorder.scenario(title, (scenario) =>
        measure(scenario, { title, calls, declared, program, times: recorder.times(3) }, start),
      );
    }
  },
};

type Start = (scenario: Scenario) => Promise<Panel>;
type Programs = (declared: readonly Declared[]) => Program;

interface Way {
  readonly title: string;
  readonly calls: number;
  readonly declared: readonly Declared[];
  readonly program: Programs;
  readonly times: number;
}

async function measure(
  scenario: Scenario,
  { title, calls: wanted, declared, program, times }: Way,
  start: Start,
): Promise<void> {
  const looks = scenario.goal(`${title}: panel calls`, exactly(wanted, "calls"));
  const time = scenario.goal(`${title}: ours without these calls, by the floor`, atMost(1.05));
  const panel = await start(scenario);
  const own = await scenario.rig(panel, program(declared));
  await scenario.run(own, "up");
  const stub = await scenario.rig(panel, floor(declared, record(own.resources())));
  await scenario.run(stub, "up");

  await panel.setLatency("model");
  const waits: number[] = [];
  const flags = ["--expect-no-changes"];
  const runs = await interleaved(times, {
    ours: async () => {
      const run = await scenario.run(own, "preview", { flags });
      waits.push(await panel.waited());
      return run;
    },
    floor: () => scenario.run(stub, "preview", { flags }),
  });
  const calls = runs.ours.map((run) => run.calls.all);
  looks.set({ ours: counts(calls) }, Math.max(...calls));
  const without = secondsOf(runs.ours).map((value, index) => value - (waits[index] ?? 0));
  time.set({
    ours: seconds(...secondsOf(runs.ours)),
    floor: seconds(...secondsOf(runs.floor)),
    ratio: median(ratios(without, secondsOf(runs.floor))),
    note: `from the first call to the last answer: ${seconds(...waits).text}`,
  });
}
