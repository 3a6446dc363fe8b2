import { reportPrivate } from "../core/dns";
import { isHopeless, isPanelError, orPanelError, type PanelError } from "../core/errors";
import { noWww, takesWww } from "../core/hostnames";
import type { Patience } from "../core/patience";
import { joinLimited } from "../core/text";
import { type Draft, isKnown } from "../resource/draft";
import { type Properties, withoutUnset } from "../resource/dynamic";
import { oneByOne } from "../resource/oneByOne";
import {
  type Applied,
  type Coming,
  type Entries,
  type Listing,
  type Observation,
  Panel,
  type Plan,
} from "../resource/panel";
import type { Session } from "../resource/session";
import { namesWithWww, seenWww, type Www } from "../resource/www";
import type { EnhanceAccess } from "./access";
import { addressesOfWebsite, askOptional, PRIVATE_CURE } from "./addresses";
import { forcesHttps, type Wanted } from "./align";
import { certificateOf } from "./api/certificate";
import { UUID } from "./api/ids";
import { byName, dnsStatusOf, KINDS, type Mapping, type WebsiteRef } from "./api/mappings";
import type { ServerDomain } from "./api/servers";
import type { Website } from "./api/websites";
import {
  CertificateRequests,
  isDue,
  isWaiting,
  type Requested,
  requestedIn,
  requestedOf,
  requestRemarks,
} from "./certificateRequests";
import { isReserved } from "./explain";
import { obstaclesTo } from "./obstacles";
import { ServerHostNames } from "./server";
import { unusable, verifyStanding } from "./standing";
import { WebsiteDomains } from "./website";

/** What a domain is mapped to. */
export type Target = WebsiteRef | { readonly serverId: string };

export const isServer = (target: Target): target is { readonly serverId: string } => "serverId" in target;

/** What is declared, or was seen, of a domain; what is not declared is not kept. */
export interface Options {
  readonly kind?: string | undefined;
  readonly documentRoot?: string | undefined;
  /** Seen as `"pending"`: it is wanted, and waits for a certificate. */
  readonly forceHttps?: boolean | "pending" | undefined;
  /** Seen as how the request stands. */
  readonly certificate?: Requested | undefined;
  /** Of a server's domain. */
  readonly www?: Www | undefined;
}

/** A mapping as a list has it; after an operation also how the certificate stands that it asked for. */
type SeenMapping = Mapping & { readonly requested?: Requested | undefined };

type Seen = SeenMapping | ServerDomain;

/** Inputs that only a website's domains have. */
const WEBSITE_ONLY = ["kind", "documentRoot", "forceHttps", "certificate"] as const;

/** Websites, and servers, as places for domains. */
export class EnhancePanel extends Panel<Target, Options, Seen, Domains> {
  readonly sentence = {
    place: (target: Target) =>
      isServer(target) ? `Server ${target.serverId}` : `Website ${target.websiteId}`,
    set: (target: Target) => `The set of domains of ${this.describe(target)}`,
  };

  /** @param of what its domains are declared by; a set has those of a website alone */
  constructor(
    private readonly session: Session,
    readonly access: EnhanceAccess,
    private readonly of: "domain" | "set",
  ) {
    super();
  }

  /** The website or the server: from the arguments if they name one, else from the settings, the first level that has one. */
  fillTarget(draft: Draft): void {
    const { inputs } = draft;
    if (this.of === "set") {
      draft.fill("websiteId");
      draft.fill("organizationId");
      return;
    }
    if (inputs.websiteId !== undefined && inputs.serverId !== undefined) {
      draft.refuse("serverId", "does not go with websiteId: a domain is mapped to a website or to a server");
      return;
    }
    const isGiven = inputs.websiteId !== undefined || inputs.serverId !== undefined;
    const chosen = isGiven ? undefined : chosenTarget(draft);
    const hasTarget = isGiven || (chosen !== undefined && draft.fill(chosen));
    // Both problems in one run: the website is of no use without its organization.
    if (!hasTarget && chosen !== "websiteId") return;
    if (inputs.serverId === undefined) {
      if (hasTarget && inputs.www === false)
        draft.refuse("www", "cannot be false: the panel serves www with every domain of a website");
      draft.fill("organizationId");
      return;
    }
    // An organization may stand beside a server; it says nothing about where the domain goes.
    delete inputs.organizationId;
    for (const property of WEBSITE_ONLY) {
      if (inputs[property] !== undefined)
        draft.refuse(property, "does not go with a server, only with a website");
    }
    if (inputs.www === true && isKnown(inputs.domain) && !takesWww(inputs.domain))
      draft.refuse("www", `does not go with ${inputs.domain}: ${noWww(inputs.domain)}`);
  }

