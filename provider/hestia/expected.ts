import type { Account } from "./account";

/** A name that is not as this process left it. */
export interface Lost {
  readonly webDomain: string;
  readonly name: string;
  /** Whether it should be there. */
  readonly there: boolean;
}

/** What this process wrote to an account, so that every list can be held against it. */
export class Expected {
  readonly #names = new Map<string, Map<string, boolean>>();

  wrote(webDomain: string, names: readonly string[], there: boolean): void {
    const known = this.#names.get(webDomain) ?? new Map<string, boolean>();
    for (const name of names) known.set(name, there);
    this.#names.set(webDomain, known);
  }

  /** Gives names up: nothing further is expected of them. */
  forget(webDomain: string, names: readonly string[]): void {
    for (const name of names) this.#names.get(webDomain)?.delete(name);
  }

  webDomains(): string[] {
    return [...this.#names.keys()];
  }

  lost(account: Account): Lost[] {
    return [...this.#names].flatMap(([webDomain, names]) => {
      const listed = account.webDomain(webDomain);
      return [...names]
        .filter(([name, there]) => (listed?.has(name) ?? false) !== there)
        .map(([name, there]) => ({ webDomain, name, there }));
    });
  }
}
