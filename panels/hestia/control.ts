import type { IncomingMessage, ServerResponse } from "node:http";
import type { PanelParts } from "./call";
import type { HestiaFault } from "./faults";
import { readBody } from "./http";
import type { RequestLog } from "./log";
import { findWebDomain, type HestiaState, replaceAliases, runRestartQueue, storedAliases } from "./state";
import { loadVhosts } from "./vhost";

type Panel = PanelParts & { log: RequestLog };

/**
 * The routes under /_control/, by which another process reads and changes the panel. From loopback only.
 *
 * - `GET state` (without credentials), `PATCH state` (JSON merged into it)
 * - `GET|PUT aliases/<account>/<web domain>`: the stored names, `GET served/<account>/<web domain>`: the loaded ones
 * - `GET log`, `DELETE log`
 * - `GET faults`, `POST faults` (one or a list; `times: null` is for ever), `DELETE faults`
 * - `POST reload`: loads all vhost files; `POST queue`: what cron does
 */
export async function handleControl(
  panel: Panel,
  message: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const remote = message.socket.remoteAddress ?? "";
  if (remote !== "127.0.0.1" && remote !== "::1") {
    send(response, 403, { error: "from loopback only" });
    return;
  }
  try {
    const body = (await readBody(message))?.toString("utf8") ?? "";
    const segments = path.split("/").filter(Boolean).map(decodeURIComponent);
    const result = route(panel, message.method ?? "", segments, body === "" ? undefined : JSON.parse(body));
    if (result === undefined) send(response, 404, { error: "no such control route" });
    else send(response, 200, result);
  } catch (error) {
    send(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(value));
}

/** The result to send, or undefined for a route that does not exist. */
function route(panel: Panel, method: string, segments: readonly string[], body: unknown): unknown {
  const { state, faults, log } = panel;
  const [resource = "", account = "", webDomainName = ""] = segments;
  const webDomain = findWebDomain(state, account, webDomainName);
  switch (`${method} ${resource}`) {
    case "GET state":
      return withoutCredentials(state);
    case "PATCH state":
      merge(state, body);
      return withoutCredentials(state);
    case "GET aliases":
      return webDomain && storedAliases(webDomain);
    case "PUT aliases":
      if (!webDomain) return undefined;
      replaceAliases(webDomain, names(body));
      return storedAliases(webDomain);
    case "GET served":
      return webDomain?.loaded;
    case "GET log":
      return log.requests;
    case "DELETE log":
      log.clear();
      return [];
    case "GET faults":
      return faults.pending;
    case "POST faults":
      faults.add(...(Array.isArray(body) ? body : [body]).map(faultOf));
      return faults.pending;
    case "DELETE faults":
      faults.clear();
      return [];
    case "POST reload":
      loadVhosts(state);
      return {};
    case "POST queue":
      runRestartQueue(state);
      return {};
    default:
      return undefined;
  }
}

function withoutCredentials(state: HestiaState): unknown {
  const { apiKeys: _apiKeys, accessKeys, users, ...rest } = state;
  return {
    ...rest,
    accessKeys: Object.fromEntries(
      Object.entries(accessKeys).map(([id, { secret: _secret, ...key }]) => [id, key]),
    ),
    users: Object.fromEntries(
      Object.entries(users).map(([name, { password: _password, ...user }]) => [name, user]),
    ),
  };
}

function names(body: unknown): string[] {
  if (!Array.isArray(body) || !body.every((name) => typeof name === "string")) {
    throw new Error("a list of names is wanted");
  }
  return body;
}

const FAULTS_OF_DATA = ["hang-up", "html", "delay", "lose-write", "other-writer", "exit"];

function faultOf(value: unknown): HestiaFault {
  if (!isRecord(value) || !FAULTS_OF_DATA.includes(String(value.do))) {
    throw new Error(`a fault needs "do": one of ${FAULTS_OF_DATA.join(", ")}`);
  }
  // JSON has no infinity: null is what it makes of it.
  const times = value.times === null ? { times: Number.POSITIVE_INFINITY } : {};
  return { ...value, ...times } as unknown as HestiaFault;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Merges objects; lists and plain values replace what was there. */
function merge(target: unknown, patch: unknown): void {
  if (!isRecord(target) || !isRecord(patch)) throw new Error("an object is wanted");
  for (const [key, value] of Object.entries(patch)) {
    if (key === "__proto__") throw new Error("not a field of the state");
    if (isRecord(target[key]) && isRecord(value)) merge(target[key], value);
    else target[key] = value;
  }
}
