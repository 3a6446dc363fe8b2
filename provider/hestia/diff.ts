import { type Diff, type Properties, UNKNOWN } from "../core/dynamic";
import { readState } from "./schema";

/** Inputs that tell one alias from another: a change of one is another alias. */
export const IDENTITY = ["domain", "account", "webDomain"] as const;

/** Inputs whose change is kept, and takes a call only where it moves names. */
const IN_PLACE = ["www", "restart", "onExisting", "connection", "panel"] as const;

/** Compares what is declared with what was last seen on the panel. */
export function diffWebAlias(olds: Properties, news: Properties): Diff {
  const state = readState(olds);
  const replaces = IDENTITY.filter((property) => news[property] !== state[property]);
  const wanted: readonly unknown[] = Array.isArray(news.names) ? news.names : [];
  const have: readonly unknown[] = state.names ?? [];
  const changes =
    replaces.length > 0 ||
    Object.values(news).includes(UNKNOWN) ||
    IN_PLACE.some((property) => news[property] !== state[property]) ||
    wanted.length !== have.length ||
    wanted.some((name) => !have.includes(name));
  return {
    changes,
    replaces,
    // A panel holds a name once: with the old alias still there, the new one would be refused.
    deleteBeforeReplace: news.panel === state.panel && wanted.some((name) => have.includes(name)),
  };
}
