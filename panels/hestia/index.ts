import { setMaxListeners } from "node:events";
import { STATUS_PATH } from "../status/serve";
import { hestiaState } from "./demo";
import { HestiaFaults } from "./faults";
import { Front } from "./front";
import type { HestiaLatency } from "./latency";
import { type HestiaRequest, RequestLog } from "./log";
import { runRestartQueue } from "./restart";
import { listenHestia } from "./server";
import {
  findWebDomain,
  type HestiaState,
  type HestiaWebDomain,
  replaceAliases,
  storedAliases,
} from "./state";
import { hestiaStatus } from "./status";
import { loadAll, servedNames } from "./vhost";

export { demoCredentials, type HestiaStateOverrides, hestiaState } from "./demo";
export type {
  HestiaFault,
  HestiaFaultEffect,
  HestiaFaultMoment,
  HestiaFaults,
  HestiaFaultTarget,
} from "./faults";
export { type HestiaLatency, type HestiaLatencyCall, realisticLatency } from "./latency";
export type { HestiaRequest } from "./log";
export * from "./state";

export interface HestiaPanelOptions {
  /** Default 0: any free port. */
  port?: number;
  /** PEM texts; given, the panel speaks TLS, else plain http. */
  tls?: { key: string; cert: string };
  /** Default: no latency. */
  latency?: HestiaLatency;
  /** Calls that run at once; the others wait in line. Default 4, as Hestia's php-fpm. */
  frontConcurrency?: number;
  /** Default: `hestiaState()`. The panel works on this very object. */
  state?: HestiaState;
}

/** A running local panel. */
export interface HestiaPanel {
  /** `http(s)://127.0.0.1:port/api/` */
  readonly url: string;
  /** `127.0.0.1:port` */
  readonly host: string;
  /** The page for a browser on this machine that shows the panel's mappings and calls, and switches faults on. */
  readonly statusPage: string;
  /** The live state: read it and change it at will. */
  readonly state: HestiaState;
  /** Every call to /api/ in the order of arrival; entries fill up as their calls go on. */
  readonly log: HestiaRequest[];
  readonly faults: HestiaFaults;
  /** The stored aliases of a web domain, exactly as stored. Throws if there is no such web domain. */
  aliases(account: string, webDomain: string): string[];
  /** Puts these aliases in place, stored and served, as if done on the panel long ago. */
  setAliases(account: string, webDomain: string, names: string[]): void;
  /** The names that the web server answers for, in punycode, without the base domain. */
  served(account: string, webDomain: string): string[];
  /** The log entries of one command, or all. */
  calls(command?: string): HestiaRequest[];
  clearLog(): void;
  /** Loads every vhost file, as any reload of the web server does. */
  reload(): void;
  /** What cron does every two minutes: the restarts that were queued. */
  runRestartQueue(): void;
  /** Cuts all connections, ends running calls and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts a HestiaCP panel on 127.0.0.1 that speaks the wire of Hestia 1.10 for web domain aliases, its traps included.
 */
export async function startHestiaPanel(options: HestiaPanelOptions = {}): Promise<HestiaPanel> {
  const state = options.state ?? hestiaState();
  const log = new RequestLog();
  const faults = new HestiaFaults();
  const closing = new AbortController();
  // Every waiting call listens to it.
  setMaxListeners(0, closing.signal);
  const parts = {
    state,
    faults,
    log,
    front: new Front(options.frontConcurrency ?? 4),
    latency: options.latency ?? {},
    closing: closing.signal,
  };
  let url = "";
  const status = hestiaStatus(parts, () => url);
  const listener = await listenHestia(Object.assign(parts, { status }), {
    port: options.port ?? 0,
    tls: options.tls,
  });
  const host = `127.0.0.1:${listener.port}`;
  url = `${options.tls ? "https" : "http"}://${host}/api/`;
  const find = (account: string, webDomain: string): HestiaWebDomain => {
    const found = findWebDomain(state, account, webDomain);
    if (!found) throw new Error(`the panel has no web domain ${webDomain} of ${account}`);
    return found;
  };
  return {
    url,
    host,
    statusPage: `http://${host}${STATUS_PATH}`,
    state,
    log: log.requests,
    faults,
    aliases: (account, webDomain) => storedAliases(find(account, webDomain)),
    setAliases: (account, webDomain, names) => replaceAliases(find(account, webDomain), names),
    served: (account, webDomain) => servedNames(find(account, webDomain)),
    calls: (command) => log.requests.filter((entry) => command === undefined || entry.command === command),
    clearLog: () => log.clear(),
    reload: () => loadAll(state),
    runRestartQueue: () => runRestartQueue(state),
    close: () => {
      closing.abort();
      return listener.close();
    },
  };
}
