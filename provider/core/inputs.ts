import { isIP } from "node:net";
import { z } from "zod";
import { canonicalHostname } from "./hostnames";

const choice = (values: readonly (string | boolean)[]) => `must be one of ${values.map(String).join(", ")}`;

/** A host name input, brought to canonical form. */
export const hostname = (options: { wildcard?: boolean } = {}) =>
  z.string("is not text; give a host name such as acme.com").transform((text, context) => {
    const canonical = canonicalHostname(text, options);
    if (canonical.ok) return canonical.name;
    context.addIssue({ code: "custom", message: canonical.problem });
    return z.NEVER;
  });

/** One of some words. */
export const oneOf = <const W extends readonly [string, ...string[]]>(words: W) =>
  z.enum(words, choice(words));

/** True, false, or one of some words. */
export const flagOr = <const W extends string>(word: W) =>
  z.union([z.boolean(), z.literal(word)], choice([true, false, word]));

export const flag = z.boolean(choice([true, false]));

/** What to do with a mapping that is there already. */
export const onExisting = oneOf(["adopt", "fail"]);

/** IP addresses as a setting has them: separated by commas or spaces, or a JSON list. */
export const addresses = z.string().transform((text, context) => {
  const found = text.split(/[\s,[\]"]+/).filter((part) => part !== "");
  if (found.length > 0 && found.every((part) => isIP(part) !== 0)) return found;
  context.addIssue({
    code: "custom",
    message: "is no list of IP addresses, such as 203.0.113.7,2001:db8::7",
  });
  return z.NEVER;
});

export const connectionName = z
  .string("is not text; give the name of a connection")
  .min(1, "is empty; give the name of a connection, or leave it away");
