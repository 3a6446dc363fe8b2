import { expect } from "chai";
import fc from "fast-check";
import { Gate } from "../../provider/core/gate";

/** Lets everything that is ready run. */
const settle = () => new Promise<void>((done) => setImmediate(done));

/** Tasks at a gate, each of which ends when the test says so. */
class Tasks {
  readonly started: number[] = [];
  running = 0;
  most = 0;
  readonly #ends = new Map<number, (failure?: Error) => void>();
  readonly #gate: Gate;

  constructor(width: number) {
    this.#gate = new Gate(width);
  }

  arrive(task: number): Promise<number> {
    return this.#gate.run(async () => {
      this.started.push(task);
      this.running += 1;
      this.most = Math.max(this.most, this.running);
      const failure = await new Promise<Error | undefined>((end) => this.#ends.set(task, end));
      this.running -= 1;
      if (failure !== undefined) throw failure;
      return task;
    });
  }

  end(task: number, failure?: Error): void {
    this.#ends.get(task)?.(failure);
  }
}

describe("the gate of a panel", () => {
  it("runs at most its width at once, in the order of arrival, and all in the end", async () => {
    const order = fc.array(fc.nat(), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), order, async (width, picks) => {
        const tasks = new Tasks(width);
        const results = picks.map((_, task) => tasks.arrive(task));
        const ended = new Set<number>();
        for (const pick of picks) {
          await settle();
          const open = tasks.started.filter((task) => !ended.has(task));
          expect(open).to.have.length(Math.min(width, picks.length - ended.size));
          const next = open[pick % open.length] ?? 0;
          ended.add(next);
          tasks.end(next);
        }
        expect(await Promise.all(results)).to.deep.equal(picks.map((_, task) => task));
        expect(tasks.started).to.deep.equal(picks.map((_, task) => task));
        expect(tasks.most).to.be.at.most(width);
      }),
    );
  });

  it("frees the place of a task that failed", async () => {
    const tasks = new Tasks(1);
    const failing = tasks.arrive(0).catch((error: Error) => error.message);
    const next = tasks.arrive(1);
    await settle();
    tasks.end(0, new Error("broken"));
    expect(await failing).to.equal("broken");
    await settle();
    expect(tasks.started).to.deep.equal([0, 1]);
    tasks.end(1);
    expect(await next).to.equal(1);
  });

  it("does not start a new task before those that wait", async () => {
    const tasks = new Tasks(1);
    const first = tasks.arrive(0);
    const second = tasks.arrive(1);
    await settle();
    tasks.end(0);
    const third = first.then(() => tasks.arrive(2));
    await settle();
    expect(tasks.started).to.deep.equal([0, 1]);
    tasks.end(1);
    await second;
    await settle();
    tasks.end(2);
    expect(await third).to.equal(2);
  });
});
