import type { GroupResult, Results } from "./results";
import type { ResultRow } from "./row";

const COLUMNS: readonly { readonly head: string; readonly cell: (row: ResultRow) => string }[] = [
  { head: "", cell: ({ title }) => title },
  { head: "ours", cell: ({ ours }) => ours?.text ?? "" },
  { head: "textbook", cell: ({ textbook }) => textbook?.text ?? "" },
  { head: "floor", cell: ({ floor }) => floor?.text ?? "" },
  { head: "ratio", cell: ({ ratio }) => (typeof ratio === "number" ? `${ratio.toFixed(2)} ×` : "") },
  { head: "calls", cell: ({ calls = "" }) => calls },
  { head: "stored", cell: ({ stored = "" }) => stored },
  { head: "goal", cell: ({ goal = "" }) => goal },
  { head: "", cell: ({ verdict = "" }) => verdict },
];

/** The page of the documentation that shows what was measured, whole, as the benchmark writes it itself. */
export function page({ groups }: Results): string {
  const verdicts = groups.flatMap(({ rows }) => rows.map(({ verdict }) => verdict));
  const held = verdicts.filter((verdict) => verdict === "held").length;
  const missed = verdicts.filter((verdict) => verdict === "MISSED").length;
  return [
    "# Benchmark",
    "",
    "Written by `npm run bench`, which measures everything side by side and fails where a goal is missed:",
    `${held} goals held, ${missed} missed. Each group is of one run on one machine.`,
    "",
    "- **ours** is this package. **textbook** is a dynamic provider as Pulumi's documentation shows it, with one call for each",
    "  operation. **floor** is a dynamic resource with the same inputs and outputs that does nothing: the engine's own time.",
    "- The local Hestia panel takes the time that calls of a real one were measured to take: a list 0.15 s; an add 0.5 s and 0.03 s",
    "  for each name, and more the more aliases there are (0.5 s at 500, 1.1 s at 1,000, 5.4 s at 3,000); a delete 0.4 s up to 500",
    "  aliases, and some 6 s at 3,000; at most four at once, of which it loses writes as a real one does. A restart of the web server",
    "  takes no time here, which favours the textbook provider: it asks for one with each call.",
    ...olderDeletes(groups),
    "- Two figures with a slash between them are ours and the textbook provider's.",
    "",
    "![Time of an up by the number of domains](benchmark.svg)",
    "",
    ...groups.flatMap(section),
  ].join("\n");
}

/** From then on the local panel's deletes grow with the aliases; before, each took 0.5 s, however many there were. */
const DELETES_GROW_SINCE = "2026-11-26";
/** The groups whose runs delete on a panel that takes its time. */
const DELETING: ReadonlySet<string> = new Set(["destroy"]);

function olderDeletes(groups: readonly GroupResult[]): string[] {
  const older = groups.filter(({ name, measured }) => DELETING.has(name) && measured < DELETES_GROW_SINCE);
  return older.map(
    ({ name }) =>
      `- The figures of ${name} were measured when a delete took 0.5 s here, however many aliases there were.`,
  );
}

function section({ name, about, machine, measured, rows }: GroupResult): string[] {
  const columns = COLUMNS.filter(({ cell }) => rows.some((row) => cell(row) !== ""));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const remarks = rows.flatMap(({ title, note, error }) => {
    const remark = error === undefined ? note : `not measured: ${error.split("\n")[0]}`;
    return remark === undefined ? [] : [`- ${title}: ${remark}`];
  });
  const { cores, processor, node, engine } = machine;
  const on = `${cores} cores (${processor}), with Node.js ${node} and Pulumi ${engine}`;
  return [
    `## ${name}`,
    "",
    `${about[0]?.toUpperCase()}${about.slice(1)}. Measured ${measured.slice(0, 10)} on ${on}.`,
    "",
    line(columns.map(({ head }) => head)),
    line(columns.map((_, index) => (index === 0 ? "---" : "---:"))),
    ...rows.map((row) => line(columns.map(({ cell }) => cell(row)))),
    "",
    ...(remarks.length === 0 ? [] : [...remarks, ""]),
  ];
}
