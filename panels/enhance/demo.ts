import { enhanceDomain, enhanceWebsite } from "./build";
import { issuedCertificate } from "./certificate";
import { defaultSettings, type EnhanceSettings } from "./settings";
import type { EnhanceDomainEntry, EnhanceRole, EnhanceState, EnhanceToken } from "./state";

/** The ids, names and tokens of the default state. Made up, for the local panel only. */
export const demoEnhance = {
  masterOrgId: "7b0f3c1e-2d54-4c8a-9a61-0e5d8c2b7f10",
  /** The customer organization that owns `websiteId`: the documented sample id, which is not RFC 4122 compliant. */
  orgId: "d8554b6d-5d0d-6719-009b-fec1189aa8f3",
  otherOrgId: "3e9d1b52-8c47-4f0a-b6d3-91a7c5e20f44",
  /** network.example.com */
  websiteId: "0b9c8c1e-4c1f-4b7e-9f59-5a2d7d2c9a02",
  /** other.example.org, of the other customer organization. */
  otherWebsiteId: "c41d77a0-9b36-4e25-8f1d-6e0b3a5d9c13",
  /** retired.example.com of the first customer organization, soft-deleted, which holds held.example.com. */
  deletedWebsiteId: "9a6e2f05-1d7b-4a3c-b8e4-2c5f7d0e6b21",
  serverId: "5d2a9c64-7e18-4b93-a0f5-8b1c4d6e3f70",
  /** The website of the server's own name, node1.host.example.net. */
  hostnameWebsiteId: "e7f4b8d1-3c90-4a56-8d2e-1f6a9b0c5e38",
  serverGroupId: "2f8c5b17-6a0d-4e9b-9c34-d5e1a7b60f82",
  subscriptionId: 41,
  domain: "network.example.com",
  previewDomain: "network-example-com.preview.example.net",
  serverDomain: "node1.host.example.net",
  /** Names of the other customer's website. */
  otherDomains: ["other.example.org", "shop.example.org", "blog.example.org"],
  /** Names of the deleted website. */
  deletedDomains: ["retired.example.com", "held.example.com"],
  tokens: {
    /** Of the master organization, as the WordPress guide makes it. */
    sysadmin: "local-token-master-sysadmin",
    masterOwner: "local-token-master-owner",
    /** Of the customer organization, one for each role. */
    owner: "local-token-customer-owner",
    superAdmin: "local-token-customer-superadmin",
    business: "local-token-customer-business",
    /** Reaches `websiteId` and nothing else. */
    siteAccess: "local-token-customer-siteaccess",
    support: "local-token-customer-support",
    /** Owners of the customer organization whose token is over, or may come from another address only. */
    expired: "local-token-customer-expired",
    blocked: "local-token-customer-blocked",
    otherOwner: "local-token-other-owner",
  },
} as const;

const CREATED = "2026-01-15T10:20:30Z";

/** Parts of a state to put over the default one; an entry given here replaces the one of its id. */
export type EnhanceStateOverrides = Partial<Omit<EnhanceState, "settings">> & {
  settings?: Partial<EnhanceSettings>;
};

/** A fresh state: what `demoEnhance` names. */
export function enhanceState(overrides: EnhanceStateOverrides = {}): EnhanceState {
  return {
    settings: { ...defaultSettings(), ...overrides.settings },
    tokens: { ...demoTokens(), ...overrides.tokens },
    orgs: { ...demoOrgs(), ...overrides.orgs },
    websites: { ...demoWebsites(), ...overrides.websites },
    domains: { ...demoDomains(), ...overrides.domains },
    servers: { ...demoServers(), ...overrides.servers },
  };
}

function demoTokens(): EnhanceState["tokens"] {
  const { masterOrgId, orgId, otherOrgId, websiteId, tokens } = demoEnhance;
  let members = 0;
  const token = (org: string, role: EnhanceRole, rest: Partial<EnhanceToken> = {}): EnhanceToken => {
    const memberId = `11111111-2222-4333-8444-${String(++members).padStart(12, "0")}`;
    return { memberId, orgId: org, roles: [role], websites: [], ...rest };
  };
  return {
    [tokens.sysadmin]: token(masterOrgId, "Sysadmin"),
    [tokens.masterOwner]: token(masterOrgId, "Owner"),
    [tokens.owner]: token(orgId, "Owner"),
    [tokens.superAdmin]: token(orgId, "SuperAdmin"),
    [tokens.business]: token(orgId, "Business"),
    [tokens.siteAccess]: token(orgId, "SiteAccess", { websites: [websiteId] }),
    [tokens.support]: token(orgId, "Support"),
    [tokens.expired]: token(orgId, "Owner", { expires: "2020-01-01T00:00:00Z" }),
    [tokens.blocked]: token(orgId, "Owner", { allowedIps: ["192.0.2.77"] }),
    [tokens.otherOwner]: token(otherOrgId, "Owner"),
  };
}

