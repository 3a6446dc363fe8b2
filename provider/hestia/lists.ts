import type { Clock } from "../core/clock";
import type { Account } from "./account";
import type { HestiaClient } from "./client";

/** Milliseconds that a list may be old when a refresh reads from it. */
const FRESH = 30_000;

/** One account's lists: a refresh of all its aliases shares one. */
export class Lists {
  #latest: { account: Account; taken: number } | undefined;
  #underWay: { promise: Promise<Account>; started: number } | undefined;
  #lastWrite = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly name: string,
    private readonly clock: Clock,
  ) {}

  /** A list taken anew. */
  async fresh(client: HestiaClient): Promise<Account> {
    const started = this.clock.now();
    const promise = client.list(this.name);
    const account = await promise;
    if (this.#latest === undefined || this.#latest.taken < started)
      this.#latest = { account, taken: started };
    return account;
  }

  /** A list that is newer than our last write and not older than half a minute, shared with others that ask. */
  async recent(client: HestiaClient): Promise<Account> {
    const oldest = Math.max(this.clock.now() - FRESH, this.#lastWrite);
    if (this.#latest !== undefined && this.#latest.taken >= oldest) return this.#latest.account;
    if (this.#underWay !== undefined && this.#underWay.started >= oldest) return this.#underWay.promise;
    const underWay = { promise: this.fresh(client), started: this.clock.now() };
    this.#underWay = underWay;
    try {
      return await underWay.promise;
    } finally {
      if (this.#underWay === underWay) this.#underWay = undefined;
    }
  }

  /** To be called around every write: lists that began before its end do not show it. */
  wrote(): void {
    this.#lastWrite = this.clock.now();
  }
}
