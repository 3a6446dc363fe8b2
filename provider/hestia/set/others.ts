import type { Claims, Place } from "../../core/claims";
import type { WebDomain } from "../account";

/** So many names are told in a row. */
const MOST_TOLD = 5;

/** Aliases beside the set's own; the www name that the panel itself gives a web domain is none of them. */
export function othersOn(webDomain: WebDomain | undefined, base: string, names: Iterable<string>): string[] {
  const own = new Set(names);
  return [...(webDomain?.names() ?? [])].filter((name) => !own.has(name) && name !== `www.${base}`);
}

/** What the user of an exclusive set is told after a run: nothing goes before a preview has shown it. */
export function stillThere(
  others: readonly string[],
  claims: Claims,
  place: Place,
  base: string,
): string | undefined {
  const names = others.filter((name) => !claims.has(place, name) && !claims.isAnnounced(name));
  if (names.length === 0) return undefined;
  const rest = names.length - MOST_TOLD;
  const told = names.slice(0, MOST_TOLD).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
  return (
    `Web domain ${base} also has ${told}, which this run did not declare. ` +
    "`pulumi refresh` records what nobody owns, and the update after that removes it: its preview shows what."
  );
}
