import type { EnhanceCertificate } from "./certificate";
import type { EnhanceSettings } from "./settings";

export const ROLES = ["Owner", "SuperAdmin", "Business", "SiteAccess", "Support", "Sysadmin"] as const;
export type EnhanceRole = (typeof ROLES)[number];

export const MAPPING_KINDS = ["primary", "preview", "addon", "alias", "subdomain"] as const;
export type EnhanceMappingKind = (typeof MAPPING_KINDS)[number];

export type EnhanceDnsStatus = "Resolved" | "ForeignServer" | "Failed" | "Mixed" | "Unknown" | "Error";

export const WEBSITE_KINDS = [
  "normal",
  "controlPanel",
  "phpMyAdmin",
  "roundcube",
  "staging",
  "serverHostname",
] as const;
export type EnhanceWebsiteKind = (typeof WEBSITE_KINDS)[number];

export const WEBSITE_STATUSES = ["active", "disabled", "deleted"] as const;
export type EnhanceWebsiteStatus = (typeof WEBSITE_STATUSES)[number];

/** An access token: the membership of one organization, with its roles. */
export interface EnhanceToken {
  memberId: string;
  orgId: string;
  roles: EnhanceRole[];
  /** Websites that the role SiteAccess reaches. */
  websites: string[];
  /** ISO 8601; missing is never. */
  expires?: string;
  /** Addresses it may come from; missing is everywhere. */
  allowedIps?: string[];
}

export interface EnhanceSubscription {
  planId: number;
  planName: string;
  status: "active" | "deleted";
  /** The organization that suspended it. */
  suspendedBy?: string;
  /** Totals by resource: a missing one is unlimited and has no `total` in the answer, null is unlimited and has one. */
  limits: Partial<Record<EnhanceQuota, number | null>>;
}

/** The resources that mappings use up. */
export type EnhanceQuota = "domainAliases" | "addonDomains" | "subdomains";

export interface EnhanceOrg {
  id: string;
  name: string;
  /** Missing for the master organization. */
  parentId?: string;
  createdAt: string;
  subscriptions: Record<number, EnhanceSubscription>;
}

export interface EnhanceWebsite {
  id: string;
  orgId: string;
  kind: EnhanceWebsiteKind;
  /** `deleted` is a soft-deleted one: it keeps its names. */
  status: EnhanceWebsiteStatus;
  /** Missing: nothing limits it. */
  subscriptionId?: number;
  serverId: string;
  /** Texts that a search finds it by, beside its domains. */
  tags: string[];
  /** The organization that suspended it. */
  suspendedBy?: string;
  size: number;
  createdAt: string;
  /** What the last change of the primary domain set; missing after one that named no redirect. */
  canonicalRedirect?: { useWww: boolean; useHttps: boolean };
}

/**
 * A domain: an object of its organization, mapped to a website. One id for all of it (docs/panels/enhance.md#names-of-fields).
 */
export interface EnhanceDomainEntry {
  id: string;
  orgId: string;
  /** Missing for a domain that is no longer mapped. */
  websiteId?: string;
  /** The name as stored. */
  domain: string;
  documentRoot: string;
  mappingKind: EnhanceMappingKind;
  cloudflareStatus: "Connected" | "Disconnected" | "Error";
  dnsStatus: EnhanceDnsStatus;
  /** Names of the authoritative name servers. */
  nameServers: string[];
  forceHttps: boolean;
  /** Missing: the self-signed placeholder is served. */
  certificate?: EnhanceCertificate;
  /** What the preflight says; missing: it can be issued where `dnsStatus` is Resolved. */
  preflight?: { canIssue: boolean; error?: string };
}

export interface EnhanceServer {
  id: string;
  groupId: string;
  hostname: string;
  friendlyName: string;
  ips: { ip: string; isPrimary: boolean }[];
  ipv6Addr?: string;
  isControlPanel: boolean;
  /** It serves nobody any more. */
  isDecommissioned?: boolean;
  createdAt: string;
  /** The website of the kind serverHostname that holds the server's own names. */
  hostnameWebsiteId: string;
}

export interface EnhanceState {
  settings: EnhanceSettings;
  /** By the token itself. */
  tokens: Record<string, EnhanceToken>;
  orgs: Record<string, EnhanceOrg>;
  websites: Record<string, EnhanceWebsite>;
  domains: Record<string, EnhanceDomainEntry>;
  servers: Record<string, EnhanceServer>;
}
