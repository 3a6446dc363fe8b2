import { domainsOf } from "./find";
import { Refusal } from "./refusal";
import type {
  EnhanceMappingKind,
  EnhanceOrg,
  EnhanceQuota,
  EnhanceState,
  EnhanceSubscription,
  EnhanceWebsite,
} from "./state";

/** The resource that a mapping of a kind uses up. */
const QUOTA: Partial<Record<EnhanceMappingKind, EnhanceQuota>> = {
  alias: "domainAliases",
  addon: "addonDomains",
  subdomain: "subdomains",
};

function used(state: EnhanceState, orgId: string, subscriptionId: number, quota: EnhanceQuota): number {
  return Object.values(state.websites)
    .filter((website) => website.orgId === orgId && website.subscriptionId === subscriptionId)
    .flatMap((website) => domainsOf(state, website.id))
    .filter((domain) => QUOTA[domain.mappingKind] === quota).length;
}

/** Usage by resource; a total that is missing or null is unlimited (docs/panels/enhance.md#quotas). */
export function quotaUsage(
  state: EnhanceState,
  org: EnhanceOrg,
  subscriptionId: number,
  { limits }: EnhanceSubscription,
): object[] {
  return (["domainAliases", "addonDomains", "subdomains"] as const).map((name) => ({
    name,
    ...(limits[name] === undefined ? {} : { total: limits[name] }),
    usage: used(state, org.id, subscriptionId, name),
  }));
}

/** Throws where the subscription of a website has no room for one more mapping of this kind. */
export function checkQuota(state: EnhanceState, website: EnhanceWebsite, kind: EnhanceMappingKind): void {
  const { orgId, subscriptionId } = website;
  const quota = QUOTA[kind];
  if (subscriptionId === undefined || quota === undefined) return;
  const limit = state.orgs[orgId]?.subscriptions[subscriptionId]?.limits[quota] ?? undefined;
  if (limit === undefined || used(state, orgId, subscriptionId, quota) < limit) return;
  const { status, code } = state.settings.quotaExceeded;
  throw new Refusal(status, code, quota, "the subscription has no room left");
}
