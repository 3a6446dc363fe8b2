import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { engineEnvironment, findEngine } from "../../tools/engine";
import { type Finished, RunningCommand } from "./command";
import {
  type Deployment,
  isEngineOwn,
  type PreviewJson,
  type ResourceState,
  readEvents,
  type Step,
  stepsOf,
} from "./events";
import { editConfig, writeProject } from "./project";

export type { Finished, RunningCommand } from "./command";
export type { Deployment, PreviewJson, ResourceState, Step } from "./events";

export interface StackOptions {
  /** The program: JavaScript (CommonJS) source of index.js. */
  readonly program: string;
  /** Plain configuration; a key without a namespace is one of the project's own. */
  readonly config?: Readonly<Record<string, string>>;
  /** Configuration that is encrypted. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** @default "test" */
  readonly project?: string;
  /** Environment variables beside those of the engine, for every command. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds after which a command is killed. @default 120000 */
  readonly timeout?: number;
}

/** The result of an operation on a stack. */
export interface Operation extends Finished {
  /** The engine's own record of the run, complete unless the CLI was killed. */
  readonly events: readonly EngineEvent[];
  /** What was done, or would be, to each resource other than the stack and providers, in the engine's order. */
  readonly steps: readonly Step[];
}

const GLOBAL_FLAGS = ["--non-interactive", "--color", "never"];
const NAME = "dev";

/** A real stack on the real engine, in a temporary folder with a state of its own. */
export class Stack {
  /** The stack's name. */
  readonly name = NAME;
  /** Environment of every command; tests may change it between commands. */
  readonly env: NodeJS.ProcessEnv;
  /** The project's folder. */
  readonly folder: string;
  readonly #root: string;
  readonly #cli: string;
  readonly #project: string;
  readonly #timeout: number;
  readonly #started: RunningCommand[] = [];
  #logs = 0;

  private constructor(root: string, engine: string, options: StackOptions) {
    this.#root = root;
    this.#cli = join(engine, process.platform === "win32" ? "pulumi.exe" : "pulumi");
    this.#project = options.project ?? "test";
    this.#timeout = options.timeout ?? 120_000;
    this.folder = join(root, "program");
    // The flag that names a file for the engine's events is one of the debugging flags.
    this.env = { ...engineEnvironment(engine, root), PULUMI_DEBUG_COMMANDS: "true", ...options.env };
  }

