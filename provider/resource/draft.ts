import { isDeepStrictEqual } from "node:util";
import type { PanelConnection, Resolved } from "../core/connection";
import type { Problem, Settings } from "../core/settings";
import type { Place } from "./claims";
import { type Checked, type Properties, UNKNOWN } from "./dynamic";
import { checkFields, type Fields } from "./fields";
import type { Session } from "./session";

/** Whether a value is text that is known already. */
export const isKnown = (value: unknown): value is string => typeof value === "string" && value !== UNKNOWN;

/** Where connections come from. */
interface Connections {
  resolve(connection: string | undefined): Resolved<PanelConnection>;
  settings(connection: string | undefined): Settings;
}

/** Inputs on their way through a check: the values so far, and what is wrong with them. */
export class Draft implements Checked {
  readonly inputs: Record<string, unknown>;
  readonly problems: Problem[];
  readonly #told: Set<string>;

  /**
   * @param computed inputs that a check adds itself: with the `ignoreChanges` option the engine puts those of the last
   * run among the arguments
   */
  constructor(fields: Fields, computed: readonly string[], olds: Properties, news: Properties) {
    const ignored = computed.filter((property) => isDeepStrictEqual(news[property], olds[property]));
    const given = Object.entries(news).filter(([property]) => !ignored.includes(property));
    const { values, problems } = checkFields(fields, Object.fromEntries(given));
    this.inputs = { ...values };
    this.problems = problems;
    this.#told = new Set(problems.map(({ property }) => property));
  }

  /** Notes what is wrong with a property; the first thing said of one is enough. */
  tell(property: string, reason: string): void {
    if (!this.#told.has(property)) this.problems.push({ property, reason });
    this.#told.add(property);
  }

  isBroken(property: string): boolean {
    return this.#told.has(property);
  }

  /** Notes a property that has to be there and is not. */
  require(property: string, what: string): void {
    if (this.inputs[property] === undefined) this.tell(property, `is not set; ${what}`);
  }

  /**
   * Finds out which panel the connection leads to, and what is wrong with it.
   *
   * @returns the settings that the other inputs may be left to; undefined where the connection is not known yet, or none
   */
  settings(access: Connections): Settings | undefined {
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

  /**
   * Claims the names for this run, where all else is well; one that another resource has claimed is a problem.
   *
   * @param had names that the resource had at this very place: its update takes off those that it declares no longer
   */
  claim(
    session: Session,
    place: Place,
    names: readonly string[],
    declaration: string | undefined,
    implied: readonly string[] = [],
    property: "domain" | "domains" = "domain",
    had: readonly string[] = [],
  ): void {
    if (this.problems.length > 0) return;
    const taken = session.claims.claim(place, names, declaration, implied);
    if (taken === undefined) {
      const declared = new Set(names);
      session.claims.givesUp(
        place,
        had.filter((name) => !declared.has(name)),
        declaration,
      );
      return;
    }
    const other = taken.declaration.replace(/#\d+$/, "");
    this.tell(
      property,
      `maps ${taken.name}, which the resource "${other}" of this program maps on the same panel already`,
    );
  }
}
