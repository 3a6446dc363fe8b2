import type { Clock } from "../core/clock";
import type { Place } from "./claims";

/** So long nothing is read before a refresh counts as through with the other resources; and so long at most. Milliseconds. */
const QUIET = 300;
const LONGEST_WAIT = 5_000;

/** The names that resources of the stack own, as far as a refresh has come to them. */
export class Owned {
  readonly #names = new Set<string>();
  #latest = Number.NEGATIVE_INFINITY;

  constructor(private readonly clock: Clock) {}

  /** Notes the names of a resource that is being read. */
  note(place: Place, names: readonly string[]): void {
    for (const name of names) this.#names.add(`${place.panel} ${place.holder} ${name}`);
    this.#latest = this.clock.now();
  }

  /** Whether a resource that was read owns a name. */
  has(place: Place, name: string): boolean {
    return this.#names.has(`${place.panel} ${place.holder} ${name}`);
  }

  /** Waits until the engine seems to have had all resources read, which it does many at once. */
  async settled(): Promise<void> {
    const until = this.clock.now() + LONGEST_WAIT;
    for (;;) {
      const now = this.clock.now();
      const left = Math.min(this.#latest + QUIET, until) - now;
      if (left <= 0) return;
      await this.clock.sleep(left);
    }
  }
}
