import { relative } from "node:path";
import type { Context } from "../context";
import { json } from "../terminal";
import type { Done, Plan } from "./carryOut";
import { type PulumiCommand, quote } from "./commands";
import type { NewSetting } from "./draft";
import type { Findings } from "./findings";
import type { Target } from "./target";

/** What the command tells at its end. */
export interface Report {
  readonly context: Context;
  readonly target: Target;
  readonly name: string;
  readonly findings: readonly Findings[];
  readonly plan: Plan;
  readonly done: Done;
  readonly dryRun: boolean;
}

export function report(all: Report): void {
  const { context, dryRun, done } = all;
  if (context.json) context.terminal.out(json(asJson(all)));
  else if (dryRun) context.terminal.out(inDryRun(all));
  else if (done.failure !== undefined) context.terminal.note(afterFailure(all));
  else context.terminal.out(afterwards(all));
}

const indented = (lines: readonly string[]): string[] =>
  lines.map((line) => (line === "" ? "" : `  ${line}`));

const linesOf = (commands: readonly PulumiCommand[]): string[] => indented(commands.map(({ line }) => line));

const PANELS = { hestia: "HestiaCP", enhance: "Enhance" } as const;

/** The settings, one below the other; a credential does not show. */
function settingsIn(findings: readonly Findings[]): string[] {
  const settings = findings.flatMap((one) => one.settings);
  const width = Math.max(0, ...settings.map(({ key }) => key.length));
  const shown = ({ value, secret, presentedBy }: NewSetting) => {
    if (secret) return "[secret]";
    return presentedBy === undefined ? value.split("\n")[0] : `the certificate of ${presentedBy}`;
  };
  return indented(settings.map((setting) => `${setting.key.padEnd(width)}  ${shown(setting)}`));
}

const places = (findings: readonly Findings[]): string[] =>
  findings.map(({ kind, panel, description }) => `${PANELS[kind]} panel ${panel}: ${description}`);

/** A part with a heading, or nothing where it is empty. */
const part = (heading: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [heading, ...lines, ""];

function inDryRun({ findings, plan, target }: Report): string {
  const { files, commands } = plan;
  return text([
    ...part("Found:", indented(places(findings))),
    ...files.flatMap(({ path, text }) => part(`${path}:`, indented(text.trimEnd().split("\n")))),
    ...part(`Commands for stack ${target.stack}:`, linesOf(commands)),
    ...advice(findings),
    commands.length + files.length === 0
      ? "Nothing is missing: the stack has all of it."
      : "Nothing has been written, since this is a dry run.",
  ]);
}

function afterwards({ context, findings, plan, done, target }: Report): string {
  const { folder, commands } = plan;
  const isRun = target.pulumi !== undefined;
  return text([
    ...part("Found:", indented(places(findings))),
    ...part(`Written to ${folder}:`, indented(done.written)),
    ...part("There already, and left as it is:", indented(done.kept.map(remarkOnKept))),
    ...part(`Written to stack ${target.stack}:`, isRun ? settingsIn(findings) : []),
    ...(commands.length === 0 ? ["The stack has all settings already.", ""] : []),
    ...part(
      "There is no `pulumi` on PATH. Once it is installed, run:",
      isRun ? [] : linesOf([...enter(context), ...commands]),
    ),
    ...part("Next:", linesOf([...(isRun ? enter(context) : []), ...nextSteps(done, findings)])),
    ...findings.flatMap(existing),
    ...advice(findings),
  ]);
}

/** What a file that was there should have. */
function remarkOnKept(path: string): string {
  if (path === "package.json") {
    return "package.json (a program needs: npm install pulumi-mapped-domains @pulumi/pulumi typescript@5 @types/node)";
  }
  return path === ".gitignore" ? ".gitignore (it should have node_modules/)" : path;
}

const enter = ({ folder }: Context): PulumiCommand[] => {
  const way = relative(process.cwd(), folder);
  return way === "" ? [] : [{ args: [], line: `cd ${quote(way)}` }];
};

const nextSteps = ({ written }: Done, findings: readonly Findings[]): PulumiCommand[] => {
  const installs = written.includes("package.json") ? ["npm install"] : [];
  const isMapped = findings.some(({ mapped }) => mapped > 0);
  const edit = isMapped
    ? "npx mapped-domains generate --out index.ts --force   # declares the domains that are there"
    : "$EDITOR index.ts   # put a first domain into its list";
  const edits = written.includes("index.ts") ? [edit] : [];
  return [...installs, ...edits, "pulumi preview"].map((line) => ({ args: [], line }));
};

const advice = (findings: readonly Findings[]): string[] =>
  findings.flatMap(({ advice }) => (advice === undefined ? [] : [advice, ""]));

function existing({ mapped, site }: Findings): string[] {
  if (mapped === 0) return [];
  const what = mapped === 1 ? "1 domain leads" : `${mapped} domains lead`;
  return [
    `${what} to ${site} already. What you declare of them is adopted: nothing is written to the panel, and nothing is interrupted.`,
    "",
  ];
}

/** What is done and what is not, so that it can be gone on with, or undone. */
function afterFailure({ plan, done, target }: Report): string {
  const { failure, written, ran } = done;
  if (failure === undefined) return "";
  const madeStack = ran.some(({ args }) => args[1] === "init");
  return text([
    failure.what,
    "",
    ...(written.length + ran.length === 0 ? ["Nothing has been written.", ""] : []),
    ...part(`Written to ${plan.folder}, and left there:`, indented(written)),
    ...part("Done:", linesOf(ran)),
    ...part("Not written:", indented(failure.notWritten)),
    ...part("Not done:", linesOf(failure.notRun)),
    "Once the cause is mended, run `mapped-domains init` again: it adds what is missing.",
    ...part(
      "To undo what is done:",
      indented([
        ...(madeStack ? [`pulumi stack rm --yes ${quote(target.stack)}`] : []),
        ...(written.length > 0 ? [`rm ${written.map(quote).join(" ")}`] : []),
      ]),
    ),
  ]);
}

const text = (lines: readonly string[]): string => `${lines.join("\n").trimEnd()}\n`;

function asJson({ name, findings, plan, done, target, dryRun }: Report): unknown {
  const state = (path: string) =>
    done.written.includes(path) ? "written" : done.kept.includes(path) ? "kept" : "not written";
  return {
    dryRun,
    folder: plan.folder,
    project: target.hasProject ? undefined : name,
    stack: target.stack,
    panels: findings.map(({ kind, panel, description, mapped, problems, advice }) => ({
      kind,
      panel,
      place: description,
      mapped,
      problems,
      advice,
    })),
    files: plan.files.map(({ path, text }) => ({ path, state: state(path), ...(dryRun && { text }) })),
    commands: plan.commands.map((command) => ({ command: command.line, done: done.ran.includes(command) })),
    failure: done.failure?.what,
  };
}
