import { joinLimited } from "../core/text";
import type { Claims, Place } from "./claims";
import type { Session } from "./session";

/** So many names are told in a row. */
const MOST_TOLD = 5;

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

/** So many of those that go are told: it is a list to be read before it happens. */
const MOST_GOING = 100;

/** What a check of an exclusive set says of names that the update removes. @param where the place, as the beginning of a sentence */
export const goingStrays = (where: string, names: readonly string[]): string =>
  `${where} also has ${joinLimited(names, MOST_GOING)}, which nobody declares: the update of its exclusive set removes ` +
  (names.length === 1 ? "it." : "them.");

/** What a check says of names that another resource may yet declare. */
export const stayingStrays = (where: string, names: readonly string[]): string =>
  `${where} also has ${joinLimited(names, MOST_TOLD)}, which its exclusive set leaves there: a resource whose names are not ` +
  "known yet may declare them. With that resource in the set's `dependsOn` option they are known in time.";

/** What an update says of names that were to be removed and stay. */
export const notAllChecked = (where: string, names: readonly string[]): string =>
  `${where} still has ${joinLimited(names, MOST_TOLD)}: not all resources of the program were checked before the update of its ` +
  "exclusive set, so that one of them may declare these names. That happens with `--target`, with a resource that depends on " +
  "the set, and while the engine is busy. Run `pulumi up` again, without `--target`.";

/** What an update says of names that it has removed. */
export const removedStrays = (where: string, names: readonly string[]): string =>
  `${where}: removed ${joinLimited(names, MOST_GOING)}, which nobody declared.`;

/** What an update says of names that came after its check. */
export function laterStrays(
  others: readonly string[],
  claims: Claims,
  place: Place,
  where: string,
): string | undefined {
  const names = others.filter((name) => !claims.has(place, name) && !claims.isAnnounced(name));
  if (names.length === 0) return undefined;
  return (
    `${where} also has ${joinLimited(names, MOST_TOLD)}, which this run did not declare. ` +
    "The next `pulumi up` removes what nobody declares: its preview shows what."
  );
}
