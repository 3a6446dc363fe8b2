import { readDefault } from "../core/defaults";
import type { Problem, Settings } from "../core/settings";
import { quoted } from "../core/text";
import { type Properties, UNKNOWN } from "./dynamic";
import { checkFields, type Kind, parsersOf, propertiesOf } from "./fields";
import type { Panel } from "./panel";

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
  readonly #refused: Set<string>;

  constructor(
    readonly kind: Kind,
    news: Properties,
    access: Panel<object, object, unknown>["access"],
    /** The domains need not be among the inputs. */
    areNamesGiven = false,
  ) {
    const { values, problems } = checkFields(parsersOf(kind.fields), news);
    this.inputs = { ...values };
    this.problems = problems;
    this.#refused = new Set(problems.map(({ property }) => property));
    if (!areNamesGiven) {
      const [property, what] = kind.isSet ? THE_NAMES : THE_NAME;
      if (this.inputs[property] === undefined) this.refuse(property, `is not set; ${what}`);
    }
    this.settings = this.#connect(access);
  }

  /** Notes what is wrong with a property; the first thing said of one is enough. */
  refuse(property: string, reason: string): void {
    if (!this.#refused.has(property)) this.problems.push({ property, reason });
    this.#refused.add(property);
  }

  /** Notes what is wrong with a domain, or with an option of it. */
  refuseDomain(domain: string, reason: string, option?: string): void {
    if (!this.kind.isSet) this.refuse(option ?? "domain", reason);
    else this.refuse("domains", `${quoted(domain)}${option === undefined ? "" : `: ${option}`} ${reason}`);
  }

  isBroken(property: string): boolean {
    return this.#refused.has(property);
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
    else if (problem !== undefined) this.refuse(property, problem.reason);
    else if (field.required !== undefined) {
      const howToSet = this.settings.howToSet(property);
      this.refuse(property, `is not set: ${field.required}, or ${howToSet}`);
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
      if (problem !== undefined) this.refuse(property, problem.reason);
    }
  }
}