  targetIn({ organizationId, websiteId, serverId }: Properties): Target | undefined {
    if (typeof serverId === "string") return { serverId };
    if (typeof organizationId !== "string" || typeof websiteId !== "string") return undefined;
    return { organizationId, websiteId };
  }

  formatTarget(target: Target): string {
    return isServer(target) ? `servers/${target.serverId}` : `${target.organizationId}/${target.websiteId}`;
  }

  parseTarget(parts: readonly string[]): Target | undefined {
    const [first = "", second = "", ...rest] = parts.map((part) => part.toLowerCase());
    if (!UUID.test(second) || rest.length > 0) return undefined;
    if (first === "servers") return this.of === "set" ? undefined : { serverId: second };
    return UUID.test(first) ? { organizationId: first, websiteId: second } : undefined;
  }

  override removalByHand(target: Target): string {
    const place = isServer(target) ? `server ${target.serverId}` : `website ${target.websiteId}`;
    return `, from the domains of ${place}.`;
  }

  describe(target: Target): string {
    return isServer(target)
      ? `server ${target.serverId}`
      : `organization ${target.organizationId}, website ${target.websiteId}`;
  }

  /** What a server's domains are, said in every run and preview: whoever took the guide's settings sees no other sign. */
  override notice(host: string, target: Target): string | undefined {
    return isServer(target) ? hostNamesOnly(host) : undefined;
  }

  decide(said: Properties, _domain: string, { inputs, kind }: Draft): Properties {
    const options = withoutUnset(Object.fromEntries(WEBSITE_ONLY.map((option) => [option, said[option]])));
    return kind.isSet || inputs.serverId === undefined ? options : withoutUnset({ www: said.www });
  }

  /** Without places for what is not set. */
  optionsIn({ kind, documentRoot, forceHttps, certificate, www, serverId }: Properties): Options {
    const hasWww = serverId === undefined ? undefined : www === true || undefined;
    // The output of this name is the certificate itself.
    const requested = certificate === "request" ? certificate : undefined;
    return withoutUnset({ kind, documentRoot, forceHttps, certificate: requested, www: hasWww });
  }

  override judge(entries: Entries<Options>, draft: Draft): void {
    for (const domain of Object.keys(entries)) {
      if (takesWww(domain) && Object.hasOwn(entries, `www.${domain}`))
        draft.refuseDomain(`www.${domain}`, `stands beside ${domain}, with which the panel serves it anyway`);
    }
  }

  names(domain: string, options: Options): string[] {
    return namesWithWww(domain, options);
  }

  /** The panel serves www with every domain of a website. */
  override impliedNames(target: Target, names: readonly string[]): string[] {
    return isServer(target) ? [] : names.filter(takesWww).map((name) => `www.${name}`);
  }

  /** Nothing can be done about a redirect to https while the panel has no real certificate: until a look sees one, it waits. */
  override storedOptions(outputs: Properties, { forceHttps }: Properties): Options {
    const requested = requestedIn(outputs.certificateRequest);
    const known = this.optionsIn(outputs);
    const options = requested === undefined ? known : { ...known, certificate: requested };
    const waits = options.forceHttps === false && forceHttps === true && outputs.certificate === undefined;
    return waits ? { ...options, forceHttps: "pending" } : options;
  }

  observed(
    domain: string,
    options: Options,
    { has, seen, before = {} }: Observation<Options, Seen>,
  ): Options | undefined {
    const www = seenWww(domain, options, has);
    if (www === undefined) return undefined;
    if (seen === undefined || !isMapping(seen)) {
      const known = Object.entries({ ...before, ...www });
      return Object.fromEntries(known.filter(([option]) => options[option as keyof Options] !== undefined));
    }
    const { kind, documentRoot, forceHttps, certificate } = options;
    const forced = forcesHttps(seen);
    const waits = !forced && forceHttps !== false && certificateOf(seen) === undefined;
    return withoutUnset({
      kind: kind && seen.mappingKind,
      documentRoot: documentRoot && seen.documentRoot,
      forceHttps: forceHttps === undefined ? undefined : waits ? "pending" : forced,
      certificate: certificate && requestedOf(seen, before.certificate),
    });
  }

  override declarable(seen: Options): Options {
    return withoutUnset({
      ...seen,
      forceHttps: seen.forceHttps === "pending" ? true : seen.forceHttps,
      certificate: seen.certificate && "request",
    });
  }

  override retry({ certificate }: Options): string | undefined {
    if (!isDue(certificate, this.session.clock.date())) return undefined;
    return "the next update asks the panel for the certificate again";
  }

  override optionInputs({ kind, documentRoot, forceHttps, certificate }: Options): Properties {
    return withoutUnset({
      kind,
      documentRoot,
      forceHttps: forceHttps === "pending" ? false : forceHttps,
      certificate: certificate && "request",
    });
  }

