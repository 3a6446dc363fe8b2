import { during, isPanelError, PanelError } from "../core/errors";
import { joinLimited } from "../core/text";

/** So many names are told in a row. */
const MOST_TOLD = 10;

/** A resource as it was last seen. */
interface Seen {
  readonly panel?: string | undefined;
  readonly names?: readonly string[] | undefined;
}

/** Whether a resource was last seen on another panel than the one that its connection leads to now. */
export const hasMoved = (seen: Seen, panel: string): boolean =>
  seen.panel !== undefined && seen.panel !== panel;

/** How names are removed by hand. */
type Removal = (names: readonly string[]) => string;

function alone({ names = [], panel }: Seen, isOpen: (name: string) => boolean): string {
  const open = names.filter(isOpen);
  if (open.length === 0) return "";
  return ` The old panel ${panel} alone has ${joinLimited(open, MOST_TOLD)} until a later run maps what failed.`;
}

function kept({ names = [], panel }: Seen, isOpen: (name: string) => boolean, removal: Removal): string {
  const there = names.filter((name) => !isOpen(name));
  if (there.length === 0) return "";
  return (
    ` The old panel ${panel} keeps its mapping of ${joinLimited(there, MOST_TOLD)}: ` +
    `remove it there when nobody is sent there any more${removal(there.slice(0, MOST_TOLD))}`
  );
}

/** What the user is told where a resource and its connection are on different panels. */
export const moved = {
  notLookedAt: (domain: string, seen: Seen, panel: string) =>
    `${domain} was not looked at: it was mapped on ${seen.panel}, and the connection leads to ${panel} now. ` +
    "The next `pulumi up` maps it there.",

  /** @param isOpen whether the new panel has yet to get a name @param removal how names are removed by hand */
  goes: (domain: string, seen: Seen, panel: string, isOpen: (name: string) => boolean, removal: Removal) =>
    `${domain} goes to ${panel}.${alone(seen, isOpen)}${kept(seen, isOpen, removal)}`,

  stays: (domain: string, seen: Seen, panel: string) =>
    `${domain} stays mapped on ${seen.panel}: the connection leads to ${panel} now, where nothing was touched. ` +
    "Remove it on the old panel by hand if that still serves it.",
};

/**
 * Looks at the place where names are to go. That it is missing says nothing of the one where they are: nothing is gone, and
 * nothing to be forgotten.
 *
 * @param place in words
 * @throws PanelError when nothing can go there
 */
export async function verifyDestination(place: string, look: () => Promise<void>): Promise<void> {
  try {
    await during({ place }, look);
  } catch (error) {
    if (!isPanelError(error)) throw error;
    const { subject: _missing, forExisting: _gone, ...failure } = error.failure;
    throw new PanelError({ ...failure, what: `nothing was moved there: ${failure.what}` });
  }
}
