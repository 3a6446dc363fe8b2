import type { Clock } from "../../provider/core/clock";

/** A clock that stands still until a test lets time pass. */
export class HandClock implements Clock {
  #time = 1_000;
  #sleepers: { until: number; wake: () => void }[] = [];

  now = () => this.#time;
  random = () => 0.5;
  sleep = (milliseconds: number) =>
    new Promise<void>((wake) => this.#sleepers.push({ until: this.#time + milliseconds, wake }));

  /** How long each of those that sleep has still to go. */
  get sleeping(): number[] {
    return this.#sleepers.map(({ until }) => until - this.#time);
  }

  /** Lets time pass, and then everything run that can. */
  async pass(milliseconds: number): Promise<void> {
    this.#time += milliseconds;
    const due = this.#sleepers.filter(({ until }) => until <= this.#time);
    this.#sleepers = this.#sleepers.filter((one) => !due.includes(one));
    for (const { wake } of due) wake();
    await new Promise<void>((done) => setImmediate(done));
  }
}

/** Whether a promise has settled, once everything has run that can. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const note = () => {
    settled = true;
  };
  promise.then(note, note);
  await new Promise<void>((done) => setImmediate(done));
  return settled;
}
