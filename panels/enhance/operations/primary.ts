import { OWN } from "../access";
import { empty } from "../answer";
import { domainsOf } from "../find";
import type { Operation } from "../operation";
import { invalid, notFound } from "../refusal";

/**
 * Makes a mapping the primary one. Without `canonicalRedirect` the redirect rules that are there go. What the old one
 * becomes is not known: here it is an alias (docs/panels/enhance.md#primary-and-preview).
 */
export const updateWebsitePrimaryDomain: Operation = {
  method: "PUT",
  path: "/orgs/{org_id}/websites/{website_id}/domains/primary",
  access: OWN,
  run(call) {
    const website = call.liveWebsite();
    const { fields } = call;
    const id = fields.uuid("domainId");
    const redirect = fields.optionalFields("canonicalRedirect");
    const canonicalRedirect = redirect && {
      useWww: redirect.boolean("useWww"),
      useHttps: redirect.boolean("useHttps"),
    };
    const domains = domainsOf(call.state, website.id);
    const next = domains.find((domain) => domain.id === id);
    if (!next) throw notFound("domain");
    if (next.mappingKind === "preview") throw invalid("domainId", "the preview domain cannot be primary");
    for (const domain of domains) if (domain.mappingKind === "primary") domain.mappingKind = "alias";
    next.mappingKind = "primary";
    delete website.canonicalRedirect;
    if (canonicalRedirect) website.canonicalRedirect = canonicalRedirect;
    return empty(200);
  },
};
