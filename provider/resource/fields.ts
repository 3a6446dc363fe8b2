import type { ZodType } from "zod";
import type { Problem } from "../core/settings";
import { type Properties, UNKNOWN } from "./dynamic";

/** A resource's inputs: for each property, what it may be. */
export type Fields = Readonly<Record<string, ZodType>>;

/**
 * Checks each property by itself, so that each problem is told at its property. A value that is not known yet is
 * left as it is; what is not set stays away.
 */
export function checkFields(fields: Fields, news: Properties): { values: Properties; problems: Problem[] } {
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
