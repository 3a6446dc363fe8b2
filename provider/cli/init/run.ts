import { basename } from "node:path";
import { ConfigurationError } from "../../core/errors";
import type { Context } from "../context";
import { EXIT, type ExitCode, exitCodeFor } from "../exitCodes";
import { carryOut, type Plan } from "./carryOut";
import { initStack, setConfig } from "./commands";
import { Draft } from "./draft";
import { settleEnhance } from "./enhance";
import { problemOfName, projectFiles, projectName } from "./files";
import type { Findings } from "./findings";
import { settleHestia } from "./hestia";
import { Interview } from "./interview";
import { FAMILIES, type InitOptions, PANEL_KINDS, type PanelKind } from "./options";
import { Cancelled, terminalPrompter } from "./prompter";
import { type Report, report } from "./report";
import { findTarget, type Target } from "./target";

const SETTLE = { hestia: settleHestia, enhance: settleEnhance } as const;

/** Sets up a project, or the configuration of one that is there. */
export async function init(context: Context, options: InitOptions): Promise<ExitCode> {
  const { terminal } = context;
  const asks = terminal.interactive && !context.json && !options.yes;
  const interview = new Interview(context, options, asks ? await terminalPrompter(terminal) : undefined);
  try {
    return await setUp(interview);
  } catch (error) {
    const code = error instanceof Cancelled ? EXIT.problems : exitCodeFor(error);
    if (code === undefined || !(error instanceof Error)) throw error;
    terminal.note(`${error.message}\n\nNothing has been written.\n`);
    return code;
  }
}

async function setUp(interview: Interview): Promise<ExitCode> {
  const { context, options, prompter } = interview;
  const name = options.name ?? projectName(basename(context.folder));
  const problem = problemOfName(name);
  if (problem !== undefined) throw new ConfigurationError(problem);
  sayOfWpConfig(interview);
  const kinds = await panelsFor(interview);
  const target = await findTarget(context, prompter);
  if (target.hasProject) {
    interview.remark("the folder has a Pulumi project: no file is changed, and the stack gets what it lacks");
  }
  const findings: Findings[] = [];
  for (const kind of kinds) findings.push(await settle(interview, kind));
  const problems = findings.flatMap((one) => one.problems);
  for (const one of problems) interview.problem(one);
  if (problems.length > 0) {
    const goesOn = await prompter?.confirm("Write the project all the same?");
    if (goesOn !== true) {
      context.terminal.note("Nothing has been written.\n");
      return EXIT.problems;
    }
  }
  const plan = planFor(context, target, name, findings);
  const base: Omit<Report, "done"> = { context, target, plan, findings, name, dryRun: options.dryRun };
  if (options.dryRun) {
    report({ ...base, done: { written: [], kept: [], ran: [] } });
    return EXIT.ok;
  }
  const done = await carryOut(plan, target);
  report({ ...base, done });
  return done.failure === undefined ? EXIT.ok : EXIT.configuration;
}

function planFor(context: Context, target: Target, name: string, findings: readonly Findings[]): Plan {
  const { version } = require("pulumi-mapped-domains/package.json") as { version: string };
  const node = Number(process.versions.node.split(".")[0]);
  const settings = findings.flatMap((one) => one.settings);
  const stack = target.isOther ? target.stack : undefined;
  return {
    folder: context.folder,
    files: target.hasProject ? [] : projectFiles({ name, findings, version, node }),
    commands: [
      ...(target.isNew ? [initStack(target.stack)] : []),
      ...settings.map((setting) => setConfig(setting, stack)),
    ],
    credentials: settings.filter(({ secret }) => secret).map(({ value }) => value),
  };
}

/** The panels that are named, else those that the settings have, else what is answered. */
async function panelsFor(interview: Interview): Promise<readonly PanelKind[]> {
  const { context, options } = interview;
  const named = [...options.panels, ...[...options.set.keys()].map((key) => key.split(":")[0])];
  const known = context.panels.filter(({ connection }) => connection === undefined).map(({ kind }) => kind);
  const all = named.length > 0 ? named : known;
  const kinds = PANEL_KINDS.filter((kind) => all.includes(kind));
  if (kinds.length > 0) return kinds;
  const prompter = interview.orMissing([
    { what: "the panel", how: "`mapped-domains init hestia` or `mapped-domains init enhance`" },
  ]);
  const choices = PANEL_KINDS.map((value) => ({
    name: value === "hestia" ? "HestiaCP" : "Enhance",
    value,
  }));
  return [await prompter.choose("Which panel?", choices)];
}

async function settle(interview: Interview, kind: PanelKind): Promise<Findings> {
  const { context, options } = interview;
  const draft = new Draft(FAMILIES[kind], context, interview.remark);
  for (const [full, value] of options.set) {
    const [namespace, key = ""] = full.split(":");
    if (namespace !== kind) continue;
    const stored = context.config.get(full)?.value;
    if (stored !== undefined && stored !== value) {
      throw new ConfigurationError(
        `The stack has ${full} already, with another value, and init changes none. To change it: pulumi config set ${full} ${value}`,
      );
    }
    draft.choose(key, value);
  }
  return SETTLE[kind](interview, draft);
}

function sayOfWpConfig(interview: Interview): void {
  const { wpConfig, wpConstants, given } = {
    ...interview.context,
    given: interview.context.wpConfig.constants.size + interview.context.wpConfig.computed.length > 0,
  };
  if (wpConstants.length > 0) interview.found(`wp-config.php has ${wpConstants.join(", ")}`);
  const computed = wpConfig.computed.filter((name) => /^WU_(HESTIA|ENHANCE)_/.test(name));
  if (computed.length > 0) {
    interview.remark(
      `wp-config.php has ${computed.join(", ")} too, and PHP finds out the value when it runs: give it in the environment`,
    );
  } else if (given && wpConstants.length === 0) {
    interview.remark("wp-config.php has none of the plugin's constants (WU_HESTIA_..., WU_ENHANCE_...)");
  }
}
