import { expect } from "chai";
import { SharedList } from "../../provider/core/lists";
import { Account } from "../../provider/hestia/api/account";
import type { HestiaClient } from "../../provider/hestia/api/client";
import type { Desk, Job } from "../../provider/hestia/writer/desk";
import { Expected } from "../../provider/hestia/writer/expected";
import { gather } from "../../provider/hestia/writer/gather";
import { Traffic } from "../../provider/hestia/writer/traffic";
import { HandClock, settled } from "./handClock";

/** What a call with one name takes, in milliseconds. */
const CALL = 400;

function desk(single = CALL) {
  const clock = new HandClock();
  const traffic = new Traffic(clock);
  const made: Desk = {
    account: "tenant1",
    lists: new SharedList(async () => new Account([]), clock),
    clock,
    report: () => {},
    expected: new Expected(),
    queue: [],
    traffic,
    pace: { longestCall: single, single, longestSingle: single },
    repairs: 8,
    othersWrite: false,
    full: new Set(),
    uncounted: new Set(),
  };
  return { clock, traffic, desk: made };
}

const job = (kind: "ensure" | "remove", repairs: boolean): Job => ({
  write: {
    client: {} as HestiaClient,
    webDomain: "network.example.com",
    names: ["a.test"],
    restart: "yes",
    ...(kind === "ensure" ? { kind, accepts: () => true } : { kind, spares: () => false }),
  },
  of: {},
  repairs,
  resolve: () => {},
  reject: () => {},
});

/** A gathering under way; `end` is undefined while it waits. */
function gathering(of: Desk) {
  const state: { end?: boolean } = {};
  void gather(of).then((isFinal) => {
    state.end = isFinal;
  });
  return state;
}

describe("gather", () => {
  let now: ReturnType<typeof desk>;
  beforeEach(() => {
    now = desk();
  });
  const at = async (time: number) => {
    now.clock.set(time);
    await settled();
  };
  /** A batch of so many has left, and its results have gone back. */
  const round = (count: number) => {
    const operations = Array.from({ length: count }, () => ({}));
    for (const one of operations) now.traffic.opened(one);
    now.traffic.departed();
    for (const one of operations) now.traffic.closed(one);
  };

  it("waits until it has been quiet for a quarter of a call: the end", async () => {
    now.traffic.opened({});
    const state = gathering(now.desk);
    await at(99);
    expect(state.end).to.equal(undefined);
    await at(100);
    expect(state.end).to.equal(true);
  });

  it("each arrival begins the quiet anew", async () => {
    now.traffic.opened({});
    const state = gathering(now.desk);
    for (const time of [90, 180]) {
      await at(time);
      now.traffic.opened({});
    }
    await at(279);
    expect(state.end).to.equal(undefined);
    await at(280);
    expect(state.end).to.equal(true);
  });

  it("for half a call where more is announced: not the end, since the engine had no slot yet", async () => {
    now.traffic.announce("more");
    now.traffic.opened({});
    const state = gathering(now.desk);
    await at(199);
    expect(state.end).to.equal(undefined);
    await at(200);
    expect(state.end).to.equal(false);
  });

  it("what is announced and does not come though there is a slot for it is not coming: the end", async () => {
    round(3);
    now.traffic.announce("more");
    now.traffic.opened({});
    const state = gathering(now.desk);
    await at(200);
    expect(state.end).to.equal(true);
  });

  it("never longer than one call, however much keeps coming", async () => {
    now.traffic.announce("more");
    now.traffic.opened({});
    const state = gathering(now.desk);
    for (let time = 0; time < CALL; time += 50) {
      await at(time);
      expect(state.end).to.equal(undefined);
      now.traffic.opened({});
    }
    await at(CALL);
    expect(state.end).to.equal(false);
  });

  it("leaves at once when as many are there as before and more is announced", async () => {
    round(3);
    now.traffic.announce("more");
    now.traffic.opened({});
    now.traffic.opened({});
    const state = gathering(now.desk);
    await at(10);
    expect(state.end).to.equal(undefined);
    now.traffic.opened({});
    await settled();
    expect(state.end).to.equal(false);
  });

  it("with as many as before and nothing announced, waits for the quiet: the end", async () => {
    round(2);
    now.traffic.opened({});
    now.traffic.opened({});
    const state = gathering(now.desk);
    await at(99);
    expect(state.end).to.equal(undefined);
    await at(100);
    expect(state.end).to.equal(true);
  });

  it("deletes are not announced: a house as full as before leaves at once, and is not the end", async () => {
    round(2);
    now.desk.queue.push(job("remove", false), job("remove", false));
    now.traffic.opened({});
    now.traffic.opened({});
    const state = gathering(now.desk);
    await settled();
    expect(state.end).to.equal(false);
  });

  it("one delete alone waits for the quiet", async () => {
    round(1);
    now.desk.queue.push(job("remove", false));
    now.traffic.opened({});
    const state = gathering(now.desk);
    await at(100);
    expect(state.end).to.equal(true);
  });

  it("deletes that repair what another writer undid announce nothing", async () => {
    round(2);
    now.desk.queue.push(job("remove", true), job("remove", true));
    now.traffic.opened({});
    now.traffic.opened({});
    const state = gathering(now.desk);
    await at(100);
    expect(state.end).to.equal(true);
  });

  it("does not wait at all for a panel that answers at once", async () => {
    now = desk(0);
    now.traffic.opened({});
    const state = gathering(now.desk);
    await settled();
    expect(state.end).to.equal(true);
  });

  it("what comes next is held against what has left", async () => {
    now = desk(0);
    now.traffic.opened({});
    await gather(now.desk);
    expect(now.traffic.isFull).to.equal(true);
  });
});
