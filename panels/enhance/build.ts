import { randomUUID } from "node:crypto";
import type { EnhanceSettings } from "./settings";
import type { EnhanceDomainEntry, EnhanceWebsite } from "./state";

/** A domain as the panel makes a new one, not mapped yet. */
export function newDomain(
  settings: EnhanceSettings,
  given: { domain: string; orgId: string },
): EnhanceDomainEntry {
  return enhanceDomain({ ...given, dnsStatus: settings.newDomainDns });
}

/** A domain that is an alias with the common document root, without a real certificate. */
export function enhanceDomain(
  overrides: Partial<EnhanceDomainEntry> & { domain: string; orgId: string },
): EnhanceDomainEntry {
  return {
    id: randomUUID(),
    documentRoot: "public_html",
    mappingKind: "alias",
    cloudflareStatus: "Disconnected",
    dnsStatus: "Unknown",
    nameServers: ["ns1.panel.example.net", "ns2.panel.example.net"],
    forceHttps: false,
    ...overrides,
  };
}

/** An active website of the common kind, without a subscription. Domains are objects of their own. */
export function enhanceWebsite(
  overrides: Partial<EnhanceWebsite> & { orgId: string; serverId: string },
): EnhanceWebsite {
  return {
    id: randomUUID(),
    kind: "normal",
    status: "active",
    tags: [],
    size: 0,
    createdAt: "2026-01-15T10:20:30Z",
    ...overrides,
  };
}
