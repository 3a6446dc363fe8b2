import type { HestiaPanel } from "../../../panels/hestia";
import { demoCredentials, startHestiaPanel } from "../../../panels/hestia";
import { HestiaAccess } from "../../../provider/hestia/access";
import type { HestiaClient } from "../../../provider/hestia/api/client";
import type { Restart } from "../../../provider/hestia/api/restart";
import type { Outcome, Write } from "../../../provider/hestia/writer/job";
import type { AccountWriter, WriterOptions } from "../../../provider/hestia/writer/writer";
import { Session } from "../../../provider/resource/session";
import { TestClock } from "../../support/clock";

export const ACCOUNT = "tenant1";
export const N = "network.example.com";
export const S = "second.example.com";

/** A panel and the one writer of an account on it. */
export interface WriterHarness {
  readonly panel: HestiaPanel;
  readonly clock: TestClock;
  readonly messages: string[];
  readonly access: HestiaAccess;
  readonly client: HestiaClient;
  readonly writer: AccountWriter;
  ensure(names: string | string[], options?: WriteOptions): Promise<Outcome>;
  remove(names: string | string[], options?: WriteOptions): Promise<Outcome>;
  /** One operation with an own outcome for each of these names, as of a set. */
  ensureAll(names: readonly string[], options?: WriteOptions): Promise<PromiseSettledResult<Outcome>[]>;
  stored(webDomain?: string): string[];
  /** The writes that reached the panel, such as `add a.test no`. */
  writes(): string[];
  /** The commands that restart alone, such as `v-restart-web yes`. */
  restarts(): string[];
  lists(): number;
  close(): Promise<void>;
}

export interface WriteOptions {
  webDomain?: string;
  restart?: Restart;
  client?: HestiaClient;
  recount?: boolean;
  isNotLoaded?: boolean;
  accepts?: (name: string) => boolean;
  spares?: (name: string) => boolean;
}

/** Configuration with a hash, for which the panel answers with a code and no text. */
export const BY_HASH = {
  "hestia:accessKey": "",
  "hestia:secretKey": "",
  "hestia:apiHash": demoCredentials.apiHash,
};

/** Configuration for a key that may not run the commands that restart alone. */
export const BY_LIMITED_KEY = {
  "hestia:accessKey": demoCredentials.limitedAccessKey,
  "hestia:secretKey": demoCredentials.limitedSecretKey,
};

export async function startHarness(
  config: Record<string, string> | ((url: string) => Record<string, string>) = {},
  options: WriterOptions = {},
): Promise<WriterHarness> {
  const panel = await startHestiaPanel();
  const clock = new TestClock();
  const messages: string[] = [];
  const session = new Session(clock, (message) => messages.push(message), {});
  const settings: Record<string, string> = {
    "hestia:apiUrl": panel.url,
    "hestia:accessKey": demoCredentials.accessKey,
    "hestia:secretKey": demoCredentials.secretKey,
    ...(typeof config === "function" ? config(panel.url) : config),
  };
  session.configure({ get: (key) => settings[key] });
  const access = new HestiaAccess(session, options);
  const client = access.client(undefined);
  const writer = access.writer(client.panel, ACCOUNT);
  const ensure = (names: string | string[], options: WriteOptions): Write => ({
    kind: "ensure",
    accepts: options.accepts ?? (() => true),
    ...common(client, names, options),
  });
  return {
    panel,
    clock,
    messages,
    access,
    client,
    writer,
    ensure: (names, options = {}) => writer.submit(ensure(names, options)),
    remove: (names, options = {}) =>
      writer.submit({
        kind: "remove",
        spares: options.spares ?? (() => false),
        ...common(client, names, options),
      }),
    ensureAll: (names, options = {}) => writer.submitAll(names.map((name) => ensure(name, options))),
    stored: (webDomain = N) => panel.aliases(ACCOUNT, webDomain),
    writes: () => writesTo(panel),
    restarts: () =>
      panel.log
        .filter(({ command }) => command.startsWith("v-restart-"))
        .map(({ command, args }) => `${command} ${args[0]}`),
    lists: () => panel.calls("v-list-web-domains").length,
    close: () => panel.close(),
  };
}

/** The writes that reached a panel, such as `add a.test no`. */
export const writesTo = ({ log }: HestiaPanel): string[] =>
  log.flatMap(({ command, args }) => {
    if (!/alias$/.test(command)) return [];
    return [`${command === "v-add-web-domain-alias" ? "add" : "delete"} ${args[2]} ${args[3]}`];
  });

const common = (client: HestiaClient, names: string | string[], options: WriteOptions) => ({
  client: options.client ?? client,
  webDomain: options.webDomain ?? N,
  names: [names].flat(),
  restart: options.restart ?? ("yes" as const),
  recount: options.recount ?? false,
  ...(options.isNotLoaded === undefined ? {} : { isNotLoaded: options.isNotLoaded }),
});

/** `a000.test`, `a001.test` and so on. */
export const numbered = (count: number, prefix = "a"): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(3, "0")}.test`);

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
