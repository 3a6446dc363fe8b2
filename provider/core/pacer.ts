import type { Clock } from "./clock";

/** Bounds how many calls begin in any one second, and lets the other side ask for a pause. */
export class Pacer {
  readonly #begun: number[] = [];
  #notBefore = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly perSecond: number,
    private readonly clock: Clock,
  ) {}

  /** Resolves when a call may begin. */
  async turn(): Promise<void> {
    for (;;) {
      const now = this.clock.now();
      const width = Math.max(1, Math.floor(this.perSecond));
      // Less than one call a second is a longer span between two of them.
      const span = 1000 * Math.max(1, 1 / this.perSecond);
      const earliest = Math.max(this.#notBefore, (this.#begun.at(-width) ?? Number.NEGATIVE_INFINITY) + span);
      if (earliest <= now) {
        this.#begun.push(now);
        if (this.#begun.length > width) this.#begun.splice(0, this.#begun.length - width);
        return;
      }
      await this.clock.sleep(earliest - now);
    }
  }

  /** Holds all calls back for so many milliseconds from now. */
  async pause(milliseconds: number): Promise<void> {
    this.#notBefore = Math.max(this.#notBefore, this.clock.now() + milliseconds);
    await this.clock.sleep(milliseconds);
  }
}
