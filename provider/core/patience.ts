import { PanelError } from "./errors";

/** That the panel was not even called in time: calls of this run that are no looks kept it busy. */
const BUSY = "BUSY";

export const isBusy = ({ failure }: PanelError): boolean => failure.code === BUSY;

/**
 * How long a panel is waited for that gives no sign of itself while somebody looks. It is the panel that is waited for, and not
 * a call: many calls that are answered one after the other take as long as they take.
 */
export class Patience {
  readonly #controller = new AbortController();
  /** How the looks that are under way are given up. */
  readonly #looks = new Set<() => void>();
  /** Calls of looks that the panel has not answered. */
  #sent = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    /** host:port */
    private readonly panel: string,
    /** Milliseconds without an answer. */
    private readonly limit: number,
  ) {}

  /** Ends the calls that are under way once it has run out. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * Looks, and waits no longer than the patience lasts, also where a call waits for its turn.
   *
   * @throws PanelError where it ran out
   */
  async during<T>(look: () => Promise<T>): Promise<T> {
    if (this.signal.aborted) throw this.error;
    let giveUp = () => {};
    const over = new Promise<never>((_resolve, reject) => {
      giveUp = () => reject(this.error);
    });
    this.#looks.add(giveUp);
    if (this.#timer === undefined) this.#restart();
    try {
      return await Promise.race([look(), over]);
    } finally {
      this.#looks.delete(giveUp);
      if (this.#looks.size === 0) this.#stop();
    }
  }

  /** Waits for an answer to a call. */
  async awaiting<T>(answer: Promise<T>): Promise<T> {
    this.#sent += 1;
    try {
      const answered = await answer;
      this.#restart();
      return answered;
    } finally {
      this.#sent -= 1;
    }
  }

  /** Why it ran out. */
  get error(): PanelError {
    const { panel, limit } = this;
    const seconds = `${limit / 1000} s`;
    return this.signal.aborted
      ? new PanelError({
          kind: "unclear",
          panel,
          code: "ERR_CANCELED",
          what: `the panel has answered nothing for ${seconds}`,
          cure: "Look at the panel's load. With `detectDrift` set to false, the panel is called only when there is something to write.",
        })
      : new PanelError({
          kind: "unclear",
          panel,
          code: BUSY,
          what: `other calls of this run have kept the panel busy for ${seconds}`,
          cure: "The next `pulumi up` looks again.",
        });
  }

  /** What is under way is waited for no longer, and nothing is sent any more. */
  runOut(): void {
    this.#controller.abort();
    for (const giveUp of this.#looks) giveUp();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #restart(): void {
    this.#stop();
    // A look that was given up may still be answered: then nobody waits.
    if (this.#looks.size === 0) return;
    this.#timer = setTimeout(() => this.#overdue(), this.limit).unref();
  }

  #overdue(): void {
    this.#stop();
    if (this.#sent > 0) this.runOut();
    else for (const giveUp of this.#looks) giveUp();
  }
}
