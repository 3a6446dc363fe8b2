import type { EnhanceRequest } from "./log";
import type { EnhanceOperationId } from "./operation-ids";

/**
 * How long a call takes before its work is done, in milliseconds: a table by operation ("*" for the others, default
 * 0) or a function. Zero still lets other calls in between. A write is one step: nothing comes between its checks and
 * what it stores.
 */
export type EnhanceLatency =
  | Readonly<Partial<Record<EnhanceOperationId | "*", number>>>
  | ((request: EnhanceRequest) => number);

export function latencyOf(latency: EnhanceLatency, request: EnhanceRequest): number {
  if (typeof latency === "function") return latency(request);
  return latency[request.operationId ?? "*"] ?? latency["*"] ?? 0;
}
