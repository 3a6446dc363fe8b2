import type { Desk } from "./desk";

/**
 * Of the time that a call with one name takes: how long without an arrival says that none is on its way. Arrivals are
 * some 10 ms apart, each after the engine has saved its state; with a panel that answers at once there is no waiting.
 */
const PATIENCE = 1 / 4;
/** Where the engine has announced more, it is only slow. */
const PATIENCE_FOR_ANNOUNCED = 1 / 2;

/**
 * Lets come together what the engine is about to send, as long as waiting costs less than a call of its own.
 *
 * @returns whether this seems to be the end: nothing further came although there was time for it
 */
export async function gather({ traffic, pace, clock, queue }: Desk): Promise<boolean> {
  const removes = queue.some(({ write, repairs }) => write.kind === "remove" && !repairs);
  const began = clock.now();
  const isFinal = await wait();
  traffic.departed();
  return isFinal;

  async function wait(): Promise<boolean> {
    for (;;) {
      const more = traffic.expectsMore;
      // Deletes are not announced: a house as full as before is all there is to tell that more may come.
      if (traffic.isFull && (more || (removes && traffic.open > 1))) return false;
      const patience = pace.single * (more ? PATIENCE_FOR_ANNOUNCED : PATIENCE);
      const left = Math.min(patience - traffic.quiet, pace.single - (clock.now() - began));
      // Before anything went back, silence does not tell: the engine had no slot to send more in.
      if (left <= 0) return traffic.released || !more;
      await Promise.race([clock.sleep(left), traffic.arrival()]);
    }
  }
}