  /** Makes a project and an empty stack; a third of a second, and as much again with secrets. */
  static async create(options: StackOptions): Promise<Stack> {
    const { folder: engine } = await findEngine();
    const root = mkdtempSync(join(realpathSync(tmpdir()), "mapped-domains-stack-"));
    const stack = new Stack(root, engine, options);
    try {
      mkdirSync(stack.folder);
      writeProject(stack.folder, stack.#project);
      stack.setProgram(options.program);
      await stack.#must("stack", "init", NAME);
      editConfig(stack.#configFile, (config) => {
        for (const [key, value] of Object.entries(options.config ?? {})) config[stack.#fullKey(key)] = value;
      });
      await stack.setSecrets(options.secrets ?? {});
    } catch (error) {
      await stack.dispose();
      throw error;
    }
    return stack;
  }

  /** Replaces the program. */
  setProgram(source: string): void {
    writeFileSync(join(this.folder, "index.js"), source);
  }

  /** Sets one configuration value, as `pulumi config set` with these flags does. */
  async setConfig(
    key: string,
    value: string,
    flags: { secret?: boolean; path?: boolean } = {},
  ): Promise<void> {
    if (flags.secret || flags.path) {
      const given = [flags.secret ? "--secret" : "--plaintext", ...(flags.path ? ["--path"] : [])];
      await this.#must("config", "set", ...given, "--stack", NAME, "--", this.#fullKey(key), value);
      return;
    }
    editConfig(this.#configFile, (config) => {
      config[this.#fullKey(key)] = value;
    });
  }

  /** Sets several secret values with one command. */
  async setSecrets(secrets: Readonly<Record<string, string>>): Promise<void> {
    const values = Object.entries(secrets).map(([key, value]) => `${this.#fullKey(key)}=${value}`);
    if (values.length === 0) return;
    await this.#must("config", "set-all", "--stack", NAME, ...values.flatMap((value) => ["--secret", value]));
  }

  /** Removes one configuration value, or with `path` a part of one. */
  async removeConfig(key: string, flags: { path?: boolean } = {}): Promise<void> {
    if (flags.path) {
      await this.#must("config", "rm", "--path", "--stack", NAME, this.#fullKey(key));
      return;
    }
    editConfig(this.#configFile, (config) => {
      delete config[this.#fullKey(key)];
    });
  }

  /** `pulumi up`, without a preview before it. */
  up(...args: string[]): Promise<Operation> {
    return this.#operate("up", ["--yes", "--skip-preview", ...args]);
  }

  /** `pulumi preview`. */
  preview(...args: string[]): Promise<Operation> {
    return this.#operate("preview", args);
  }

  /** `pulumi preview --json`, parsed; it fails where the preview does. */
  async previewJson(...args: string[]): Promise<PreviewJson> {
    return JSON.parse(
      (await this.#must("preview", "--json", "--stack", NAME, ...args)).stdout,
    ) as PreviewJson;
  }

  /** `pulumi refresh`, without a preview before it. */
  refresh(...args: string[]): Promise<Operation> {
    return this.#operate("refresh", ["--yes", "--skip-preview", ...args]);
  }

  /** `pulumi destroy`, without a preview before it. */
  destroy(...args: string[]): Promise<Operation> {
    return this.#operate("destroy", ["--yes", "--skip-preview", ...args]);
  }

  /** Any command of the CLI, in the project's folder; the stack is the selected one. */
  run(...args: string[]): Promise<Finished> {
    return this.start(...args).done;
  }

  /**
   * Starts any command of the CLI and does not wait: for a test that kills it, or changes something under way. Takes
   * everything that the command line needs, so `start("up", "--yes", "--skip-preview")`.
   */
  start(...args: string[]): RunningCommand {
    const { folder: cwd, env } = this;
    const command = new RunningCommand(this.#cli, [...GLOBAL_FLAGS, ...args], {
      cwd,
      env,
      timeout: this.#timeout,
    });
    this.#started.push(command);
    return command;
  }

  /** `pulumi stack export`, parsed. */
  async export(...args: string[]): Promise<Deployment> {
    return JSON.parse((await this.#must("stack", "export", "--stack", NAME, ...args)).stdout) as Deployment;
  }

  /** `pulumi stack import` of a deployment. */
  async import(deployment: Deployment): Promise<void> {
    const file = join(this.#root, "import.json");
    writeFileSync(file, JSON.stringify(deployment));
    await this.#must("stack", "import", "--stack", NAME, "--file", file);
  }

  /** The resources in the state, without the stack itself and providers. */
  async resources(): Promise<ResourceState[]> {
    const { deployment } = await this.export();
    return (deployment.resources ?? []).filter((resource) => !isEngineOwn(resource.type));
  }

  /** The text of the state's file as it is on disk. */
  stateText(): string {
    return readFileSync(
      join(this.#root, "state", ".pulumi", "stacks", this.#project, `${NAME}.json`),
      "utf8",
    );
  }

  /** The stack's outputs, secret ones in clear. */
  async outputs(): Promise<Record<string, unknown>> {
    const { stdout } = await this.#must("stack", "output", "--json", "--show-secrets", "--stack", NAME);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  /** Ends what is still running and removes the folder. */
  async dispose(): Promise<void> {
    for (const command of this.#started) {
      command.killRemains();
      await command.done.catch(() => undefined);
    }
    rmSync(this.#root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  get #configFile(): string {
    return join(this.folder, `Pulumi.${NAME}.yaml`);
  }

  #fullKey(key: string): string {
    return key.includes(":") ? key : `${this.#project}:${key}`;
  }

  async #must(...args: string[]): Promise<Finished> {
    const finished = await this.run(...args);
    if (finished.code !== 0) throw new Error(`\`pulumi ${args[0]} ${args[1]}\` failed:\n${finished.output}`);
    return finished;
  }

  async #operate(operation: string, args: readonly string[]): Promise<Operation> {
    const log = join(this.#root, `events-${++this.#logs}.json`);
    const finished = await this.run(operation, "--stack", NAME, "--event-log", log, ...args);
    const events = existsSync(log) ? readEvents(readFileSync(log, "utf8")) : [];
    return { ...finished, events, steps: stepsOf(events) };
  }
}
