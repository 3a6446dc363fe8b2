import { isDeepStrictEqual } from "node:util";
import { diffMapping } from "../../core/diff";
import { type Diff, type Properties, UNKNOWN } from "../../core/dynamic";
import { managedIn } from "../../core/unmanaged";
import { allNames } from "./entries";
import { readState, type WebAliasesInputs } from "./schema";

/** Inputs that tell one set from another: with another web domain it is another set. */
const IDENTITY = ["account", "webDomain"] as const;

/** Inputs whose change is kept, and takes a call only where it moves names. */
const IN_PLACE = ["www", "restart", "onExisting", "exclusive", "connection", "panel"] as const;

/** Compares what is declared with what was last seen on the panel, name by name. */
export function diffWebAliases(olds: Properties, news: Properties): Diff {
  const { domains } = news as unknown as WebAliasesInputs | { domains: typeof UNKNOWN };
  const names = domains === UNKNOWN ? [] : allNames(managedIn(domains));
  return diffMapping(
    readState(olds),
    { ...news, names },
    {
      identity: IDENTITY,
      inPlace: IN_PLACE,
      differs: !isDeepStrictEqual(news.domains, olds.domains),
    },
  );
}
