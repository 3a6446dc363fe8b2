import { diffMapping } from "../../core/diff";
import { type Diff, type Properties, UNKNOWN } from "../../core/dynamic";
import { managedIn, UNMANAGED, unmanagedIn } from "../../core/unmanaged";
import { isSame } from "./entries";
import { type DomainsInputs, type DomainsState, readState } from "./schema";

/** Inputs that tell one set from another: on another website it is another set. */
const IDENTITY = ["organizationId", "websiteId"] as const;

/** Inputs whose change is kept, and takes a call only where it moves names. */
const IN_PLACE = ["onExisting", "exclusive", "connection", "panel"] as const;

/** Compares what is declared with what was last seen on the panel, name by name. */
export function diffDomains(olds: Properties, news: Properties): Diff {
  const state = readState(olds);
  const { domains } = news as unknown as Pick<DomainsInputs, "domains"> | { domains: typeof UNKNOWN };
  const known = domains === UNKNOWN ? {} : domains;
  return diffMapping(
    state,
    { ...news, names: Object.keys(managedIn(known)) },
    { identity: IDENTITY, inPlace: IN_PLACE, differs: domainsDiffer(known, state) },
  );
}

function domainsDiffer(
  domains: DomainsInputs["domains"],
  { domains: seen = {}, unmanaged }: DomainsState,
): boolean {
  const names = Object.keys(domains);
  if (names.length !== Object.keys(seen).length + unmanaged.length) return true;
  if (unmanagedIn(domains).some((name) => !unmanaged.includes(name))) return true;
  return Object.entries(domains).some(([name, entry]) => entry !== UNMANAGED && !isSame(entry, seen[name]));
}
