import http from "node:http";
import https from "node:https";
import type { Duplex } from "node:stream";
import type { AxiosInstance } from "axios";
import type { LoggedCall } from "./callLog";
import type { PanelConnection } from "./connection";
import type { Patience } from "./patience";
import { redactor } from "./redact";
import { transportError } from "./transportError";

/** What is worth knowing of a kind of panel. */
export interface Hints {
  /** Where no connection comes about. */
  readonly port?: string;
  readonly silence?: string;
  /** The panel's own code in an answer, for the log. */
  code?(answer: Answer): number | string | undefined;
}

export interface Request {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Relative to the base URL; empty for the base URL itself. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** For the log. */
  readonly operation: string;
  readonly attempt: number;
}

/** An answer as it came: any status, its text not interpreted. Header names are in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

export const isRedirect = ({ status }: Answer): boolean => status >= 300 && status < 400;

export const isMarkup = ({ text }: Answer): boolean => /^\s*</.test(text);

/** A panel that has not accepted the connection by then is behind a firewall, or gone. */
const CONNECT_TIMEOUT = 10_000;
/** Thousands of web domains with full alias strings stay well under this. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

/**
 * One panel's HTTP: bounded in time and in answer size, certificates verified, redirects never followed (a
 * client that follows Hestia's `/api` → `/api/` turns the POST into a GET), connections kept open.
 */
export class Transport {
  readonly #client: AxiosInstance;
  readonly #redacted: (text: string) => string;

  constructor(
    private readonly connection: PanelConnection,
    /** What must not get into the log, wherever a panel repeats it. */
    credentials: readonly string[],
    private readonly hints: Hints = {},
  ) {
    this.#redacted = redactor(credentials);
    // Before the answer's time is over, so that "nothing was sent" can be told from "no answer came".
    const connectTimeout = Math.min(CONNECT_TIMEOUT, connection.timeout / 2);
    // Said here, a variable in the environment cannot switch the verification off.
    const trust = { rejectUnauthorized: true, ca: connection.caCert };
    // Loaded by the first who talks to a panel.
    const axios = require("axios") as typeof import("axios");
    this.#client = axios.create({
      baseURL: connection.url.href,
      httpAgent: withConnectTimeout(new http.Agent({ keepAlive: true }), "connect", connectTimeout),
      httpsAgent: withConnectTimeout(
        new https.Agent({ keepAlive: true, ...trust }),
        "secureConnect",
        connectTimeout,
      ),
      // The library would hand a plain-http call, credentials and all, to whatever proxy the environment names.
      proxy: false,
      maxRedirects: 0,
      maxContentLength: LARGEST_ANSWER,
      maxBodyLength: LARGEST_ANSWER,
      validateStatus: () => true,
      responseType: "text",
      transformRequest: [(data: unknown) => data],
      transformResponse: [(data: unknown) => data],
    });
  }

  /**
   * @param patience of a look that does not wait as long as the connection's timeout
   * @throws PanelError `unreachable` when nothing was sent, `unclear` when the answer did not come.
   */
  async send(request: Request, patience?: Patience): Promise<Answer> {
    const began = performance.now();
    const timeout = AbortSignal.timeout(this.connection.timeout);
    try {
      const sent = this.#client.request<string>({
        method: request.method,
        url: request.path,
        headers: request.headers,
        data: request.body,
        signal: patience === undefined ? timeout : AbortSignal.any([timeout, patience.signal]),
      });
      const { status, headers, data } = await (patience?.awaiting(sent) ?? sent);
      const named = Object.entries(headers).map(
        ([name, value]) => [name.toLowerCase(), String(value)] as const,
      );
      const answer = { status, headers: new Map(named), text: data ?? "" };
      this.#log(request, began, {
        status,
        code: this.hints.code?.(answer),
        date: answer.headers.get("date"),
      });
      return answer;
    } catch (error) {
      // The original is not passed on as a cause: it holds the request, and with it the credentials.
      const failed =
        patience?.signal.aborted === true
          ? patience.error
          : await transportError(error, this.connection, this.hints);
      this.#log(request, began, { code: failed.failure.code, failure: failed.kind });
      throw failed;
    }
  }

  #log(
    { operation, attempt }: Request,
    began: number,
    { code, ...outcome }: Pick<LoggedCall, "status" | "code" | "failure" | "date">,
  ): void {
    this.connection.log?.write({
      panel: this.connection.panel,
      operation,
      attempt,
      duration: performance.now() - began,
      code: typeof code === "string" ? this.#redacted(code) : code,
      ...outcome,
    });
  }
}

type CreateConnection = (...args: unknown[]) => Duplex;

/** @param connected the event of a socket that is ready to send */
function withConnectTimeout<A extends http.Agent>(agent: A, connected: string, milliseconds: number): A {
  const target = agent as unknown as { createConnection: CreateConnection };
  const original = target.createConnection.bind(agent);
  target.createConnection = (...args) => {
    const socket = original(...args);
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error("connect timeout"), { code: "CONNECT_TIMED_OUT" }));
    }, milliseconds);
    for (const event of [connected, "error", "close"]) socket.once(event, () => clearTimeout(timer));
    return socket;
  };
  return agent;
}
