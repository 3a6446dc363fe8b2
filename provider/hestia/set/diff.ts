import { isDeepStrictEqual } from "node:util";
import { type Diff, type Properties, UNKNOWN } from "../../core/dynamic";
import { allNames, managedIn } from "./entries";
import { readState, type WebAliasesInputs } from "./schema";

/** Inputs that tell one set from another: with another web domain it is another set. */
const IDENTITY = ["account", "webDomain"] as const;

/** Inputs whose change is kept, and takes a call only where it moves names. */
const IN_PLACE = ["www", "restart", "onExisting", "exclusive", "connection", "panel"] as const;

/** Compares what is declared with what was last seen on the panel, name by name. */
export function diffWebAliases(olds: Properties, news: Properties): Diff {
  const state = readState(olds);
  const replaces = IDENTITY.filter((property) => news[property] !== state[property]);
  const changes =
    replaces.length > 0 ||
    Object.values(news).includes(UNKNOWN) ||
    IN_PLACE.some((property) => news[property] !== state[property]) ||
    !isDeepStrictEqual(news.domains, olds.domains);
  const have = new Set(state.names ?? []);
  const wanted =
    news.domains === UNKNOWN ? [] : allNames(managedIn((news as unknown as WebAliasesInputs).domains));
  return {
    changes,
    replaces,
    // A panel holds a name once: with the old aliases still there, the new ones would be refused.
    deleteBeforeReplace: news.panel === state.panel && wanted.some((name) => have.has(name)),
  };
}
