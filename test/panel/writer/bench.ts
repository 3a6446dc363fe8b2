import type { HestiaPanel } from "../../../panels/hestia";
import { demoCredentials, startHestiaPanel } from "../../../panels/hestia";
import type { Clock } from "../../../provider/core/clock";
import { Session } from "../../../provider/core/session";
import { HestiaAccess } from "../../../provider/hestia/access";
import type { HestiaClient } from "../../../provider/hestia/client";
import type { Restart } from "../../../provider/hestia/restart";
import type { Outcome } from "../../../provider/hestia/writes";

export const ACCOUNT = "tenant1";
export const N = "network.example.com";
export const S = "second.example.com";

/** A clock on which waiting takes no time; what happens meanwhile is up to the test. */
export class TestClock implements Clock {
  readonly slept: number[] = [];
  /** Runs at each sleep, before it ends. */
  meanwhile: () => void | Promise<void> = () => {};
  #time = 0;

  now = () => this.#time;
  random = () => 0.5;

  async sleep(milliseconds: number): Promise<void> {
    this.slept.push(milliseconds);
    this.#time += milliseconds;
    await this.meanwhile();
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

/** A panel and the one writer of an account on it. */
export interface Bench {
  readonly panel: HestiaPanel;
  readonly clock: TestClock;
  readonly said: string[];
  readonly client: HestiaClient;
  ensure(names: string | string[], options?: WriteOptions): Promise<Outcome>;
  remove(names: string | string[], options?: WriteOptions): Promise<Outcome>;
  stored(webDomain?: string): string[];
  /** The writes that reached the panel, such as `add a.test no`. */
  writes(): string[];
  lists(): number;
  close(): Promise<void>;
}

interface WriteOptions {
  webDomain?: string;
  restart?: Restart;
  client?: HestiaClient;
  accepts?: (name: string) => boolean;
  spares?: (name: string) => boolean;
}

export async function startBench(config: Record<string, string> = {}): Promise<Bench> {
  const panel = await startHestiaPanel();
  const clock = new TestClock();
  const said: string[] = [];
  const session = new Session(clock, (message) => said.push(message), {});
  const settings: Record<string, string> = {
    "hestia:apiUrl": panel.url,
    "hestia:accessKey": demoCredentials.accessKey,
    "hestia:secretKey": demoCredentials.secretKey,
    ...config,
  };
  session.configure({ get: (key) => settings[key] });
  const access = new HestiaAccess(session);
  const client = access.client(undefined);
  const writer = access.writer(client.panel, ACCOUNT);
  const common = (names: string | string[], options: WriteOptions) => ({
    client: options.client ?? client,
    webDomain: options.webDomain ?? N,
    names: [names].flat(),
    restart: options.restart ?? ("yes" as const),
  });
  return {
    panel,
    clock,
    said,
    client,
    ensure: (names, options = {}) =>
      writer.submit({ kind: "ensure", accepts: options.accepts ?? (() => true), ...common(names, options) }),
    remove: (names, options = {}) =>
      writer.submit({ kind: "remove", spares: options.spares ?? (() => false), ...common(names, options) }),
    stored: (webDomain = N) => panel.aliases(ACCOUNT, webDomain),
    writes: () =>
      panel.log.flatMap(({ command, args }) => {
        const verb = command === "v-add-web-domain-alias" ? "add" : "delete";
        return command.startsWith("v-list") ? [] : [`${verb} ${args[2]} ${args[3]}`];
      }),
    lists: () => panel.calls("v-list-web-domains").length,
    close: () => panel.close(),
  };
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
    throw new Error(`rejected with ${String(error)}`);
  }
  throw new Error("was not rejected");
}
