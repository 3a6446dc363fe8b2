import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { parseJson } from "../core/text";

/** A value of the stack's configuration, decrypted. */
export interface ConfigValue {
  readonly value: string;
  readonly secret: boolean;
}

/** What the command `pulumi` told, or why it told nothing. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

/** The reason where the command is not there. */
export const NO_PULUMI = "there is no `pulumi` on PATH";

export interface ListedStack {
  readonly name: string;
  readonly current: boolean;
}

interface StackChange {
  readonly folder?: string;
  readonly environment?: NodeJS.ProcessEnv;
}

/** The stack of a folder, as far as the command `pulumi` on PATH can read it: it takes the stack's passphrase or login. */
export class Stack {
  constructor(
    readonly folder: string,
    /** Undefined is the one that is selected. */
    readonly name: string | undefined,
    private readonly environment: NodeJS.ProcessEnv = process.env,
  ) {}

  /** The configuration, with the project's defaults. */
  async config(): Promise<Answer<Map<string, ConfigValue>>> {
    const told = await this.#ask(["config", "--show-secrets", "--json"]);
    if (!told.ok) return told;
    const values = parseJson(told.value);
    if (typeof values !== "object" || values === null) {
      return { ok: false, reason: "`pulumi config --json` did not print JSON" };
    }
    const entries = Object.entries(
      values as Record<string, { value?: unknown; objectValue?: unknown; secret?: unknown }>,
    );
    const config = new Map<string, ConfigValue>();
    for (const [key, { value, objectValue, secret }] of entries) {
      const text = typeof value === "string" ? value : JSON.stringify(objectValue ?? value);
      if (text !== undefined) config.set(key, { value: text, secret: secret === true });
    }
    return { ok: true, value: config };
  }

  /** The engine's version. */
  async version(): Promise<Answer<string>> {
    const told = await this.#ask(["version"], []);
    return told.ok ? { ok: true, value: told.value.trim() } : told;
  }

  /** The stack's resources as the last run left them, without decrypted secrets. */
  async resources(): Promise<Answer<readonly StackResource[]>> {
    const told = await this.#ask(["stack", "export"]);
    if (!told.ok) return told;
    const state = parseJson(told.value) as { deployment?: { resources?: StackResource[] } } | undefined;
    return { ok: true, value: state?.deployment?.resources ?? [] };
  }

  /** The stacks of the folder's project. */
  async list(): Promise<Answer<readonly ListedStack[]>> {
    const told = await this.#ask(["stack", "ls", "--json"], []);
    if (!told.ok) return told;
    const stacks = parseJson(told.value);
    return Array.isArray(stacks)
      ? { ok: true, value: stacks as ListedStack[] }
      : { ok: false, reason: "`pulumi stack ls --json` did not print JSON" };
  }

  /** Where states are kept: a URL. */
  async backend(): Promise<Answer<string>> {
    const told = await this.#ask(["whoami", "--json"], []);
    if (!told.ok) return told;
    const { url } = (parseJson(told.value) ?? {}) as { url?: unknown };
    return typeof url === "string"
      ? { ok: true, value: url }
      : { ok: false, reason: "`pulumi whoami --json` did not print JSON" };
  }

  /** Runs a command as it stands. @param input what it reads; a credential is never an argument */
  run(args: readonly string[], input?: string): Promise<Answer<string>> {
    return this.#ask(args, [], input);
  }

  /** The same in another folder, or with more in its environment. */
  with({ folder = this.folder, environment = {} }: StackChange): Stack {
    return new Stack(folder, this.name, { ...this.environment, ...environment });
  }

  async #ask(
    args: readonly string[],
    stack: readonly string[] = this.name === undefined ? [] : ["--stack", this.name],
    input?: string,
  ): Promise<Answer<string>> {
    // A folder that is not there fails as a command that is not there does.
    if (!isFolder(this.folder)) return { ok: false, reason: `there is no folder ${this.folder}` };
    return new Promise((resolve) => {
      const child = spawn("pulumi", [...args, ...stack, "--non-interactive", "--color", "never"], {
        cwd: this.folder,
        env: { ...this.environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
        stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      });
      let out = "";
      let said = "";
      // A command that ends before it has read everything says why.
      child.stdin?.on("error", () => undefined).end(input);
      child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
        out += chunk;
      });
      child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
        said += chunk;
      });
      child.once("error", (error: NodeJS.ErrnoException) => {
        const reason = error.code === "ENOENT" ? NO_PULUMI : error.message;
        resolve({ ok: false, reason });
      });
      child.once("close", (code) => {
        if (code === 0) resolve({ ok: true, value: out });
        else resolve({ ok: false, reason: firstLine(said) || `\`pulumi ${args[0]}\` ended with ${code}` });
      });
    });
  }
}

/** A resource of the state, as `pulumi stack export` prints it. */
export interface StackResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  /** That it is replaced already, and still to be deleted. */
  readonly delete?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

const firstLine = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.replace(/^(error|warning): /, "").trim())
    .find((line) => line !== "") ?? "";
