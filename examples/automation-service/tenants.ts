import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The domain is another tenant's. */
export class DomainTaken extends Error {
  override readonly name = "DomainTaken";
}

/**
 * Which tenant has which domains. Here this is a file; a platform has a table of its database for it, with the domain as its key.
 *
 * A domain belongs to one tenant. The stacks do not know one another: if two of them declared the same domain, the second would
 * adopt the first one's mapping, and the first to remove it would remove it for both (docs/scaling.md, "Many stacks").
 */
export class Tenants {
  readonly #tenantOf: Map<string, string>;

  constructor(private readonly file: string) {
    const stored = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>) : {};
    this.#tenantOf = new Map(Object.entries(stored));
  }

  domainsOf(tenant: string): string[] {
    return [...this.#tenantOf].filter(([, owner]) => owner === tenant).map(([domain]) => domain);
  }

  /**
   * Notes that a domain is a tenant's. Answers with whether that is new.
   *
   * @throws DomainTaken if it is another tenant's
   */
  add(tenant: string, domain: string): boolean {
    const owner = this.#tenantOf.get(domain);
    if (owner === tenant) return false;
    if (owner !== undefined) throw new DomainTaken(`${domain} is mapped for another tenant`);
    this.#tenantOf.set(domain, tenant);
    this.#store();
    return true;
  }

  remove(domain: string): void {
    this.#tenantOf.delete(domain);
    this.#store();
  }

  /** Puts the whole file in place in one step, so that a process that is killed leaves the old one or the new one. */
  #store(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, JSON.stringify(Object.fromEntries(this.#tenantOf), undefined, 2));
    renameSync(`${this.file}.new`, this.file);
  }
}
