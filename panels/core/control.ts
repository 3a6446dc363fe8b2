import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "./body";

/** The path prefix of the routes by which another process reads and changes a panel. */
export const CONTROL_PREFIX = "/_control/";

/** The result to send, or undefined for a route that does not exist. What it throws is answered as a 400. */
export type ControlRoute = (method: string, segments: readonly string[], body: unknown) => unknown;

/** Answers one call to a control route. From loopback only. */
export async function serveControl(
  message: IncomingMessage,
  response: ServerResponse,
  path: string,
  route: ControlRoute,
): Promise<void> {
  const refused = refusedByOrigin(message);
  if (refused !== undefined) {
    send(response, 403, { error: refused });
    return;
  }
  try {
    const body = (await readBody(message))?.toString("utf8") ?? "";
    const segments = path.split("/").filter(Boolean).map(decodeURIComponent);
    const result = route(message.method ?? "", segments, body === "" ? undefined : JSON.parse(body));
    if (result === undefined) send(response, 404, { error: "no such control route" });
    else send(response, 200, result);
  } catch (error) {
    send(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

const LOOPBACK = ["127.0.0.1", "::1"];
const OWN_HOSTS = ["127.0.0.1", "[::1]", "localhost"];

/**
 * Why a request may not read or change the panel: it is not from this machine, or a page of another site made it in a
 * browser on this machine.
 */
export function refusedByOrigin({ socket, headers }: IncomingMessage): string | undefined {
  if (!LOOPBACK.includes(socket.remoteAddress ?? "")) return "from loopback only";
  const host = headers.host ?? "";
  // Another site's name that leads to this machine.
  if (!OWN_HOSTS.includes(host.replace(/:\d+$/, ""))) return "not under this name";
  const { origin } = headers;
  if (origin !== undefined && origin.replace(/^https?:\/\//, "") !== host) return "not from another site";
  return undefined;
}

/** What every panel can be asked from outside: its log and its faults. */
interface Observed<Fault> {
  readonly log: { readonly requests: unknown; clear(): void };
  readonly faults: { readonly pending: unknown; add(...faults: Fault[]): void; clear(): void };
}

/**
 * The routes that all panels have: `GET log`, `DELETE log`, `GET faults`, `POST faults` (one or a list), `DELETE faults`.
 *
 * @param effects what a fault of the panel that is plain data can `do`
 */
export function commonRoute<Fault>(
  { log, faults }: Observed<Fault>,
  effects: readonly string[],
  route: string,
  body: unknown,
): unknown {
  switch (route) {
    case "GET log":
      return log.requests;
    case "DELETE log":
      log.clear();
      return [];
    case "GET faults":
      return faults.pending;
    case "POST faults":
      faults.add(...[body].flat().map((one) => parseFault(one, effects) as Fault));
      return faults.pending;
    case "DELETE faults":
      faults.clear();
      return [];
    default:
      return undefined;
  }
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(value));
}

/** A fault out of JSON, which has no infinity: `times: null` is for ever. */
function parseFault(value: unknown, effects: readonly string[]): unknown {
  if (!isRecord(value) || !effects.includes(String(value.do))) {
    throw new Error(`a fault needs "do": one of ${effects.join(", ")}`);
  }
  const times = value.times === null ? { times: Number.POSITIVE_INFINITY } : {};
  return { ...value, ...times };
}

export function parseNames(body: unknown): string[] {
  if (!Array.isArray(body) || !body.every((name) => typeof name === "string")) {
    throw new Error("a list of names is wanted");
  }
  return body;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Merges objects; lists and plain values replace what was there. */
export function merge(target: unknown, patch: unknown): void {
  if (!isRecord(target) || !isRecord(patch)) throw new Error("an object is wanted");
  for (const [key, value] of Object.entries(patch)) {
    if (key === "__proto__") throw new Error("not a field of the state");
    if (isRecord(target[key]) && isRecord(value)) merge(target[key], value);
    else target[key] = value;
  }
}
