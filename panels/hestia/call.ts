import { pause } from "../core/pause";
import {
  type Answer,
  commandAnswer,
  htmlPage,
  refusalAnswer,
  removedAnswer,
  serverErrorPage,
} from "./answer";
import { type AcceptedCall, authenticate } from "./auth";
import { ApiError } from "./exit";
import type { HestiaFault, HestiaFaults } from "./faults";
import type { Front } from "./front";
import type { HestiaLatency } from "./latency";
import type { HestiaRequest } from "./log";
import { commandArgs, decodeRequest, NotText, type PhpField, PhpTypeError } from "./request";
import { runCommand } from "./run";
import { phpTrim } from "./shell";
import type { HestiaState } from "./state";

/** What a call needs of its panel. */
export interface PanelParts {
  readonly state: HestiaState;
  readonly faults: HestiaFaults;
  readonly front: Front;
  latency: HestiaLatency;
  /** Aborted when the panel closes. */
  readonly closing: AbortSignal;
}

/** An answer to send, or the connection to cut. */
export type CallOutcome = Answer | "hang-up";

/** One call to /api/ from its body to its answer, with how it ended in its log entry. */
export async function answerCall(
  panel: PanelParts,
  request: HestiaRequest,
  contentType: string,
  body: Promise<Buffer | undefined>,
): Promise<CallOutcome> {
  const outcome = await tryCall(panel, request, contentType, body);
  request.finishedAt = Date.now();
  if (outcome === "hang-up") request.answerLost = true;
  else if (!panel.closing.aborted) request.status = outcome.status;
  return outcome;
}

async function tryCall(
  panel: PanelParts,
  request: HestiaRequest,
  contentType: string,
  body: Promise<Buffer | undefined>,
): Promise<CallOutcome> {
  try {
    const text = await body;
    if (!text) return htmlPage(413, "Request Entity Too Large");
    return await handleCall(panel, request, contentType, text);
  } catch (error) {
    request.failure = String(error);
    return serverErrorPage;
  }
}

/**
 * Nothing here looks at the client: as under php-fpm, the command goes on when the client has gone.
 */
async function handleCall(
  panel: PanelParts,
  request: HestiaRequest,
  contentType: string,
  body: Buffer,
): Promise<CallOutcome> {
  const { encoding, fields } = await decodeRequest(request.method, contentType, body);
  request.encoding = encoding;
  if (fields) describeCommand(request, fields);
  const faults = panel.faults.take(request);

  const early = await frontFault(faults, "before", panel.closing);
  if (early) return early;
  const answer = await panel.front.run(async () => {
    request.startedAt = Date.now();
    request.inFlight = panel.front.running;
    return phpAnswer(panel, request, fields, faults);
  });
  return (await frontFault(faults, "after", panel.closing)) ?? answer;
}

/** Fills in the log entry for calls that are refused as well; what is not text is left out. */
function describeCommand(request: HestiaRequest, fields: ReadonlyMap<string, PhpField>): void {
  const command = fields.get("cmd");
  if (typeof command === "string") request.command = phpTrim(command);
  request.args = commandArgs(new Map([...fields].filter(([, value]) => !(value instanceof NotText))));
}

async function frontFault(
  faults: readonly HestiaFault[],
  when: "before" | "after",
  closing: AbortSignal,
): Promise<CallOutcome | undefined> {
  for (const fault of faults) {
    if (fault.do === "delay" && fault.when === when) await pause(fault.ms, closing);
    if (fault.do === "hang-up" && fault.when === when) return "hang-up";
    if (fault.do === "html" && fault.when === when) return { ...serverErrorPage, status: fault.status };
  }
  return undefined;
}

async function phpAnswer(
  panel: PanelParts,
  request: HestiaRequest,
  fields: ReadonlyMap<string, PhpField> | undefined,
  faults: readonly HestiaFault[],
): Promise<Answer> {
  const { state, latency, closing } = panel;
  if (state.settings.apiRemoved) return removedAnswer;
  let call: AcceptedCall;
  try {
    call = authenticate(state, fields, request);
  } catch (error) {
    if (error instanceof ApiError) {
      request.exitCode = error.code;
      return refusalAnswer(error, request.returncode);
    }
    // Its empty body is replaced by the front's page (docs/panels/hestia.md#the-front).
    if (error instanceof PhpTypeError) return serverErrorPage;
    throw error;
  }
  request.authenticated = true;
  // PHP quotes no argument with a NUL in it for the shell, and throws (docs/panels/hestia.md#request-bodies).
  if (call.args.some((arg) => arg.includes("\0"))) return serverErrorPage;
  const result = await runCommand(state, call, { request, faults, latency, closing });
  request.exitCode = result.code;
  return commandAnswer(call.answers, request.returncode, result);
}
