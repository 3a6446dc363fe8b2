import { type ChildProcess, spawn } from "node:child_process";

/** What is left of a command that has ended. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  /** Why it is no success, in words; undefined after a success. */
  readonly failure: string | undefined;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the command and all that it started are killed. */
  readonly timeout: number;
  /** Ends the command as a success once its standard output satisfies this: for servers, which never end. */
  readonly until?: (stdout: string) => boolean;
  readonly onStderr?: (text: string) => void;
}

/** Kills a process and all that it started. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    // A process started with `detached` leads a group; the minus addresses all of it.
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

const running = new Set<ChildProcess>();

/** Kills every command that is still running, on the way out of the process. */
export function killRunning(): void {
  for (const child of running) killGroup(child);
}

/** Runs a command to its end, with no input, and never rejects: what went wrong is in `failure`. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  return new Promise((resolve) => {
    let stdout = "";
    let stderr = "";
    let satisfied = false;
    let stopped: string | undefined;
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    const timer = setTimeout(() => {
      stopped = `did not end within ${Math.round(options.timeout / 1000)} s`;
      killGroup(child);
    }, options.timeout);
    const finish = (failure: string | undefined): void => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ stdout, stderr, failure });
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (!satisfied && options.until?.(stdout)) {
        satisfied = true;
        killGroup(child);
      }
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      options.onStderr?.(text);
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      finish(error.code === "ENOENT" ? "was not found" : `could not be started: ${error.message}`);
    });
    child.on("close", (code, signal) => {
      const ended = code === 0 ? undefined : `ended with ${signal ?? `exit code ${code}`}`;
      finish(satisfied ? undefined : (stopped ?? ended));
    });
  });
}
