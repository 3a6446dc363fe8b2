import { isDeepStrictEqual } from "node:util";
import type { Place } from "./claims";
import { type Checked, type Properties, UNKNOWN } from "./dynamic";
import { checkFields, type Fields } from "./fields";
import type { Session } from "./session";
import type { Problem } from "./settings";

/** Whether a value is text that is known already. */
export const isKnown = (value: unknown): value is string => typeof value === "string" && value !== UNKNOWN;

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

  /** Claims the names for this run, where all else is well; one that another resource has claimed is a problem. */
  claim(session: Session, place: Place, names: readonly string[], declaration: string | undefined): void {
    if (this.problems.length > 0) return;
    const taken = session.claims.claim(place, names, declaration);
    if (taken === undefined) return;
    const other = taken.declaration.replace(/#\d+$/, "");
    this.tell(
      "domain",
      `maps ${taken.name}, which the resource "${other}" of this program maps on the same panel already`,
    );
  }
}
