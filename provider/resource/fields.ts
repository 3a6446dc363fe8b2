import type { ZodType } from "zod";
import type { Problem } from "../core/settings";
import { type Properties, UNKNOWN } from "./dynamic";

/** An input of a resource. */
export interface Field<T = unknown> {
  /** What it may be, brought to the one form in which it is kept. */
  readonly parse: ZodType<T>;
  /**
   * What a change comes to: another resource; an update that may call the panel; or an update that keeps it and makes no
   * call, since it is used when something else is done.
   */
  readonly change: "replace" | "update" | "no call";
  /** Whether the settings of the same name are its default. */
  readonly setting?: true;
  /** What the user has to do where neither the program nor the settings have it. */
  readonly required?: string;
  /** Whether it is an option of the domain, which a set has of each domain. */
  readonly option?: true;
}

/** A kind of resource: its one table of inputs, and how the user knows it. */
export interface Kind {
  /** Whether it has many domains, in the input `domains`, or one, in the input `domain`. */
  readonly isSet: boolean;
  /** Such as "a web alias". */
  readonly title: string;
  readonly idFormat: string;
  /** An id, where the format alone does not tell what one looks like. */
  readonly exampleId?: string;
  /** What a lookup comes to that does not find it. */
  readonly missing: string;
  readonly fields: Readonly<Record<string, Field>>;
  /** Settings that are no inputs, judged at every check all the same. */
  readonly settings?: Readonly<Record<string, ZodType>>;
  /** Outputs that tell of a single resource's mapping. */
  readonly details?: readonly string[];
}

/** What each property may be. */
export type Parsers = Readonly<Record<string, ZodType>>;

export const parsersOf = (fields: Kind["fields"]): Parsers =>
  Object.fromEntries(Object.entries(fields).map(([property, { parse }]) => [property, parse]));

/** The properties of a table for which something holds. */
export const propertiesOf = ({ fields }: Kind, holds: (field: Field) => boolean): string[] =>
  Object.entries(fields).flatMap(([property, field]) => (holds(field) ? [property] : []));

/**
 * Checks each property by itself, so that each problem is told at its property. A value that is not known yet is
 * left as it is; what is not set stays away.
 */
export function checkFields(fields: Parsers, news: Properties): { values: Properties; problems: Problem[] } {
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  for (const [property, value] of Object.entries(news)) {
    const field = Object.hasOwn(fields, property) ? fields[property] : undefined;
    if (value === undefined || value === null) continue;
    if (field === undefined) {
      // Without the property: the engine would print its value, which may be a credential that strayed here.
      const inputs = Object.keys(fields).join(", ");
      problems.push({ property: "", reason: `"${property}" is no input; inputs are ${inputs}` });
    } else if (value === UNKNOWN) {
      values[property] = value;
    } else {
      const parsed = field.safeParse(value);
      if (parsed.success) values[property] = parsed.data;
      else problems.push({ property, reason: parsed.error.issues.map((issue) => issue.message).join("; ") });
    }
  }
  return { values, problems };
}
