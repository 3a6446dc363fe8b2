import type { Clock } from "../../core/clock";

/** What is known of the operations that the engine sends: which are open, which are on their way, and since when it is quiet. */
export class Traffic {
  readonly #open = new Set<object>();
  readonly #coming = new Set<string>();
  readonly #arrivals: (() => void)[] = [];
  #latest = Number.NEGATIVE_INFINITY;
  /** How many were open when the latest batch left, or since then before results went back. */
  #width = Number.POSITIVE_INFINITY;
  #answering = false;
  #released = false;

  constructor(private readonly clock: Clock) {}

  /** An operation that will write, as far as its check or diff could tell. */
  announce(operation: string): void {
    this.#coming.add(operation);
  }

  /** An announced operation has begun. */
  begun(operation: string): void {
    this.#coming.delete(operation);
  }

  opened(operation: object): void {
    this.#open.add(operation);
    // An engine that was slow once has more slots than were in use then.
    if (!this.#answering) this.#width = Math.max(this.#width, this.open);
    this.#changed();
    for (const arrived of this.#arrivals.splice(0)) arrived();
  }

  /** The engine has the results of an operation, and a slot for another one. */
  closed(operation: object): void {
    this.#open.delete(operation);
    this.#released = true;
    this.#answering = true;
    this.#changed();
  }

  /** Operations without results. */
  get open(): number {
    return this.#open.size;
  }

  /** Whether the engine has announced operations that it has not sent: all its slots are taken, or about to be. */
  get expectsMore(): boolean {
    return this.#coming.size > 0;
  }

  /** Whether results have gone back, so that the engine was free to send more. */
  get released(): boolean {
    return this.#released;
  }

  /** As many open as the engine had open before: probably all that it sends at once. */
  get isFull(): boolean {
    return this.open >= this.#width;
  }

  /** Milliseconds since something came or went. */
  get quiet(): number {
    return this.clock.now() - this.#latest;
  }

  /** A batch leaves: what is open now is what a full house looks like. */
  departed(): void {
    this.#width = this.open;
    this.#answering = false;
  }

  /** Settles when the next operation arrives. */
  arrival(): Promise<void> {
    return new Promise((resolve) => this.#arrivals.push(resolve));
  }

  #changed(): void {
    this.#latest = this.clock.now();
  }
}
