import { join } from "node:path";
import { domainToASCII } from "node:url";
import { ConcurrentUpdateError } from "@pulumi/pulumi/automation";
import { QueueClosed, Queues } from "./queue";
import { Refused } from "./refused";
import { type Mapped, type MappedNames, type PanelAccount, RunFailed, Stacks } from "./stacks";
import { DomainTaken, Tenants } from "./tenants";

/** What the service is started with. */
export interface ServiceSettings {
  /** For the list of tenants and the stacks' settings. */
  readonly folder: string;
  /** The accounts on panels, by names of their own. */
  readonly accounts: Readonly<Record<string, PanelAccount>>;
  /** The account that serves a tenant: a key of `accounts`. It must not change while the tenant has domains. */
  readonly accountOf: (tenant: string) => string;
  /** Takes a line about each run. */
  readonly log: (line: string) => void;
}

/** A domain that was mapped, and the DNS records that lead its names to the panel. */
export interface Answer extends MappedNames {
  readonly domain: string;
}

/**
 * Maps tenants' domains: a stack for each tenant. What is asked for one tenant is done one after the other, and so are the runs
 * of one panel account.
 *
 * Why a queue for each account: Hestia has no lock. Of calls that write to one account at the same time, some are lost. One run
 * of this package writes one call at a time, but two runs know nothing of each other: each restores its own names when the
 * other has overwritten them, and both take longer (docs/scaling.md, "Many stacks"). On Enhance a run need not wait for others.
 *
 * Why a queue for each tenant: the engine locks a stack, and refuses a second run instead of waiting.
 */
export class DomainService {
  readonly #ofTenants = new Queues();
  readonly #ofAccounts = new Queues();
  readonly #tenants: Tenants;
  readonly #stacks: Stacks;

  constructor(private readonly settings: ServiceSettings) {
    this.#tenants = new Tenants(join(settings.folder, "domains.json"));
    this.#stacks = new Stacks(join(settings.folder, "stacks"));
  }

  /** @throws Refused */
  map(tenantText: string, domainText: unknown): Promise<Answer> {
    const [tenant, domain] = [tenantId(tenantText), domainName(domainText)];
    return this.#queued(tenant, async () => {
      // Before the run: if this process is killed during it, the next run of the tenant goes on with it.
      const isNew = this.#tenants.add(tenant, domain);
      try {
        const mapped = await this.#up(tenant);
        const found = mapped[domain];
        if (found === undefined) throw new Error(`the stack of ${tenant} has no ${domain}`);
        return { domain, ...found };
      } catch (error) {
        // Else each further run of the tenant would fail by it. What this run has left of it goes with the next one.
        if (isNew) this.#tenants.remove(domain);
        throw error;
      }
    });
  }

  /** @throws Refused */
  unmap(tenantText: string, domainText: string): Promise<void> {
    const [tenant, domain] = [tenantId(tenantText), domainName(domainText)];
    return this.#queued(tenant, async () => {
      if (!this.#tenants.domainsOf(tenant).includes(domain))
        throw new Refused(404, `${tenant} has no ${domain}`);
      // It is in the list until it is gone: after a run that failed, or was killed, the same request tries again.
      const rest = this.#tenants.domainsOf(tenant).filter((one) => one !== domain);
      await this.#up(tenant, rest);
      if (rest.length === 0) await this.#stacks.remove(tenant);
      this.#tenants.remove(domain);
    });
  }

  /** What a tenant has, as the last run left it. @throws Refused */
  read(tenantText: string): Promise<Mapped> {
    const tenant = tenantId(tenantText);
    return this.#queued(tenant, async () => {
      if (this.#tenants.domainsOf(tenant).length === 0) throw new Refused(404, `${tenant} has no domains`);
      return this.#stacks.read(tenant);
    });
  }

  /** Begins nothing more, and waits for the runs that are under way. */
  async close(): Promise<void> {
    await Promise.all([this.#ofTenants.close(), this.#ofAccounts.close()]);
  }

  #up(tenant: string, domains = this.#tenants.domainsOf(tenant)): Promise<Mapped> {
    const { accounts, accountOf, log } = this.settings;
    const name = accountOf(tenant);
    const account = accounts[name];
    if (account === undefined) throw new Error(`there is no account ${name} for ${tenant}`);
    return this.#ofAccounts.run(name, async () => {
      const start = performance.now();
      log(`${tenant} on ${name}: up begins`);
      let outcome = "failed";
      try {
        const mapped = await this.#stacks.up(tenant, domains, account);
        outcome = "done";
        return mapped;
      } finally {
        log(`${tenant} on ${name}: up ${outcome}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
      }
    });
  }

  async #queued<Result>(tenant: string, task: () => Promise<Result>): Promise<Result> {
    try {
      return await this.#ofTenants.run(tenant, task);
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

function refusalOf(error: unknown): unknown {
  if (error instanceof RunFailed) return new Refused(502, error.message, { cause: error });
  if (error instanceof DomainTaken) return new Refused(409, error.message, { cause: error });
  if (error instanceof QueueClosed)
    return new Refused(503, "the service is shutting down", {
      cause: error,
      headers: { "retry-after": "30" },
    });
  if (error instanceof ConcurrentUpdateError)
    return new Refused(409, "another process works on this tenant's stack", { cause: error });
  return error;
}

/** A tenant's id becomes the name of a stack and of a folder. */
function tenantId(text: string): string {
  if (/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text)) return text;
  throw new Refused(400, "a tenant's id has 1 to 63 lower case letters, digits and inner hyphens");
}

/** The domain in the form in which it is kept. What is no domain for other reasons, the package refuses in the run. */
function domainName(given: unknown): string {
  if (typeof given !== "string") throw new Refused(400, 'give a JSON object with a text "domain"');
  const name = domainToASCII(given.trim()).replace(/\.$/, "");
  const labels = name.split(".");
  const isName =
    labels.length > 1 && labels.every((one) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(one));
  if (!isName || name.length > 253 || /^\d+$/.test(labels.at(-1) ?? ""))
    throw new Refused(422, "is not a domain: give one such as acme.com");
  // Its www name comes with a domain. Two tenants must not have one each.
  if (labels[0] === "www")
    throw new Refused(422, `give ${labels.slice(1).join(".")}: its www name is mapped with it`);
  return name;
}
