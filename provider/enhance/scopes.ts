import { type DnsRecord, recordsFor, reportPrivate } from "../core/dns";
import type { PanelError } from "../core/errors";
import { comparable, ownedNames, takesWww } from "../core/hostnames";
import type { Properties } from "../resource/dynamic";
import { oneByOne, type WellBehavedPlace } from "../resource/oneByOne";
import type { Session } from "../resource/session";
import type { EnhanceAccess } from "./access";
import { addressesOfWebsite, ifTold, PRIVATE_CURE } from "./addresses";
import { forcesHttps } from "./align";
import { type Certificate, certificateOf } from "./api/certificate";
import type { EnhanceClient } from "./api/client";
import { type DnsStatus, dnsStatusOf, type Mapping, mappingOf, type WebsiteRef } from "./api/mappings";
import type { ServerDomain } from "./api/servers";
import type { Target } from "./id";
import type { DomainInputs, DomainState } from "./schema";
import { ServerHostNames } from "./server";
import { verifyStanding } from "./standing";
import { WebsiteDomains } from "./website";

/** What was seen of a domain on the panel. Kind, document root and redirect stand in only where they are declared. */
interface Observed {
  readonly names: readonly string[];
  readonly panel: string;
  readonly domainId?: string | undefined;
  readonly mappingKind?: string | undefined;
  readonly kind?: string;
  readonly documentRoot?: string;
  readonly forceHttps?: boolean;
  readonly dnsStatus?: string | undefined;
  readonly certificate?: Certificate | undefined;
  /** Undefined where they could not be told. */
  readonly requiredDnsRecords: readonly DnsRecord[] | undefined;
}

/** What domains can be mapped to: a website, or a server. */
export interface Scope {
  ensure(
    inputs: DomainInputs,
    accepts: (name: string) => boolean,
  ): Promise<{ observed: Observed; existed: boolean; failure: PanelError | undefined }>;
  /** @returns undefined when the domain is gone for certain */
  read(domain: string, state: DomainState): Promise<{ inputs: Properties; observed: Properties } | undefined>;
  remove(names: readonly string[]): Promise<void>;
  /** Sees that it is there, and may be looked at. */
  look(): Promise<void>;
}

export function scopeOf(
  session: Session,
  access: EnhanceAccess,
  client: EnhanceClient,
  target: Target,
): Scope {
  return target.scope === "website"
    ? new WebsiteScope(session, access, client, target)
    : new ServerScope(session, access, client, target.serverId);
}

class WebsiteScope implements Scope {
  constructor(
    private readonly session: Session,
    private readonly access: EnhanceAccess,
    private readonly client: EnhanceClient,
    private readonly website: WebsiteRef,
  ) {}

  async ensure(inputs: DomainInputs, accepts: (name: string) => boolean) {
    const { outcomes } = await oneByOne(this.#domains(), this.session.clock, {
      ensures: [inputs],
      removes: [],
      accepts,
      keeps: () => false,
    });
    const { seen: mapping, existed = false, has, failure } = outcomes.get(inputs.domain) ?? {};
    if (mapping === undefined || has === false) throw failure;
    const dnsStatus = await this.#dnsStatus(mapping, inputs.domain);
    const observed = { ...(await this.#observed(mapping, inputs)), dnsStatus };
    if (inputs.forceHttps === true && observed.certificate === undefined) {
      this.session.report(
        `${inputs.domain}: forceHttps waits for the certificate, which the panel issues once the domain's DNS leads to it ` +
          "(DNS status " +
          `${dnsStatus ?? "unknown"}). After that, \`pulumi up --refresh\` applies it.`,
      );
    }
    return { observed, existed, failure };
  }

  async read(domain: string, state: DomainState) {
    const list = this.access.list(this.client.panel, this.website);
    const mapping = mappingOf(await list.recent(this.client), domain);
    if (mapping === undefined) return undefined;
    const { adopted = false } = state;
    // Where the DNS led here once, a look costs a call for each domain and tells nothing that is waited for.
    const dnsStatus =
      state.dnsStatus === "Resolved"
        ? state.dnsStatus
        : ((await this.#dnsStatus(mapping, domain)) ?? state.dnsStatus);
    const { names, panel, kind, documentRoot, forceHttps, ...seen } = await this.#observed(mapping, {
      ...state,
      domain,
    });
    const outputs = {
      ...seen,
      requiredDnsRecords: seen.requiredDnsRecords ?? state.requiredDnsRecords ?? [],
    };
    const declared = {
      kind,
      documentRoot,
      forceHttps,
      www: state.www,
      onExisting: state.onExisting,
      connection: state.connection,
    };
    const { organizationId, websiteId } = this.website;
    const inputs = { domain, organizationId, websiteId, names, panel, ...declared };
    return { inputs, observed: { ...outputs, dnsStatus, adopted } };
  }

  remove(names: readonly string[]): Promise<void> {
    return removeAll(this.#domains(), this.session, names);
  }

  async look(): Promise<void> {
    await this.access.list(this.client.panel, this.website).fresh(this.client);
    await verifyStanding(this.session, this.access, this.client, this.website);
  }

  #domains(): WebsiteDomains {
    return new WebsiteDomains(this.session, this.access, this.client, this.website, "domain");
  }

  async #observed(mapping: Mapping, declared: DomainInputs | (DomainState & { domain: string })) {
    const { mappingKind, documentRoot, domainId } = mapping;
    const { domain } = declared;
    return {
      names: [domain],
      panel: this.client.panel,
      domainId,
      mappingKind,
      certificate: certificateOf(mapping),
      requiredDnsRecords: await this.#records(domain),
      ...(declared.kind === undefined ? {} : { kind: mappingKind }),
      ...(declared.documentRoot === undefined ? {} : { documentRoot }),
      ...(declared.forceHttps === undefined ? {} : { forceHttps: forcesHttps(mapping) }),
    };
  }

