import { joinLimited } from "../core/text";
import type { Claims, Place } from "./claims";
import type { Session } from "./session";

/** In place of an entry of a set: a refresh saw the name on the panel, and nobody declares it. */
export const UNMANAGED = "unmanaged";
export type Unmanaged = typeof UNMANAGED;

/** A set's entries, and names beside it. */
type Domains<E> = Readonly<Record<string, E | Unmanaged>>;

/** The entries that are the set's own. */
export function managedIn<E>(domains: Domains<E>): Record<string, E> {
  const managed: Record<string, E> = {};
  for (const [domain, entry] of Object.entries(domains)) if (entry !== UNMANAGED) managed[domain] = entry;
  return managed;
}

/** The names beside it. */
export const unmanagedIn = (domains: Domains<unknown>): string[] =>
  Object.keys(domains).filter((name) => domains[name] === UNMANAGED);

/** Names beside a set, as its inputs and outputs have them. */
export const asUnmanaged = (names: readonly string[]): Record<string, Unmanaged> =>
  Object.fromEntries(names.map((name) => [name, UNMANAGED]));

/** Of the names beside a set, those that another resource declares: they stay, and so they do in the preview. */
export const besides = (
  claims: Claims,
  unmanaged: readonly string[],
  declared: object,
): Record<string, Unmanaged> =>
  asUnmanaged(unmanaged.filter((name) => claims.isAnnounced(name) && !Object.hasOwn(declared, name)));

/** Of names on the panel, those that no resource of the stack owns, as far as the refresh under way has read them. */
export async function unowned({ owned }: Session, place: Place, names: readonly string[]): Promise<string[]> {
  await owned.settled();
  return names.filter((name) => !owned.has(place, name));
}

/** So many names are told in a row. */
const MOST_TOLD = 5;

interface Before {
  readonly names?: readonly string[] | undefined;
  readonly unmanaged: readonly string[];
}

/**
 * Names that an update takes off the panel where no other resource has them by then: what the set declares no longer, and
 * where it is exclusive what else a refresh put into the state, so that a preview has shown it.
 *
 * @param wanted the names that the set declares
 */
export function surplus(
  inputs: { readonly exclusive?: boolean; readonly domains: object },
  { names = [], unmanaged }: Before,
  wanted: ReadonlySet<string>,
): string[] {
  const strays =
    inputs.exclusive === true ? unmanaged.filter((name) => !Object.hasOwn(inputs.domains, name)) : [];
  return [...new Set([...names, ...strays])].filter((name) => !wanted.has(name));
}

/**
 * Says so where a set keeps none of its names: what it is given may have come out wrong, or empty, by mistake.
 *
 * @param set the set, as the beginning of a sentence
 * @param names those that it was last seen to have
 * @param declared those that it is to have
 */
export function tellEmptied(
  { claims, report }: Session,
  set: string,
  names: readonly string[],
  declared: ReadonlySet<string>,
): void {
  if (names.some((name) => declared.has(name))) return;
  const going = names.filter((name) => !claims.isAnnounced(name)).length;
  if (going === 0) return;
  report(
    `${set} has none of its names declared any more: the update takes all that it has (${going}) off the panel. ` +
      "If that is not meant, see what its `domains` are given.",
  );
}

/**
 * What the user of an exclusive set is told after a run: nothing goes before a preview has shown it.
 *
 * @param where the place on the panel, as the beginning of a sentence
 */
export function stillThere(
  others: readonly string[],
  claims: Claims,
  place: Place,
  where: string,
): string | undefined {
  const names = others.filter((name) => !claims.has(place, name) && !claims.isAnnounced(name));
  if (names.length === 0) return undefined;
  return (
    `${where} also has ${joinLimited(names, MOST_TOLD)}, which this run did not declare. ` +
    "`pulumi refresh` records what nobody owns, and the update after that removes it: its preview shows what."
  );
}
