import type { Clock } from "./clock";

/** Milliseconds that a list may be old when a refresh reads from it. */
const FRESH = 30_000;

/** One list of a panel that many resources look at: an account's, or a website's. */
export class SharedList<Client, List> {
  #latest: { list: List; taken: number } | undefined;
  #underWay: { promise: Promise<List>; started: number } | undefined;
  #next: Promise<List> | undefined;
  #lastWrite = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly fetch: (client: Client) => Promise<List>,
    private readonly clock: Clock,
  ) {}

  /** A list taken anew, after the call began; calls that wait for the one under way to end share the one after it. */
  async fresh(client: Client): Promise<List> {
    if (this.#underWay === undefined) return this.#take(client);
    this.#next ??= this.#underWay.promise
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#take(client);
      });
    return this.#next;
  }

  /** A list that is newer than our last write and not older than half a minute, shared with others that ask. */
  async recent(client: Client): Promise<List> {
    const oldest = Math.max(this.clock.now() - FRESH, this.#lastWrite);
    if (this.#latest !== undefined && this.#latest.taken >= oldest) return this.#latest.list;
    if (this.#underWay !== undefined && this.#underWay.started >= oldest) return this.#underWay.promise;
    return this.fresh(client);
  }

  /** To be called around every write: lists that began before its end do not show it. */
  wrote(): void {
    this.#lastWrite = this.clock.now();
  }

  /** Makes a write, and counts it as one. */
  write<T>(write: () => Promise<T>): Promise<T> {
    this.wrote();
    return write().finally(() => this.wrote());
  }

  #take(client: Client): Promise<List> {
    const started = this.clock.now();
    const promise = this.fetch(client)
      .then((list) => {
        this.#latest = { list, taken: started };
        return list;
      })
      .finally(() => {
        this.#underWay = undefined;
      });
    this.#underWay = { promise, started };
    return promise;
  }
}
