import type { Place } from "./claims";
import type { Session } from "./session";

/** So long the other resource is waited for; it is on its way unless the engine has no slot free for it. Milliseconds. */
const LONGEST_WAIT = 10_000;

/**
 * Which names an operation takes off the panel. A name that goes from one resource to another in the same run must not be
 * taken off in between, and the engine may send the update of the one before it has looked at the other: so it waits until
 * it is known where the program wants the names. Those of which that cannot be found out stay, and the user is told.
 *
 * @param how `next`: what the user is told to do about a name that stays. `removeNow`: takes off names that other resources
 * want at another place of the panel. Those wait for that, and may be so many that the engine sends no further ones before:
 * so they are not held up by names of which nothing is known yet
 * @returns the names that are still to be taken off
 */
export async function planRemovals(
  session: Session,
  place: Place,
  names: readonly string[],
  how: { next: string; removeNow?: (names: readonly string[]) => Promise<void> },
): Promise<string[]> {
  const { claims, clock } = session;
  const removed = new Set<string>();
  let until = clock.now() + LONGEST_WAIT;
  for (;;) {
    const unknown = new Set(claims.unclaimed(names));
    const left = names.filter((name) => !unknown.has(name) && !removed.has(name));
    if (unknown.size === 0) return left;
    const moving = how.removeNow === undefined ? [] : left.filter((name) => claims.destination(place, name));
    if (moving.length > 0) {
      for (const name of moving) removed.add(name);
      await how.removeNow?.(moving);
      until = clock.now() + LONGEST_WAIT;
    }
    const wait = until - clock.now();
    if (wait <= 0) {
      for (const name of unknown)
        session.report(
          `${name} stays on the panel: another resource of the program may declare it, and the engine did not send that in time. ${how.next}`,
        );
      claims.noteKept(place, [...unknown]);
      return left.filter((name) => !removed.has(name));
    }
    const change = claims.nextChange();
    // What was claimed while names were taken off is not waited for.
    if (claims.unclaimed(names).length === unknown.size) await Promise.race([clock.sleep(wait), change]);
  }
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
      `${name} stays on ${place.panel}: this program also declares it on ${other}, which may be the same panel under another host name. ` +
        `Both places are called ${place.holder}. If it is another panel, remove the name on ${place.panel} by hand.`,
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
