import { type ZodType, z } from "zod";
import { isBrokenOff, isPanelError } from "../../core/errors";
import type { Gate } from "../../core/gate";
import { type Answer, Transport } from "../../core/http";
import type { Pacer } from "../../core/pacer";
import type { Patience } from "../../core/patience";
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
import { getMemberships } from "./memberships";
import { TokenRecord } from "./token";

const PAGE = 100;
/** How often a call that the panel put off is made again. */
const PUT_OFF_LIMIT = 4;

/** One connection's calls. The token goes with every one: parts of the API leave out to say that they need it. */
export class EnhanceClient {
  readonly panel: string;
  /** What the run knows of the token. */
  readonly token: TokenRecord;
  readonly #transport: Transport;
  readonly #redacted: (text: string) => string;
  /**
   * The answer that asked for a longer pause than a run makes. It is the answer to what comes after it, too: the panel takes
   * none of that, and would ask each for another number of seconds.
   */
  readonly #putOff: { answer?: Answer };

  /**
   * @param patience of a client for looks
   * @param other another client of the same connection
   */
  constructor(
    readonly connection: EnhanceConnection,
    /** Bounds the calls to one panel that are under way. */
    private readonly gate: Gate,
    /** Bounds the calls to one panel in a second. */
    private readonly pacer: Pacer,
    private readonly patience?: Patience,
    other?: EnhanceClient,
  ) {
    this.panel = connection.panel;
    const credentials = [connection.token];
    this.#redacted = redactor(credentials);
    this.#transport =
      other === undefined ? new Transport(connection, credentials, { code: codeIn }) : other.#transport;
    this.token = other === undefined ? new TokenRecord() : other.token;
    this.#putOff = other === undefined ? {} : other.#putOff;
  }

  /** Whether it is for looks that are not to wait long: they ask for nothing beside. */
  get isForLook(): boolean {
    return this.patience !== undefined;
  }

  /** The same connection for a look that is not to wait long. */
  within(patience: Patience): EnhanceClient {
    return new EnhanceClient(this.connection, this.gate, this.pacer, patience, this);
  }

  json<T>(request: EnhanceRequest, schema: ZodType<T>): Promise<T> {
    return this.#send(request, (answer, call) => jsonOf(answer, schema, call));
  }

  /** All items of a list that comes in pages. */
  async pages<T>(request: Omit<EnhanceRequest, "method">, item: ZodType<T>): Promise<T[]> {
    return (await this.fewPages(request, item, Number.POSITIVE_INFINITY)) ?? [];
  }

  /** @returns undefined where the list has more than `most` pages: then only the first is asked for */
  async fewPages<T>(
    request: Omit<EnhanceRequest, "method">,
    item: ZodType<T>,
    most: number,
  ): Promise<T[] | undefined> {
    const page = z.object({ items: z.array(item), total: z.number() });
    const found: T[] = [];
    for (;;) {
      const query = { offset: String(found.length), limit: String(PAGE), ...request.query };
      const { items, total } = await this.json({ ...request, method: "GET", query }, page);
      if (total > most * PAGE) return undefined;
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

  /**
   * A read that broke off, and any call that the panel put off without doing it, is made again. A refusal says whether it can be
   * the token itself.
   */
  async #send<T>(request: EnhanceRequest, read: (answer: Answer, call: Call) => T): Promise<T> {
    const call = { ...request, ...this.connection };
    try {
      for (let tries = 1; ; tries += 1) {
        const mayRepeat = request.method === "GET" && tries === 1;
        const answer = await this.#once(request, tries).catch((error: unknown) => {
          if (mayRepeat && isBrokenOff(error)) return undefined;
          throw error;
        });
        if (answer === undefined || (mayRepeat && answer.status >= 500)) continue;
        const isLong = isPutOffForLong(answer);
        if (answer.status === 429 && tries <= PUT_OFF_LIMIT && !isLong) {
          await this.pacer.pause(pauseAsked(answer));
          continue;
        }
        if (isLong && tries <= PUT_OFF_LIMIT) this.#putOff.answer ??= answer;
        const result = read(isLong ? (this.#putOff.answer ?? answer) : answer, call);
        this.token.noteLetIn();
        return result;
      }
    } catch (error) {
      if (!isPanelError(error, "refused")) throw error;
      // A look is not to wait for a further call, which many others of its kind would go before.
      const ask = this.isForLook ? undefined : () => getMemberships(this);
      throw await this.token.explain(error, call, ask);
    }
  }

  #once(request: EnhanceRequest, attempt: number): Promise<Answer> {
    const query = new URLSearchParams(request.query).toString();
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    return this.gate.run(async () => {
      // Calls that nobody waits for any more take no turn of those that follow.
      if (this.patience?.signal.aborted !== true) await this.pacer.turn();
      if (this.#putOff.answer !== undefined) return this.#putOff.answer;
      const headers = {
        accept: "application/json",
        authorization: `Bearer ${this.connection.token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      };
      const path = query === "" ? request.path : `${request.path}?${query}`;
      const operation = `${request.method} ${request.path}`;
      const call = { method: request.method, path, headers, body, operation, attempt };
      const answer = await this.#transport.send(call, this.patience);
      return answer.status < 300 ? answer : this.#withoutCredentials(answer);
    });
  }

  /** Errors repeat the panel's words. */
  #withoutCredentials(answer: Answer): Answer {
    const headers = [...answer.headers].map(([name, value]) => [name, this.#redacted(value)] as const);
    return { ...answer, headers: new Map(headers), text: this.#redacted(answer.text) };
  }
}
