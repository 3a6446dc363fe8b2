import { joinLimited } from "../core/text";
import type { Claims, Place } from "./claims";
import type { Properties } from "./dynamic";
import type { Session } from "./session";
import type { Stored } from "./shape";

/** Of names on the panel, those that no resource of the stack owns, as far as the refresh under way has read them. */
export async function unowned({ owned }: Session, place: Place, names: readonly string[]): Promise<string[]> {
  await owned.settled();
  return names.filter((name) => !owned.has(place, name));
}

/** So many names are told in a row. */
const MOST_TOLD = 5;

/**
 * Names that an update takes off the panel where no other resource has them by then: what is declared no longer, and what
 * else at an exclusive set's place a refresh has put into the state, so that a preview has shown it.
 *
 * @param declared the names that are declared
 * @param beside names that the check has left beside the set, since another resource declares them
 */
export function namesToRemove(
  inputs: Properties,
  { names = [], unmanaged }: Pick<Stored<object>, "names" | "unmanaged">,
  declared: ReadonlySet<string>,
  beside: readonly string[],
): string[] {
  const stay = new Set(beside);
  const others = inputs.exclusive === true ? unmanaged.filter((name) => !stay.has(name)) : [];
  return [...new Set([...names, ...others])].filter((name) => !declared.has(name));
}

/**
 * Says so where a set keeps none of its names: what it is given may have come out wrong, or empty, by mistake.
 *
 * @param set the set, as the beginning of a sentence
 * @param names those that it was last seen to have
 * @param declared those that it is to have
 */
export function reportEmptied(
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
export function remarkOnOthers(
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
