import { domainToUnicode } from "node:url";
import picomatch from "picomatch";

/** Which names are meant. */
export interface PatternOptions {
  readonly only?: readonly string[];
  readonly exclude?: readonly string[];
}

/** Dots are no separators: `*.acme.com` is every name below acme.com, and the wildcard itself. */
const OPTIONS = { dot: true, nocase: true, strictSlashes: true };

/** Whether a name is meant: of `only` one pattern matches, or there is none; and of `exclude` none matches. */
export function matcher({ only = [], exclude = [] }: PatternOptions): (name: string) => boolean {
  const isIncluded = only.length === 0 ? () => true : anyOf(only);
  const isExcluded = exclude.length === 0 ? () => false : anyOf(exclude);
  return (name) => isIncluded(name) && !isExcluded(name);
}

/** A pattern may be written as the name is read, or as it is sent. */
function anyOf(patterns: readonly string[]): (name: string) => boolean {
  const matches = picomatch([...patterns], OPTIONS);
  return (name) => matches(name) || (name.includes("xn--") && matches(domainToUnicode(name)));
}
