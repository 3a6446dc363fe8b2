import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isEngineOwn } from "../test/support/events";
import { CHECKOUT } from "../test/support/project";
import { type ResourceState, Stack } from "../test/support/stack";
import type { Calls, Panel } from "./panel";
import type { Declared, Program } from "./programs";

/** Milliseconds after which a command of the CLI is taken for hung. */
const TIMEOUT = 30 * 60_000;

export type Verb = "up" | "preview" | "refresh" | "destroy";

/** One command of the CLI, and what it took. */
export interface Run {
  readonly subject: Program["subject"];
  readonly command: string;
  readonly resources: number;
  readonly seconds: number;
  readonly calls: Calls;
  readonly exitCode: number;
}

/** The folders of stacks that are not disposed of. */
const folders = new Set<string>();

/** For a process that is about to end by a signal. */
export function removeFolders(): void {
  for (const folder of folders)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

interface StateFile {
  readonly checkpoint: { readonly latest?: { readonly resources?: readonly ResourceState[] } };
}

/** A program of the benchmark in a stack of its own, whose configuration leads to a panel. */
export class Rig {
  private constructor(
    readonly stack: Stack,
    readonly panel: Panel,
    readonly program: Program,
  ) {}

  static async start(panel: Panel, program: Program): Promise<Rig> {
    const { config, secrets } = panel;
    const stack = await Stack.create({ program: program.source, config, secrets, timeout: TIMEOUT });
    const rig = new Rig(stack, panel, program);
    folders.add(dirname(stack.folder));
    try {
      rig.declare(program.declared);
      for (const [path, content] of Object.entries(program.files)) rig.write(path, content);
      for (const name of program.packages)
        symlinkSync(join(CHECKOUT, "node_modules", name), join(stack.folder, "node_modules", name), "dir");
      return rig;
    } catch (error) {
      await rig.dispose();
      throw error;
    }
  }

  /** Changes what the program declares. */
  declare(declared: readonly Declared[]): void {
    this.write("declared.json", JSON.stringify(declared));
  }

  /** Writes a file into the program's folder. */
  write(path: string, content: string): void {
    const file = join(this.stack.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    rmSync(file, { force: true });
    writeFileSync(file, content);
  }

  /**
   * Runs the CLI, and counts what of it reached the panel.
   *
   * @throws Error with what the CLI says when the command fails, unless that is what is to be seen
   */
  async run(verb: Verb, options: { flags?: readonly string[]; mayFail?: boolean } = {}): Promise<Run> {
    const { flags = [], mayFail = false } = options;
    await this.panel.clearLog();
    const started = performance.now();
    const given = verb === "preview" ? [] : ["--yes", "--skip-preview"];
    const { code, output } = await this.stack.run(verb, ...given, ...flags);
    const seconds = (performance.now() - started) / 1000;
    const command = [verb, ...flags].join(" ");
    if (code !== 0 && !mayFail)
      throw new Error(`\`pulumi ${command}\` of ${this.program.subject} failed: ${reason(output)}`);
    const { subject, declared } = this.program;
    const calls = await this.panel.calls();
    return { subject, command, resources: declared.length, seconds, calls, exitCode: code };
  }

  /** Bytes of the state as the backend has it in its file. */
  get stateBytes(): number {
    return Buffer.byteLength(this.stack.stateText());
  }

  /** The resources in the state, without the stack and providers. */
  resources(): ResourceState[] {
    const { checkpoint } = JSON.parse(this.stack.stateText()) as StateFile;
    return (checkpoint.latest?.resources ?? []).filter(({ type }) => !isEngineOwn(type));
  }

  async dispose(): Promise<void> {
    await this.stack.dispose();
    folders.delete(dirname(this.stack.folder));
  }
}

/** What a command of the CLI failed with, as far as its output tells: the line below a general one says more. */
function reason(output: string): string {
  const lines = output.split("\n").map((line) => line.trim());
  const error = lines.findIndex((line) => line.startsWith("error: "));
  return error < 0 ? output.slice(-2_000) : `${lines[error]} ${lines[error + 1] ?? ""}`.trim();
}
