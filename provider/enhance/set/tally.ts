import type { SetFailures } from "../../core/setFailures";
import { managedIn } from "../../core/unmanaged";
import type { Outcome } from "../../resource/oneByOne";
import type { Mapping } from "../mappings";
import { type Entries, type Entry, knownEntry, seenEntry } from "./entries";
import type { DomainsInputs, DomainsState } from "./schema";

/** What came of the work for a set, name by name. */
export class Tally {
  /** The set's names that are on the panel. */
  readonly have: Set<string>;
  readonly #adopted: Set<string>;
  readonly #seen = new Map<string, Mapping>();
  readonly #before: Entries;
  /** Names that were not the set's, and could not be removed. */
  readonly strays: string[] = [];

  constructor(
    readonly failures: SetFailures,
    { names, adopted, domains = {} }: Partial<DomainsState> = {},
  ) {
    this.have = new Set(names);
    this.#adopted = new Set(adopted);
    this.#before = domains;
  }

  ensured(name: string, { has, seen, existed = false, failure }: Outcome<Mapping>): void {
    if (has === true && existed && !this.have.has(name)) this.#adopted.add(name);
    if (has === true) this.have.add(name);
    if (has === false) this.have.delete(name);
    if (seen !== undefined) this.#seen.set(name, seen);
    if (failure !== undefined) this.failures.add(name, failure);
  }

  removed(name: string, { has, failure }: Outcome<Mapping>): void {
    if (has === false) this.have.delete(name);
    else if (!this.have.has(name)) this.strays.push(name);
    if (failure !== undefined) this.failures.add(name, failure);
  }

  get adopted(): string[] {
    return [...this.#adopted].filter((name) => this.have.has(name));
  }

  /** The entries of what is there, declared or not; what could not be removed is the set's own until it is. */
  entries(inputs: DomainsInputs): Entries {
    const declared = managedIn(inputs.domains);
    const entries: Record<string, Entry> = {};
    for (const [name, entry] of Object.entries(declared))
      if (this.have.has(name)) entries[name] = this.#entry(name, entry);
    for (const name of this.have) entries[name] ??= this.#before[name] ?? true;
    return entries;
  }

  #entry(name: string, declared: Entry): Entry {
    const mapping = this.#seen.get(name);
    return mapping === undefined
      ? knownEntry(declared, this.#before[name] ?? true)
      : seenEntry(declared, mapping);
  }
}
