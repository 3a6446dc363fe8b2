/** Which calls a fault takes, beside the panel's own way of naming them. */
export interface FaultTarget<Call> {
  /** What `left` and `drop` know it by. */
  id?: string;
  /** The first call taken, counted from 1 among the matching calls since the fault was added. Default 1. */
  nth?: number;
  /** How many calls it takes from there on. Default 1. */
  times?: number;
  /** In-process only: a further condition; a call that fails it is not counted. */
  match?: (call: Call) => boolean;
}

interface Entry<Fault> {
  readonly fault: Fault;
  seen: number;
}

/** The faults that wait for their calls. Several may strike one call, in the order in which they were added. */
export abstract class FaultQueue<Call, Fault extends FaultTarget<Call>> {
  #entries: Entry<Fault>[] = [];

  /** Whether a fault is meant for this kind of call. */
  protected abstract aims(fault: Fault, call: Call): boolean;

  add(...faults: Fault[]): void {
    this.#entries.push(...faults.map((fault) => ({ fault, seen: 0 })));
  }

  clear(): void {
    this.#entries = [];
  }

  /** Takes the faults of this id out. */
  drop(id: string): void {
    this.#entries = this.#entries.filter(({ fault }) => fault.id !== id);
  }

  /** How many calls the faults of this id will still strike. */
  left(id: string): number {
    return this.#entries
      .filter(({ fault }) => fault.id === id)
      .reduce((sum, { fault, seen }) => sum + lastCall(fault) - Math.max(seen, firstCall(fault) - 1), 0);
  }

  /** The faults that can still strike. */
  get pending(): Fault[] {
    return this.#entries.map((entry) => entry.fault);
  }

  /** Counts this call and returns the faults that strike it. Used up faults are dropped. */
  take(call: Call): Fault[] {
    const striking: Fault[] = [];
    for (const entry of this.#entries) {
      const { fault } = entry;
      if (!this.aims(fault, call)) continue;
      if (fault.match && !fault.match(call)) continue;
      entry.seen++;
      if (entry.seen >= firstCall(fault) && entry.seen <= lastCall(fault)) striking.push(fault);
    }
    this.#entries = this.#entries.filter((entry) => entry.seen < lastCall(entry.fault));
    return striking;
  }
}

function firstCall(fault: FaultTarget<never>): number {
  return fault.nth ?? 1;
}

function lastCall(fault: FaultTarget<never>): number {
  return firstCall(fault) + (fault.times ?? 1) - 1;
}
