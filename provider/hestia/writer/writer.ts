import type { Clock } from "../../core/clock";
import type { AccountLists, Desk } from "./desk";
import { Expected } from "./expected";
import { Run } from "./run";
import { Traffic } from "./traffic";
import type { Outcome, Write } from "./writes";

/** How a writer works, for those who measure it. */
export interface WriterOptions {
  /** How often a name that another writer undid is written again. @default 8 */
  readonly repairs?: number;
}

const REPAIRS = 8;

/**
 * The one writer of a panel's account in this process. Hestia reads a web domain's alias string at the start of a
 * command and writes the whole of it back at the end, with no lock (Hestia wire facts, section 7): two writes at
 * once lose names though both are answered OK. So writes go one after the other, as many names in one call as are
 * there when it leaves, and what another process loses for us is written again.
 */
export class AccountWriter {
  readonly traffic: Traffic;
  readonly #desk: Desk;
  #busy = false;

  constructor(
    account: string,
    lists: AccountLists,
    clock: Clock,
    report: (message: string) => void,
    { repairs = REPAIRS }: WriterOptions = {},
  ) {
    this.traffic = new Traffic(clock);
    this.#desk = {
      account,
      lists,
      clock,
      report,
      repairs,
      traffic: this.traffic,
      expected: new Expected(),
      queue: [],
      pace: { longestCall: 0, single: 0, longestSingle: 0 },
      othersWrite: false,
      full: new Set(),
      uncounted: new Set(),
    };
  }

  /**
   * Does a write and proves it: the outcome tells what a list showed afterwards.
   *
   * @throws PanelError when nothing could be found out, or nothing of the write was done
   */
  async submit(write: Write): Promise<Outcome> {
    const [result] = await this.submitAll([write]);
    if (result?.status === "fulfilled") return result.value;
    throw result?.reason;
  }

  /** Does the writes of one operation, each for itself: one that fails leaves the others to land. */
  submitAll(writes: readonly Write[]): Promise<PromiseSettledResult<Outcome>[]> {
    const of = {};
    let left = writes.length;
    const done = () => {
      left -= 1;
      if (left === 0) this.traffic.closed(of);
    };
    const results = writes.map(
      (write) =>
        new Promise<Outcome>((resolve, reject) => {
          this.#desk.queue.push({
            write,
            of,
            resolve: (outcome) => {
              done();
              resolve(outcome);
            },
            reject: (reason) => {
              done();
              reject(reason);
            },
          });
        }),
    );
    if (left > 0) this.traffic.opened(of);
    if (left > 0 && !this.#busy) void this.#work();
    return Promise.allSettled(results);
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#desk.queue.length > 0) await new Run(this.#desk).finish();
    this.#busy = false;
  }
}
