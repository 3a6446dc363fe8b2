import type http from "node:http";
import { readBody } from "../core/body";
import { CONTROL_PREFIX } from "../core/control";
import { type Listener, type ListenOptions, listen } from "../core/listen";
import { STATUS_PATH, serveStatus } from "../status/serve";
import type { StatusSource } from "../status/view";
import { htmlPage, notFoundPage } from "./answer";
import { answerCall, type PanelParts } from "./call";
import { handleControl } from "./control";
import { redirect, sendAnswer } from "./http";
import type { RequestLog } from "./log";

/** What every request shares. */
export interface ServedPanel extends PanelParts {
  readonly log: RequestLog;
  readonly status: StatusSource;
}

/** Listens on 127.0.0.1; with a certificate it speaks TLS and sends plain http to https, as nginx does. */
export function listenHestia(
  panel: ServedPanel,
  options: Pick<ListenOptions, "port" | "tls">,
): Promise<Listener> {
  const handler: http.RequestListener = (message, response) => {
    void handleRequest(panel, message, response);
  };
  const plain: http.RequestListener = (message, response) => {
    if (isAboutPanel(message)) handler(message, response);
    else redirect(response, 302, `https://${message.headers.host ?? "127.0.0.1"}${message.url ?? "/"}`);
  };
  return listen(handler, { ...options, plain });
}

/** The status page and the control routes need no TLS, whose certificate a browser would warn of. */
const isAboutPanel = ({ url = "" }: http.IncomingMessage): boolean =>
  url.startsWith(CONTROL_PREFIX) || url.startsWith(STATUS_PATH);

async function handleRequest(
  panel: ServedPanel,
  message: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const [path = "/"] = (message.url ?? "/").split("?");
  const remote = message.socket.remoteAddress ?? "";
  if (path.startsWith(CONTROL_PREFIX)) {
    await handleControl(panel, message, response, path.slice(CONTROL_PREFIX.length));
    return;
  }
  if (path === STATUS_PATH) {
    serveStatus(message, response);
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
  panel: ServedPanel,
  message: http.IncomingMessage,
  response: http.ServerResponse,
  path: string,
): Promise<void> {
  const request = panel.log.open(message.socket.remoteAddress ?? "", message.method ?? "", path);
  response.once("close", () => {
    if (!response.writableFinished) request.answerLost = true;
  });
  const contentType = message.headers["content-type"] ?? "";
  const answer = await answerCall(panel, request, contentType, readBody(message));
  if (answer === "hang-up") message.socket.destroy();
  else if (!panel.closing.aborted) sendAnswer(message, response, answer);
}
