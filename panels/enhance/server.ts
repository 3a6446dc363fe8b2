import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { readBody } from "../core/body";
import { CONTROL_PREFIX } from "../core/control";
import { type Listener, type ListenOptions, listen } from "../core/listen";
import { nginxPage } from "../core/page";
import { STATUS_PATH, serveStatus } from "../status/serve";
import type { StatusSource } from "../status/view";
import { type Answer, frontPage, uiPage } from "./answer";
import { credentialKind } from "./auth";
import { handleCall, type PanelParts } from "./call";
import { handleControl } from "./control";
import type { EnhanceRequest, RequestLog } from "./log";
import type { CallOutcome } from "./strike";

/** What every request shares. */
export interface ServedPanel extends PanelParts {
  readonly log: RequestLog;
  readonly status: StatusSource;
  /** Calls that have no answer yet. */
  running: number;
}

export function listenEnhance(
  panel: ServedPanel,
  options: Pick<ListenOptions, "port" | "tls">,
): Promise<Listener> {
  const handler: RequestListener = (message, response) => {
    void handleRequest(panel, message, response);
  };
  const plain: RequestListener = (message, response) => {
    if (isAboutPanel(message)) handler(message, response);
    else sendAnswer(response, { status: 400, contentType: "text/html", body: nginxPage(400, "Bad Request") });
  };
  return listen(handler, { ...options, plain });
}

/** The status page and the control routes need no TLS, whose certificate a browser would warn of. */
const isAboutPanel = ({ url = "" }: IncomingMessage): boolean =>
  url.startsWith(CONTROL_PREFIX) || url.startsWith(STATUS_PATH);

async function handleRequest(
  panel: ServedPanel,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [path = "/", ...rest] = (message.url ?? "/").split("?");
  const query = new URLSearchParams(rest.join("?"));
  if (path.startsWith(CONTROL_PREFIX)) {
    await handleControl(panel, message, response, path.slice(CONTROL_PREFIX.length));
    return;
  }
  if (path === STATUS_PATH) {
    serveStatus(message, response);
    return;
  }
  panel.running++;
  const request = panel.log.open({
    remote: message.socket.remoteAddress ?? "",
    method: message.method ?? "",
    path,
    query: Object.fromEntries(query),
    contentType: message.headers["content-type"] ?? "",
    credential: credentialKind(message.headers),
    inFlight: panel.running,
  });
  response.once("close", () => {
    if (!response.writableFinished) request.answerLost = true;
  });
  const outcome = await answerCall(panel, request, message, query);
  panel.running--;
  deliver(panel, request, message, response, outcome);
  panel.late.answered(request.seq);
}

function deliver(
  panel: ServedPanel,
  request: EnhanceRequest,
  message: IncomingMessage,
  response: ServerResponse,
  outcome: CallOutcome,
): void {
  request.finishedAt = Date.now();
  if (outcome === "hang-up") {
    request.answerLost = true;
    message.socket.destroy();
  } else if (!panel.closing.aborted) {
    request.status = outcome.status;
    sendAnswer(response, outcome);
  }
}

async function answerCall(
  panel: ServedPanel,
  request: EnhanceRequest,
  message: IncomingMessage,
  query: URLSearchParams,
): Promise<CallOutcome> {
  try {
    const body = await readBody(message);
    if (!request.path.startsWith("/api/")) return uiPage;
    return await handleCall(panel, request, {
      headers: message.headers,
      path: request.path.slice("/api".length),
      query,
      body: body?.toString("utf8") ?? "",
    });
  } catch (error) {
    request.failure = String(error);
    return frontPage(500);
  }
}

function sendAnswer(response: ServerResponse, answer: Answer): void {
  const type = answer.contentType === undefined ? {} : { "Content-Type": answer.contentType };
  response.writeHead(answer.status, { ...type, ...answer.headers });
  response.end(answer.body);
}
