import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Results } from "../../bench/results";

/** What the page on scaling takes from the benchmark: in its words, the group there, and the row. */
const COSTS: readonly (readonly [what: string, group: string, row: string])[] = [
  ["`up` of 100 new single resources", "speed", "100, default parallelism: our time by the bound"],
  ["the same with `--parallel 100`", "speed", "100, --parallel 100: our time by the bound"],
  ["`up` of 500 new single resources", "create", "create 500"],
  ["`up` of a new set of 100", "sets", "one set of 100"],
  ["`up` of a new set of 1,000", "sets", "one set of 1,000"],
  ["`up` of a new set of 2,500", "sets", "one set of 2,500"],
  ["`up` that adds 10 to the set of 1,000", "sets", "10 more in it"],
  ["`up` of 500 single resources that changes nothing", "many", "up that changes nothing: ours by the floor"],
  [
    "`refresh` of 500 single resources, without its one list",
    "refresh",
    "ours without that call, by the floor",
  ],
  ["`destroy` of 100 single resources", "destroy", "destroy 100"],
];

/** From then on each preview and update takes a list, to look for drift. */
const DRIFT_SINCE = "2026-11-27";
const WITHOUT_DRIFT =
  "Some of these figures were measured before runs looked for drift ([when](benchmark.md)). That adds a list of 0.15 s for each account, in the preview and again in the update.";

/** Ours is the first of two figures with a slash between them. */
const own = (calls = ""): string => calls.split(" / ")[0] ?? "";

/** The table of what a run costs on Hestia, as the benchmark has measured it last. */
export function costs(): string {
  const file = join(__dirname, "..", "..", "bench", "results.json");
  const { groups } = JSON.parse(readFileSync(file, "utf8")) as Results;
  const measuredOf = (group: string) => groups.find(({ name }) => name === group)?.measured;
  const rows = COSTS.map(([what, group, title]) => {
    const row = groups.find(({ name }) => name === group)?.rows.find((one) => one.title === title);
    if (row?.ours === undefined)
      throw new Error(`bench/results.json has no figure of ours for ${group}: ${title}`);
    return `| ${what} | ${row.ours.text} | ${row.floor?.text ?? ""} | ${own(row.calls)} |`;
  });
  const head = "| Hestia, on a local panel | time | the engine alone | calls |";
  const older = COSTS.some(([, group]) => (measuredOf(group) ?? "") < DRIFT_SINCE);
  return [head, "|---|---:|---:|---:|", ...rows, ...(older ? ["", WITHOUT_DRIFT] : [])].join("\n");
}
