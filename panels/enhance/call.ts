import type { IncomingHttpHeaders } from "node:http";
import { pause } from "../core/pause";
import { type Answer, empty, refusalAnswer } from "./answer";
import { authenticate } from "./auth";
import type { EnhanceFaults } from "./faults";
import type { LateWork } from "./late";
import { type EnhanceLatency, latencyOf } from "./latency";
import { type EnhanceRequest, loggedBody } from "./log";
import { OperationCall } from "./operation";
import { findOperation } from "./operations";
import { parseParams } from "./path";
import type { EnhanceState } from "./state";
import { type CallOutcome, strike } from "./strike";

/** What a call needs of its panel. */
export interface PanelParts {
  readonly state: EnhanceState;
  readonly faults: EnhanceFaults;
  latency: EnhanceLatency;
  readonly late: LateWork;
  /** Aborted when the panel closes. */
  readonly closing: AbortSignal;
}

/** A call to the API as it came. */
export interface Incoming {
  headers: IncomingHttpHeaders;
  /** Below /api. */
  path: string;
  query: URLSearchParams;
  body: string;
}

/** One call from its body to its answer. Nothing here looks at the client: the work goes on when it has gone. */
export async function handleCall(
  panel: PanelParts,
  request: EnhanceRequest,
  incoming: Incoming,
): Promise<CallOutcome> {
  const match = findOperation(request.method, incoming.path);
  if (typeof match === "object") request.operationId = match.id;
  request.body = loggedBody(incoming.body);
  const faults = panel.faults.take(request);

  const early = await strike(faults, "before", request, panel.closing);
  if (early) return early;
  const late = faults.find((fault) => fault.do === "lands-later");
  if (late) {
    panel.late.add(request.seq, () => land(panel, request, incoming), late);
    return "hang-up";
  }
  await pause(latencyOf(panel.latency, request), panel.closing);
  const answer = work(panel, request, incoming);
  return (await strike(faults, "after", request, panel.closing)) ?? answer;
}

function land(panel: PanelParts, request: EnhanceRequest, incoming: Incoming): void {
  try {
    work(panel, request, incoming);
  } catch (error) {
    request.failure = String(error);
  }
  request.finishedAt = Date.now();
}

/** Credential, then path, then what the operation looks up and takes, each with its refusal. */
function work(panel: PanelParts, request: EnhanceRequest, incoming: Incoming): Answer {
  request.startedAt = Date.now();
  const match = findOperation(request.method, incoming.path);
  if (match === undefined) return empty(404);
  if (match === "method") return empty(405);
  const { id, operation } = match;
  const { state } = panel;
  try {
    const caller =
      operation.access === undefined ? undefined : authenticate(state, incoming.headers, request.remote);
    request.authenticated = caller !== undefined;
    const params = parseParams(match.params);
    const message = { contentType: request.contentType, body: incoming.body };
    return operation.run(new OperationCall(id, operation, state, caller, params, incoming.query, message));
  } catch (error) {
    const refused = refusalAnswer(error);
    if (refused) return refused;
    throw error;
  }
}
