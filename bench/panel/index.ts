import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { demoCredentials, type HestiaRequest } from "../../panels/hestia";
import { CHECKOUT } from "../../test/support/project";
import { ACCOUNT, SITE, SITES } from "./sites";

/** How many calls of each kind reached the panel. */
export interface Calls {
  readonly list: number;
  readonly add: number;
  readonly delete: number;
  readonly all: number;
}

/** A Hestia panel in a process of its own, with the account `ACCOUNT` and the web domains `SITES`. */
export class Panel {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #address: string;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, port: string) {
    this.#child = child;
    this.#lines = lines;
    this.#address = `http://127.0.0.1:${port}`;
  }

  static async start(): Promise<Panel> {
    const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "serve.ts")], {
      cwd: CHECKOUT,
      stdio: ["pipe", "pipe", "inherit"],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { value: port, done } = await lines.next();
    if (done || !/^\d+$/.test(port)) throw new Error("the benchmark's panel did not start");
    return new Panel(child, lines, port);
  }

  /** The stack configuration that leads to the panel, and its secrets. */
  get config(): Record<string, string> {
    return {
      "hestia:apiUrl": `${this.#address}/api/`,
      "hestia:accessKey": demoCredentials.accessKey,
      "hestia:account": ACCOUNT,
      "hestia:webDomain": SITE,
    };
  }

  readonly secrets = { "hestia:secretKey": demoCredentials.secretKey };

  /** From now on calls take the time that they take on a real panel, or none. */
  async setLatency(latency: "model" | "none"): Promise<void> {
    this.#child.stdin?.write(`${latency}\n`);
    const { value } = await this.#lines.next();
    if (value !== latency) throw new Error("the benchmark's panel has ended");
  }

  /** The names that are stored on all web domains of the account. */
  async stored(): Promise<string[]> {
    const lists = SITES.map((site) => this.#control<string[]>("GET", `aliases/${ACCOUNT}/${site}`));
    return [...new Set((await Promise.all(lists)).flat())];
  }

  /** Stores these names on the first web domain, and none on the others. */
  async store(names: readonly string[]): Promise<void> {
    for (const site of SITES) {
      await this.#control("PUT", `aliases/${ACCOUNT}/${site}`, site === SITE ? names : []);
    }
  }

  log(): Promise<HestiaRequest[]> {
    return this.#control("GET", "log");
  }

  async clearLog(): Promise<void> {
    await this.#control("DELETE", "log");
  }

  async calls(): Promise<Calls> {
    const log = await this.log();
    const of = (word: string) => log.filter(({ command }) => command.startsWith(`v-${word}-`)).length;
    return { list: of("list"), add: of("add"), delete: of("delete"), all: log.length };
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => this.#child.once("exit", () => resolve()));
    this.#child.stdin?.end();
    await exited;
  }

  async #control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.#address}/_control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
