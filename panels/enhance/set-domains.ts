import { enhanceDomain } from "./build";
import { domainsOf, findByName } from "./find";
import { isProtected } from "./operations/mappings";
import type { EnhanceState, EnhanceWebsite } from "./state";

/**
 * Gives a website these aliases, as if mapped long ago. Its primary and preview domains stay, and so do those of the
 * names that are there already. A name that is on another website is taken from it. A website without a primary domain
 * gets the first as its primary: it has one always.
 */
export function setDomains(state: EnhanceState, website: EnhanceWebsite, names: readonly string[]): void {
  for (const domain of domainsOf(state, website.id)) {
    if (!isProtected(domain.mappingKind) && !names.includes(domain.domain)) delete state.domains[domain.id];
  }
  for (const name of names) {
    const there = findByName(state, name);
    if (there?.websiteId === website.id) continue;
    if (there) delete state.domains[there.id];
    const isFirst = !domainsOf(state, website.id).some(({ mappingKind }) => mappingKind === "primary");
    const mappingKind = isFirst ? "primary" : "alias";
    const domain = enhanceDomain({ domain: name, orgId: website.orgId, websiteId: website.id, mappingKind });
    state.domains[domain.id] = domain;
  }
}
