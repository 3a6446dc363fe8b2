import type { CallWriter } from "./callLog";
import { parseJson } from "./text";

/** Where settings come from: the stack's configuration, decrypted, and the environment. */
export interface Source {
  /** @param key with its namespace, such as `hestia:apiUrl` */
  config(key: string): string | undefined;
  env(name: string): string | undefined;
  /** Where calls are logged, in place of what the environment says. */
  readonly log?: CallWriter | undefined;
  /** Whether the configuration is the inputs of a provider that the program makes: it does not see the stack's. */
  isOwnProvider?: boolean;
}

/** Something wrong with one property, in words for the user; `property` is what the engine names. */
export interface Problem {
  readonly property: string;
  readonly reason: string;
}

/** One panel family's settings. */
export interface SettingsFamily {
  readonly namespace: string;
  /** As errors call the panel, such as Hestia. */
  readonly panelName: string;
  readonly exampleUrl: string;
  /** Seconds for one call where nothing is set. */
  readonly timeout: number;
  /** The environment variable of each key that has one. */
  readonly env: Readonly<Record<string, string>>;
  /** Keys that hold a credential. */
  readonly secrets: readonly string[];
  /** Keys that belong to one panel: a named connection never takes them from anywhere but itself. */
  readonly own: readonly string[];
}

interface Setting {
  readonly value: string;
  readonly from: "configuration" | "environment";
  /** Where it stands: a configuration key or a variable. */
  readonly name: string;
  /** 0 for the connection's own entry, 1 for the stack's configuration, 2 for the environment: the lower wins. */
  readonly level: 0 | 1 | 2;
}

/**
 * Reads one family's settings, for the panel that the stack is configured for or for one of its named connections:
 * the connection's own entry first, then the stack's configuration, then the environment.
 */
export class Settings {
  readonly #entry: Readonly<Record<string, unknown>> | undefined;
  /** Set when the named connection cannot be used. */
  readonly problem: string | undefined;

  constructor(
    readonly source: Source,
    readonly family: SettingsFamily,
    readonly connection: string | undefined,
  ) {
    if (connection === undefined) return;
    const key = `${family.namespace}:connections`;
    const known = connectionsIn(source.config(key));
    if (known === undefined) {
      this.problem = `cannot be looked up: ${key} is not an object of connections`;
      return;
    }
    this.#entry = Object.hasOwn(known, connection) ? known[connection] : undefined;
    if (this.#entry === undefined) {
      const names = Object.keys(known);
      const have = names.length === 0 ? "none is configured" : `configured are ${names.join(", ")}`;
      this.problem = `"${connection}" is no connection of this stack (${have}): ${this.command("apiUrl")}`;
    }
  }

  find(key: string): Setting | undefined {
    const own = this.#entry?.[key];
    if (own !== undefined && own !== null && own !== "") {
      const value = typeof own === "string" ? own : JSON.stringify(own);
      return { value, from: "configuration", name: this.key(key), level: 0 };
    }
    if (this.connection !== undefined && this.family.own.includes(key)) return undefined;
    const full = `${this.family.namespace}:${key}`;
    const configured = this.source.config(full);
    if (configured !== undefined) return { value: configured, from: "configuration", name: full, level: 1 };
    const variable = this.family.env[key];
    const value = variable && this.source.env(variable);
    return variable && value ? { value, from: "environment", name: variable, level: 2 } : undefined;
  }

  /** The setting's full name, as errors give it. */
  key(key: string): string {
    const { namespace } = this.family;
    if (this.connection === undefined) return `${namespace}:${key}`;
    const step = /^[\w-]+$/.test(this.connection) ? `.${this.connection}` : `["${this.connection}"]`;
    return `${namespace}:connections${step}.${key}`;
  }

  /** The same as `pulumi config set` takes it. */
  path(key: string): string {
    return this.connection === undefined ? this.key(key) : `--path '${this.key(key)}'`;
  }

  /** The command that sets it. */
  command(key: string, value = `<${key}>`): string {
    if (this.source.isOwnProvider === true)
      return `give the explicit provider the input ${this.#input(key, value)}`;
    const secret = this.family.secrets.includes(key) ? " --secret" : "";
    return `pulumi config set${secret} ${this.path(key)} ${value}`;
  }

  #input(key: string, value: string): string {
    const { namespace, secrets } = this.family;
    const text = secrets.includes(key) ? `pulumi.secret("${value}")` : `"${value}"`;
    return this.connection === undefined
      ? `"${namespace}:${key}": ${text}`
      : `"${namespace}:connections": { "${this.connection}": { ${key}: ${text} } }`;
  }

  /** How to set it by any of the ways there are. */
  howToSet(key: string, value?: string): string {
    const variable = this.family.env[key];
    const taken = this.connection === undefined || !this.family.own.includes(key);
    const environment = variable !== undefined && taken ? `, or set ${variable} in the environment` : "";
    return `${this.command(key, value)}${environment}`;
  }
}

/** The named connections of a stack; undefined where the text is something else. */
export function connectionsIn(text = "{}"): Record<string, Record<string, unknown>> | undefined {
  const parsed = parseJson(text);
  return areRecords(parsed) ? parsed : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const areRecords = (value: unknown): value is Record<string, Record<string, unknown>> =>
  isRecord(value) && Object.values(value).every(isRecord);
