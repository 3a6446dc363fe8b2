import type { Account, WebDomain } from "../api/account";
import type { Restart } from "../api/restart";

/** A name that is not as this process left it. */
export interface Lost {
  readonly webDomain: string;
  readonly name: string;
  /** Whether it should be there. */
  readonly there: boolean;
  /** How often it was written again already. */
  readonly repairs: number;
  /** What the write of it asked for. */
  readonly restart: Restart;
}

interface Entry {
  readonly there: boolean;
  readonly restart: Restart;
  readonly spares: (name: string) => boolean;
  repairs: number;
}

/** What this process wrote to an account, so that every list can be held against it, and what was learnt from that. */
export class Ledger {
  readonly #names = new Map<string, Map<string, Entry>>();
  /**
   * Web domains that were refused a further alias for their limit. How low it is the panel does not tell, and it may
   * have been lowered below what is there: then even what was just deleted could not be put back.
   */
  readonly #full = new Set<string>();
  #othersWrite = false;

  /** Whether somebody else was seen writing. */
  get othersWrite(): boolean {
    return this.#othersWrite;
  }

  /** @param spares whether a name that should be gone is wanted after all by the time it is looked at */
  wrote(
    { webDomain, restart }: { webDomain: string; restart: Restart },
    names: readonly string[],
    there: boolean,
    spares: (name: string) => boolean = () => false,
  ): void {
    const known = this.#names.get(webDomain) ?? new Map<string, Entry>();
    for (const name of names) {
      const before = known.get(name);
      const repairs = before?.there === there ? before.repairs : 0;
      known.set(name, { there, restart, spares, repairs });
    }
    this.#names.set(webDomain, known);
  }

  /** Counts a repair. */
  repaired(webDomain: string, names: readonly string[]): void {
    for (const name of names) {
      const entry = this.#names.get(webDomain)?.get(name);
      if (entry !== undefined) entry.repairs += 1;
    }
  }

  /** Gives names up: nothing further is expected of them. */
  forget(webDomain: string, names: readonly string[]): void {
    for (const name of names) this.#names.get(webDomain)?.delete(name);
  }

  /** Whether a later write of ours wanted the opposite of a name. */
  isOverruled(webDomain: string, name: string, there: boolean): boolean {
    const entry = this.#names.get(webDomain)?.get(name);
    return entry !== undefined && entry.there !== there;
  }

  /** Names that are not as they were left. */
  lost(account: Account): Lost[] {
    return [...this.#names].flatMap(([webDomain, names]) => {
      const listed = account.webDomain(webDomain);
      return [...names]
        .filter(
          ([name, { there, spares }]) => (listed?.has(name) ?? false) !== there && (there || !spares(name)),
        )
        .map(([name, { there, repairs, restart }]) => ({ webDomain, name, there, repairs, restart }));
    });
  }

  /** Holds a list against what was known before it: what else has changed, somebody else wrote. */
  compare(before: Account, after: Account): void {
    this.#othersWrite ||= [...this.#names.keys()].some(
      (name) => !sameAliases(before.webDomain(name), after.webDomain(name)),
    );
  }

  noteFull(webDomain: string): void {
    this.#full.add(webDomain);
  }

  isFull(webDomain: string): boolean {
    return this.#full.has(webDomain);
  }
}

function sameAliases(one: WebDomain | undefined, other: WebDomain | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const names = new Set(one.aliases);
  return names.size === new Set(other.aliases).size && other.aliases.every((alias) => names.has(alias));
}
