import { type Diff, type Properties, UNKNOWN } from "../core/dynamic";
import { ownedNames } from "./names";
import { readState, type WebAliasState } from "./schema";

/** Inputs that tell one alias from another: a change of one is another alias. */
export const IDENTITY = ["domain", "account", "webDomain"] as const;

/** Inputs that only say how to go about it; a change is kept and takes no call. */
const MANNER = ["restart", "onExisting", "connection"] as const;

/** Whether the alias has a www name: as declared; where that is left open, as decided when it was created. */
export function declaredWww(news: Properties, state: WebAliasState): boolean {
  return typeof news.www === "boolean" ? news.www : (state.www ?? false);
}

/**
 * Compares what is declared with what was last seen on the panel.
 *
 * @param panel host:port that the declared connection leads to; undefined while that is not known
 */
export function diffWebAlias(panel: string | undefined, olds: Properties, news: Properties): Diff {
  const state = readState(olds);
  const replaces = IDENTITY.filter((property) => news[property] !== state[property]);
  const domain = news.domain === UNKNOWN ? undefined : String(news.domain);
  const wanted = domain === undefined ? [] : ownedNames(domain, declaredWww(news, state));
  const have = state.names ?? [];
  const changes =
    replaces.length > 0 ||
    Object.values(news).includes(UNKNOWN) ||
    MANNER.some((property) => news[property] !== state[property]) ||
    panel !== state.panel ||
    wanted.length !== have.length ||
    wanted.some((name) => !have.includes(name));
  return {
    changes,
    replaces,
    // A panel holds a name once: with the old alias still there, the new one would be refused.
    deleteBeforeReplace: panel === state.panel && wanted.some((name) => have.includes(name)),
  };
}
