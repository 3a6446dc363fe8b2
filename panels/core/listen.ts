import http from "node:http";
import https from "node:https";
import net from "node:net";

/** A listening server and how to end it. */
export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

export interface ListenOptions {
  /** 0 is any free port. */
  port: number;
  /** PEM texts; given, the server speaks TLS, else plain http. */
  tls: { key: string; cert: string } | undefined;
  /** Answers plain http that comes to the port of a TLS server. */
  plain: http.RequestListener;
}

/** Listens on 127.0.0.1; ending it cuts every connection. */
export async function listen(handler: http.RequestListener, options: ListenOptions): Promise<Listener> {
  const server = options.tls ? tlsServer(options.tls, handler, options.plain) : http.createServer(handler);
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

function tlsServer(
  tls: { key: string; cert: string },
  handler: http.RequestListener,
  plainHandler: http.RequestListener,
): net.Server {
  const secure = https.createServer(tls, handler);
  const plain = http.createServer(plainHandler);
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
