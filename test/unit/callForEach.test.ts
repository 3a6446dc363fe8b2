import { expect } from "chai";
import { type FailureKind, PanelError } from "../../provider/core/errors";
import { type Calls, callForEach } from "../../provider/resource/oneByOne";

const failure = (kind: FailureKind, more: { status?: number; subject?: string } = {}) =>
  new PanelError({ kind, panel: "panel.example.com:443", what: "the panel did not", ...more });

const ITEMS = Array.from({ length: 20 }, (_, index) => index);

describe("a call for each of many", () => {
  let made: number[];
  beforeEach(() => {
    made = [];
  });

  const all = (fails: (item: number) => PanelError | undefined, more: Partial<Calls<number>> = {}) =>
    callForEach(ITEMS, {
      width: 1,
      send: async (item) => {
        made.push(item);
        const error = fails(item);
        if (error !== undefined) throw error;
      },
      anyDone: async () => false,
      ...more,
    });

  it("is made once for each, in order, with a limit of calls at once", async () => {
    let running = 0;
    let most = 0;
    const errors = await callForEach(ITEMS, {
      width: 3,
      send: async (item) => {
        made.push(item);
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      },
      anyDone: async () => false,
    });
    expect(made).to.deep.equal(ITEMS);
    expect(most).to.equal(3);
    expect([...errors]).to.deep.equal([]);
  });

  it("continues after a failure, which is reported for that item alone", async () => {
    const rejected = failure("rejected");
    const errors = await all((item) => (item % 5 === 0 ? rejected : undefined));
    expect(made).to.deep.equal(ITEMS);
    expect([...errors.keys()]).to.deep.equal([0, 5, 10, 15]);
  });

  for (const [what, error] of [
    ["a panel that cannot be reached", failure("unreachable")],
    ["a refused token", failure("refused", { status: 401 })],
    ["a website that is missing", failure("missing", { subject: "website" })],
    ["a panel that keeps putting calls off", failure("rejected", { status: 429 })],
  ] as const) {
    it(`stops at ${what}: the remaining items get the same reason`, async () => {
      const errors = await all((item) => (item === 2 ? error : undefined));
      expect(made).to.deep.equal([0, 1, 2]);
      expect([...errors.keys()]).to.deep.equal(ITEMS.slice(2));
      expect(new Set(errors.values())).to.deep.equal(new Set([error]));
    });
  }

  it("stops for the items that a verdict covers, and continues for the others", async () => {
    const full = failure("rejected");
    const errors = await all((item) => (item === 4 ? full : undefined), {
      judge: async (_, error) => ({ error, covers: (other) => other % 2 === 0 }),
    });
    expect(made).to.deep.equal([0, 1, 2, 3, 4, 5, 7, 9, 11, 13, 15, 17, 19]);
    expect([...errors.keys()]).to.deep.equal([4, 6, 8, 10, 12, 14, 16, 18]);
  });

  it("stops after five lost answers in a row without visible work", async () => {
    const lost = failure("unclear");
    const asked: (readonly number[])[] = [];
    const errors = await all((item) => (item >= 3 ? lost : undefined), {
      anyDone: async (items) => {
        asked.push(items);
        return false;
      },
    });
    expect(made).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(asked).to.deep.equal([[3, 4, 5, 6, 7]]);
    expect(errors.size).to.equal(17);
  });

  it("continues where the work is visible, or an answer comes in between", async () => {
    const lost = failure("unclear");
    const errors = await all(() => lost, { anyDone: async () => true });
    expect(made).to.deep.equal(ITEMS);
    expect(errors.size).to.equal(ITEMS.length);
    made = [];
    await all((item) => (item % 5 === 4 ? undefined : lost));
    expect(made).to.deep.equal(ITEMS);
  });

  it("fails with any error that is not the panel's", async () => {
    const ours = new TypeError("a fault of ours");
    const calls = callForEach(ITEMS, {
      width: 2,
      send: () => Promise.reject(ours),
      anyDone: async () => false,
    });
    expect(await calls.catch((error: unknown) => error)).to.equal(ours);
  });
});
