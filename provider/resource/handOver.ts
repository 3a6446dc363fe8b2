import type { Place } from "./claims";
import type { Session } from "./session";

/** So long the other resource is waited for; it is on its way unless the engine has no slot free for it. Milliseconds. */
const LONGEST_WAIT = 10_000;

/**
 * Waits until it is known where the program wants names that a resource is about to give up. A name that goes from one
 * resource to another in the same run must not be taken off the panel in between, and the engine may send the update of
 * the one before it has looked at the other.
 *
 * @param next what the user is told to do about a name that stays
 * @param giveNow may deal with names of which it is known, while others are waited for; says whether it did, which gives the
 * others more time
 * @returns the names of which that could not be found out: they stay
 */
export async function awaitClaims(
  session: Session,
  names: readonly string[],
  next = "Run `pulumi up` again: it looks anew.",
  giveNow: (names: readonly string[]) => Promise<boolean> = async () => false,
): Promise<readonly string[]> {
  const { claims, clock } = session;
  let until = clock.now() + LONGEST_WAIT;
  for (;;) {
    const open = claims.unclaimed(names);
    const isOpen = new Set(open);
    if (open.length > 0 && (await giveNow(names.filter((name) => !isOpen.has(name)))))
      until = clock.now() + LONGEST_WAIT;
    const left = until - clock.now();
    if (open.length === 0 || left <= 0) {
      for (const name of open)
        session.report(
          `${name} stays on the panel: another resource of the program may declare it, which the engine did not send in time. ${next}`,
        );
      return open;
    }
    const change = claims.nextChange();
    // What was claimed while names were given is not waited for.
    if (claims.unclaimed(names).length === open.length) await Promise.race([clock.sleep(left), change]);
  }
}

/** Waits in the same way before a delete. @returns the names that it may take off the panel */
export async function planRemovals(
  session: Session,
  place: Place,
  names: readonly string[],
): Promise<string[]> {
  const stay = await awaitClaims(session, names, "If none does, remove it there.");
  return leave(session, place, names, stay);
}

/**
 * Waits in the same way before an update.
 *
 * @param take takes names off that other resources want at another place of the panel. Those wait for that, and may be so
 * many that the engine sends no further ones before: so they are not held up by names of which nothing is known yet
 * @returns the names that are still to be taken off the panel, and those that stay
 */
export async function releaseNames(
  session: Session,
  place: Place,
  names: readonly string[],
  take: (names: readonly string[]) => Promise<void>,
): Promise<{ remove: string[]; stay: readonly string[] }> {
  const taken = new Set<string>();
  const stay = await awaitClaims(session, names, undefined, async (known) => {
    const moving = known.filter((name) => !taken.has(name) && session.claims.destination(place, name));
    for (const name of moving) taken.add(name);
    if (moving.length > 0) await take(moving);
    return moving.length > 0;
  });
  const rest = names.filter((name) => !taken.has(name));
  return { remove: leave(session, place, rest, stay), stay };
}

/** Notes what stays for whoever it is. @returns the other names */
function leave(
  { claims }: Session,
  place: Place,
  names: readonly string[],
  stay: readonly string[],
): string[] {
  claims.noteKept(place, stay);
  const staying = new Set(stay);
  return names.filter((name) => !staying.has(name));
}

/**
 * Which names a resource leaves on the panel because another declared resource of the run has them at this place. The
 * panel may have two host names: what is declared under the other one is left too, since it may be this very mapping.
 */
export function keeps(session: Session, place: Place): (name: string) => boolean {
  const { claims } = session;
  return (name) => {
    if (claims.has(place, name)) return true;
    const other = claims.otherHost(place, name);
    if (other === undefined) return false;
    session.reportOnce(
      `${name} stays on ${place.panel}: this program also declares it on ${other}, at a place that is called the same ` +
        `(${place.holder}), and that may be one panel under two host names. If it is another panel, remove the name on ${place.panel} by hand.`,
    );
    return true;
  };
}

/**
 * Waits until updates of this run have taken these names off other places of the panel, which holds a name once. The engine
 * sends the update of the one resource and the create of the other at the same time.
 */
export async function awaitReleases(session: Session, place: Place, names: readonly string[]): Promise<void> {
  const { claims, clock } = session;
  const until = clock.now() + LONGEST_WAIT;
  for (;;) {
    const left = until - clock.now();
    const awaited = claims.unreleased(place, names);
    if (awaited.length === 0) return;
    if (left <= 0) return claims.noteOverdue(place, awaited);
    await Promise.race([clock.sleep(left), claims.nextChange()]);
  }
}
