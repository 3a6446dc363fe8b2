import { type ZodType, z } from "zod";
import { quoted } from "../core/text";
import { UNKNOWN } from "./dynamic";
import { checkFields, type Parsers } from "./fields";

/** What is said of one name of a set; empty where nothing is. */
export type NameOptions = Readonly<Record<string, unknown>>;

/** The names of a set, each with its options, or not known yet. */
export type DomainsInput = Readonly<Record<string, NameOptions | typeof UNKNOWN>> | typeof UNKNOWN;

/** So many things that are wrong with a set are told; thousands would bury what there is to mend. */
const MOST_TOLD = 10;

/**
 * The input `domains` of a set: a list of names, or an object of names and options, where `true` stands for no options.
 * It becomes an object, since the engine compares lists by position, where one name more shows every line as changed.
 */
export const domainsField = (name: ZodType<string>, options: Parsers): ZodType<DomainsInput> =>
  z.unknown().transform((given, context): DomainsInput => {
    const problems: string[] = [];
    const domains = entriesOf(given, problems);
    if (domains === UNKNOWN) return UNKNOWN;
    const found = new Map<string, NameOptions | typeof UNKNOWN>();
    const spellings = new Map<string, string>();
    for (const [one, said] of domains) {
      const text = typeof one === "string" ? quoted(one) : JSON.stringify(one);
      const parsed = name.safeParse(one);
      if (!parsed.success) {
        problems.push(`${text} ${parsed.error.issues.map(({ message }) => message).join("; ")}`);
        continue;
      }
      const other = spellings.get(parsed.data);
      if (other !== undefined) {
        problems.push(other === text ? `${text} stands there twice` : `${other} and ${text} are one name`);
        continue;
      }
      spellings.set(parsed.data, text);
      found.set(parsed.data, optionsOf(text, said, options, problems));
    }
    if (problems.length === 0) return Object.fromEntries(found);
    const rest = problems.length - MOST_TOLD;
    const told = problems.slice(0, MOST_TOLD).join("; ") + (rest > 0 ? `; and ${rest} more` : "");
    context.addIssue({ code: "custom", message: told });
    return z.NEVER;
  });

function entriesOf(given: unknown, problems: string[]): [unknown, unknown][] | typeof UNKNOWN {
  if (Array.isArray(given)) {
    // Which names it will be is not known before all of them are.
    if (given.includes(UNKNOWN)) return UNKNOWN;
    return given.map((one) => [one, true]);
  }
  if (typeof given === "object" && given !== null) return Object.entries(given);
  problems.push("it is neither a list of names nor an object of names and options");
  return [];
}

function optionsOf(
  name: string,
  said: unknown,
  fields: Parsers,
  problems: string[],
): NameOptions | typeof UNKNOWN {
  if (said === UNKNOWN) return UNKNOWN;
  if (said === true) return {};
  if (typeof said !== "object" || said === null || Array.isArray(said)) {
    problems.push(`${name} takes true or an object of options (${Object.keys(fields).join(", ")})`);
    return {};
  }
  const checked = checkFields(fields, { ...said });
  for (const { property, reason } of checked.problems) {
    problems.push(`${name}: ${property === "" ? reason : `${property} ${reason}`}`);
  }
  return checked.values;
}
