import type { EnhanceClient } from "./client";

/** What the panel says of itself, to anyone: `ready`, or what it is busy with. */
export const getStatus = (client: EnhanceClient): Promise<string> =>
  client.word({ method: "GET", path: "status", purpose: "tell its status" });

export const getVersion = (client: EnhanceClient): Promise<string> =>
  client.word({ method: "GET", path: "version", purpose: "tell its version" });
