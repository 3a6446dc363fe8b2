import { expect } from "chai";
import fc from "fast-check";
import type { HestiaClient } from "../../provider/hestia/api/client";
import type { Job } from "../../provider/hestia/writer/job";
import { Queue } from "../../provider/hestia/writer/queue";
import { ManualClock, settled } from "./manualClock";

/** What a call with one name takes, in milliseconds. */
const CALL = 400;

function start(single = CALL) {
  const clock = new ManualClock();
  return { clock, queue: new Queue(clock), single };
}

const job = (kind: "ensure" | "remove", isRepair: boolean): Job => ({
  write: {
    client: {} as HestiaClient,
    webDomain: "network.example.com",
    names: ["a.test"],
    restart: "yes",
    ...(kind === "ensure" ? { kind, accepts: () => true } : { kind, spares: () => false }),
  },
  operation: {},
  names: ["a.test"],
  state: "waiting",
  isRepair,
  existed: [],
  failure: undefined,
  resolve: () => {},
  reject: () => {},
});

/** A gathering under way; `end` is undefined while it waits. */
function gathering({ queue, single }: ReturnType<typeof start>) {
  const state: { end?: boolean } = {};
  void queue.gather(single).then((isFinal) => {
    state.end = isFinal;
  });
  return state;
}

describe("the writer's queue gathers what the engine is about to send", () => {
  let now: ReturnType<typeof start>;
  beforeEach(() => {
    now = start();
  });
  const at = async (time: number) => {
    now.clock.set(time);
    await settled();
  };
  /** Expects that it waits until this millisecond, and whether it then takes the batch for the last. */
  const endsAt = async (state: { end?: boolean }, time: number, isFinal: boolean) => {
    await at(time - 1);
    expect(state.end).to.equal(undefined);
    await at(time);
    expect(state.end).to.equal(isFinal);
  };
  /** Sends a batch of this size, and returns its results. */
  const round = async (count: number) => {
    const operations = Array.from({ length: count }, () => ({}));
    for (const one of operations) now.queue.open(one, []);
    await now.queue.gather(0);
    for (const one of operations) now.queue.close(one);
  };

  it("waits until nothing has arrived for a quarter of a call, and takes that for the last operation", async () => {
    now.queue.open({}, []);
    const state = gathering(now);
    await endsAt(state, 100, true);
  });

  it("starts that wait again with each arrival", async () => {
    now.queue.open({}, []);
    const state = gathering(now);
    for (const time of [90, 180]) {
      await at(time);
      now.queue.open({}, []);
    }
    await endsAt(state, 280, true);
  });

  it("waits 0.3 s, or half a call, where more is announced, and does not take that for the last: the engine had no slot yet", async () => {
    now.queue.announce("more");
    now.queue.open({}, []);
    const state = gathering(now);
    await endsAt(state, 300, false);
  });

  it("takes it for the last operation where an announced one does not come although a slot is free", async () => {
    await round(3);
    now.queue.announce("more");
    now.queue.open({}, []);
    const state = gathering(now);
    await at(300);
    expect(state.end).to.equal(true);
  });

  it("waits two seconds at most, however many operations arrive", async () => {
    now.queue.announce("more");
    now.queue.open({}, []);
    const state = gathering(now);
    for (let time = 0; time < 2_000; time += 50) {
      await at(time);
      expect(state.end).to.equal(undefined);
      now.queue.open({}, []);
    }
    await at(2_000);
    expect(state.end).to.equal(false);
  });

  it("sends at once when as many have arrived as before and more is announced", async () => {
    await round(3);
    now.queue.announce("more");
    now.queue.open({}, []);
    now.queue.open({}, []);
    const state = gathering(now);
    await at(10);
    expect(state.end).to.equal(undefined);
    now.queue.open({}, []);
    await settled();
    expect(state.end).to.equal(false);
  });

  it("waits for a quarter of a call with as many as before and nothing announced, which is the last", async () => {
    await round(2);
    now.queue.open({}, []);
    now.queue.open({}, []);
    const state = gathering(now);
    await endsAt(state, 100, true);
  });

  it("sends as many deletes as before at once, without taking that for the last: deletes are not announced", async () => {
    await round(2);
    now.queue.open({}, [job("remove", false)]);
    now.queue.open({}, [job("remove", false)]);
    const state = gathering(now);
    await settled();
    expect(state.end).to.equal(false);
  });

  it("waits a quarter of a call for a single delete", async () => {
    await round(1);
    now.queue.open({}, [job("remove", false)]);
    const state = gathering(now);
    await at(100);
    expect(state.end).to.equal(true);
  });

  it("expects no further operations after deletes that repair what another writer undid", async () => {
    await round(2);
    now.queue.open({}, [job("remove", true)]);
    now.queue.open({}, [job("remove", true)]);
    const state = gathering(now);
    await at(100);
    expect(state.end).to.equal(true);
  });

  it("does not wait at all for a panel that answers at once", async () => {
    now = start(0);
    now.queue.open({}, []);
    const state = gathering(now);
    await settled();
    expect(state.end).to.equal(true);
  });

  it("compares the next batch with the one that was sent", async () => {
    now = start(0);
    now.queue.open({}, []);
    await now.queue.gather(0);
    expect(now.queue.isFull).to.equal(true);
  });
});

describe("the writer's queue: operations that are open", () => {
  const start = () => new Queue(new ManualClock());
  const operations = (count: number) => Array.from({ length: count }, () => ({}));

  it("are expected when announced, until they begin", () => {
    const queue = start();
    expect(queue.expectsMore).to.equal(false);
    queue.announce("a");
    queue.announce("b");
    queue.announce("a");
    queue.begun("a");
    expect(queue.expectsMore).to.equal(true);
    queue.begun("b");
    queue.begun("never announced");
    expect(queue.expectsMore).to.equal(false);
  });

  it("resolve all waits for the next arrival", async () => {
    const queue = start();
    queue.open({}, []);
    const waiting = Promise.all([queue.arrival(), queue.arrival()]);
    let arrived = false;
    void waiting.then(() => {
      arrived = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(arrived).to.equal(false);
    queue.open({}, []);
    await waiting;
  });

  it("are never a full batch before one was sent", () => {
    const queue = start();
    for (const one of operations(100)) queue.open(one, []);
    expect(queue.isFull).to.equal(false);
  });

  it("are a full batch with as many as were open when the last one was sent", () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.nat(20), async (before, gone) => {
        const queue = start();
        const open = operations(before);
        for (const one of open) queue.open(one, []);
        await queue.gather(0);
        const closed = open.slice(0, gone);
        for (const one of closed) queue.close(one);
        for (const [index, one] of operations(closed.length).entries()) {
          expect(queue.isFull).to.equal(index >= closed.length);
          queue.open(one, []);
        }
        expect(queue.isFull).to.equal(true);
      }),
    ));

  it("count if they arrived during the call, not after its results", async () => {
    const queue = start();
    const [one, other, third] = operations(3) as [object, object, object];
    queue.open(one, []);
    await queue.gather(0);
    queue.open(other, []);
    queue.close(one);
    expect(queue.isFull).to.equal(false);
    queue.open(third, []);
    expect(queue.isFull).to.equal(true);
    await queue.gather(0);
    queue.close(other);
    expect(queue.isFull).to.equal(false);
    queue.open({}, []);
    expect(queue.isFull).to.equal(true);
  });
});
