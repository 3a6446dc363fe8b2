import type { Clock } from "../../core/clock";
import type { Ensure, Job, Remove } from "./job";

/**
 * Names in one call. 250 take some ten seconds, and while a call is under way, another writer can undo all of it;
 * fewer names mean more calls, of which each takes longer than its names the more the web domain has already.
 */
const NAMES_AT_ONCE = 250;
/** Where others write, a short call is undone more rarely. */
export const NAMES_BESIDE_OTHERS = 50;

/**
 * Of the time that a call with one name takes: how long without an arrival says that none is on its way. Arrivals are
 * some 10 ms apart, each after the engine has saved its state; with a panel that answers at once there is no waiting.
 */
const PATIENCE = 1 / 4;
/** Where the engine has announced more, it is only slow. */
const PATIENCE_FOR_ANNOUNCED = 1 / 2;

/**
 * What is announced may take so long to come, and all of it so long together, though the panel answers faster: after each
 * operation the engine saves its state, some 0.1 s at 500 resources, and only then sends the next one. It is busy meanwhile, so
 * that waiting for all its slots costs nothing, and a call for each arrival would. Milliseconds.
 */
const GAP_OF_ANNOUNCED = 300;
const WAIT_FOR_ANNOUNCED = 2_000;

/** A job that adds names. */
export type EnsureJob = Job & { readonly write: Ensure };
/** A job that takes names off. */
export type RemoveJob = Job & { readonly write: Remove };

export const isEnsure = (job: Job): job is EnsureJob => job.write.kind === "ensure";
export const isRemove = (job: Job): job is RemoveJob => job.write.kind === "remove";

/** Jobs that wait for their turn, and what is known of the operations that the engine sends them with. */
export class Queue {
  #jobs: Job[] = [];
  /** Operations without results. */
  readonly #open = new Set<object>();
  /** Operations that the engine has announced and not sent: all its slots are taken, or about to be. */
  readonly #announced = new Set<string>();
  readonly #arrivals: (() => void)[] = [];
  #latest = Number.NEGATIVE_INFINITY;
  /** With so many operations open no more are expected: as many as when the latest batch left, or since then before results went back. */
  #width = Number.POSITIVE_INFINITY;
  /** What the present cycle writes: what arrives later is gathered for the next one. */
  #gathered: ReadonlySet<Job> = new Set();
  /** The most operations that have been open at once. */
  #widest = 0;
  #isAnswering = false;
  /** Whether results have gone back, so that the engine was free to send more. */
  #hasAnswered = false;

  constructor(private readonly clock: Clock) {}

  /** An operation that will write, as far as its check or diff could tell. */
  announce(operation: string): void {
    this.#announced.add(operation);
  }

  /** An announced operation has begun. */
  begun(operation: string): void {
    this.#announced.delete(operation);
  }

