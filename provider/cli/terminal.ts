import { styleText } from "node:util";
import { printable } from "../core/text";

type Style = Parameters<typeof styleText>[0];

/** Where a command writes to. A test gives its own. */
export interface Terminal {
  /** What the command is asked for. */
  out(text: string): void;
  /** What is said beside it. */
  note(text: string): void;
  /** Whether somebody sits at it, to be asked. */
  readonly interactive: boolean;
  /** Where prompts read and write. @default the process's own */
  readonly prompts?: { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream };
  /** Columns of a line. @default 80 */
  readonly width?: number;
  /** The text in a style, where the terminal shows styles. */
  paint(style: Style, text: string): string;
}

/** The process's own: colours and prompts on a terminal only, no colours with NO_COLOR. */
export function processTerminal(): Terminal {
  const colours = process.stdout.isTTY === true && !process.env.NO_COLOR;
  return {
    out: (text) => void process.stdout.write(text),
    note: (text) => void process.stderr.write(text),
    ...(process.stdout.columns > 0 ? { width: Math.min(process.stdout.columns, 120) } : {}),
    interactive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    paint: (style, text) => (colours ? styleText(style, text) : text),
  };
}

/** A value as JSON, for machines. */
export const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** A column of a table; `paint` makes of a padded cell what is printed. */
export interface Column<Row> {
  readonly title: string;
  cell(row: Row): string;
  paint?(cell: string, row: Row): string;
}

/** Rows as a table whose columns are as wide as their widest cell. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map(({ cell }) => printable(cell(row))));
  const widths = columns.map(({ title }, at) =>
    cells.reduce((most, line) => Math.max(most, line[at]?.length ?? 0), title.length),
  );
  const padded = (text: string, at: number) =>
    at === columns.length - 1 ? text : text.padEnd(widths[at] ?? 0);
  const head = columns.map(({ title }, at) => padded(title, at)).join("  ");
  const lines = rows.map((row, index) =>
    columns
      .map(({ paint = (text: string) => text }, at) => paint(padded(cells[index]?.[at] ?? "", at), row))
      .join("  "),
  );
  return `${[head, ...lines].map((line) => line.trimEnd()).join("\n")}\n`;
}
