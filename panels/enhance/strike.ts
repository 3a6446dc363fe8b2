import { pause } from "../core/pause";
import { type Answer, errorAnswer, frontPage } from "./answer";
import type { EnhanceFault, EnhanceFaultMoment } from "./faults";
import type { EnhanceRequest } from "./log";

/** An answer to send, or the connection to cut. */
export type CallOutcome = Answer | "hang-up";

/** Lets the faults of a moment happen, in their order; the first that ends the call gives its outcome. */
export async function strike(
  faults: readonly EnhanceFault[],
  when: EnhanceFaultMoment,
  request: EnhanceRequest,
  closing: AbortSignal,
): Promise<CallOutcome | undefined> {
  for (const fault of faults) {
    if (momentOf(fault) !== when) continue;
    if (fault.do === "delay") await pause(fault.ms, closing);
    if (fault.do === "hook") await fault.run(request);
    const outcome = outcomeOf(fault);
    if (outcome) return outcome;
  }
  return undefined;
}

function momentOf(fault: EnhanceFault): EnhanceFaultMoment {
  return "when" in fault ? fault.when : "before";
}

function outcomeOf(fault: EnhanceFault): CallOutcome | undefined {
  switch (fault.do) {
    case "hang-up":
      return "hang-up";
    case "html":
      return frontPage(fault.status);
    case "error":
      return errorAnswer(fault.status, { code: fault.code, detail: fault.detail, message: fault.message });
    case "rate-limit": {
      const headers = fault.retryAfter === undefined ? {} : { "Retry-After": String(fault.retryAfter) };
      return { ...errorAnswer(429, { code: "too_many_requests" }), headers };
    }
    case "answer": {
      const { status, body = "", contentType, headers = {} } = fault;
      return { status, body, headers, ...(contentType === undefined ? {} : { contentType }) };
    }
    default:
      return undefined;
  }
}
