import type { IncomingMessage } from "node:http";

/** Far above what a test sends; it only guards the process. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** The whole body, or undefined where it is too large. */
export async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
