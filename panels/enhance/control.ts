import type { IncomingMessage, ServerResponse } from "node:http";
import { commonRoute, merge, parseNames, serveControl } from "../core/control";
import { statusRoute } from "../status/route";
import { domainsOf, findByName, own } from "./find";
import type { ServedPanel } from "./server";
import { setDomains } from "./set-domains";
import type { EnhanceState } from "./state";

/** What a fault from outside can do; a hook is code, which only this process has. */
const FAULTS_OF_DATA = ["hang-up", "lands-later", "html", "error", "rate-limit", "answer", "delay"];

/**
 * The routes under /_control/, by which another process reads and changes the panel. From loopback only.
 *
 * - `GET state` (tokens without their values), `PATCH state` (JSON merged into it)
 * - `GET|PUT domains/<website id>`: the names that are mapped to it; put, all but primary and preview are replaced
 * - `GET|PATCH domain/<name>`: one domain, with its DNS status and certificate
 * - `GET log`, `DELETE log`
 * - `GET faults`, `POST faults` (one or a list; `times: null` is for ever), `DELETE faults`
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
  const [resource = "", key = ""] = segments;
  const website = own(state.websites, key);
  const domain = findByName(state, key);
  const named = `${method} ${resource}`;
  switch (named) {
    case "GET state":
      return withoutCredentials(state);
    case "PATCH state":
      merge(state, body);
      return withoutCredentials(state);
    case "GET domains":
      return website && domainsOf(state, website.id).map(({ domain }) => domain);
    case "PUT domains":
      if (!website) return undefined;
      setDomains(state, website, parseNames(body));
      return domainsOf(state, website.id).map(({ domain }) => domain);
    case "GET domain":
      return domain;
    case "PATCH domain":
      if (domain) merge(domain, body);
      return domain;
    default:
      return (
        commonRoute(panel, FAULTS_OF_DATA, named, body) ?? statusRoute(panel.status, method, segments, body)
      );
  }
}

/** Tokens as a list: the key of a token is the token itself. */
function withoutCredentials(state: EnhanceState): unknown {
  return { ...state, tokens: Object.values(state.tokens) };
}
