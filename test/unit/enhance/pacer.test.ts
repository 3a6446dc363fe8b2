import { expect } from "chai";
import fc from "fast-check";
import "../arbitraries";
import type { Clock } from "../../../provider/core/clock";
import { Pacer } from "../../../provider/core/pacer";

const settle = () => new Promise<void>((done) => setImmediate(done));

/** A clock that moves to the end of the next sleep once nothing else can run. */
class SteppedClock implements Clock {
  readonly #sleepers: { at: number; wake: () => void }[] = [];
  #time = 0;

  now = () => this.#time;
  date = this.now;
  random = () => 0.5;
  sleep = (milliseconds: number) =>
    new Promise<void>((wake) => this.#sleepers.push({ at: this.#time + milliseconds, wake }));

  /** Lets time pass until the task is done. */
  async until<T>(task: Promise<T>): Promise<T> {
    let done = false;
    const note = () => {
      done = true;
    };
    task.then(note, note);
    for (await settle(); !done; await settle()) {
      this.#sleepers.sort((one, other) => one.at - other.at);
      const next = this.#sleepers.shift();
      if (next === undefined) throw new Error("nothing sleeps, and the task is not done");
      this.#time = Math.max(this.#time, next.at);
      next.wake();
    }
    return task;
  }
}

/** The times at which calls begin that all ask at once, in their order. */
function begun(clock: SteppedClock, pacer: Pacer, calls: number): Promise<number[]> {
  const times = Array.from({ length: calls }, () => pacer.turn().then(clock.now));
  return clock.until(Promise.all(times));
}

describe("the pace of calls to a panel", () => {
  it("lets at most the configured number of calls begin in a second", async () => {
    const clock = new SteppedClock();
    expect(await begun(clock, new Pacer(2, clock), 5)).to.deep.equal([0, 0, 1000, 1000, 2000]);
  });

  it("may be slower than one a second", async () => {
    const clock = new SteppedClock();
    expect(await begun(clock, new Pacer(0.5, clock), 3)).to.deep.equal([0, 2000, 4000]);
  });

  it("is kept in every second, and no call waits longer than needed", async () => {
    const [rates, calls] = [fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 60 })];
    await fc.assert(
      fc.asyncProperty(rates, calls, async (rate, many) => {
        const clock = new SteppedClock();
        const times = await begun(clock, new Pacer(rate, clock), many);
        expect(times).to.deep.equal(times.map((_, index) => 1000 * Math.floor(index / rate)));
      }),
    );
  });

  it("pauses all calls for as long as the panel asks", async () => {
    const clock = new SteppedClock();
    const pacer = new Pacer(10, clock);
    const paused = pacer.pause(3_000);
    expect(await begun(clock, pacer, 2)).to.deep.equal([3_000, 3_000]);
    await paused;
  });

  it("pauses for the longest of several requested times", async () => {
    const clock = new SteppedClock();
    const pacer = new Pacer(10, clock);
    const paused = Promise.all([pacer.pause(5_000), pacer.pause(1_000)]);
    expect(await begun(clock, pacer, 1)).to.deep.equal([5_000]);
    await clock.until(paused);
  });
});
