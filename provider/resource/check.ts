import { readDefault } from "../core/defaults";
import type { Problem, Settings } from "../core/settings";
import { quoted } from "../core/text";
import { type Checked, type Properties, UNKNOWN } from "./dynamic";
import { checkFields, type Kind, parsersOf, propertiesOf } from "./fields";
import type { Listing, Panel } from "./panel";
import type { Session } from "./session";
import { allNames, placeOf, type Shape } from "./shape";

/** Whether a value is text that is known already. */
export const isKnown = (value: unknown): value is string => typeof value === "string" && value !== UNKNOWN;

const THE_NAME = ["domain", "give the customer's domain, such as acme.com"] as const;
const THE_NAMES = [
  "domains",
  "give the customers' domains: a list of names, or an object of names and options",
] as const;

/** Inputs on their way through a check: the values so far, and what is wrong with them. */
export class Draft {
  readonly inputs: Record<string, unknown>;
  readonly problems: Problem[];
  /** What the other inputs may be left to; undefined where the connection is not known yet, or is none. */
  readonly settings: Settings | undefined;
  readonly #told: Set<string>;

  constructor(
    readonly kind: Kind,
    news: Properties,
    access: Panel<object, object, unknown>["access"],
    areNamesGiven: boolean,
  ) {
    const { values, problems } = checkFields(parsersOf(kind.fields), news);
    this.inputs = { ...values };
    this.problems = problems;
    this.#told = new Set(problems.map(({ property }) => property));
    if (!areNamesGiven) {
      const [property, what] = kind.isSet ? THE_NAMES : THE_NAME;
      if (this.inputs[property] === undefined) this.tell(property, `is not set; ${what}`);
    }
    this.settings = this.#connect(access);
  }

  /** Notes what is wrong with a property; the first thing said of one is enough. */
  tell(property: string, reason: string): void {
    if (!this.#told.has(property)) this.problems.push({ property, reason });
    this.#told.add(property);
  }

  /** Notes what is wrong with a domain, or with an option of it. */
  tellOf(domain: string, reason: string, option?: string): void {
    if (!this.kind.isSet) this.tell(option ?? "domain", reason);
    else this.tell("domains", `${quoted(domain)}${option === undefined ? "" : `: ${option}`} ${reason}`);
  }

  isBroken(property: string): boolean {
    return this.#told.has(property);
  }

  /** Takes an input that the program leaves open from the settings. @returns whether it has a value now */
  fill(property: string): boolean {
    const field = this.kind.fields[property];
    if (this.inputs[property] !== undefined) return true;
    if (field === undefined || this.isBroken(property)) return false;
    if (this.inputs.connection === UNKNOWN) {
      this.inputs[property] = UNKNOWN;
      return true;
    }
    if (this.settings === undefined) return false;
    const { value, problem } = readDefault(this.settings, property, field.parse);
    if (value !== undefined) this.inputs[property] = value;
    else if (problem !== undefined) this.tell(property, problem.reason);
    else if (field.required !== undefined) {
      const howToSet = this.settings.howToSet(property);
      this.tell(property, `is not set: ${field.required}, or ${howToSet}`);
    }
    return value !== undefined;
  }

  /** The settings' value for an option that is left open. */
  default(property: string): unknown {
    const field = this.kind.fields[property];
    if (this.settings === undefined || field === undefined) return UNKNOWN;
    return readDefault(this.settings, property, field.parse).value;
  }

  #connect(access: Panel<object, object, unknown>["access"]): Settings | undefined {
    const { connection } = this.inputs;
    if (connection === UNKNOWN) this.inputs.panel = UNKNOWN;
    if (connection === UNKNOWN || this.isBroken("connection")) return undefined;
    const name = isKnown(connection) ? connection : undefined;
    const resolved = access.resolve(name);
    if (resolved.ok) this.inputs.panel = resolved.connection.panel;
    else this.problems.push(...resolved.problems);
    const settings = access.settings(name);
    return settings.problem === undefined ? settings : undefined;
  }

