import type { Clock } from "../../provider/core/clock";

/** A clock on which waiting takes no time; a test can let something happen meanwhile. */
export class TestClock implements Clock {
  readonly slept: number[] = [];
  /** Runs at each sleep, before it ends. */
  meanwhile: () => void | Promise<void> = () => {};
  #time = 0;

  now = () => this.#time;
  random = () => 0.5;

  async sleep(milliseconds: number): Promise<void> {
    this.slept.push(milliseconds);
    this.#time += milliseconds;
    await this.meanwhile();
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
