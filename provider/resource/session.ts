import type { CallWriter } from "../core/callLog";
import { type Clock, systemClock } from "../core/clock";
import type { Source } from "../core/settings";
import { printable } from "../core/text";
import { Claims } from "./claims";

/** What the dynamic host hands to `configure`. */
export interface HostConfig {
  /** Text; the inputs of a provider that the program makes may be anything. */
  get(key: string): unknown;
}

/**
 * Everything that lives as long as the host process, which is one run of the engine: the stack's configuration,
 * the names claimed, and the connections to panels with what each panel has once.
 */
export class Session {
  readonly claims = new Claims();
  #config: HostConfig = { get: () => undefined };
  readonly #objects = new Map<unknown, unknown>();
  readonly #reported = new Set<string>();

  constructor(
    readonly clock: Clock = systemClock,
    /** Says something to the user; the engine shows what its plugins print under Diagnostics. */
    readonly report: (message: string) => void = (message) => process.stdout.write(`${printable(message)}\n`),
    private readonly env: NodeJS.ProcessEnv = process.env,
    private readonly log?: CallWriter,
  ) {
    this.source = {
      config: (key) => textOf(this.#config.get(key)),
      env: (name) => this.env[name] || undefined,
      log: this.log,
    };
  }

  /** Must not await: the host starts other operations before a provider's `configure` has finished. */
  configure(config: HostConfig): void {
    this.#config = config;
  }

  readonly source: Source;

  /** The run's one object of a class, made when it is first asked for. */
  the<T extends object>(type: new (session: Session) => T): T {
    const known = this.#objects.get(type) ?? new type(this);
    this.#objects.set(type, known);
    return known as T;
  }

  /**
   * Says a thing once a run, however many resources it concerns.
   *
   * @param cause what makes it the same thing as others, in other words
   */
  reportOnce(message: string, cause = message): void {
    if (!this.#reported.has(cause)) this.report(message);
    this.#reported.add(cause);
  }
}

const textOf = (value: unknown): string | undefined =>
  (typeof value === "string" ? value : JSON.stringify(value ?? undefined)) || undefined;