  /** An operation has come with its jobs. */
  open(operation: object, jobs: readonly Job[]): void {
    this.#jobs.push(...jobs);
    this.#open.add(operation);
    // An engine that was slow once has more slots than were in use then.
    if (!this.#isAnswering) this.#width = Math.max(this.#width, this.#open.size);
    this.#widest = Math.max(this.#widest, this.#open.size);
    this.#latest = this.clock.now();
    for (const arrived of this.#arrivals.splice(0)) arrived();
  }

  /** The engine has the results of an operation, and a slot for another one. */
  close(operation: object): void {
    this.#open.delete(operation);
    this.#hasAnswered = true;
    this.#isAnswering = true;
    this.#latest = this.clock.now();
  }

  /** Whether results can go back while another operation waits. */
  get hasSeveralOpen(): boolean {
    return this.#open.size > 1;
  }

  /** Whether the engine waits for the result of a job. */
  isOpen({ operation }: Job): boolean {
    return this.#open.has(operation);
  }

  /** Whether more is announced. */
  get expectsMore(): boolean {
    return this.#announced.size > 0;
  }

  /** Whether as many operations are open as the engine had open before: probably all that it sends at once. */
  get isFull(): boolean {
    return this.#open.size >= this.#width;
  }

  get jobs(): readonly Job[] {
    return this.#jobs;
  }

  get isEmpty(): boolean {
    return this.#jobs.length === 0;
  }

  /** Jobs that go before all others. */
  putFirst(jobs: readonly Job[]): void {
    this.#jobs.unshift(...jobs);
  }

  /** Takes out the jobs for which something holds. */
  takeOut(holds: (job: Job) => boolean): Job[] {
    const taken = this.#jobs.filter(holds);
    const gone = new Set(taken);
    this.#jobs = this.#jobs.filter((job) => !gone.has(job));
    return taken;
  }

  /** Settles when the next operation arrives. */
  arrival(): Promise<void> {
    return new Promise((resolve) => this.#arrivals.push(resolve));
  }

  /**
   * Lets come together what the engine is about to send, as long as waiting costs less than a call of its own, or nothing.
   *
   * @param single what a call with one name takes, in milliseconds
   * @returns whether this seems to be the end: nothing further came although there was time for it
   */
  async gather(single: number): Promise<boolean> {
    const { clock } = this;
    const hasRemoves = this.#jobs.some(({ write, isRepair }) => write.kind === "remove" && !isRepair);
    const began = clock.now();
    let isFinal: boolean | undefined;
    let mayGrow = false;
    while (isFinal === undefined) {
      const more = this.expectsMore;
      const longest = more ? Math.max(single, WAIT_FOR_ANNOUNCED) : single;
      const patience = more ? Math.max(single * PATIENCE_FOR_ANNOUNCED, GAP_OF_ANNOUNCED) : single * PATIENCE;
      const left = Math.min(patience - (clock.now() - this.#latest), longest - (clock.now() - began));
      // Deletes are not announced: that as many are open as before is all there is to tell that more may come.
      if (this.isFull && (more || (hasRemoves && this.hasSeveralOpen))) {
        isFinal = false;
        mayGrow = more;
      }
      // Before anything went back, silence does not tell: the engine had no slot to send more in.
      else if (left <= 0) isFinal = this.#hasAnswered || !more;
      else await Promise.race([clock.sleep(left), this.arrival()]);
    }
    // Some of the engine's slots were with other panels, and may be free again.
    this.#width = mayGrow ? Math.min(this.#open.size + 1, this.#widest) : this.#open.size;
    this.#isAnswering = false;
    this.#gathered = new Set(this.#jobs);
    return isFinal;
  }

  /**
   * Takes out the next call's jobs, of those that were gathered: one remove, or the ensures of one web domain, as many as go into
   * one call. Order is kept where it matters: an ensure does not overtake a remove that has a name of it.
   *
   * @param reserved the operation whose jobs are to wait, unless all others wait for one of them
   * @returns none where there are none but those
   */
  take(reserved: object | undefined, othersWrite: boolean): Job[] {
    const first = this.#next(reserved);
    if (first === undefined) {
      const isReserved = this.#jobs.every((job) => job.operation === reserved || !this.#gathered.has(job));
      return isReserved ? [] : this.take(undefined, othersWrite);
    }
    const taken = new Set(isEnsure(first) ? this.#alike(first, reserved, othersWrite) : [first]);
    return this.takeOut((job) => taken.has(job));
  }

  /** The first job that may go. */
  #next(reserved: object | undefined): Job | undefined {
    const leaving = new Set<string>();
    return this.#jobs.find((job) => {
      for (const name of leavingBy(job)) leaving.add(name);
      if (job.operation === reserved || !this.#gathered.has(job)) return false;
      return !(isEnsure(job) && job.names.some((name) => leaving.has(name)));
    });
  }

  #alike(first: EnsureJob, reserved: object | undefined, othersWrite: boolean): Job[] {
    const most = othersWrite ? NAMES_BESIDE_OTHERS : NAMES_AT_ONCE;
    const { client, webDomain } = first.write;
    const leaving = new Set<string>();
    const taken: Job[] = [];
    let count = 0;
    for (const job of this.#jobs) {
      for (const name of leavingBy(job)) leaving.add(name);
      const { write, names } = job;
      if (!isEnsure(job) || job.operation === reserved || !this.#gathered.has(job)) continue;
      if (write.client !== client || write.webDomain !== webDomain) continue;
      if (names.some((name) => leaving.has(name))) continue;
      count += names.length;
      if (count > most && taken.length > 0) break;
      taken.push(job);
    }
    return taken;
  }
}

/** The names that a job takes off the panel. */
const leavingBy = (job: Job): readonly string[] =>
  isRemove(job) ? job.names.filter((name) => !job.write.spares(name)) : [];
