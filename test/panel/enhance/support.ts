import { expect } from "chai";
import {
  demoEnhance,
  type EnhancePanel,
  type EnhancePanelOptions,
  startEnhancePanel,
} from "../../../panels/enhance";
import { contract } from "./contract";

export const { tokens, orgId: ORG, websiteId: SITE, masterOrgId: MASTER, serverId: SERVER } = demoEnhance;
/** The mappings of the network's website. */
export const MAPPINGS = `/orgs/${ORG}/websites/${SITE}/domains`;
/** An id that nothing has. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

export interface Reply {
  status: number;
  /** Content-Type, "" without one. */
  type: string;
  text: string;
  /** The JSON of the body, undefined where it is not JSON. */
  json: unknown;
  headers: Headers;
}

export interface CallOptions {
  /** Default: the customer's owner. null sends none. */
  token?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Why the answer is not in the contract. It must not be, then; without this it must be. */
  odd?: string;
}

/** Panels of the running test; `closePanels` goes into afterEach. */
const panels: EnhancePanel[] = [];

export async function startPanel(options?: EnhancePanelOptions): Promise<EnhancePanel> {
  const panel = await startEnhancePanel(options);
  panels.push(panel);
  return panel;
}

export async function closePanels(): Promise<void> {
  await Promise.all(panels.splice(0).map((panel) => panel.close()));
}

/** Calls the API and holds the answer against the contract. */
export async function call(
  panel: EnhancePanel,
  method: string,
  path: string,
  options: CallOptions = {},
): Promise<Reply> {
  const reply = await send(panel, method, `/api${path}`, options);
  const operation = contract.operationOf(method, `/api${path.split("?")[0]}`);
  const violations = operation
    ? contract.checkAnswer(operation.id, reply.status, reply.type || undefined, reply.text)
    : ["not an operation"];
  if (options.odd === undefined) expect(violations, `${method} ${path}`).to.deep.equal([]);
  else expect(violations, `${method} ${path} is not odd`).to.not.deep.equal([]);
  return reply;
}

/** A request to any path, without a check of the answer. */
export async function send(
  panel: EnhancePanel,
  method: string,
  path: string,
  { token = tokens.owner, body, headers = {}, signal }: CallOptions = {},
): Promise<Reply> {
  const init: RequestInit = {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  };
  const response = await fetch(`${new URL(panel.url).origin}${path}`, init);
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    text,
    json: jsonOf(text),
    headers: response.headers,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A field of a JSON object, for tests that look into an answer. */
export function field(value: unknown, ...path: (string | number)[]): unknown {
  let found = value;
  for (const step of path) found = (found as Record<string | number, unknown> | undefined)?.[step];
  return found;
}

/** Maps a name to the network's website and returns its id. */
export async function map(panel: EnhancePanel, domain: string, rest: object = {}): Promise<string> {
  const reply = await call(panel, "POST", MAPPINGS, { body: { domain, ...rest } });
  expect(reply.status, reply.text).to.equal(201);
  return String(field(reply.json, "id"));
}

/** A field of every item of a listing. */
export function each(reply: Reply, ...path: string[]): unknown[] {
  const items = field(reply.json, "items");
  if (!Array.isArray(items)) throw new Error(`not a listing: ${reply.text}`);
  return items.map((item) => field(item, ...path));
}

/** The result of a call whose connection may be cut. */
export function cut(call: Promise<unknown>): Promise<"answered" | "cut"> {
  return call.then(
    () => "answered",
    () => "cut",
  );
}

/** A promise with its resolver. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
