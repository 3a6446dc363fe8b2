import type { IncomingMessage, ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { type Answer, htmlPage } from "./answer";

/** From this size on nginx compresses for those who ask. */
const GZIP_FROM_BYTES = 1024;

/** Sends an answer as Hestia's nginx does (docs/panels/hestia.md#the-front). */
export function sendAnswer(message: IncomingMessage, response: ServerResponse, answer: Answer): void {
  response.setHeader("Server", "nginx");
  response.setHeader("Content-Type", answer.contentType);
  if (answer.exitHeader !== undefined) response.setHeader("Hestia-Exit-Code", String(answer.exitHeader));
  if (answer.status < 400) setSecurityHeaders(response);
  let body = Buffer.from(answer.body, "utf8");
  if (body.length >= GZIP_FROM_BYTES && /\bgzip\b/.test(message.headers["accept-encoding"] ?? "")) {
    body = gzipSync(body);
    response.setHeader("Content-Encoding", "gzip");
  }
  // nginx knows no reason phrase for 422.
  if (answer.status === 422) response.writeHead(422, "");
  else response.writeHead(answer.status);
  // Written before the end, so that it goes out in chunks.
  if (body.length > 0 && answer.status !== 204) response.write(body);
  response.end();
}

/** nginx adds them below 400 only. */
function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("X-Frame-Options", "SAMEORIGIN");
  response.setHeader("X-XSS-Protection", "1; mode=block");
}

export function redirect(response: ServerResponse, status: 301 | 302, location: string): void {
  const title = status === 301 ? "Moved Permanently" : "Found";
  setSecurityHeaders(response);
  response.writeHead(status, { Server: "nginx", "Content-Type": "text/html", Location: location });
  response.end(htmlPage(status, title).body);
}
