import { domainsOf, inTree, own } from "../find";
import type { Query } from "../input";
import { invalid } from "../refusal";
import { type EnhanceState, type EnhanceWebsite, WEBSITE_KINDS, WEBSITE_STATUSES } from "../state";
import { mainDomain } from "../views";

/** The organizations whose websites a listing holds: one, or its customers as well. */
export function listedOrgs(state: EnhanceState, query: Query, orgId: string): Set<string> {
  const recursion = query.variant("recursion", ["directCustomers", "infinite"]);
  const below = Object.keys(state.orgs).filter((id) =>
    recursion === "infinite"
      ? inTree(state, id, orgId)
      : recursion === "directCustomers" && own(state.orgs, id)?.parentId === orgId,
  );
  return new Set([orgId, ...below]);
}

export function filterWebsites(
  state: EnhanceState,
  query: Query,
  websites: readonly EnhanceWebsite[],
): EnhanceWebsite[] {
  const search = query.text("search");
  const aliases = query.boolean("showAliases") ?? false;
  const kind = query.variant("kind", WEBSITE_KINDS);
  const status = query.variant("status", WEBSITE_STATUSES);
  if (status !== undefined && !query.has("recursion")) throw invalid("status", "only with recursion");
  const suspended = query.boolean("isSuspended");
  const subscriptionId = query.integer("subscriptionId");
  const planId = query.integer("planId");
  const servers = query.list("servers");
  return websites.filter((website) => {
    const plan = own(state.orgs, website.orgId)?.subscriptions[website.subscriptionId ?? -1]?.planId;
    return (
      (search === undefined || matches(state, website, search, aliases)) &&
      (kind === undefined || website.kind === kind) &&
      (status === undefined || website.status === status) &&
      (suspended === undefined || (website.suspendedBy !== undefined) === suspended) &&
      (subscriptionId === undefined || website.subscriptionId === subscriptionId) &&
      (planId === undefined || plan === planId) &&
      (servers === undefined || servers.includes(website.serverId))
    );
  });
}

/**
 * Part of a domain or tag in any case, or the whole id; aliases if asked (docs/panels/enhance.md#search-for-websites).
 */
function matches(state: EnhanceState, website: EnhanceWebsite, search: string, aliases: boolean): boolean {
  const wanted = search.toLowerCase();
  if (website.id === wanted) return true;
  const domains = domainsOf(state, website.id);
  const main = mainDomain(domains);
  const names = (aliases ? domains : main ? [main] : []).map((domain) => domain.domain);
  return [...names, ...website.tags].some((text) => text.toLowerCase().includes(wanted));
}
