import { Settings, type SettingsFamily } from "../../core/settings";
import { Session } from "../../resource/session";
import type { Context } from "../context";

/** A setting that the stack is to be given. */
export interface NewSetting {
  /** With its namespace. */
  readonly key: string;
  readonly value: string;
  readonly secret: boolean;
  /** host:port of the panel, where the value is the certificate that it presents. */
  readonly presentedBy?: string;
}

/**
 * The settings of one panel while they are gathered: what the stack has, what has been chosen meanwhile, and what the wp-config.php
 * and the environment have. They are read as the provider reads them.
 */
export class Draft {
  readonly #chosen = new Map<string, string>();
  /** Keys whose values in the wp-config.php and the environment are not taken over. */
  readonly #dropped = new Set<string>();
  #session: Session | undefined;
  #trusted = false;

  constructor(
    readonly family: SettingsFamily,
    private readonly context: Context,
    private readonly say: (message: string) => void,
  ) {}

  /** A setting with its value, wherever it comes from. */
  find(key: string): ReturnType<Settings["find"]> {
    return this.#settings.find(key);
  }

  value(key: string): string | undefined {
    return this.find(key)?.value;
  }

  /** Whether it is in the stack's configuration, which is not changed. */
  isInStack(key: string): boolean {
    return this.context.config.has(this.fullKey(key));
  }

  /** Where a value comes from, in words. */
  origin(key: string): string {
    const found = this.find(key);
    if (found === undefined) return "";
    if (found.from === "environment" && this.context.wpConfig.constants.has(found.name)) {
      return `${found.name} of the wp-config.php`;
    }
    if (found.from === "environment") return `${found.name} of the environment`;
    return this.isInStack(key) ? "the stack's configuration" : "";
  }

  choose(key: string, value: string): void {
    this.#chosen.set(key, value);
    this.renew();
  }

  /** Trusts a certificate that the panel presents. */
  trust(pem: string): void {
    this.choose("caCert", pem);
    this.#trusted = true;
  }

  /** Trusts it no more, since the address is another one. */
  distrust(): void {
    if (this.#trusted) this.#chosen.delete("caCert");
    this.#trusted = false;
    this.renew();
  }

  /** Forgets what the panel answered so far. */
  renew(): void {
    this.#session = undefined;
  }

  /** Leaves out of the stack what the wp-config.php or the environment has. */
  drop(...keys: readonly string[]): void {
    for (const key of keys) {
      this.#chosen.delete(key);
      this.#dropped.add(key);
    }
    this.renew();
  }

  /** Connections as the settings are now. */
  get session(): Session {
    if (this.#session === undefined) {
      const variables = { ...this.context.environment };
      for (const key of this.#dropped) delete variables[this.family.env[key] ?? ""];
      this.#session = new Session(undefined, this.say, variables, this.context.calls);
      this.#session.configure({ get: (key) => this.#configured(key) });
    }
    return this.#session;
  }

  /** What the stack lacks, in the order of `keys`. */
  newSettings(panel: string, keys: readonly string[]): NewSetting[] {
    // What was chosen beside the usual goes last.
    return [...new Set([...keys, ...this.#chosen.keys()])].flatMap((key) => {
      const value = this.value(key);
      if (value === undefined || this.isInStack(key)) return [];
      const setting = { key: this.fullKey(key), value, secret: this.family.secrets.includes(key) };
      return [key === "caCert" && this.#trusted ? { ...setting, presentedBy: panel } : setting];
    });
  }

  fullKey(key: string): string {
    return `${this.family.namespace}:${key}`;
  }

  get #settings(): Settings {
    return new Settings(this.session.source, this.family, undefined);
  }

  #configured(key: string): string | undefined {
    const stored = this.context.config.get(key)?.value;
    if (stored !== undefined) return stored;
    const [namespace, name = ""] = key.split(":");
    return namespace === this.family.namespace ? this.#chosen.get(name) : undefined;
  }
}
