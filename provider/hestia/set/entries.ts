import { takesWww } from "../../core/hostnames";

/**
 * One name of a set, as inputs and outputs have it: `true` for the name alone, or with its www name; and, only where one
 * of the two has gone from the panel, which: the www name is there alone, or is missing.
 */
export type Entry = true | { readonly www: true | "alone" | "missing" };

/** The names of a set by the domain that they belong to. */
export type Entries = Readonly<Record<string, Entry>>;

export const entryOf = (www: boolean): Entry => (www ? { www: true } : true);

/** Every name that an entry stands for. */
export function namesOf(domain: string, entry: Entry): string[] {
  if (entry === true || entry.www === "missing") return [domain];
  return entry.www === "alone" ? [`www.${domain}`] : [domain, `www.${domain}`];
}

export const allNames = (entries: Entries): string[] =>
  Object.entries(entries).flatMap(([domain, entry]) => namesOf(domain, entry));

/** What of the entries is there. */
export function seenEntries(entries: Entries, has: (name: string) => boolean): Entries {
  const seen: Record<string, Entry> = {};
  for (const [domain, entry] of Object.entries(entries)) {
    const names = namesOf(domain, entry === true ? true : { www: true });
    const there = names.filter(has);
    if (there.length === 0) continue;
    if (there.length === names.length) seen[domain] = entryOf(names.length === 2);
    else seen[domain] = { www: there[0] === domain ? "missing" : "alone" };
  }
  return seen;
}

/** Entries for names that are on the panel: a www name goes with its domain where both are there. */
export function entriesFor(names: readonly string[]): Entries {
  const there = new Set(names);
  const entries: Record<string, Entry> = {};
  for (const name of names) {
    const base = name.startsWith("www.") ? name.slice(4) : undefined;
    if (base !== undefined && takesWww(base) && there.has(base)) continue;
    entries[name] = entryOf(takesWww(name) && there.has(`www.${name}`));
  }
  return entries;
}