  override optionOutputs(seen: Options): Properties {
    const { certificate: _declared, ...outputs } = this.optionInputs(seen);
    return withoutUnset({ ...outputs, certificateRequest: seen.certificate });
  }

  async look(
    connection: string | undefined,
    target: Target,
    _isKnown: boolean,
    patience?: Patience,
  ): Promise<Domains> {
    const client = this.access.client(connection, patience);
    if (isServer(target))
      return new Domains(await new ServerHostNames(this.access, client, target.serverId, "remove").recent());
    return new Domains(byName(await this.access.list(client.panel, target).recent(client)));
  }

  override expectLook(host: string, target: Target): void {
    if (!isServer(target)) this.access.overview(host, target).expect(target.websiteId);
  }

  /** By the list of the organization's websites, which also shows their status and kind. */
  override async glance(
    connection: string | undefined,
    target: Target,
    patience: Patience,
  ): Promise<Domains | undefined> {
    const client = this.access.client(connection, patience);
    const look = () =>
      this.look(connection, target, true, patience).catch((error: unknown) => {
        if (isPanelError(error, "missing") && isPlaceGone(error)) return undefined;
        throw error;
      });
    if (isServer(target)) return look();
    const website = await orPanelError(this.access.overview(client.panel, target).website(client, target));
    if (isPanelError(website) && isHopeless(website) && website.failure.status !== 403) throw website;
    if (isPanelError(website, "unclear")) throw website;
    if (website !== undefined && !isPanelError(website))
      return new Domains(byName(shownOf(website)), unusable(website), TOLD_BY_CERTIFICATE);
    // Not everybody may list websites, nor see deleted ones in the list.
    const listing = await look();
    const shown = listing && (await orPanelError(this.access.website(client, target)));
    return isPanelError(shown) || shown === undefined ? listing : listing?.with(unusable(shown));
  }

  override async obstacles(
    connection: string | undefined,
    target: Target,
    coming: Coming<Options>,
    patience: Patience,
  ): Promise<ReadonlyMap<string, PanelError>> {
    if (isServer(target)) return new Map();
    const client = this.access.client(connection, patience);
    return obstaclesTo(this.session, this.access, client, target, coming);
  }

  async verify(connection: string | undefined, target: Target): Promise<void> {
    const client = this.access.client(connection);
    if (isServer(target)) {
      await this.access.serverList(client.panel, target.serverId).fresh(client);
      return;
    }
    await this.access.list(client.panel, target).fresh(client);
    await verifyStanding(this.session, this.access, client, target);
  }

  async apply(
    connection: string | undefined,
    target: Target,
    plan: Plan<Options>,
  ): Promise<Applied<Seen, Domains>> {
    const { session, access } = this;
    const client = access.client(connection);
    if (isServer(target)) {
      const { outcomes, listing } = await oneByOne(
        new ServerHostNames(access, client, target.serverId, plan.remove.length > 0 ? "remove" : "add"),
        session.clock,
        plan,
        (domain, options) => this.names(domain, options).map((name) => ({ domain: name })),
      );
      return { outcomes, listing: listing && new Domains(listing) };
    }
    const requests = new CertificateRequests(
      client,
      session.clock,
      (domain) => plan.before[domain]?.certificate,
    );
    const { outcomes, listing } = await oneByOne(
      new WebsiteDomains(session, access, client, target, this.of, requests),
      session.clock,
      plan,
      (domain, options) => [wantedOf(domain, options)],
    );
    const withRequests = [...outcomes].map(([domain, outcome]) => {
      const { seen } = outcome;
      if (seen === undefined) return [domain, outcome] as const;
      return [domain, { ...outcome, seen: { ...seen, requested: requests.stateOf(domain, seen) } }] as const;
    });
    return { outcomes: new Map(withRequests), listing: listing && new Domains(listing) };
  }

  async addresses(connection: string | undefined, target: Target): Promise<string[] | undefined> {
    const { session, access, of } = this;
    const client = access.client(connection);
    const output = of === "set" ? "the records of the set's names" : "requiredDnsRecords";
    if (!isServer(target)) return addressesOfWebsite(session, access, client, target, output);
    const what = `What ${output} lead to, the addresses of server ${target.serverId}, are`;
    const addresses = await askOptional(session, what, () => access.serverAddresses(client, target.serverId));
    reportPrivate(session, client.panel, addresses ?? [], PRIVATE_CURE);
    return addresses;
  }

