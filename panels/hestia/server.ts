import http from "node:http";
import https from "node:https";
import net from "node:net";
import { htmlPage } from "./answer";
import { type CallOutcome, handleCall, type PanelParts } from "./call";
import { handleControl } from "./control";
import { notFound, readBody, redirect, sendAnswer } from "./http";
import type { HestiaRequest, RequestLog } from "./log";

/** A listening server and how to end it. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1; with a certificate it speaks TLS and sends plain http to https, as nginx does. */
export async function listen(
  panel: PanelParts & { log: RequestLog },
  options: { port: number; tls: { key: string; cert: string } | undefined },
): Promise<Listener> {
  const handler: http.RequestListener = (message, response) => {
    void handleRequest(panel, message, response);
  };
  const server = options.tls ? tlsServer(options.tls, handler) : http.createServer(handler);
  const sockets = new Set<net.Socket>();
  server.on("connection", (socket: net.Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(options.port, "127.0.0.1", listening);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the panel has no port");
  return {
    port: address.port,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A TLS record begins with this byte; no HTTP request does. */
const TLS_HANDSHAKE = 0x16;

function tlsServer(tls: { key: string; cert: string }, handler: http.RequestListener): net.Server {
  const secure = https.createServer(tls, handler);
  const plain = http.createServer((message, response) => {
    redirect(response, 302, `https://${message.headers.host ?? "127.0.0.1"}${message.url ?? "/"}`);
  });
  return net.createServer((socket) => {
    socket.once("error", () => socket.destroy());
    socket.once("data", (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      if (first[0] === TLS_HANDSHAKE) {
        secure.emit("connection", socket);
      } else {
        plain.emit("connection", socket);
        socket.resume();
      }
    });
  });
}

async function handleRequest(
  panel: PanelParts & { log: RequestLog },
  message: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const [path = "/"] = (message.url ?? "/").split("?");
  const remote = message.socket.remoteAddress ?? "";
  if (path.startsWith("/_control/")) {
    await handleControl(panel, message, response, path.slice("/_control/".length));
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
  if (path !== "/api/" && path !== "/api/index.php") {
    sendAnswer(message, response, notFound());
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
    return htmlPage(500, "Internal Server Error");
  }
}
