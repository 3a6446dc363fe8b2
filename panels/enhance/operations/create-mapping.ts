import { WRITE } from "../access";
import { json } from "../answer";
import { newDomain } from "../build";
import { findByName, websiteOf } from "../find";
import { parseDocumentRoot, parseName, sameName } from "../names";
import type { Operation } from "../operation";
import { checkQuota } from "../quota";
import { invalid, Refusal } from "../refusal";
import { type EnhanceDomainEntry, type EnhanceState, type EnhanceWebsite, MAPPING_KINDS } from "../state";
import { isProtected } from "./mappings";

/**
 * Takes `kind`, tells `mappingKind` elsewhere; answers `id`, which is `domainId` elsewhere
 * (docs/panels/enhance.md#names-of-fields).
 */
export const createWebsiteMappedDomain: Operation = {
  method: "POST",
  path: "/orgs/{org_id}/websites/{website_id}/domains",
  access: WRITE,
  run(call) {
    const { state } = call;
    const website = call.liveWebsite();
    const { fields } = call;
    const name = parseName(fields.string("domain"));
    const mappingKind = fields.optionalVariant("kind", MAPPING_KINDS) ?? "alias";
    if (isProtected(mappingKind)) throw invalid("kind", `a new mapping cannot be ${mappingKind}`);
    const documentRoot = parseDocumentRoot(fields.optionalString("documentRoot") ?? "public_html");
    checkKind(state, website);
    checkFree(state, website, name);
    checkQuota(state, website, mappingKind);
    const kept = findByName(state, name);
    const domain = kept ?? newDomain(state.settings, { domain: name, orgId: website.orgId });
    Object.assign(domain, { websiteId: website.id, mappingKind, documentRoot });
    state.domains[domain.id] = domain;
    return json(201, { id: domain.id });
  },
};

/** Staging sites take no mappings (docs/panels/enhance.md#kind-and-status). */
function checkKind(state: EnhanceState, { kind }: EnhanceWebsite): void {
  if (kind !== "staging") return;
  const { status, code } = state.settings.stagingMapping;
  throw new Refusal(status, code, "website", "a staging website takes no domain mappings");
}

/** A name is on the panel once, whoever has it; www.x is implied by x (docs/panels/enhance.md#names). */
function checkFree(state: EnhanceState, website: EnhanceWebsite, name: string): void {
  if (state.settings.prohibited.some((prohibited) => sameName(prohibited, name))) {
    throw invalid("domain", "prohibited domain name");
  }
  const holder = findByName(state, name);
  if (holder && !isKept(holder, website)) throw duplicate(state);
  if (state.settings.wwwBeside === "refused" && name.startsWith("www.")) {
    const plain = findByName(state, name.slice("www.".length));
    // A server's own names are each one by itself.
    if (plain && websiteOf(state, plain)?.kind !== "serverHostname" && plain.websiteId !== undefined) {
      throw duplicate(state);
    }
  }
}

/** A domain that its organization has kept after its mapping was removed. */
function isKept(holder: EnhanceDomainEntry, website: EnhanceWebsite): boolean {
  return holder.websiteId === undefined && holder.orgId === website.orgId;
}

export function duplicate(state: EnhanceState): Refusal {
  const { status, code } = state.settings.duplicate;
  return new Refusal(status, code, "domain", "domain already exists");
}
