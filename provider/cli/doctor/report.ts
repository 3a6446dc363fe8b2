import { redactor } from "../../core/redact";
import { printable } from "../../core/text";
import { json, type Terminal } from "../terminal";
import type { Step, StepState } from "./step";

const STYLES = { ok: "green", warning: "yellow", problem: "red", skipped: "dim" } as const;

const STATE_WIDTH = Math.max(...Object.keys(STYLES).map((state) => state.length)) + 2;
const TITLE_WIDTH = 16;
/** So many details are shown of a step. */
const MOST_DETAILS = 10;

/** Collects the steps, without credentials, and shows each as it is done. */
export class Report {
  readonly sections: { title: string; steps: Step[] }[] = [];
  readonly #redacted: (text: string) => string;

  constructor(
    private readonly terminal: Terminal,
    /** Whether all is printed at the end, for machines. */
    private readonly asJson: boolean,
    credentials: readonly string[],
  ) {
    const redacted = redactor(credentials);
    this.#redacted = (text) => printable(redacted(text));
  }

  begin(title: string): void {
    const shown = this.#redacted(title);
    if (!this.asJson) {
      const gap = this.sections.length === 0 ? "" : "\n";
      this.terminal.out(`${gap}${this.terminal.paint("bold", shown)}\n`);
    }
    this.sections.push({ title: shown, steps: [] });
  }

  note({ title, state, says, cure, details }: Step): void {
    const step: Step = {
      title,
      state,
      says: this.#redacted(says),
      ...(cure === undefined ? {} : { cure: this.#redacted(cure) }),
      ...(details === undefined ? {} : { details: details.map(this.#redacted) }),
    };
    const steps = this.sections.at(-1)?.steps ?? [];
    const before = steps.at(-1);
    steps.push(step);
    if (this.asJson) return;
    const isRepeated = state === "skipped" && before?.state === state && before.says === step.says;
    this.terminal.out(this.#shown(isRepeated ? { ...step, says: "likewise" } : step));
  }

  count(state: StepState): number {
    return this.sections.flatMap(({ steps }) => steps).filter((step) => step.state === state).length;
  }

  end(): void {
    const [problems, warnings] = [this.count("problem"), this.count("warning")];
    if (this.asJson) {
      this.terminal.out(json({ ok: problems === 0, problems, warnings, sections: this.sections }));
      return;
    }
    const told = [problems > 0 && counted(problems, "problem"), warnings > 0 && counted(warnings, "warning")];
    const summary = told.filter(Boolean).join(", ");
    const style = problems > 0 ? "red" : warnings > 0 ? "yellow" : "green";
    this.terminal.out(`\n${this.terminal.paint(style, summary || "All is well.")}\n`);
  }

  #shown({ title, state, says, cure, details = [] }: Step): string {
    const { width = 80 } = this.terminal;
    const indent = 2 + STATE_WIDTH;
    const [first = "", ...rest] = wrapped(says, width - indent - TITLE_WIDTH);
    const head = `  ${this.terminal.paint(STYLES[state], state.padEnd(STATE_WIDTH))}${title.padEnd(TITLE_WIDTH)}${first}`;
    const below = (lines: readonly string[], by: number) => lines.map((line) => " ".repeat(by) + line);
    const more = details.length - MOST_DETAILS;
    const shown = [
      ...details.slice(0, MOST_DETAILS),
      ...(more > 0 ? [`and ${more.toLocaleString("en")} more (--json has all)`] : []),
    ];
    return [
      head,
      ...below(rest, indent + TITLE_WIDTH),
      ...below(
        shown.flatMap((line) => hanging("- ", line, width - indent)),
        indent,
      ),
      ...(cure === undefined ? [] : below(hanging("> ", asLines(cure), width - indent), indent)),
    ]
      .map((line) => `${line.trimEnd()}\n`)
      .join("");
  }
}

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** Lines behind a mark that only the first has. */
const hanging = (mark: string, text: string, width: number): string[] =>
  wrapped(text, width - mark.length).map(
    (line, index) => (index === 0 ? mark : " ".repeat(mark.length)) + line,
  );

const COMMANDS = "pulumi|openssl|npm|v-[a-z-]+";
const COMMAND = new RegExp(
  `(^|[:;] |, or )((?:${COMMANDS}) .*?)(, (?:or set|and run) .*|; (?=(?:${COMMANDS}) )|\\. (?=[A-Z]).*|$)`,
  "m",
);

/** A cure whose commands have lines of their own, to be copied. */
function asLines(cure: string): string {
  const found = COMMAND.exec(cure);
  if (found === null) return cure;
  const [all, mark = "", command = "", rest = ""] = found;
  const before = cure.slice(0, found.index) + mark.trim();
  const after =
    rest.replace(/^[;,.] /, "").replace(/\. (?=[A-Z])/g, ".\n") + cure.slice(found.index + all.length);
  return [...(before === "" ? [] : [before]), `  ${command}`, ...(after === "" ? [] : [asLines(after)])].join(
    "\n",
  );
}

/** The first half of a fingerprint. */
const HALF = /((?:[0-9A-F]{2}:){16})(?=(?:[0-9A-F]{2}:){15}[0-9A-F]{2})/g;

/** Lines of at most a width; a line that is set in is a command, and stays whole. */
function wrapped(text: string, width: number): string[] {
  return text
    .replace(HALF, "$1 ")
    .split("\n")
    .flatMap((line) => {
      if (line.startsWith("  ")) return [line];
      const lines: string[] = [];
      for (const word of line.split(" ")) {
        const last = lines.at(-1);
        if (last !== undefined && last.length + 1 + word.length <= width)
          lines.push(`${lines.pop()} ${word}`);
        else lines.push(word);
      }
      return lines;
    });
}