  #dnsStatus({ domainId }: Mapping, domain: string): Promise<DnsStatus | undefined> {
    return ifTold(this.session, `The DNS status of ${domain} is`, () =>
      dnsStatusOf(this.client, this.website, domainId),
    );
  }

  async #records(domain: string): Promise<DnsRecord[] | undefined> {
    const { session, access, client, website } = this;
    const addresses = await addressesOfWebsite(session, access, client, website, "requiredDnsRecords");
    return addresses && recordsFor(ownedNames(domain, takesWww(domain)), addresses);
  }
}

class ServerScope implements Scope {
  constructor(
    private readonly session: Session,
    private readonly access: EnhanceAccess,
    private readonly client: EnhanceClient,
    private readonly serverId: string,
  ) {}

  async ensure(inputs: DomainInputs, accepts: (name: string) => boolean) {
    const { outcomes } = await oneByOne(this.#hostNames("add"), this.session.clock, {
      ensures: inputs.names.map((domain) => ({ domain })),
      removes: [],
      accepts,
      keeps: () => false,
      together: true,
    });
    const all = [...outcomes.values()];
    const domains = all.flatMap(({ has, seen }) => (has === true && seen !== undefined ? [seen] : []));
    const failure = all.find((outcome) => outcome.failure !== undefined)?.failure;
    if (domains.length === 0) throw failure;
    const existed = all.some((outcome) => outcome.existed === true);
    return { observed: await this.#observed(domains, inputs.names), existed, failure };
  }

  async read(domain: string, state: DomainState) {
    const owned = state.names ?? [];
    const wanted = [...new Set([...ownedNames(domain, state.www === true), ...owned])];
    const listed = await this.#hostNames("remove").recent();
    const domains = wanted.flatMap((name) => listed.get(name) ?? []);
    if (domains.length === 0) return undefined;
    const { www, onExisting, connection, adopted = false } = state;
    const { names, panel, ...seen } = await this.#observed(domains, wanted);
    const outputs = {
      ...seen,
      requiredDnsRecords: seen.requiredDnsRecords ?? state.requiredDnsRecords ?? [],
    };
    const inputs = { domain, serverId: this.serverId, names, panel, www, onExisting, connection };
    return { inputs, observed: { ...outputs, adopted } };
  }

  remove(names: readonly string[]): Promise<void> {
    return removeAll(this.#hostNames("remove"), this.session, names);
  }

  async look(): Promise<void> {
    await this.access.serverList(this.client.panel, this.serverId).fresh(this.client);
  }

  #hostNames(does: "add" | "remove"): ServerHostNames {
    return new ServerHostNames(this.access, this.client, this.serverId, does);
  }

  async #observed(domains: readonly ServerDomain[], names: readonly string[]): Promise<Observed> {
    const there = names.filter((name) => domains.some(({ domain }) => comparable(domain) === name));
    const addresses = await ifTold(
      this.session,
      `What requiredDnsRecords lead to, the addresses of server ${this.serverId}, are`,
      () => this.access.serverAddresses(this.client, this.serverId),
    );
    reportPrivate(this.session, this.client.panel, addresses ?? [], PRIVATE_CURE);
    return {
      names: there,
      panel: this.client.panel,
      domainId: domains[0]?.domainId,
      requiredDnsRecords: addresses && recordsFor(names, addresses),
    };
  }
}

/** @throws PanelError where one of the names stays */
async function removeAll<Wanted extends { readonly domain: string }, Seen>(
  place: WellBehavedPlace<Wanted, Seen>,
  { clock }: Session,
  names: readonly string[],
): Promise<void> {
  const never = () => false;
  const { outcomes } = await oneByOne(place, clock, {
    ensures: [],
    removes: names,
    accepts: never,
    keeps: never,
    together: true,
  });
  for (const { reserved, failure = reserved } of outcomes.values()) if (failure !== undefined) throw failure;
}
