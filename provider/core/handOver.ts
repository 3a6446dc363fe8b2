import type { Place } from "./claims";
import type { Session } from "./session";

/** So long the other resource is waited for; it is on its way unless the engine has no slot free for it. Milliseconds. */
const LONGEST_WAIT = 10_000;

/**
 * Waits until it is known where the program wants names that a resource is about to give up. A name that goes from one
 * resource to another in the same run must not be taken off the panel in between, and the engine may send the update of
 * the one before it has looked at the other.
 *
 * @returns the names of which that could not be found out: they stay
 */
export async function whereabouts(session: Session, names: readonly string[]): Promise<readonly string[]> {
  const { claims, clock } = session;
  const until = clock.now() + LONGEST_WAIT;
  for (;;) {
    const open = claims.unclaimed(names);
    const left = until - clock.now();
    if (open.length === 0 || left <= 0) {
      for (const name of open)
        session.report(
          `${name} stays on the panel: another resource of the program may declare it, which the engine did not send in time. ` +
            "If none does, remove the name on the panel.",
        );
      return open;
    }
    await Promise.race([clock.sleep(left), claims.nextChange()]);
  }
}

/**
 * Waits in the same way, and notes what stays for whoever it is.
 *
 * @returns those of the names that the resource may take off the panel
 */
export async function letGo(session: Session, place: Place, names: readonly string[]): Promise<string[]> {
  const stay = new Set(await whereabouts(session, names));
  session.claims.leave(place, [...stay]);
  return names.filter((name) => !stay.has(name));
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
    const awaited = claims.stillLeaving(place, names);
    if (awaited.length === 0) return;
    if (left <= 0) return claims.noteLate(place, awaited);
    await Promise.race([clock.sleep(left), claims.nextChange()]);
  }
}
