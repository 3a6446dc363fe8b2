import { type Diff, type Properties, UNKNOWN } from "./dynamic";

/** What the diff of every mapping looks at, as the last look at the panel left it. */
interface Seen {
  readonly [property: string]: unknown;
  readonly names?: readonly string[] | undefined;
  readonly panel?: string | undefined;
}

/**
 * Compares what is declared with what was last seen on the panel.
 *
 * @param how `identity`: inputs that tell one mapping from another, a change of one is another mapping. `inPlace`: inputs
 * whose change is kept. `differs`: whether something else is not as declared
 */
export function diffMapping(
  seen: Seen,
  news: Properties,
  how: { identity: readonly string[]; inPlace: readonly string[]; differs?: boolean },
): Diff {
  const replaces = how.identity.filter((property) => news[property] !== seen[property]);
  const wanted: readonly unknown[] = Array.isArray(news.names) ? news.names : [];
  const have = new Set<unknown>(seen.names);
  const changes =
    replaces.length > 0 ||
    how.differs === true ||
    Object.values(news).includes(UNKNOWN) ||
    how.inPlace.some((property) => news[property] !== seen[property]) ||
    wanted.length !== have.size ||
    wanted.some((name) => !have.has(name));
  return {
    changes,
    replaces,
    // A panel holds a name once: with the old mapping still there, the new one would be refused.
    deleteBeforeReplace: news.panel === seen.panel && wanted.some((name) => have.has(name)),
  };
}
