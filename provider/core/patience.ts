/**
 * How long a panel is waited for that gives no sign of itself while somebody looks. It is the panel that is waited for, and not
 * a call: many calls that are answered one after the other take as long as they take.
 */
export class Patience {
  readonly #controller = new AbortController();
  #looks = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    /** Milliseconds without an answer. */
    readonly limit: number,
  ) {}

  /** Ends the calls that are under way once it has run out. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Looks, and waits no longer than the patience lasts. */
  async during<T>(look: () => Promise<T>): Promise<T> {
    this.#looks += 1;
    if (this.#timer === undefined) this.answered();
    try {
      return await look();
    } finally {
      this.#looks -= 1;
      if (this.#looks === 0) this.#stop();
    }
  }

  /** The panel has answered a call: it is waited for anew. */
  answered(): void {
    this.#stop();
    if (this.#looks > 0) this.#timer = setTimeout(() => this.runOut(), this.limit).unref();
  }

  /** What is under way is waited for no longer. */
  runOut(): void {
    this.#stop();
    this.#controller.abort();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
