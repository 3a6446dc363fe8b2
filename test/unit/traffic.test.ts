import { expect } from "chai";
import fc from "fast-check";
import { Traffic } from "../../provider/hestia/writer/traffic";
import { HandClock } from "./handClock";

describe("traffic", () => {
  const start = () => {
    const clock = new HandClock();
    return { clock, traffic: new Traffic(clock) };
  };
  const operations = (count: number) => Array.from({ length: count }, () => ({}));

  it("expects what is announced until it has begun", () => {
    const { traffic } = start();
    expect(traffic.expectsMore).to.equal(false);
    traffic.announce("a");
    traffic.announce("b");
    traffic.announce("a");
    traffic.begun("a");
    expect(traffic.expectsMore).to.equal(true);
    traffic.begun("b");
    traffic.begun("never announced");
    expect(traffic.expectsMore).to.equal(false);
  });

  it("is quiet since something came or went", () => {
    const { clock, traffic } = start();
    expect(traffic.quiet).to.equal(Number.POSITIVE_INFINITY);
    const [one, other] = operations(2) as [object, object];
    traffic.opened(one);
    clock.set(30);
    expect(traffic.quiet).to.equal(30);
    traffic.opened(other);
    clock.set(50);
    expect(traffic.quiet).to.equal(20);
    traffic.closed(one);
    expect(traffic.quiet).to.equal(0);
  });

  it("tells once results have gone back", () => {
    const { traffic } = start();
    const [one] = operations(1) as [object];
    traffic.opened(one);
    expect(traffic.released).to.equal(false);
    traffic.closed(one);
    expect(traffic.released).to.equal(true);
  });

  it("an arrival is the next one, for all who wait", async () => {
    const { traffic } = start();
    traffic.opened({});
    const waiting = Promise.all([traffic.arrival(), traffic.arrival()]);
    let arrived = false;
    void waiting.then(() => {
      arrived = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(arrived).to.equal(false);
    traffic.opened({});
    await waiting;
  });

  it("is never full before a batch has left", () => {
    const { traffic } = start();
    for (const one of operations(100)) traffic.opened(one);
    expect(traffic.isFull).to.equal(false);
  });

  it("is full with as many as were open when the last batch left", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(20), (before, gone) => {
        const { traffic } = start();
        const open = operations(before);
        for (const one of open) traffic.opened(one);
        traffic.departed();
        const closed = open.slice(0, gone);
        for (const one of closed) traffic.closed(one);
        for (const [index, one] of operations(closed.length).entries()) {
          expect(traffic.isFull).to.equal(index >= closed.length);
          traffic.opened(one);
        }
        expect(traffic.isFull).to.equal(true);
      }),
    ));

  it("those that came while the batch was out count, those that came after its results do not", () => {
    const { traffic } = start();
    const [one, other, third] = operations(3) as [object, object, object];
    traffic.opened(one);
    traffic.departed();
    traffic.opened(other);
    traffic.closed(one);
    expect(traffic.isFull).to.equal(false);
    traffic.opened(third);
    expect(traffic.isFull).to.equal(true);
    traffic.departed();
    traffic.closed(other);
    expect(traffic.isFull).to.equal(false);
    traffic.opened({});
    expect(traffic.isFull).to.equal(true);
  });
});
