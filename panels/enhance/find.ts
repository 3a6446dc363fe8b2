import { sameName } from "./names";
import type { EnhanceDomainEntry, EnhanceState, EnhanceWebsite } from "./state";

/** The domains of a website, in the order in which they came. */
export function domainsOf(state: EnhanceState, websiteId: string): EnhanceDomainEntry[] {
  return Object.values(state.domains).filter((domain) => domain.websiteId === websiteId);
}

export function findByName(state: EnhanceState, name: string): EnhanceDomainEntry | undefined {
  return Object.values(state.domains).find((domain) => sameName(domain.domain, name));
}

export function websiteOf(state: EnhanceState, domain: EnhanceDomainEntry): EnhanceWebsite | undefined {
  return domain.websiteId === undefined ? undefined : own(state.websites, domain.websiteId);
}

/** Whether an organization is `topId` or somewhere below it. */
export function inTree(state: EnhanceState, orgId: string, topId: string): boolean {
  for (let id: string | undefined = orgId; id !== undefined; id = own(state.orgs, id)?.parentId) {
    if (id === topId) return true;
  }
  return false;
}

export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
