import { type ZodType, z } from "zod";
import { isBrokenOff } from "../../core/errors";
import type { Gate } from "../../core/gate";
import { type Answer, Transport } from "../../core/http";
import type { Pacer } from "../../core/pacer";
import { redactor } from "../../core/redact";
import {
  type Call,
  codeIn,
  type EnhanceRequest,
  isPutOffForLong,
  jsonOf,
  pauseAsked,
  verifySuccess,
  wordOf,
} from "./answer";
import type { EnhanceConnection } from "./connection";

const PAGE = "100";
/** How often a call that the panel put off is made again. */
const PUT_OFF_LIMIT = 4;

/** One connection's calls. The token goes with every one: parts of the API leave out to say that they need it. */
export class EnhanceClient {
  readonly panel: string;
  readonly #transport: Transport;
  readonly #redacted: (text: string) => string;
  /**
   * The answer that asked for a longer pause than a run makes. It is the answer to what comes after it, too: the panel takes
   * none of that, and would ask each for another number of seconds.
   */
  #putOff: Answer | undefined;

  constructor(
    readonly connection: EnhanceConnection,
    /** Bounds the calls to one panel that are under way. */
    private readonly gate: Gate,
    /** Bounds the calls to one panel in a second. */
    private readonly pacer: Pacer,
  ) {
    this.panel = connection.panel;
    const credentials = [connection.token];
    this.#redacted = redactor(credentials);
    this.#transport = new Transport(connection, credentials, { code: codeIn });
  }

  json<T>(request: EnhanceRequest, schema: ZodType<T>): Promise<T> {
    return this.#send(request, (answer, call) => jsonOf(answer, schema, call));
  }

  /** All items of a list that comes in pages. */
  async pages<T>(request: Omit<EnhanceRequest, "method">, item: ZodType<T>): Promise<T[]> {
    const page = z.object({ items: z.array(item), total: z.number() });
    const found: T[] = [];
    for (;;) {
      const query = { offset: String(found.length), limit: PAGE, ...request.query };
      const { items, total } = await this.json({ ...request, method: "GET", query }, page);
      found.push(...items);
      if (items.length === 0 || found.length >= total) return found;
    }
  }

  word(request: EnhanceRequest): Promise<string> {
    return this.#send(request, wordOf);
  }

  empty(request: EnhanceRequest): Promise<void> {
    return this.#send(request, verifySuccess);
  }

  /** A read that broke off, and any call that the panel put off without doing it, is made again. */
  async #send<T>(request: EnhanceRequest, read: (answer: Answer, call: Call) => T): Promise<T> {
    const call = { ...request, ...this.connection };
    for (let tries = 1; ; tries += 1) {
      const mayRepeat = request.method === "GET" && tries === 1;
      const answer = await this.#once(request, tries).catch((error: unknown) => {
        if (mayRepeat && isBrokenOff(error)) return undefined;
        throw error;
      });
      if (answer === undefined || (mayRepeat && answer.status >= 500)) continue;
      if (answer.status !== 429 || tries > PUT_OFF_LIMIT) return read(answer, call);
      if (isPutOffForLong(answer)) {
        this.#putOff ??= answer;
        return read(this.#putOff, call);
      }
      await this.pacer.pause(pauseAsked(answer));
    }
  }

  #once(request: EnhanceRequest, attempt: number): Promise<Answer> {
    const query = new URLSearchParams(request.query).toString();
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    return this.gate.run(async () => {
      await this.pacer.turn();
      if (this.#putOff !== undefined) return this.#putOff;
      const answer = await this.#transport.send({
        method: request.method,
        path: query === "" ? request.path : `${request.path}?${query}`,
        headers: {
          accept: "application/json",
          authorization: `Bearer ${this.connection.token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        body,
        operation: `${request.method} ${request.path}`,
        attempt,
      });
      return answer.status < 300 ? answer : this.#withoutCredentials(answer);
    });
  }

  /** Errors repeat the panel's words. */
  #withoutCredentials(answer: Answer): Answer {
    const headers = [...answer.headers].map(([name, value]) => [name, this.#redacted(value)] as const);
    return { ...answer, headers: new Map(headers), text: this.#redacted(answer.text) };
  }
}
