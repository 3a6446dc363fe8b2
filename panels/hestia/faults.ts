import type { HestiaRequest } from "./log";

/** Where in a call a fault strikes: before the command, between its read and its write, or after it. */
export type HestiaFaultMoment = "before" | "between" | "after";

/** What goes wrong. All but `hook` are plain data and can be sent to the control routes. */
export type HestiaFaultEffect =
  /** The connection is cut. After the work: the answer is lost. */
  | { do: "hang-up"; when: "before" | "after" }
  /** The front answers an HTML page instead of the panel. */
  | { do: "html"; status: 500 | 502 | 503 | 504; when: "before" | "after" }
  /** The call stands still for `ms` before the work, or its answer comes `ms` later. */
  | { do: "delay"; ms: number; when: "before" | "after" }
  /** An add or delete answers OK and web.conf keeps its old line; the vhost file is written. */
  | { do: "lose-write" }
  /** Somebody else changes the stored aliases of the same web domain between the read and the write. */
  | { do: "other-writer"; add?: string[]; remove?: string[]; when?: "between" | "after" }
  /** The command ends with this code, before or after its write; `message` is its output, default `Error: …`. */
  | { do: "exit"; code: number; message?: string; when: "before" | "after" }
  /** In-process only: runs at that moment and holds the call until it resolves. */
  | { do: "hook"; when: HestiaFaultMoment; run: (request: HestiaRequest) => void | Promise<void> };

/** Which calls a fault takes. */
export interface HestiaFaultTarget {
  /** Default: every command. */
  command?: string;
  /** The first call taken, counted from 1 among the matching calls since the fault was added. Default 1. */
  nth?: number;
  /** How many calls it takes from there on. Default 1. */
  times?: number;
  /** In-process only: a further condition; a call that fails it is not counted. */
  match?: (request: HestiaRequest) => boolean;
}

export type HestiaFault = HestiaFaultTarget & HestiaFaultEffect;

interface Entry {
  readonly fault: HestiaFault;
  seen: number;
}

/** The faults that wait for their calls. Several may strike one call, in the order in which they were added. */
export class HestiaFaults {
  #entries: Entry[] = [];

  add(...faults: HestiaFault[]): void {
    this.#entries.push(...faults.map((fault) => ({ fault, seen: 0 })));
  }

  clear(): void {
    this.#entries = [];
  }

  /** The faults that can still strike. */
  get pending(): HestiaFault[] {
    return this.#entries.map((entry) => entry.fault);
  }

  /** Counts this call and returns the faults that strike it. Used up faults are dropped. */
  take(request: HestiaRequest): HestiaFault[] {
    const striking: HestiaFault[] = [];
    for (const entry of this.#entries) {
      const { fault } = entry;
      if (fault.command !== undefined && fault.command !== request.command) continue;
      if (fault.match && !fault.match(request)) continue;
      entry.seen++;
      if (entry.seen >= firstCall(fault) && entry.seen <= lastCall(fault)) striking.push(fault);
    }
    this.#entries = this.#entries.filter((entry) => entry.seen < lastCall(entry.fault));
    return striking;
  }
}

function firstCall(fault: HestiaFault): number {
  return fault.nth ?? 1;
}

function lastCall(fault: HestiaFault): number {
  return firstCall(fault) + (fault.times ?? 1) - 1;
}