function demoOrgs(): EnhanceState["orgs"] {
  const { masterOrgId, orgId, otherOrgId, subscriptionId } = demoEnhance;
  const subscription = { planId: 7, planName: "Multisite", status: "active", limits: {} } as const;
  return {
    [masterOrgId]: { id: masterOrgId, name: "Hosting", createdAt: CREATED, subscriptions: {} },
    [orgId]: {
      id: orgId,
      name: "Network",
      parentId: masterOrgId,
      createdAt: CREATED,
      subscriptions: { [subscriptionId]: structuredClone(subscription) },
    },
    [otherOrgId]: {
      id: otherOrgId,
      name: "Other",
      parentId: masterOrgId,
      createdAt: CREATED,
      subscriptions: {},
    },
  };
}

function demoWebsites(): EnhanceState["websites"] {
  const { masterOrgId, orgId, otherOrgId, subscriptionId, serverId } = demoEnhance;
  const websites = [
    enhanceWebsite({ id: demoEnhance.websiteId, orgId, serverId, subscriptionId }),
    enhanceWebsite({ id: demoEnhance.deletedWebsiteId, orgId, serverId, status: "deleted" }),
    enhanceWebsite({ id: demoEnhance.otherWebsiteId, orgId: otherOrgId, serverId }),
    enhanceWebsite({
      id: demoEnhance.hostnameWebsiteId,
      orgId: masterOrgId,
      serverId,
      kind: "serverHostname",
    }),
  ];
  return Object.fromEntries(websites.map((website) => [website.id, website]));
}

function demoDomains(): EnhanceState["domains"] {
  const { masterOrgId, orgId, otherOrgId, websiteId, deletedWebsiteId, otherWebsiteId } = demoEnhance;
  const placed: [domain: string, orgId: string, websiteId: string, rest?: Partial<EnhanceDomainEntry>][] = [
    [demoEnhance.domain, orgId, websiteId, { mappingKind: "primary", dnsStatus: "Resolved" }],
    [demoEnhance.previewDomain, orgId, websiteId, preview()],
    [demoEnhance.serverDomain, masterOrgId, demoEnhance.hostnameWebsiteId, { mappingKind: "primary" }],
    ...names(demoEnhance.otherDomains, otherOrgId, otherWebsiteId),
    ...names(demoEnhance.deletedDomains, orgId, deletedWebsiteId),
  ];
  const domains = placed.map(([domain, org, website, rest], i) =>
    enhanceDomain({
      id: `5f0c1a52-6f5e-4a57-8b0e-${String(i + 1).padStart(12, "0")}`,
      domain,
      orgId: org,
      websiteId: website,
      ...rest,
    }),
  );
  return Object.fromEntries(domains.map((domain) => [domain.id, domain]));
}

/** A preview domain gets a certificate when it is made (docs/panels/enhance.md#primary-and-preview). */
function preview(): Partial<EnhanceDomainEntry> {
  const certificate = issuedCertificate(demoEnhance.previewDomain);
  return { mappingKind: "preview", dnsStatus: "Resolved", certificate };
}

/** The names of one website, the first as its primary. */
function names(
  domains: readonly string[],
  orgId: string,
  websiteId: string,
): [string, string, string, Partial<EnhanceDomainEntry>][] {
  return domains.map((domain, i) => [
    domain,
    orgId,
    websiteId,
    { mappingKind: i === 0 ? "primary" : "alias" },
  ]);
}

function demoServers(): EnhanceState["servers"] {
  return {
    [demoEnhance.serverId]: {
      id: demoEnhance.serverId,
      groupId: demoEnhance.serverGroupId,
      hostname: demoEnhance.serverDomain,
      friendlyName: "node1",
      ips: [{ ip: "192.0.2.20", isPrimary: true }],
      ipv6Addr: "2001:db8::20",
      isControlPanel: true,
      createdAt: CREATED,
      hostnameWebsiteId: demoEnhance.hostnameWebsiteId,
    },
  };
}
