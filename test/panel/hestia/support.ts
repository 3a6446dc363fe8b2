import http from "node:http";
import {
  demoCredentials,
  type HestiaPanel,
  type HestiaPanelOptions,
  type HestiaRequest,
  startHestiaPanel,
} from "../../../panels/hestia";

export const ACCOUNT = "tenant1";
export const N = "network.example.com";
export const S = "second.example.com";

/** Auth fields by way of calling. */
export const WAYS = {
  hash: { hash: demoCredentials.apiHash },
  password: { user: demoCredentials.apiUser, password: demoCredentials.apiPassword },
  key: { access_key: demoCredentials.accessKey, secret_key: demoCredentials.secretKey },
  keyInHash: { hash: `${demoCredentials.accessKey}:${demoCredentials.secretKey}` },
  limitedKey: { access_key: demoCredentials.limitedAccessKey, secret_key: demoCredentials.limitedSecretKey },
} as const;

export type Way = keyof typeof WAYS;

export interface Reply {
  status: number;
  body: string;
  /** Hestia-Exit-Code as text, null without the header. */
  code: string | null;
  type: string;
  headers: Headers;
}

/** Panels of the running test; `closePanels` goes into afterEach. */
const panels: HestiaPanel[] = [];

export async function startPanel(options?: HestiaPanelOptions): Promise<HestiaPanel> {
  const panel = await startHestiaPanel(options);
  panels.push(panel);
  return panel;
}

export async function closePanels(): Promise<void> {
  await Promise.all(panels.splice(0).map((panel) => panel.close()));
}

/** Sends fields as a form and returns all that a test looks at. */
export async function send(
  panel: HestiaPanel,
  fields: Record<string, string>,
  init: RequestInit = {},
): Promise<Reply> {
  return reply(await fetch(panel.url, { method: "POST", body: new URLSearchParams(fields), ...init }));
}

export async function reply(response: Response): Promise<Reply> {
  return {
    status: response.status,
    body: await response.text(),
    code: response.headers.get("hestia-exit-code"),
    type: response.headers.get("content-type") ?? "",
    headers: response.headers,
  };
}

/** Fields arg1, arg2, … of a command. */
export function command(cmd: string, ...args: string[]): Record<string, string> {
  return { cmd, ...Object.fromEntries(args.map((arg, i) => [`arg${i + 1}`, arg])) };
}

export function run(panel: HestiaPanel, way: Way, cmd: string, ...args: string[]): Promise<Reply> {
  return send(panel, { ...WAYS[way], ...command(cmd, ...args) });
}

/** The exit code of a command, by the legacy hash with returncode=yes. */
export async function exitCode(panel: HestiaPanel, cmd: string, ...args: string[]): Promise<number> {
  const { body } = await send(panel, { ...WAYS.hash, ...command(cmd, ...args), returncode: "yes" });
  return Number(body);
}

/** The body of a command by the legacy hash. */
export async function text(panel: HestiaPanel, cmd: string, ...args: string[]): Promise<string> {
  return (await run(panel, "hash", cmd, ...args)).body;
}

/** Adds to N of tenant1. */
export function add(panel: HestiaPanel, aliases: string, restart = "no"): Promise<string> {
  return text(panel, "v-add-web-domain-alias", ACCOUNT, N, aliases, restart);
}

/** Deletes from N of tenant1. */
export function remove(panel: HestiaPanel, alias: string, restart = "no"): Promise<string> {
  return text(panel, "v-delete-web-domain-alias", ACCOUNT, N, alias, restart);
}

/** A hook that holds calls until `size` of them are there, then lets that group go on together. */
export function meet(size: number): (request: HestiaRequest) => Promise<void> {
  let waiting: (() => void)[] = [];
  return () =>
    new Promise((go) => {
      waiting.push(go);
      if (waiting.length < size) return;
      const group = waiting;
      waiting = [];
      for (const release of group) release();
    });
}

/** A promise with its resolver. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** A request that node's fetch would not send: any method, path, body and headers. */
export function raw(
  panel: HestiaPanel,
  options: { method?: string; path?: string; headers?: Record<string, string>; body?: string },
): Promise<{ status: number; reason: string; body: string; headers: http.IncomingHttpHeaders }> {
  const [hostname, port] = panel.host.split(":");
  return new Promise((resolve, reject) => {
    const { method = "POST", path = "/api/", headers = {}, body } = options;
    const request = http.request({ hostname, port, method, path, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          reason: response.statusMessage ?? "",
          body: text,
          headers: response.headers,
        }),
      );
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}
