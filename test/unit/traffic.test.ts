import { expect } from "chai";
import type { Clock } from "../../provider/core/clock";
import type { Desk } from "../../provider/hestia/desk";
import { gather } from "../../provider/hestia/gather";
import { Traffic } from "../../provider/hestia/traffic";

/** Time that passes by sleeping alone; something may arrive meanwhile. */
class HandClock implements Clock {
  readonly slept: number[] = [];
  readonly arrivals: { at: number; come: () => void }[] = [];
  #now = 1_000;

  now = () => this.#now;
  random = () => 0;

  async sleep(milliseconds: number): Promise<void> {
    const until = this.#now + milliseconds;
    this.arrivals.sort((one, other) => one.at - other.at);
    const next = this.arrivals[0];
    if (next !== undefined && next.at <= until) {
      this.arrivals.shift();
      this.#now = next.at;
      next.come();
      return;
    }
    this.slept.push(milliseconds);
    this.#now = until;
  }
}

describe("gathering what the engine sends", () => {
  let clock: HandClock;
  let traffic: Traffic;
  beforeEach(() => {
    clock = new HandClock();
    traffic = new Traffic(clock);
  });
  const run = (single: number, kind: "ensure" | "remove" = "ensure") => {
    const pace = { longestCall: single, single, longestSingle: single };
    return gather({ traffic, clock, pace, queue: [{ write: { kind } }] } as unknown as Desk);
  };
  const open = (count: number) =>
    Array.from({ length: count }, () => {
      const one = {};
      traffic.opened(one);
      return one;
    });
  const comeAt = (at: number) => clock.arrivals.push({ at, come: () => traffic.opened({}) });

  it("waits for a quarter of a call's time after the latest arrival", async () => {
    open(1);
    comeAt(1_010);
    comeAt(1_100);
    await run(400);
    expect(traffic.open).to.equal(3);
    expect(clock.now()).to.equal(1_200);
  });

  it("waits twice as long where more is announced, and calls that no end", async () => {
    open(1);
    traffic.announce("more");
    expect(await run(400)).to.equal(false);
    expect(clock.now()).to.equal(1_200);
  });

  it("waits no longer than one call, however they dribble in", async () => {
    open(1);
    for (let at = 1_050; at < 3_000; at += 50) comeAt(at);
    await run(400);
    expect(clock.now()).to.equal(1_400);
  });

  it("does not wait where the panel answers at once", async () => {
    open(1);
    expect(await run(0)).to.equal(true);
    expect(clock.slept).to.deep.equal([]);
  });

  it("leaves at once when as many are open as before, and more is announced", async () => {
    const [first = {}] = open(8);
    traffic.announce("more");
    await run(400);
    traffic.closed(first);
    traffic.opened({});
    const before = clock.now();
    expect(await run(400)).to.equal(false);
    expect(clock.now()).to.equal(before);
  });

  it("takes silence after results for the end, though something announced never came", async () => {
    const [first = {}] = open(2);
    traffic.announce("never comes");
    await run(400);
    traffic.closed(first);
    expect(await run(400)).to.equal(true);
  });

  it("knows deletes by a full house alone, since nothing announces them", async () => {
    const [first = {}] = open(3);
    expect(await run(400, "remove")).to.equal(true);
    traffic.closed(first);
    traffic.opened({});
    expect(await run(400, "remove")).to.equal(false);
  });
});
