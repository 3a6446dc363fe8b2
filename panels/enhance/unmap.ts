import type { EnhanceDomainEntry, EnhanceState } from "./state";

/** Takes a domain off its website: the name is free again, or stays with its organization (`settings.unmappedDomains`). */
export function unmap(state: EnhanceState, domain: EnhanceDomainEntry): void {
  if (state.settings.unmappedDomains === "dropped") {
    delete state.domains[domain.id];
    return;
  }
  delete domain.websiteId;
  delete domain.certificate;
  domain.mappingKind = "alias";
  domain.forceHttps = false;
}
