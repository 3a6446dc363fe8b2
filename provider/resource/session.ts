import { type Clock, systemClock } from "../core/clock";
import type { Source } from "../core/settings";
import { printable } from "../core/text";
import { Claims } from "./claims";
import { Owned } from "./owned";

/** What the dynamic host hands to `configure`. */
export interface HostConfig {
  /** Text; the inputs of a provider that the program makes may be anything. */
  get(key: string): unknown;
}

/**
 * Everything that lives as long as the host process, which is one run of the engine: the stack's configuration,
 * the names claimed, one gate for each panel, and one writer and one list for each account there.
 */
export class Session {
  readonly claims = new Claims();
  readonly owned: Owned;
  #config: HostConfig = { get: () => undefined };
  readonly #kept = new Map<string, unknown>();

  constructor(
    readonly clock: Clock = systemClock,
    /** Says something to the user; the engine shows what its plugins print under Diagnostics. */
    readonly report: (message: string) => void = (message) => process.stdout.write(`${printable(message)}\n`),
    private readonly env: NodeJS.ProcessEnv = process.env,
  ) {
    this.owned = new Owned(clock);
  }

  /** Must not await: the host starts other operations before a provider's `configure` has finished. */
  configure(config: HostConfig): void {
    this.#config = config;
  }

  readonly source: Source = {
    config: (key) => textOf(this.#config.get(key)),
    env: (name) => this.env[name] || undefined,
  };

  /** The one thing of this name, made when first asked for. */
  once<T>(name: string, make: () => T): T {
    if (!this.#kept.has(name)) this.#kept.set(name, make());
    return this.#kept.get(name) as T;
  }

  /** Says a thing once a run, however many resources it concerns. */
  reportOnce(message: string): void {
    this.once(`said: ${message}`, () => this.report(message));
  }
}

const textOf = (value: unknown): string | undefined =>
  (typeof value === "string" ? value : JSON.stringify(value ?? undefined)) || undefined;
