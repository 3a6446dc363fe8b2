import { hasRole, READ } from "../access";
import { json } from "../answer";
import { domainsOf } from "../find";
import type { Operation, OperationCall } from "../operation";
import { page, sorted } from "../page";
import { unauthorized } from "../refusal";
import type { EnhanceWebsite } from "../state";
import { mainDomain, websiteView } from "../views";
import { filterWebsites, listedOrgs } from "./website-filter";

export const getWebsites: Operation = {
  method: "GET",
  path: "/orgs/{org_id}/websites",
  access: READ,
  run(call) {
    const org = call.org();
    const { query, state } = call;
    const orgs = listedOrgs(state, query, org.id);
    const showDeleted = deletedToo(call);
    const visible = Object.values(state.websites).filter(
      (website) =>
        orgs.has(website.orgId) &&
        (showDeleted || website.status !== "deleted") &&
        maySee(call, website) &&
        domainsOf(state, website.id).length > 0,
    );
    const recursive = query.has("recursion");
    const show = {
      aliases: query.boolean("showAliases") ?? false,
      appServer: recursive && call.caller.isMaster,
    };
    const found = sortWebsites(call, filterWebsites(state, query, visible));
    return json(
      200,
      page(query, found, (website) => websiteView(state, website, show)),
    );
  },
};

/**
 * Only the master organization may ask, and it sees deleted websites unless it says no
 * (docs/panels/enhance.md#search-for-websites).
 */
function deletedToo({ query, caller }: OperationCall): boolean {
  if (query.has("showDeleted") && !caller.isMaster) throw unauthorized("showDeleted is for the MO");
  return query.boolean("showDeleted") ?? caller.isMaster;
}

/** Members without a role that reads everything see their own websites. */
function maySee({ caller }: OperationCall, website: EnhanceWebsite): boolean {
  return hasRole(caller, READ.roles) || caller.token.websites.includes(website.id);
}

function sortWebsites(
  { query, state }: OperationCall,
  websites: readonly EnhanceWebsite[],
): EnhanceWebsite[] {
  const by = query.variant("sortBy", ["domain", "subscription", "org", "size", "createdAt"]);
  return sorted(query, websites, (website) => {
    switch (by) {
      case "domain":
        return mainDomain(domainsOf(state, website.id))?.domain ?? "";
      case "subscription":
        return website.subscriptionId ?? 0;
      case "org":
        return state.orgs[website.orgId]?.name ?? "";
      case "size":
        return website.size;
      default:
        return website.createdAt;
    }
  });
}

export const getWebsite: Operation = {
  method: "GET",
  path: "/orgs/{org_id}/websites/{website_id}",
  access: READ,
  run: (call) => json(200, websiteView(call.state, call.website(), { aliases: true, appServer: false })),
};

export const getWebsiteServerDomains: Operation = {
  method: "GET",
  path: "/orgs/{org_id}/websites/{website_id}/server_domains",
  access: READ,
  run(call) {
    const server = call.state.servers[call.website().serverId];
    const names = server ? [server.hostname] : [];
    return json(200, { appServerDomains: names, emailServerDomains: names, dbServerDomains: names });
  },
};