  override async details(
    connection: string | undefined,
    target: Target,
    domain: string,
    seen: Seen,
    before: Properties,
  ): Promise<Properties> {
    const { domainId } = seen;
    if (isServer(target) || !isMapping(seen)) return { domainId };
    const client = this.access.client(connection);
    // Where the DNS led here once, a look costs a call for each domain and tells nothing that is waited for.
    const dnsStatus =
      before.dnsStatus === "Resolved"
        ? before.dnsStatus
        : await askOptional(this.session, `The DNS status of ${domain} is`, () =>
            dnsStatusOf(client, target, domainId),
          );
    return {
      domainId,
      mappingKind: seen.mappingKind,
      dnsStatus: dnsStatus ?? before.dnsStatus,
      certificate: certificateOf(seen),
    };
  }

  override remarks(
    _inputs: Properties,
    {
      worked,
      entries,
      details,
    }: { worked: readonly string[]; entries: Entries<Options>; details: Properties },
  ): string[] {
    const requests = requestRemarks(worked.map((name) => [name, entries[name]?.certificate] as const));
    const waiting = worked.filter(
      (name) => entries[name]?.forceHttps === "pending" && !isWaiting(entries[name]?.certificate),
    );
    if (waiting.length === 0) return requests;
    const which =
      this.of === "set"
        ? "a domain's DNS leads to it"
        : `the domain's DNS leads to it (DNS status ${details.dnsStatus ?? "unknown"})`;
    return [
      ...requests,
      `${joinLimited(waiting)}: forceHttps waits for the certificate, which the panel issues once ${which}. ` +
        "After that, `pulumi up` applies it.",
    ];
  }
}

/** What domains of a server are for a panel of today. */
export const hostNamesOnly = (panel: string): string =>
  `On ${panel}, domains of a server are the server's own host names for a panel of today, and serve no ` +
  "customer's site. To map customers' domains, set enhance:organizationId and enhance:websiteId in place of enhance:serverId.";

/** Which of the two is meant where the program gives neither; undefined where that is in doubt. */
function chosenTarget(draft: Draft): "websiteId" | "serverId" | undefined {
  const { settings } = draft;
  if (draft.isBroken("serverId")) return "serverId";
  if (draft.isBroken("websiteId") || settings === undefined) return "websiteId";
  const website = settings.find("websiteId");
  const server = settings.find("serverId");
  if (website === undefined && server === undefined) {
    const how = settings.howToSet("websiteId");
    draft.refuse(
      "websiteId",
      `is not set, and neither is serverId: give the website as an argument, or ${how}`,
    );
    return "websiteId";
  }
  if (website === undefined || server === undefined) return website === undefined ? "serverId" : "websiteId";
  if (website.level !== server.level) return website.level < server.level ? "websiteId" : "serverId";
  draft.refuse(
    "websiteId",
    `is in doubt: both ${website.name} and ${server.name} are set; remove one of them`,
  );
  return undefined;
}

/** What the list of websites does not show. */
const TOLD_BY_CERTIFICATE = ["forceHttps", "certificate"];

/** That the panel says by name that the place is not there. */
const isPlaceGone = ({ failure: { subject = "" } }: PanelError): boolean =>
  ["website", "server"].includes(subject);

/** The mappings that the list of websites shows with what can be declared of them. */
const shownOf = ({ domain, aliases, subdomains }: Website): Mapping[] =>
  [domain, ...aliases, ...subdomains].flatMap(({ id, domain: name, documentRoot, kind }) =>
    id === undefined || documentRoot === undefined || kind === undefined
      ? []
      : [{ domainId: id, domain: name, documentRoot, mappingKind: kind }],
  );

const isMapping = (seen: Seen): seen is Mapping => "mappingKind" in seen;

/** What an entry wants to be there; a redirect that waits is wanted. */
function wantedOf(domain: string, { kind, documentRoot, forceHttps, certificate }: Options): Wanted {
  return {
    domain,
    kind: KINDS.find((one) => one === kind),
    documentRoot,
    forceHttps: forceHttps === undefined ? undefined : forceHttps !== false,
    certificate: certificate && "request",
  };
}

/** The domains of a website, or of a server, by their names in canonical form. */
export class Domains implements Listing<Seen> {
  constructor(
    private readonly listed: ReadonlyMap<string, Seen>,
    readonly unusable?: string,
    readonly hidden?: readonly string[],
  ) {}

  with(unusable: string | undefined): Domains {
    return new Domains(this.listed, unusable);
  }

  /** The website's own primary and preview domains are none of them. */
  get names(): string[] {
    return [...this.listed].flatMap(([name, seen]) => (isMapping(seen) && isReserved(seen) ? [] : [name]));
  }

  get removable(): string[] {
    return this.names;
  }

  has(name: string): boolean {
    return this.listed.has(name);
  }

  get(name: string): Seen | undefined {
    return this.listed.get(name);
  }
}
