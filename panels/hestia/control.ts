import type { IncomingMessage, ServerResponse } from "node:http";
import { commonRoute, merge, parseNames, serveControl } from "../core/control";
import { statusRoute } from "../status/route";
import { runRestartQueue } from "./restart";
import type { ServedPanel } from "./server";
import { findWebDomain, type HestiaState, replaceAliases, storedAliases } from "./state";
import { loadAll, servedNames } from "./vhost";

/** What a fault from outside can do; a hook is code, which only this process has. */
const FAULTS_OF_DATA = ["hang-up", "html", "delay", "lose-write", "other-writer", "exit"];

/**
 * The routes under /_control/, by which another process reads and changes the panel. From loopback only.
 *
 * - `GET state` (without credentials), `PATCH state` (JSON merged into it)
 * - `GET|PUT aliases/<account>/<web domain>`: the stored names, `GET served/<account>/<web domain>`: the loaded ones
 * - `GET log`, `DELETE log`
 * - `GET faults`, `POST faults` (one or a list; `times: null` is for ever), `DELETE faults`
 * - `POST reload`: loads all vhost files; `POST queue`: what cron does
 * - those of the status page (`../status/route.ts`)
 */
export async function handleControl(
  panel: ServedPanel,
  message: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  await serveControl(message, response, path, (method, segments, body) =>
    route(panel, method, segments, body),
  );
}

/** The result to send, or undefined for a route that does not exist. */
function route(panel: ServedPanel, method: string, segments: readonly string[], body: unknown): unknown {
  const { state } = panel;
  const [resource = "", account = "", webDomainName = ""] = segments;
  const webDomain = findWebDomain(state, account, webDomainName);
  const named = `${method} ${resource}`;
  switch (named) {
    case "GET state":
      return withoutCredentials(state);
    case "PATCH state":
      merge(state, body);
      return withoutCredentials(state);
    case "GET aliases":
      return webDomain && storedAliases(webDomain);
    case "PUT aliases":
      if (!webDomain) return undefined;
      replaceAliases(webDomain, parseNames(body));
      return storedAliases(webDomain);
    case "GET served":
      return webDomain && servedNames(webDomain);
    case "POST reload":
      loadAll(state);
      return {};
    case "POST queue":
      runRestartQueue(state);
      return {};
    default:
      return (
        commonRoute(panel, FAULTS_OF_DATA, named, body) ?? statusRoute(panel.status, method, segments, body)
      );
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
