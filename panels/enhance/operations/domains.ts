import { ADMIN, READ_ORG } from "../access";
import { empty, json } from "../answer";
import { findByName, websiteOf } from "../find";
import { parseName, sameName } from "../names";
import type { Operation } from "../operation";
import { page, sorted } from "../page";
import { Refusal } from "../refusal";
import type { EnhanceState } from "../state";
import { orgDomainView } from "../views";

/**
 * The domains of an organization, those of its deleted websites among them (docs/panels/enhance.md#domains-of-an-organization).
 */
export const getDomains: Operation = {
  method: "GET",
  path: "/orgs/{org_id}/domains",
  access: READ_ORG,
  run(call) {
    const org = call.org();
    const by = call.query.variant("sortBy", ["domain"]);
    const domains = Object.values(call.state.domains).filter((domain) => domain.orgId === org.id);
    const listed = sorted(call.query, domains, (domain) => (by === "domain" ? domain.domain : ""));
    return json(200, page(call.query, listed, orgDomainView));
  },
};

/** Removes the domain itself, mapping included. A primary domain stays, as its mapping does. */
export const deleteDomain: Operation = {
  method: "DELETE",
  path: "/orgs/{org_id}/domains/{domain_id}",
  access: ADMIN,
  run(call) {
    const domain = call.orgDomain();
    if (domain.websiteId !== undefined && domain.mappingKind === "primary") {
      const { status, code } = call.state.settings.protectedMapping;
      throw new Refusal(status, code, "domain", "the primary domain cannot be removed");
    }
    delete call.state.domains[domain.id];
    return empty(204);
  },
};

export const checkDomain: Operation = {
  method: "POST",
  path: "/orgs/{org_id}/domains/check",
  access: READ_ORG,
  run(call) {
    const org = call.org();
    const name = parseName(call.fields.string("domain"));
    return json(200, verdict(call.state, org.id, name));
  },
};

function verdict(state: EnhanceState, orgId: string, name: string): object {
  const { prohibited, nullWebsiteId } = state.settings;
  const without = (status: string) => (nullWebsiteId ? { status, websiteId: null } : { status });
  if (prohibited.some((word) => sameName(word, name))) return without("prohibited");
  const domain = findByName(state, name);
  if (!domain) return without("notInUse");
  if (websiteOf(state, domain)?.status === "deleted") return without("inUseDeletedSite");
  if (domain.orgId !== orgId) return without("inUseAnotherOrg");
  if (domain.websiteId === undefined) return without("inUseCurrentOrg");
  return { status: "inUseCurrentOrg", websiteId: domain.websiteId };
}
