import { type Diff, type Properties, UNKNOWN } from "../core/dynamic";
import { readState } from "./schema";

/** Inputs that tell one domain from another: a change of one is another mapping. */
export const IDENTITY = ["domain", "organizationId", "websiteId", "serverId"] as const;

/** What the panel changes in place; not managed where it is not declared. */
const MANAGED = ["kind", "documentRoot"] as const;

/** Inputs whose change is kept, and takes a call only where it moves names. */
const IN_PLACE = ["www", "onExisting", "connection", "panel"] as const;

/** Compares what is declared with what was last seen on the panel. */
export function diffDomain(olds: Properties, news: Properties): Diff {
  const state = readState(olds);
  const replaces = IDENTITY.filter((property) => news[property] !== state[property]);
  const wanted: readonly unknown[] = Array.isArray(news.names) ? news.names : [];
  const have: readonly unknown[] = state.names ?? [];
  const changes =
    replaces.length > 0 ||
    Object.values(news).includes(UNKNOWN) ||
    IN_PLACE.some((property) => news[property] !== state[property]) ||
    MANAGED.some((property) => news[property] !== state[property]) ||
    forceHttpsDiffers(news.forceHttps, state) ||
    wanted.length !== have.length ||
    wanted.some((name) => !have.includes(name));
  return {
    changes,
    replaces,
    // A panel holds a name once: with the old mapping still there, the new one would be refused.
    deleteBeforeReplace: news.panel === state.panel && wanted.some((name) => have.includes(name)),
  };
}

/** Nothing can be done about the redirect while the panel has no real certificate: until a refresh sees one, it waits. */
function forceHttpsDiffers(
  declared: unknown,
  { forceHttps, certificate }: ReturnType<typeof readState>,
): boolean {
  if (declared === true && certificate === undefined) return forceHttps === undefined;
  return declared !== forceHttps;
}
