import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { stripVTControlCharacters } from "node:util";
import { descendants, kill, killAll, type ProcessEntry } from "./processes";

/** What a command left when it ended. */
export interface Finished {
  /** The exit code; 128 and more after a signal, as a shell counts. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output and standard error in the order in which they came, without colours. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds after which the command and all that it started are killed. */
  readonly timeout: number;
}

/** A command line program that is running. */
export class RunningCommand {
  /** Resolves when it has ended, whatever its exit code; rejects when it could not be started or took too long. */
  readonly done: Promise<Finished>;
  readonly #child: ChildProcess;
  readonly #title: string;
  #output = "";
  #left: ProcessEntry[] = [];

  constructor(program: string, args: readonly string[], options: CommandOptions) {
    this.#title = ["pulumi", ...args].join(" ");
    this.#child = spawn(program, args, { ...options, timeout: undefined, stdio: ["ignore", "pipe", "pipe"] });
    this.done = this.#collect(options.timeout);
    // A test that killed the command need not handle `done`.
    this.done.catch(() => undefined);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** What it has printed so far, without colours. */
  get output(): string {
    return stripVTControlCharacters(this.#output);
  }

  /** Waits until the output matches; rejects when the command ends, or the time is over, before it does. */
  async waitFor(pattern: RegExp, timeout = 60_000): Promise<void> {
    const end = Date.now() + timeout;
    let ended = false;
    const note = (): void => {
      ended = true;
    };
    this.done.then(note, note);
    while (!pattern.test(this.output)) {
      if (ended) throw new Error(`\`${this.#title}\` ended before it printed ${pattern}:\n${this.output}`);
      if (Date.now() > end) throw new Error(`\`${this.#title}\` did not print ${pattern}:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Sends SIGINT, as Ctrl-C does: the CLI then stops in an orderly way. */
  interrupt(): void {
    this.#child.kill("SIGINT");
  }

  /**
   * kill -9 of this one process, as a crash would have it: the engine's plug-ins live on until they notice, and what
   * one of them has begun may still be finished. `killRemains` ends those, too.
   */
  async kill(): Promise<void> {
    this.#left.push(...descendants(this.pid));
    kill(this.pid);
    await this.done.catch(() => undefined);
  }

  /** Kills the command, and all that it had started before it was killed. */
  killRemains(): void {
    if (this.#running) {
      this.#left.push(...descendants(this.pid));
      kill(this.pid);
    }
    killAll(this.#left);
    this.#left = [];
  }

  get #running(): boolean {
    return this.pid !== 0 && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  #collect(timeout: number): Promise<Finished> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const text = { stdout: "", stderr: "" };
      for (const name of ["stdout", "stderr"] as const) {
        child[name]?.setEncoding("utf8").on("data", (chunk: string) => {
          text[name] += chunk;
          this.#output += chunk;
        });
      }
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        this.killRemains();
      }, timeout);
      const onExit = (): void => this.killRemains();
      process.once("exit", onExit);
      const clear = (): void => {
        clearTimeout(timer);
        process.off("exit", onExit);
      };
      child.on("error", (error) => {
        clear();
        reject(error);
      });
      // Not "close": plug-ins that outlive a killed CLI hold its pipes open.
      child.on("exit", (code, signal) => {
        clear();
        const ended = (): void => {
          if (late) {
            reject(new Error(`\`${this.#title}\` did not end within ${timeout / 1000} s:\n${this.output}`));
            return;
          }
          resolve({
            code: code ?? 128 + (signal ? constants.signals[signal] : 0),
            stdout: stripVTControlCharacters(text.stdout),
            stderr: stripVTControlCharacters(text.stderr),
            output: this.output,
          });
        };
        const pipes = setTimeout(ended, 500);
        child.on("close", () => {
          clearTimeout(pipes);
          ended();
        });
      });
    });
  }
}
