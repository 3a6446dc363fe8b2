import { z } from "zod";
import { ConfigurationError, during, PanelError } from "../core/errors";
import { canonicalHostname, comparable } from "../core/hostnames";
import type { Session } from "../resource/session";
import { EnhanceAccess } from "./access";
import { forcesHttps } from "./align";
import { type Certificate, certificateOf } from "./api/certificate";
import type { EnhanceClient } from "./api/client";
import { UUID } from "./api/ids";
import { getMemberships } from "./api/memberships";
import { findWebsites, type Website } from "./api/websites";
import { topOrganizations } from "./owner";
import { isServer } from "./panel";
import { type EnhancePlaceOptions, placeFrom } from "./place";

/** A server of the panel. */
export interface EnhanceServer {
  readonly id: string;
  readonly hostname: string;
  readonly name: string;
  readonly addresses: readonly string[];
}

/** A website, with what a resource needs to map domains to it. */
export interface EnhanceWebsite {
  readonly websiteId: string;
  /** The organization that owns it. */
  readonly organizationId: string;
  /** Its primary domain. */
  readonly domain: string;
  readonly status: string;
  /** `normal`, or `staging`, which takes no domains. */
  readonly kind: string;
  /** Whether it is suspended, and serves nobody while it is. */
  readonly suspended: boolean;
}

/** Where to look; what is left open comes from the settings. */
export interface EnhanceLookupOptions {
  /** A named connection of `enhance:connections`. */
  connection?: string;
  /**
   * Organization whose websites, and whose customers' websites, are looked through.
   * @default the stack's `enhance:organizationId`, or every organization that the token belongs to
   */
  organizationId?: string;
}

/** A domain of a website, as the panel has it. */
export interface EnhanceMapping {
  readonly domain: string;
  readonly domainId: string;
  /** `alias`, `addon` or `subdomain`; and of the website's own domains `primary` or `preview`. */
  readonly kind: string;
  readonly documentRoot: string;
  /** Whether visitors are sent to https. */
  readonly forceHttps: boolean;
  /** Once the panel has a real one; never a key. */
  readonly certificate?: Certificate;
}

/** Which website is meant; what is left open comes from the settings. */
export type EnhanceMappingsOptions = Omit<EnhancePlaceOptions, "serverId">;

const Server = z
  .object({
    id: z.string(),
    hostname: z.string(),
    friendlyName: z.string(),
    ips: z.array(z.object({ ip: z.string() })),
  })
  .transform(({ friendlyName, ips, ...server }) => ({
    ...server,
    name: friendlyName,
    addresses: ips.map(({ ip }) => ip),
  }));

/** All servers; the panel shows them to the master organization alone. */
export async function lookUpServers(
  session: Session,
  { connection }: EnhanceLookupOptions,
): Promise<EnhanceServer[]> {
  const client = session.the(EnhanceAccess).client(connection);
  return client.pages({ path: "servers", purpose: "list its servers" }, Server);
}

export async function lookUpWebsites(
  session: Session,
  options: EnhanceLookupOptions,
): Promise<EnhanceWebsite[]> {
  return (await findCustomerWebsites(session, options)).map(publicFormOf);
}

/** Sites that customers have, as the panel lists them. */
export const findCustomerWebsites = async (
  session: Session,
  options: EnhanceLookupOptions,
  search?: string,
): Promise<Website[]> => websitesIn(await organizationsIn(session, options), search);

/** The one website that has a domain, whether as its primary one or as another. */
export async function lookUpWebsite(
  session: Session,
  options: EnhanceLookupOptions & { domain: string },
): Promise<EnhanceWebsite> {
  const { client, organizations } = await organizationsIn(session, options);
  const canonical = canonicalHostname(options.domain);
  if (!canonical.ok) throw new ConfigurationError(`"${options.domain}" ${canonical.problem}`);
  // The panel's search takes parts of names, in any case: only a whole name counts.
  const has = ({ domain, aliases, subdomains }: Website) =>
    [domain, ...aliases, ...subdomains].some((one) => comparable(one.domain) === canonical.name);
  const found = (await websitesIn({ client, organizations }, canonical.name)).filter(has).map(publicFormOf);
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const ids = found.map(({ websiteId }) => websiteId).join(", ");
  throw new PanelError({
    kind: first === undefined ? "missing" : "conflict",
    panel: client.panel,
    operation: "look up",
    domain: canonical.name,
    place: `organization ${organizations.join(", ")} and its customers`,
    what: first === undefined ? "no website has this domain" : `several websites have this domain: ${ids}`,
    cure: "Give the website's primary domain, and the organization that owns it or one above it.",
  });
}

/** A website's domains, its own primary and preview domains among them. */
export async function lookUpMappings(
  session: Session,
  options: EnhanceMappingsOptions,
): Promise<EnhanceMapping[]> {
  const access = session.the(EnhanceAccess);
  const { target, description: place } = placeFrom(session, options);
  if (isServer(target)) {
    throw new ConfigurationError(
      "websiteId is not set, and a server is: give websiteId and organizationId, whose domains are looked up",
    );
  }
  const client = access.client(options.connection);
  const list = access.list(client.panel, target);
  const mappings = await during({ operation: "look up", place }, () => list.fresh(client));
  return mappings.map((mapping) => {
    const { domain, domainId, mappingKind, documentRoot } = mapping;
    const certificate = certificateOf(mapping);
    return {
      domain: comparable(domain),
      domainId,
      kind: mappingKind,
      documentRoot,
      forceHttps: forcesHttps(mapping),
      ...(certificate === undefined ? {} : { certificate }),
    };
  });
}

interface Where {
  readonly client: EnhanceClient;
  readonly organizations: readonly string[];
}

/** The organizations to look through: the one that is given or configured, else all that the token belongs to. */
async function organizationsIn(session: Session, options: EnhanceLookupOptions): Promise<Where> {
  const access = session.the(EnhanceAccess);
  const client = access.client(options.connection);
  const given = options.organizationId ?? access.settings(options.connection).find("organizationId")?.value;
  if (given === undefined) {
    return { client, organizations: topOrganizations(await getMemberships(client)) };
  }
  const organizationId = given.trim().toLowerCase();
  if (!UUID.test(organizationId)) {
    throw new ConfigurationError(`organizationId "${organizationId}" is no id of the panel`);
  }
  return { client, organizations: [organizationId] };
}

/** Sites that customers have, each once: not deleted, and none that the panel runs for itself. */
async function websitesIn({ client, organizations }: Where, search?: string): Promise<Website[]> {
  const found = new Map<string, Website>();
  for (const organizationId of organizations) {
    for (const website of await findWebsites(client, organizationId, search)) found.set(website.id, website);
  }
  return [...found.values()].filter(
    ({ status, kind }) => status !== "deleted" && (kind === "normal" || kind === "staging"),
  );
}

const publicFormOf = ({ id, orgId, domain, status, kind, suspendedBy }: Website): EnhanceWebsite => ({
  websiteId: id,
  organizationId: orgId,
  domain: domain.domain,
  status,
  kind,
  suspended: Boolean(suspendedBy),
});
