import type { Clock } from "../../provider/core/clock";

/** A clock that only a test moves. */
export class ManualClock implements Clock {
  #time = 0;
  #sleepers: { until: number; wake: () => void }[] = [];

  now = () => this.#time;
  date = this.now;
  random = () => 0.5;
  sleep = (milliseconds: number) =>
    new Promise<void>((wake) => this.#sleepers.push({ until: this.#time + milliseconds, wake }));

  /** The remaining time of each sleep. */
  get sleeping(): number[] {
    return this.#sleepers.map(({ until }) => until - this.#time);
  }

  /** Sets the clock, and ends the sleeps until then. */
  set(time: number): void {
    this.#time = time;
    const due = this.#sleepers.filter(({ until }) => until <= time);
    this.#sleepers = this.#sleepers.filter((one) => !due.includes(one));
    for (const { wake } of due) wake();
  }

  /** Lets time pass, and then everything run that is ready. */
  async pass(milliseconds: number): Promise<void> {
    this.set(this.#time + milliseconds);
    await settled();
  }
}

/** Lets everything run that is ready. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Whether a promise has settled once everything ready has run. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let isDone = false;
  const note = () => {
    isDone = true;
  };
  promise.then(note, note);
  await settled();
  return isDone;
}
