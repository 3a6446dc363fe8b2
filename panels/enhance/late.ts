import { pause } from "../core/pause";

interface Waiting {
  readonly seq: number;
  readonly land: () => void;
  calls: number;
}

/** Work whose caller was cut off and that lands later: after so many answered calls, or after a time. */
export class LateWork {
  #waiting: Waiting[] = [];

  constructor(private readonly closing: AbortSignal) {}

  add(seq: number, land: () => void, after: { calls?: number; ms?: number }): void {
    if (after.ms === undefined) this.#waiting.push({ seq, land, calls: after.calls ?? 1 });
    // What has not landed when the panel closes never does.
    else void pause(after.ms, this.closing).then(land, () => undefined);
  }

  /** A call has its answer; the one that was cut off does not count for itself. */
  answered(seq: number): void {
    for (const entry of this.#waiting) if (entry.seq !== seq) entry.calls--;
    const due = this.#waiting.filter((entry) => entry.calls <= 0);
    this.#waiting = this.#waiting.filter((entry) => entry.calls > 0);
    for (const entry of due) entry.land();
  }
}
