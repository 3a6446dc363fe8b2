import type http from "node:http";
import { readBody } from "../core/body";
import { CONTROL_PREFIX } from "../core/control";
import { type Listener, type ListenOptions, listen } from "../core/listen";
import { htmlPage, notFoundPage, serverErrorPage } from "./answer";
import { type CallOutcome, handleCall, type PanelParts } from "./call";
import { handleControl } from "./control";
import { redirect, sendAnswer } from "./http";
import type { HestiaRequest, RequestLog } from "./log";

/** Listens on 127.0.0.1; with a certificate it speaks TLS and sends plain http to https, as nginx does. */
export function listenHestia(
  panel: PanelParts & { log: RequestLog },
  options: Pick<ListenOptions, "port" | "tls">,
): Promise<Listener> {
  const handler: http.RequestListener = (message, response) => {
    void handleRequest(panel, message, response);
  };
  const plain: http.RequestListener = (message, response) => {
    redirect(response, 302, `https://${message.headers.host ?? "127.0.0.1"}${message.url ?? "/"}`);
  };
  return listen(handler, { ...options, plain });
}

async function handleRequest(
  panel: PanelParts & { log: RequestLog },
  message: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const [path = "/"] = (message.url ?? "/").split("?");
  const remote = message.socket.remoteAddress ?? "";
  if (path.startsWith(CONTROL_PREFIX)) {
    await handleControl(panel, message, response, path.slice(CONTROL_PREFIX.length));
    return;
  }
  if (panel.state.banned.includes(remote)) {
    // A firewall that drops packets: the client waits until it gives up.
    if (panel.state.settings.banMode === "drop") message.socket.destroy();
    return;
  }
  if (path === "/api") {
    const scheme = "encrypted" in message.socket ? "https" : "http";
    redirect(response, 301, `${scheme}://${message.headers.host ?? "127.0.0.1"}/api/`);
    return;
  }
  if (path === "/") {
    redirect(response, 302, "/login/");
    return;
  }
  if (path !== "/api/" && path !== "/api/index.php") {
    sendAnswer(message, response, notFoundPage);
    return;
  }
  // nginx looks for the folder's index for these alone; other methods do not get as far as PHP
  // (docs/panels/hestia.md#the-front).
  if (path === "/api/" && !["GET", "HEAD", "POST"].includes(message.method ?? "")) {
    sendAnswer(message, response, htmlPage(405, "Not Allowed"));
    return;
  }
  await handleApi(panel, message, response, path);
}

async function handleApi(
  panel: PanelParts & { log: RequestLog },
  message: http.IncomingMessage,
  response: http.ServerResponse,
  path: string,
): Promise<void> {
  const request = panel.log.open(message.socket.remoteAddress ?? "", message.method ?? "", path);
  response.once("close", () => {
    if (!response.writableFinished) request.answerLost = true;
  });
  const answer = await answerApi(panel, request, message);
  request.finishedAt = Date.now();
  if (answer === "hang-up") {
    request.answerLost = true;
    message.socket.destroy();
  } else if (!panel.closing.aborted) {
    request.status = answer.status;
    sendAnswer(message, response, answer);
  }
}

async function answerApi(
  panel: PanelParts,
  request: HestiaRequest,
  message: http.IncomingMessage,
): Promise<CallOutcome> {
  try {
    const body = await readBody(message);
    if (!body) return htmlPage(413, "Request Entity Too Large");
    return await handleCall(panel, request, message.headers["content-type"] ?? "", body);
  } catch (error) {
    request.failure = String(error);
    return serverErrorPage;
  }
}
