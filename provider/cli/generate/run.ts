import { readDefault } from "../../core/defaults";
import { ConfigurationError } from "../../core/errors";
import { onExisting } from "../../core/inputs";
import { joinLimited } from "../../core/text";
import { EnhanceAccess } from "../../enhance/access";
import { HestiaAccess } from "../../hestia/access";
import { WEB_ALIAS } from "../../hestia/fields";
import type { Context } from "../context";
import { EXIT, type ExitCode } from "../exitCodes";
import { matcher, type PatternOptions } from "../mapped/patterns";
import type { MappedPlace, PlaceOptions } from "../mapped/place";
import { readMapped } from "../mapped/read";
import { StackNames } from "../mapped/stackNames";
import { json } from "../terminal";
import { Files } from "./files";
import { type Defaults, type LeftOut, type PlacePlan, planProgram } from "./plan";
import { writeProgram } from "./program";

export interface GenerateOptions extends PlaceOptions, PatternOptions {
  readonly notInStack?: boolean;
  readonly setsAbove: number;
  readonly out?: string;
  readonly file?: string;
  readonly force?: boolean;
}

export async function generate(context: Context, options: GenerateOptions): Promise<ExitCode> {
  const { terminal, session } = context;
  const files = new Files(context.folder, options);
  files.verify();
  const [{ places, failures }, reasonAgainst] = await Promise.all([
    readMapped(context, options),
    options.notInStack === true ? reasonsOf(context) : () => undefined,
  ]);
  // A program without the names of one panel would look like one with all of them.
  for (const failure of failures) throw failure;
  const { plans, leftOut } = planProgram(places, {
    isMeant: matcher(options),
    reasonAgainst,
    defaultsAt: (place) => defaultsAt(place, session),
    setsAbove: options.setsAbove,
  });
  for (const remark of remarksOn(context, plans, leftOut)) terminal.note(`${remark}\n`);
  if (plans.length === 0) {
    terminal.note("There is no name to declare.\n");
    if (context.json) terminal.out(json({ program: null, declared: [], leftOut: leftOut.map(publicFormOf) }));
    return EXIT.problems;
  }
  const { program, data } = writeProgram(plans, files.domainsFile);
  const written = files.write(program, data);
  for (const file of written) terminal.note(`Wrote ${file}.\n`);
  if (context.json) {
    const declared = plans.map(({ place, resource, declared }) => ({
      panel: { kind: place.panel.kind, host: place.host, connection: place.panel.connection },
      place: { id: place.id, title: place.title },
      resource,
      domains: declared,
    }));
    terminal.out(json({ program, data, declared, leftOut: leftOut.map(publicFormOf) }));
  } else if (options.out === undefined) terminal.out(program);
  return EXIT.ok;
}

async function reasonsOf(
  context: Context,
): Promise<(place: MappedPlace, name: string) => string | undefined> {
  const stack = await StackNames.read(context.stack);
  if (stack.unknown !== undefined)
    throw new ConfigurationError(`--not-in-stack needs the stack, which cannot be read: ${stack.unknown}`);
  return (place, name) => {
    const found = stack.find(place, name);
    if (found === undefined)
      return `may be in the stack: the names are secret of ${joinLimited(stack.hidden)}`;
    return found === false ? undefined : `is in the stack already (${found.resource})`;
  };
}

function defaultsAt({ panel }: MappedPlace, session: Context["session"]): Defaults {
  const { connection } = panel;
  const access = panel.kind === "hestia" ? session.the(HestiaAccess) : session.the(EnhanceAccess);
  const settings = access.settings(connection);
  return {
    onExisting: readDefault(settings, "onExisting", onExisting).value,
    www: panel.kind === "hestia" ? readDefault(settings, "www", WEB_ALIAS.fields.www.parse).value : undefined,
  };
}

const publicFormOf = ({ place, name, reason }: LeftOut) => ({
  domain: name,
  place: { id: place.id, title: place.title },
  reason,
});

/** So many names are told that are left out for one reason. */
const MOST_NAMES = 20;

function remarksOn(
  { configMissing }: Context,
  plans: readonly PlacePlan[],
  leftOut: readonly LeftOut[],
): string[] {
  const remarks: string[] = [];
  if (configMissing !== undefined)
    remarks.push(
      `The stack's configuration is not read (${configMissing}): the settings are those of the environment.`,
    );
  const groups = new Map<string, LeftOut[]>();
  for (const one of leftOut) {
    const key = `${one.place.title} ${one.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const names = joinLimited(
      group.map(({ name }) => JSON.stringify(name)),
      MOST_NAMES,
    );
    const what = group.length === 1 ? "" : `${group.length} names, each of which `;
    remarks.push(
      `Left out of ${first.place.title}: ${what}${group.length === 1 ? `${names} ` : ""}${first.reason}${group.length === 1 ? "" : `: ${names}`}.`,
    );
  }
  for (const { place } of plans)
    if (place.unusable !== undefined)
      remarks.push(`On ${place.host}, ${place.unusable}: what the program declares there is not served.`);
  const all = plans.reduce((sum, { declared }) => sum + declared.length, 0);
  if (plans.length > 0)
    remarks.push(`Declared: ${all} domains at ${plans.length === 1 ? "1 place" : `${plans.length} places`}.`);
  return remarks;
}
