import { type IBufferCell, Terminal } from "@xterm/headless";

const COLUMNS = 100;
/** Pixels. */
const CELL = { width: 8.4, height: 19, font: 14 };
const PADDING = 16;

/** The sixteen colours of a dark terminal. */
const COLOURS = [
  ..."#3b4252 #e06c75 #98c379 #e5c07b #61afef #c678dd #56b6c2 #d8dee9".split(" "),
  ..."#6b7489 #ff7b86 #b5e890 #ffd68a #82c4ff #dd9bf0 #77d9e3 #ffffff".split(" "),
];
const INK = "#d8dee9";
const PAPER = "#1e222a";

/** What a terminal shows after a text with escape sequences, as an SVG of text that can be selected. */
export async function picture(text: string, title: string): Promise<string> {
  const terminal = new Terminal({ cols: COLUMNS, rows: 1_000, allowProposedApi: true });
  await new Promise<void>((written) => terminal.write(text.replace(/(?<!\r)\n/g, "\r\n"), written));
  const { active } = terminal.buffer;
  const lines: string[] = [];
  for (let at = 0; at < active.length; at += 1) {
    const line = active.getLine(at);
    const cells = Array.from({ length: COLUMNS }, (_, column) => line?.getCell(column));
    lines.push(spans(cells));
  }
  while (lines.at(-1) === "") lines.pop();
  terminal.dispose();
  const width = Math.ceil(COLUMNS * CELL.width) + 2 * PADDING;
  const height = lines.length * CELL.height + 2 * PADDING;
  const rows = lines.flatMap((line, at) =>
    line === "" ? [] : [`<text y="${PADDING + (at + 0.75) * CELL.height}">${line}</text>`],
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${CELL.font}" fill="${INK}">
${rows.join("\n")}
</g>
</svg>
`;
}

/** The cells of a line, those of one style together; every run of cells has its place, whatever the font's width. */
function spans(cells: readonly (IBufferCell | undefined)[]): string {
  const runs: { style: string; text: string; column: number }[] = [];
  for (const [column, cell] of cells.entries()) {
    const chars = cell?.getChars() || " ";
    const style = styleOf(cell);
    const last = runs.at(-1);
    if (last !== undefined && last.style === style) last.text += chars;
    else runs.push({ style, text: chars, column });
  }
  while (runs.at(-1)?.text.trim() === "") runs.pop();
  return runs
    .filter(({ text }) => text.trim() !== "")
    .map(({ style, text, column }) => {
      const indent = text.length - text.trimStart().length;
      const x = (PADDING + (column + indent) * CELL.width).toFixed(1);
      return `<tspan x="${x}"${style}>${escaped(text.trim())}</tspan>`;
    })
    .join("");
}

function styleOf(cell: IBufferCell | undefined): string {
  if (cell === undefined) return "";
  const fill = cell.isFgPalette() ? COLOURS[cell.getFgColor()] : undefined;
  return [
    fill === undefined ? "" : ` fill="${fill}"`,
    cell.isBold() !== 0 ? ' font-weight="bold"' : "",
    cell.isDim() !== 0 ? ' opacity="0.7"' : "",
  ].join("");
}

/** Several spaces in a row stay as many. */
const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll('"', "&quot;")
    .replaceAll("  ", "\u00a0\u00a0");
