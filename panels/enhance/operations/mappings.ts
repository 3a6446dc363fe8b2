import { READ, WRITE } from "../access";
import { empty, json } from "../answer";
import { domainsOf } from "../find";
import { parseDocumentRoot } from "../names";
import type { Operation } from "../operation";
import { invalid, Refusal } from "../refusal";
import { type EnhanceMappingKind, MAPPING_KINDS } from "../state";
import { unmap } from "../unmap";
import { mappingView } from "../views";

const ONE = "/orgs/{org_id}/websites/{website_id}/domains/{domain_id}";

/** Every mapping of a website, not in pages and without a total (docs/panels/enhance.md#lists-in-pages). */
export const getWebsiteDomainMappings: Operation = {
  method: "GET",
  path: "/orgs/{org_id}/websites/{website_id}/domains",
  access: READ,
  run(call) {
    const withSsl = call.query.boolean("withSsl") ?? false;
    const domains = domainsOf(call.state, call.website().id);
    return json(200, { items: domains.map((domain) => mappingView(domain, withSsl)) });
  },
};

/** `settings.access` can give this one another rule than the list has (docs/panels/enhance.md#roles). */
export const getWebsiteDomainMapping: Operation = {
  method: "GET",
  path: ONE,
  access: READ,
  run: (call) => json(200, mappingView(call.mapping(call.website()), call.state.settings.certOnGetOne)),
};

/** Document root and kind; the name cannot be changed (docs/panels/enhance.md#changing-a-mapping). */
export const updateWebsiteDomainMapping: Operation = {
  method: "PATCH",
  path: ONE,
  access: WRITE,
  run(call) {
    const domain = call.mapping(call.liveWebsite());
    const { fields } = call;
    const kind = fields.optionalVariant("kind", MAPPING_KINDS);
    const documentRoot = fields.optionalString("documentRoot");
    const root = documentRoot === undefined ? domain.documentRoot : parseDocumentRoot(documentRoot);
    if (kind !== undefined && kind !== domain.mappingKind) {
      if (isProtected(kind) || isProtected(domain.mappingKind)) {
        throw invalid("kind", `${domain.mappingKind} cannot become ${kind}`);
      }
      if (!call.state.settings.keepsKind) domain.mappingKind = kind;
    }
    domain.documentRoot = root;
    return empty(204);
  },
};

export const deleteWebsiteDomainMapping: Operation = {
  method: "DELETE",
  path: ONE,
  access: WRITE,
  run(call) {
    const domain = call.mapping(call.liveWebsite());
    if (isProtected(domain.mappingKind)) {
      const { status, code } = call.state.settings.protectedMapping;
      throw new Refusal(status, code, "domain", `the ${domain.mappingKind} domain cannot be removed`);
    }
    unmap(call.state, domain);
    return empty(204);
  },
};

/** Kinds that are neither given nor taken away by way of a mapping (docs/panels/enhance.md#primary-and-preview). */
export function isProtected(kind: EnhanceMappingKind): boolean {
  return kind === "primary" || kind === "preview";
}
