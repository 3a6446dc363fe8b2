import type { Clock } from "../../provider/core/clock";

/** A clock on which waiting takes no time; a test can let something happen meanwhile. */
export class TestClock implements Clock {
  readonly slept: number[] = [];
  /** Runs at each sleep, before it ends. */
  meanwhile: () => void | Promise<void> = () => {};
  /** The time at which the run began, in milliseconds since 1970. */
  started = Date.parse("2026-06-01T12:00:00Z");
  #time = 0;

  now = () => this.#time;
  date = () => this.started + this.#time;
  random = () => 0.5;

  async sleep(milliseconds: number): Promise<void> {
    this.slept.push(milliseconds);
    this.#time += milliseconds;
    await this.meanwhile();
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