  /** Judges settings that are looked up when they are used, now that nothing has been done yet. */
  judgeDefaults(): void {
    if (this.settings === undefined) return;
    const defaults = propertiesOf(
      this.kind,
      ({ setting, change }) => setting === true && change !== "replace",
    );
    const parsers = { ...this.kind.settings };
    for (const property of defaults) {
      const field = this.kind.fields[property];
      if (field !== undefined && this.inputs[property] === undefined) parsers[property] = field.parse;
    }
    for (const [property, parse] of Object.entries(parsers)) {
      const { problem } = readDefault(this.settings, property, parse);
      if (problem !== undefined) this.tell(property, problem.reason);
    }
  }
}

/**
 * Checks a resource's inputs, fills in where its names go, settles what is left open of each domain, and claims the names
 * for this run. What it works out becomes inputs of the state, since a preview shows inputs: what is mapped where is
 * there to be read.
 */
export async function checkMapping<
  Target extends object,
  Options extends object,
  Seen,
  Listed extends Listing<Seen>,
>(
  session: Session,
  panel: Panel<Target, Options, Seen, Listed>,
  shape: Shape<Options>,
  olds: Properties,
  news: Properties,
  declaration: string | undefined,
): Promise<Checked> {
  const draft = check(session, panel, shape, olds, news, declaration);
  return { inputs: draft.inputs, problems: draft.problems };
}
function check<Target extends object, Options extends object, Seen, Listed extends Listing<Seen>>(
  session: Session,
  panel: Panel<Target, Options, Seen, Listed>,
  shape: Shape<Options>,
  olds: Properties,
  news: Properties,
  declaration: string | undefined,
): Draft {
  const { kind } = shape;
  const { rest, ignored } = shape.given(olds, news);
  const draft = new Draft(kind, rest, panel.access, ignored !== undefined);
  const { inputs } = draft;
  panel.fillTarget(draft);
  draft.judgeDefaults();

  const identity = propertiesOf(kind, ({ change }) => change === "replace");
  const isSame = identity.every((property) => inputs[property] === olds[property]);
  const { entries: before = {}, names: had = [], unmanaged } = shape.stored(olds);
  const decided: Record<string, Properties | typeof UNKNOWN> = {};
  const entries: Record<string, Options> = {};
  for (const [domain, said] of Object.entries(ignored ?? shape.said(draft))) {
    const now =
      said === UNKNOWN ? UNKNOWN : panel.decide(said, domain, draft, isSame ? before[domain] : undefined);
    decided[domain] = now;
    // Without its www name decided, nothing is known of what stands on the panel.
    if (domain !== UNKNOWN && now !== UNKNOWN && now.www !== UNKNOWN)
      entries[domain] = panel.optionsIn({ ...inputs, ...now });
  }
  const beside = unmanaged.filter(
    (name) => session.claims.isAnnounced(name) && !Object.hasOwn(decided, name),
  );
  shape.keep(draft, decided, entries, beside);
  panel.judge(entries, draft);

  const target = panel.targetIn(inputs);
  if (draft.problems.length > 0 || target === undefined || !isKnown(inputs.panel)) return draft;
  if (!Object.values(target).every(isKnown)) return draft;
  const notice = panel.notice(inputs.panel, target);
  if (notice !== undefined) session.reportOnce(notice);
  if (!shape.areNamesKnown(inputs)) return draft;
  const place = placeOf(panel, inputs.panel, target);
  const names = allNames(panel, entries);
  const taken = session.claims.claim(place, names, declaration, panel.impliedNames(target, names));
  if (taken !== undefined) {
    const other = taken.declaration.replace(/#\d+$/, "");
    const what = `maps ${taken.name}, which the resource "${other}" of this program maps on the same panel already`;
    draft.tell(kind.isSet ? "domains" : "domain", what);
    return draft;
  }
  const declared = new Set(names);
  const all = isSame ? new Set([...allNames(panel, before), ...had]) : new Set<string>();
  const givenUp = [...all].filter((name) => !declared.has(name));
  session.claims.givesUp(place, givenUp, declaration);
  return draft;
}
