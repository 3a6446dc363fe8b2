import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { demoEnhance } from "../../panels/enhance";
import { demoCredentials } from "../../panels/hestia";
import { CHECKOUT } from "../../test/support/project";
import { ACCOUNT, SITE, SITES } from "./sites";

/** How many calls of each kind reached the panel. */
export interface Calls {
  readonly list: number;
  readonly add: number;
  readonly delete: number;
  readonly all: number;
}

/** A call as the panels log it. */
interface LoggedCall {
  readonly at: number;
  readonly finishedAt?: number;
  readonly command?: string;
  readonly method?: string;
}

/** A panel's process: it prints its port, and ends with its input. */
interface Served {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
  readonly address: string;
}

async function serve(file: string): Promise<Served> {
  const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, file)], {
    cwd: CHECKOUT,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value: port, done } = await lines.next();
  if (done || !/^\d+$/.test(port)) throw new Error("the benchmark's panel did not start");
  return { child, lines, address: `http://127.0.0.1:${port}` };
}

/** A panel in a process of its own. */
export abstract class Panel {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #address: string;

  protected constructor({ child, lines, address }: Served) {
    this.#child = child;
    this.#lines = lines;
    this.#address = address;
  }

  /** The stack configuration that leads to the panel, and its secrets. */
  abstract readonly config: Readonly<Record<string, string>>;
  abstract readonly secrets: Readonly<Record<string, string>>;

  get url(): string {
    return `${this.#address}/api/`;
  }

  /** From now on calls take the time that they take on a real panel, or none. */
  async setLatency(latency: "model" | "none"): Promise<void> {
    this.#child.stdin?.write(`${latency}\n`);
    const { value } = await this.#lines.next();
    if (value !== latency) throw new Error("the benchmark's panel has ended");
  }

  /** The calls, when they came and when they were answered; milliseconds. */
  log(): Promise<LoggedCall[]> {
    return this.control("GET", "log");
  }

  async clearLog(): Promise<void> {
    await this.control("DELETE", "log");
  }

  async calls(): Promise<Calls> {
    const log = await this.log();
    const of = (kind: string) => log.filter((call) => this.kindOf(call) === kind).length;
    return { list: of("list"), add: of("add"), delete: of("delete"), all: log.length };
  }

  /** Seconds from the first call to the last answer: no program could save those of its looks. */
  async waited(): Promise<number> {
    const log = await this.log();
    const begun = Math.min(...log.map(({ at }) => at));
    return log.length === 0
      ? 0
      : (Math.max(...log.map(({ at, finishedAt = at }) => finishedAt)) - begun) / 1000;
  }

  protected abstract kindOf(call: LoggedCall): string;

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => this.#child.once("exit", () => resolve()));
    this.#child.stdin?.end();
    await exited;
  }

  protected async control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${this.#address}/_control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}

/** A Hestia panel with the account `ACCOUNT` and the web domains `SITES`, and the accounts `ACCOUNTS` with one each. */
export class HestiaBenchPanel extends Panel {
  static async start(): Promise<HestiaBenchPanel> {
    return new HestiaBenchPanel(await serve("serve.ts"));
  }

  /** The stack configuration that leads to the panel, and its secrets. */
  get config(): Record<string, string> {
    return {
      "hestia:apiUrl": this.url,
      "hestia:accessKey": demoCredentials.accessKey,
      "hestia:account": ACCOUNT,
      "hestia:webDomain": SITE,
    };
  }

  readonly secrets = { "hestia:secretKey": demoCredentials.secretKey };

  /** The names that are stored on all web domains of the account. */
  async stored(): Promise<string[]> {
    const lists = SITES.map((site) => this.control<string[]>("GET", `aliases/${ACCOUNT}/${site}`));
    return [...new Set((await Promise.all(lists)).flat())];
  }

  /** Stores these names on the first web domain, and none on the others. */
  async store(names: readonly string[]): Promise<void> {
    for (const site of SITES) {
      await this.control("PUT", `aliases/${ACCOUNT}/${site}`, site === SITE ? names : []);
    }
  }

  protected kindOf({ command = "" }: LoggedCall): string {
    return /^v-(\w+)-/.exec(command)?.[1] ?? "";
  }
}

/** An Enhance panel with the websites `WEBSITES` of one organization. */
export class EnhanceBenchPanel extends Panel {
  static async start(): Promise<EnhanceBenchPanel> {
    return new EnhanceBenchPanel(await serve("serveEnhance.ts"));
  }

  get config(): Record<string, string> {
    return {
      "enhance:apiUrl": this.url,
      "enhance:organizationId": demoEnhance.orgId,
      // More than any run here asks for.
      "enhance:requestsPerSecond": "1000",
    };
  }

  readonly secrets = { "enhance:apiToken": demoEnhance.tokens.owner };

  protected kindOf({ method }: LoggedCall): string {
    return method === "GET" ? "list" : method === "POST" ? "add" : "delete";
  }
}
