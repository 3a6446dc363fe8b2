import type { NameOptions } from "../../resource/domainSet";
import { forcesHttps, type Wanted } from "../align";
import { certificateOf } from "../api/certificate";
import type { Mapping, MappingKind, MappingsByName } from "../api/mappings";

/** What is declared, or was seen, of one name; what is not declared is not kept. */
export interface Options {
  readonly kind?: string | undefined;
  readonly documentRoot?: string | undefined;
  /** Seen as `"pending"`: it is wanted, and waits for a certificate. */
  readonly forceHttps?: boolean | "pending" | undefined;
}

/** One name of a set: `true` where nothing is declared of it. */
export type Entry = true | Options;

/** The names of a set. */
export type Entries = Readonly<Record<string, Entry>>;

const OPTIONS = ["kind", "documentRoot", "forceHttps"] as const;

const optionsOf = (entry: Entry): Options => (entry === true ? {} : entry);

/** An entry without places for what is not set. */
export function entryOf(options: NameOptions | Options): Entry {
  const set = Object.entries(options).filter(([, value]) => value !== undefined);
  return set.length === 0 ? true : Object.fromEntries(set);
}

/** What is to be brought about by an entry as `check` has left it. */
export function wantedOf(domain: string, entry: Entry): Wanted {
  const { kind, documentRoot, forceHttps } = optionsOf(entry);
  return {
    domain,
    kind: kind as MappingKind | undefined,
    documentRoot,
    forceHttps: forceHttps === undefined ? undefined : forceHttps !== false,
  };
}

/** An entry as the panel has it. */
export function seenEntry(entry: Entry, mapping: Mapping): Entry {
  const { kind, documentRoot, forceHttps } = optionsOf(entry);
  const forced = forcesHttps(mapping);
  const waits = !forced && forceHttps !== undefined && forceHttps !== false && !certificateOf(mapping);
  return entryOf({
    kind: kind && mapping.mappingKind,
    documentRoot: documentRoot === undefined ? undefined : mapping.documentRoot,
    forceHttps: forceHttps === undefined ? undefined : waits ? "pending" : forced,
  });
}

/** What of the entries is there, as the panel has it. */
export function seenEntries(entries: Entries, mappings: MappingsByName): Entries {
  const seen: Record<string, Entry> = {};
  for (const [domain, entry] of Object.entries(entries)) {
    const mapping = mappings.get(domain);
    if (mapping !== undefined) seen[domain] = seenEntry(entry, mapping);
  }
  return seen;
}

/** An entry that was not looked at, as far as it was seen before. */
export function knownEntry(entry: Entry, before: Entry): Entry {
  const declared = optionsOf(entry);
  const known = Object.entries(optionsOf(before));
  return entryOf(
    Object.fromEntries(known.filter(([option]) => declared[option as keyof Options] !== undefined)),
  );
}

/** Entries as they would have to be declared for what is there. */
export function declarable(entries: Entries): Entries {
  const declared: Record<string, Entry> = {};
  for (const [domain, entry] of Object.entries(entries)) {
    declared[domain] =
      entry !== true && entry.forceHttps === "pending" ? { ...entry, forceHttps: true } : entry;
  }
  return declared;
}

/**
 * Whether what is declared of a name is as it was last seen. Nothing can be done about a redirect to https while the panel
 * has no real certificate: until a refresh sees one, it waits.
 */
export function isAsDeclared(declared: Entry, seen: Entry | undefined): boolean {
  if (seen === undefined) return false;
  const [wanted, there] = [optionsOf(declared), optionsOf(seen)];
  return OPTIONS.every((option) => {
    const waits = there[option] === "pending" && wanted[option] === true;
    return wanted[option] === undefined || waits || wanted[option] === there[option];
  });
}

/** Whether it is, and no more was looked at than what is declared now. */
export const isSame = (declared: Entry, seen: Entry | undefined): boolean =>
  isAsDeclared(declared, seen) &&
  Object.keys(optionsOf(declared)).length === Object.keys(optionsOf(seen ?? true)).length;
