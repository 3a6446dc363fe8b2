import { type EnhanceCertificate, placeholderCertificate } from "./certificate";
import { domainsOf } from "./find";
import type { EnhanceDomainEntry, EnhanceState, EnhanceWebsite } from "./state";

/** A mapping: `domainId` and `mappingKind`, never `id` and `kind` (docs/panels/enhance.md#names-of-fields). */
export function mappingView(domain: EnhanceDomainEntry, withCertificate: boolean): object {
  return {
    domainId: domain.id,
    websiteId: domain.websiteId,
    domain: domain.domain,
    mappingKind: domain.mappingKind,
    documentRoot: domain.documentRoot,
    cloudflareStatus: domain.cloudflareStatus,
    ...(withCertificate ? { cert: certificateView(domain) } : {}),
  };
}

/** A certificate is always there (docs/panels/enhance.md#certificates). */
export function certificateView(domain: EnhanceDomainEntry): EnhanceCertificate & { forceHttps: boolean } {
  const certificate = domain.certificate ?? placeholderCertificate(domain.domain);
  return { ...certificate, forceHttps: domain.forceHttps };
}

/** The same domain inside of a website: `id` and `kind`. */
function websiteDomainView(domain: EnhanceDomainEntry): object {
  return {
    id: domain.id,
    domain: domain.domain,
    documentRoot: domain.documentRoot,
    kind: domain.mappingKind,
    cloudflareStatus: domain.cloudflareStatus,
  };
}

/** The same domain as an object of its organization: `id` and no kind. */
export function orgDomainView(domain: EnhanceDomainEntry): object {
  return {
    id: domain.id,
    orgId: domain.orgId,
    domain: domain.domain,
    dkim: false,
    spf: false,
    cloudflareStatus: domain.cloudflareStatus,
  };
}

/** The domain that a website is listed under, or undefined for a website without domains. */
export function mainDomain(domains: readonly EnhanceDomainEntry[]): EnhanceDomainEntry | undefined {
  return domains.find((domain) => domain.mappingKind === "primary") ?? domains[0];
}

export function websiteView(
  state: EnhanceState,
  website: EnhanceWebsite,
  show: { aliases: boolean; appServer: boolean },
): object {
  const domains = domainsOf(state, website.id);
  const main = mainDomain(domains);
  const ofKinds = (...kinds: string[]) =>
    show.aliases
      ? domains.filter((d) => d !== main && kinds.includes(d.mappingKind)).map(websiteDomainView)
      : [];
  const server = state.servers[website.serverId];
  const subscription =
    website.subscriptionId === undefined
      ? undefined
      : state.orgs[website.orgId]?.subscriptions[website.subscriptionId];
  return {
    id: website.id,
    domain: main && websiteDomainView(main),
    aliases: ofKinds("alias", "addon"),
    subdomains: ofKinds("subdomain"),
    ...(subscription && {
      subscriptionId: website.subscriptionId,
      planId: subscription.planId,
      plan: subscription.planName,
    }),
    status: website.status,
    ...(website.suspendedBy === undefined ? {} : { suspendedBy: website.suspendedBy }),
    colorCode: "#4a90d9",
    size: website.size,
    orgId: website.orgId,
    org: state.orgs[website.orgId]?.name,
    kind: website.kind,
    ...(show.appServer ? { appServerId: website.serverId } : {}),
    serverIps: server?.ips ?? [],
    ...(server?.ipv6Addr === undefined ? {} : { appServerIpv6: server.ipv6Addr }),
    createdAt: website.createdAt,
  };
}
