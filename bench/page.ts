import type { Machine } from "./machine";
import type { Recorder } from "./recorder";
import { remarkOf, usedColumns } from "./report";

/** The page of the documentation that shows what was measured, whole, as the benchmark writes it itself. */
export function page(recorders: readonly Recorder[], machine: Machine, measured: Date): string {
  const { node, engine, cores } = machine;
  return [
    "# Benchmark",
    "",
    "This page is written by `npm run bench`, which measures everything side by side in one run and fails where a goal is",
    `missed. This run: ${measured.toISOString().slice(0, 10)}, ${cores} cores, Node.js ${node}, Pulumi ${engine}.`,
    "",
    "- **ours**: this package. **textbook**: a dynamic provider as Pulumi's documentation shows it, one call for each operation.",
    "  **floor**: a dynamic resource with the same inputs and outputs that does nothing, which is the engine's own time.",
    "- The local Hestia panel takes the time that calls of a real one were measured to take: a list 0.15 s; an add 0.5 s and 0.03 s",
    "  for each name, and more the more aliases there are (0.5 s at 500, 1.1 s at 1,000, 5.4 s at 3,000); a delete 0.5 s; at most four",
    "  at once, of which it loses writes as a real one does. A restart of the web server takes no time here, which favours the",
    "  textbook provider: it asks for one with each call.",
    "",
    "![Time of an up by the number of domains](benchmark.svg)",
    "",
    ...recorders.flatMap((recorder) => section(recorder)),
  ].join("\n");
}

function section(recorder: Recorder): string[] {
  const { group, rows } = recorder;
  const columns = usedColumns(recorder);
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [
    `## ${group.name}`,
    "",
    `${group.about[0]?.toUpperCase()}${group.about.slice(1)}.`,
    "",
    line(columns.map(({ head }) => head)),
    line(columns.map((_, index) => (index === 0 ? "---" : "---:"))),
    ...rows.map((row) => line(columns.map(({ cell }) => cell(row)))),
    "",
    ...rows.flatMap((row) => {
      const remark = remarkOf(row);
      return remark === undefined ? [] : [`- ${row.title}: ${remark}`];
    }),
    "",
  ];
}
