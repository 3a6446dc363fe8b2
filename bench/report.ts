import type { Recorder } from "./recorder";
import type { Row } from "./row";

interface Column {
  readonly head: string;
  readonly cell: (row: Row) => string;
}

const COLUMNS: readonly Column[] = [
  { head: "", cell: ({ title }) => title },
  { head: "ours", cell: ({ cells }) => cells.ours?.text ?? "" },
  { head: "textbook", cell: ({ cells }) => cells.textbook?.text ?? "" },
  { head: "floor", cell: ({ cells }) => cells.floor?.text ?? "" },
  { head: "ratio", cell: ({ cells }) => (cells.ratio === undefined ? "" : `${cells.ratio.toFixed(2)} ×`) },
  { head: "calls", cell: ({ cells }) => cells.calls ?? "" },
  { head: "stored", cell: ({ cells }) => cells.stored ?? "" },
  { head: "goal", cell: ({ goal }) => goal?.text ?? "" },
  { head: "", cell: ({ verdict }) => verdict },
];

/** The columns of a group in which something stands. */
const usedColumns = ({ rows }: Recorder): readonly Column[] =>
  COLUMNS.filter(({ cell }) => rows.some((row) => cell(row) !== ""));

/** The table of a group, as the terminal shows it. */
export function table(recorder: Recorder): string {
  const { group, rows } = recorder;
  const used = usedColumns(recorder);
  const width = used.map(({ head, cell }) => Math.max(head.length, ...rows.map((row) => cell(row).length)));
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, column) => pad(cell, width[column] ?? 0, column === 0)).join("  ")}`.trimEnd();
  const head = line(used.map((column) => column.head));
  const body = rows.flatMap((row) => [line(used.map(({ cell }) => cell(row))), ...remarks(row)]);
  return [`${group.name}: ${group.about}`, head, ...body, ""].join("\n");
}

const pad = (cell: string, width: number, left: boolean) =>
  left ? cell.padEnd(width) : cell.padStart(width);

function remarks({ cells, error }: Row): string[] {
  const remark = error === undefined ? cells.note : `not measured: ${error.split("\n")[0]}`;
  return remark === undefined ? [] : [`      ${remark}`];
}

/** What was missed, and the line that sums up. */
export function summary(recorders: readonly Recorder[], quick: boolean): { text: string; missed: number } {
  const all = recorders.flatMap(({ group, rows }) => rows.map((row) => ({ group: group.name, row })));
  const held = all.filter(({ row }) => row.verdict === "held").length;
  const misses = all.filter(({ row }) => row.verdict === "MISSED");
  const lines = misses.map(({ group, row }) => `missed: ${group}: ${row.title}${wanted(row)}`);
  const last = quick ? "quick run: goals were not judged" : `${held} goals held, ${misses.length} missed`;
  return { text: [...lines, last, ""].join("\n"), missed: misses.length };
}

const wanted = ({ goal, error }: Row): string =>
  error === undefined ? ` (goal ${goal?.text})` : " (not measured)";
