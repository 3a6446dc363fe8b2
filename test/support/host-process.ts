import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

const START_TIMEOUT = 20_000;
const STOP_TIMEOUT = 2_000;

/** The process in which dynamic resources run: the one that the engine starts, here without an engine. */
export class HostProcess {
  readonly #child: ChildProcess;
  #output = "";

  private constructor(cwd: string, env: NodeJS.ProcessEnv) {
    // The same file that the engine would run: the one seen from the program's folder.
    const script = createRequire(join(cwd, "index.js")).resolve("@pulumi/pulumi/cmd/dynamic-provider");
    // Nothing listens at the engine's address; the host never uses it.
    this.#child = spawn(process.execPath, [script, "127.0.0.1:9"], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#output += text;
      });
    }
  }

  /** Starts the process and answers once it listens. */
  static async start(cwd: string, env: NodeJS.ProcessEnv): Promise<{ host: HostProcess; port: number }> {
    const host = new HostProcess(cwd, env);
    const end = Date.now() + START_TIMEOUT;
    for (;;) {
      // The port is the first thing it prints, on a line of its own.
      const port = /^(\d+)\n/.exec(host.#output)?.[1];
      if (port) {
        host.#output = host.#output.slice(port.length + 1);
        return { host, port: Number(port) };
      }
      if (host.#ended || Date.now() > end) {
        await host.stop();
        throw new Error(`the dynamic host did not start:\n${host.#output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Everything it has printed since it listens. */
  get output(): string {
    return this.#output;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async stop(): Promise<void> {
    if (this.#ended) return;
    const exited = new Promise<void>((resolve) => this.#child.once("exit", () => resolve()));
    this.#child.kill("SIGTERM");
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), STOP_TIMEOUT);
    await exited;
    clearTimeout(timer);
  }

  get #ended(): boolean {
    return this.#child.pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }
}
