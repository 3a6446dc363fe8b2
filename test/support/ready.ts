import { DnsServer } from "./dns";
import type { ReadAnswer } from "./engine";
import { DynamicHost, type Properties } from "./host";
import { OperationError } from "./host-messages";
import { Sites, TestAuthority } from "./sites";

/** What a DomainReady answers, as far as tests look at it. */
export interface Outcome {
  readonly ready: boolean;
  readonly dns: Readonly<Record<string, { status: string; addresses: string[] }>>;
  readonly certificates: Readonly<Record<string, { issuer: string; expires: string }>>;
  readonly waiting: Readonly<Record<string, string>>;
}

/** The name servers, the web server and the CA that domains are made ready with. */
export class World {
  private constructor(
    readonly dns: DnsServer,
    readonly sites: Sites,
    readonly authority: TestAuthority,
  ) {}

  static async start(): Promise<World> {
    const dns = await DnsServer.start();
    dns.set("acme.com", "NS", "ns1.acme-dns.com");
    return new World(dns, await Sites.start(), await TestAuthority.create());
  }

  /** Inputs that lead to this world. */
  inputs(domains: readonly string[] = ["acme.com"], more: Properties = {}): Properties {
    const { dns, sites } = this;
    return { domains, addresses: ["127.0.0.1"], port: sites.port, resolvers: [dns.host], ...more };
  }

  /** A dynamic host that trusts the CA. */
  host(): Promise<DynamicHost> {
    return DynamicHost.start({ provider: "", env: { NODE_EXTRA_CA_CERTS: this.authority.file } });
  }

  async issue(name: string): Promise<void> {
    this.sites.install(await this.authority.issue([name]));
  }

  async close(): Promise<void> {
    await this.dns.close();
    await this.sites.close();
    this.authority.dispose();
  }
}

export const outcomeOf = ({ properties }: Pick<ReadAnswer, "properties">): Outcome =>
  properties as unknown as Outcome;

/** The outcome of a wait that took too long, and its error. */
export async function overdue(operation: Promise<unknown>): Promise<{ outcome: Outcome; reason: string }> {
  const error: unknown = await operation.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OperationError) || error.initFailed === undefined)
    throw new Error(`not an init failure: ${String(error)}`);
  return { outcome: outcomeOf(error.initFailed), reason: error.initFailed.reasons.join("\n") };
}
