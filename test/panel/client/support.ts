import http from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { expect } from "chai";
import {
  demoCredentials,
  type HestiaPanel,
  type HestiaUser,
  type HestiaWebDomain,
} from "../../../panels/hestia";
import { type Failure, isPanelError, type PanelError } from "../../../provider/core/errors";
import { Gate } from "../../../provider/core/gate";
import { HestiaClient } from "../../../provider/hestia/api/client";
import type { HestiaAuth, HestiaConnection } from "../../../provider/hestia/api/connection";
import { ACCOUNT } from "../hestia/support";

export { ACCOUNT, closePanels, gate, N, S, startPanel } from "../hestia/support";

/** The three ways to authenticate, each with the local panel's credential. */
export const WAYS = {
  hash: { way: "hash", hash: demoCredentials.apiHash },
  password: { way: "password", user: demoCredentials.apiUser, password: demoCredentials.apiPassword },
  key: { way: "access key", access_key: demoCredentials.accessKey, secret_key: demoCredentials.secretKey },
} as const satisfies Record<string, HestiaAuth>;

export type Way = keyof typeof WAYS;
export const ALL_WAYS = Object.keys(WAYS) as Way[];
export const LEGACY_WAYS: readonly Way[] = ["hash", "password"];

type Overrides = Partial<Pick<HestiaConnection, "caCert" | "timeout">> & { auth?: HestiaAuth };

/** A client for any server at an address. */
export function clientAt(url: string, { auth = WAYS.key, ...more }: Overrides = {}): HestiaClient {
  const at = new URL(url);
  const connection: HestiaConnection = {
    url: at,
    panel: at.host,
    auth,
    caCertKey: "hestia:caCert",
    timeout: 5_000,
    ...more,
  };
  return new HestiaClient(connection, new Gate(4));
}

export const clientOf = (panel: HestiaPanel, auth: HestiaAuth = WAYS.key): HestiaClient =>
  clientAt(panel.url, { auth });

/** An account of the panel's state, tenant1 if no other is asked for. */
export function accountOf(panel: HestiaPanel, name = ACCOUNT): HestiaUser {
  const account = panel.state.users[name];
  if (account === undefined) throw new Error(`the panel has no account ${name}`);
  return account;
}

/** A web domain of tenant1. */
export function webDomainOf(panel: HestiaPanel, name: string): HestiaWebDomain {
  const webDomain = accountOf(panel).webDomains[name];
  if (webDomain === undefined) throw new Error(`${ACCOUNT} has no web domain ${name}`);
  return webDomain;
}

/** The error of a call, which must contain no credential. */
export async function errorOf(call: Promise<unknown>, ...secrets: string[]): Promise<PanelError> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown) => thrown,
  );
  if (!isPanelError(error)) throw new Error(`not a panel's error: ${inspect(error)}`);
  expectNoCredential(error, ...secrets);
  return error;
}

/** The fields of a call's error; its message shows all of them. */
export async function failureOf(call: Promise<unknown>, ...secrets: string[]): Promise<Failure> {
  const { failure, message } = await errorOf(call, ...secrets);
  const [first = "", ...rest] = failure.what;
  expect(message.slice(0, failure.what.length)).to.be.oneOf([
    failure.what,
    first.toUpperCase() + rest.join(""),
  ]);
  const lines = message.replaceAll("\n  ", "\n");
  for (const text of [failure.cure, failure.command, failure.code, failure.codeName, failure.panel]) {
    expect(lines).to.contain(String(text ?? ""));
  }
  return failure;
}

const SECRETS = [demoCredentials.apiHash, demoCredentials.apiPassword, demoCredentials.secretKey];

/** No form of an error contains a credential, neither in plain text nor URL-encoded. */
function expectNoCredential(error: Error, ...more: string[]): void {
  const looks = [
    String(error),
    error.stack ?? "",
    JSON.stringify(error),
    inspect(error, { depth: null, showHidden: true }),
    inspect(error.cause, { depth: null }),
  ];
  for (const secret of [...SECRETS, ...more]) {
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
      for (const look of looks) expect(look).not.to.contain(form);
    }
  }
}

type Handler = (request: http.IncomingMessage, response: http.ServerResponse, body: string) => void;

const servers: http.Server[] = [];

/** A server that is not a panel: answers what the handler says. Its address ends in /api/. */
export async function startServer(handler: Handler): Promise<string> {
  const server = http.createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => handler(request, response, body));
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
}

export async function closeServers(): Promise<void> {
  for (const server of servers.splice(0)) {
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  }
}
