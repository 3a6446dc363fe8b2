import { FaultQueue, type FaultTarget } from "../core/faults";
import type { FrontFailure } from "../core/page";
import type { EnhanceRequest } from "./log";
import type { EnhanceOperationId } from "./operation-ids";

/** Where in a call a fault strikes: before its work or after it. */
export type EnhanceFaultMoment = "before" | "after";

/** What goes wrong. All but `hook` are plain data and can be sent to the control routes. */
export type EnhanceFaultEffect =
  /** The connection is cut. After the work: the answer is lost. */
  | { do: "hang-up"; when: EnhanceFaultMoment }
  /** The connection is cut, and the work is done when `calls` more calls are answered (default 1) or `ms` are over. */
  | { do: "lands-later"; calls?: number; ms?: number }
  /** The front answers an HTML page instead of the panel. */
  | { do: "html"; status: FrontFailure; when: EnhanceFaultMoment }
  /** The panel answers an error of its own: any status, any code. */
  | { do: "error"; status: number; code: string; detail?: string; message?: string; when: EnhanceFaultMoment }
  /** 429 before the work, with Retry-After in seconds unless it is left out. */
  | { do: "rate-limit"; retryAfter?: number }
  /** Any answer at all. */
  | {
      do: "answer";
      status: number;
      body?: string;
      contentType?: string;
      headers?: Record<string, string>;
      when: EnhanceFaultMoment;
    }
  /** The call stands still for `ms` before the work, or its answer comes `ms` later. */
  | { do: "delay"; ms: number; when: EnhanceFaultMoment }
  /** In-process only: runs at that moment and holds the call until it resolves. */
  | { do: "hook"; when: EnhanceFaultMoment; run: (request: EnhanceRequest) => void | Promise<void> };

/** Which calls to the API a fault takes. */
export interface EnhanceFaultTarget extends FaultTarget<EnhanceRequest> {
  /** Default: every operation. */
  operationId?: EnhanceOperationId;
}

export type EnhanceFault = EnhanceFaultTarget & EnhanceFaultEffect;

/** The faults that wait for their calls. Several may strike one call, in the order in which they were added. */
export class EnhanceFaults extends FaultQueue<EnhanceRequest, EnhanceFault> {
  protected override aims(fault: EnhanceFault, request: EnhanceRequest): boolean {
    return fault.operationId === undefined || fault.operationId === request.operationId;
  }
}
