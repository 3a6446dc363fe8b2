import type { Clock } from "../core/clock";
import type { AccountLists, Desk } from "./desk";
import { Expected } from "./expected";
import { Run } from "./run";
import type { Outcome, Write } from "./writes";

/**
 * The one writer of a panel's account in this process. Hestia reads a web domain's alias string at the start of a
 * command and writes the whole of it back at the end, with no lock (Hestia wire facts, section 7): two writes at
 * once lose names though both are answered OK. So writes go one after the other, and what another process loses
 * for us is written again.
 */
export class AccountWriter {
  readonly #desk: Desk;
  readonly #arrivals: (() => void)[] = [];
  #busy = false;

  constructor(account: string, lists: AccountLists, clock: Clock, report: (message: string) => void) {
    this.#desk = {
      account,
      lists,
      clock,
      report,
      expected: new Expected(),
      queue: [],
      longestCall: 0,
      othersWrite: false,
      full: new Set(),
      arrival: () => new Promise((resolve) => this.#arrivals.push(resolve)),
    };
  }

  /**
   * Does a write and proves it: the outcome tells what a list showed afterwards.
   *
   * @throws PanelError when nothing could be found out, or nothing of the write was done
   */
  submit(write: Write): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#desk.queue.push({ write, resolve, reject });
      for (const arrived of this.#arrivals.splice(0)) arrived();
      if (!this.#busy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#desk.queue.length > 0) await new Run(this.#desk).finish();
    this.#busy = false;
  }
}
