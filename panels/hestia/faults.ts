import { FaultQueue, type FaultTarget } from "../core/faults";
import type { FrontFailure } from "../core/page";
import type { HestiaRequest } from "./log";

/** Where in a call a fault strikes: before the command, between its read and its write, or after it. */
export type HestiaFaultMoment = "before" | "between" | "after";

/** What goes wrong. All but `hook` are plain data and can be sent to the control routes. */
export type HestiaFaultEffect =
  /** The connection is cut. After the work: the answer is lost. */
  | { do: "hang-up"; when: "before" | "after" }
  /** The front answers an HTML page instead of the panel. */
  | { do: "html"; status: FrontFailure; when: "before" | "after" }
  /** The call stands still for `ms` before the work, or its answer comes `ms` later. */
  | { do: "delay"; ms: number; when: "before" | "after" }
  /** An add or delete answers OK and web.conf keeps its old line; the vhost file is written. */
  | { do: "lose-write" }
  /**
   * Somebody else changes the stored aliases of the same web domain between the read and the write (the default), after the
   * write, or around it: reads before it and writes after it, so that what the call wrote is undone.
   */
  | { do: "other-writer"; add?: string[]; remove?: string[]; when?: "between" | "after" | "around" }
  /** The command ends with this code, before or after its write; `message` is its output, default `Error: …`. */
  | { do: "exit"; code: number; message?: string; when: "before" | "after" }
  /** In-process only: runs at that moment and holds the call until it resolves. */
  | { do: "hook"; when: HestiaFaultMoment; run: (request: HestiaRequest) => void | Promise<void> };

/** Which calls a fault takes. */
export interface HestiaFaultTarget extends FaultTarget<HestiaRequest> {
  /** Default: every command. */
  command?: string;
}

export type HestiaFault = HestiaFaultTarget & HestiaFaultEffect;

/** The faults that wait for their calls. Several may strike one call, in the order in which they were added. */
export class HestiaFaults extends FaultQueue<HestiaRequest, HestiaFault> {
  protected override aims(fault: HestiaFault, request: HestiaRequest): boolean {
    return fault.command === undefined || fault.command === request.command;
  }
}
