import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../provider/cli/program";
import type { Terminal } from "../../provider/cli/terminal";
import { expectClean } from "./clean";
import { type Finished, RunningCommand } from "./command";
import { CHECKOUT } from "./project";

const MAIN = join(CHECKOUT, "dist", "provider", "cli", "main.js");

/** Starts the built command, for what runs until it is told to end. */
export const startMappedDomains = (args: readonly string[], cwd: string): RunningCommand =>
  new RunningCommand(process.execPath, [MAIN, ...args], { cwd, env: process.env, timeout: 120_000 });

/** Runs the built command `mapped-domains`; no output of it may have a credential or a stack trace. */
export async function mappedDomains(
  args: readonly string[],
  { cwd, env }: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Finished> {
  const finished = await new RunningCommand(process.execPath, [MAIN, ...args], { cwd, env, timeout: 60_000 })
    .done;
  expectClean(finished.output);
  return finished;
}

/** The same in this process, which is faster; it trusts no other CA than the process does. */
export async function mappedDomainsHere(
  args: readonly string[],
  { cwd, env, prompts }: { cwd: string; env: NodeJS.ProcessEnv; prompts?: Terminal["prompts"] },
): Promise<Finished> {
  let stdout = "";
  let stderr = "";
  const terminal: Terminal = {
    out: (text) => {
      stdout += text;
    },
    note: (text) => {
      stderr += text;
    },
    interactive: prompts !== undefined,
    ...(prompts && { prompts }),
    paint: (_style, text) => text,
  };
  const code = await run(["--cwd", cwd, ...args], terminal, env);
  const output = stdout + stderr;
  expectClean(output);
  return { code, stdout, stderr, output };
}

/** An empty folder to run the command in, where no engine is on PATH. */
export class EmptyFolder {
  readonly path = mkdtempSync(join(realpathSync(tmpdir()), "mapped-domains-command-"));

  run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return mappedDomainsHere(args, { cwd: this.path, env: { PATH: this.path, ...env } });
  }

  /** Of the built command, as a process of its own. */
  runBuilt(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    return mappedDomains(args, { cwd: this.path, env: { PATH: this.path, ...env } });
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
