import type { Clock } from "../../provider/core/clock";
import { type DynamicHandler, dynamicHandler, type Lifecycle } from "../../provider/resource/dynamic";
import { Session } from "../../provider/resource/session";
import { TestClock } from "./clock";
import type { CheckAnswer, DiffAnswer, Process, Provider, ReadAnswer } from "./engine";
import { LIFECYCLES, type Lifecycles } from "./handlers";
import {
  fromStruct,
  type InitFailed,
  OperationError,
  type Properties,
  providerOf,
  toStruct,
} from "./host-messages";

export interface LocalOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** @default a clock on which waiting takes no time */
  readonly clock?: Clock;
  /** The lifecycles by handler. */
  readonly lifecycles?: Lifecycles;
}

/** A simulated host process: handlers that share a session, in this process. */
export class LocalProcess implements Process {
  readonly messages: string[] = [];
  readonly session: Session;
  readonly #lifecycles = new Map<string, Lifecycle>();
  readonly #make: Lifecycles;

  constructor(config: Readonly<Record<string, string>>, options: LocalOptions = {}) {
    const { env = {}, clock = new TestClock(), lifecycles = LIFECYCLES } = options;
    this.session = new Session(clock, (message) => this.messages.push(message), env);
    // Later changes of the stack's configuration do not affect a running process.
    const known = { ...config };
    this.session.configure({ get: (key) => known[key] || undefined });
    this.#make = lifecycles;
  }

  get output(): string {
    return this.messages.map((line) => `${line}\n`).join("");
  }

  on(handler: string): Provider {
    const lifecycle = this.#lifecycles.get(handler) ?? this.#make[handler]?.(this.session);
    if (lifecycle === undefined) throw new Error(`there is no ${handler}`);
    this.#lifecycles.set(handler, lifecycle);
    return new LocalProvider(this.session, lifecycle, providerOf(handler));
  }
}

class LocalProvider implements Provider {
  constructor(
    private readonly session: Session,
    private readonly lifecycle: Lifecycle,
    readonly provider: string,
  ) {}

  check(_name: string, olds: Properties | undefined, news: Properties): Promise<CheckAnswer> {
    return this.#call(async (handler) => {
      const { inputs, failures } = await handler.check(
        olds === undefined ? {} : this.#bag(olds),
        this.#bag(news),
      );
      return { inputs: plain(inputs), failures };
    });
  }

  diff(id: string, olds: Properties, news: Properties): Promise<DiffAnswer> {
    return this.#call((handler) => handler.diff(id, this.#bag(olds), this.#bag(news)));
  }

  create(news: Properties): Promise<{ id: string; properties: Properties }> {
    return this.#call(async (handler) => {
      const { id, outs } = await handler.create(this.#bag(news));
      return { id, properties: plain(outs) };
    });
  }

  read(id: string, properties: Properties): Promise<ReadAnswer> {
    return this.#call(async (handler) => {
      const found = await handler.read(id, this.#bag(properties));
      const inputs = found.inputs && { inputs: plain(found.inputs) };
      return { id: found.id ?? "", properties: plain(found.props ?? {}), ...inputs };
    });
  }

  update(id: string, olds: Properties, news: Properties): Promise<{ properties: Properties }> {
    return this.#call(async (handler) => {
      const { outs } = await handler.update(id, this.#bag(olds), this.#bag(news));
      return { properties: plain(outs) };
    });
  }

  delete(id: string, olds: Properties): Promise<void> {
    return this.#call((handler) => handler.delete(id, this.#bag(olds)));
  }

  #bag(properties: Properties): Properties {
    return { ...plain(properties), __provider: this.provider };
  }

  /** Lets an operation fail as in the dynamic host, with the lifecycle's own error as the cause. */
  async #call<T>(operation: (handler: DynamicHandler) => Promise<T>): Promise<T> {
    const { lifecycle } = this;
    let cause: unknown;
    const recordCause =
      <Args extends unknown[], Result>(method: (...args: Args) => Promise<Result>) =>
      (...args: Args) =>
        method.apply(lifecycle, args).catch((error: unknown) => {
          cause = error;
          throw error;
        });
    const recorded: Lifecycle = {
      check: recordCause(lifecycle.check),
      idOf: (inputs) => lifecycle.idOf(inputs),
      diff: (...args) => lifecycle.diff(...args),
      create: recordCause(lifecycle.create),
      read: recordCause(lifecycle.read),
      update: recordCause(lifecycle.update),
      delete: recordCause(lifecycle.delete),
    };
    try {
      return await operation(dynamicHandler(this.session, recorded));
    } catch (error) {
      const { message, id, properties, reasons } = error as Error & Partial<InitFailed>;
      const isPartial = id !== undefined && properties !== undefined && reasons !== undefined;
      throw new OperationError(
        message,
        isPartial ? { id, properties: asSent(properties), reasons } : undefined,
        cause,
      );
    }
  }
}

/** As sent by gRPC: without undefined values, and with the properties in its order. */
const asSent = (properties: Properties): Properties => fromStruct(toStruct(properties));

function plain(properties: Properties): Properties {
  const { __provider, ...rest } = asSent(properties);
  return rest;
}
