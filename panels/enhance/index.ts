import { setMaxListeners } from "node:events";
import { STATUS_PATH } from "../status/serve";
import { enhanceState } from "./demo";
import { EnhanceFaults } from "./faults";
import { domainsOf, findByName, own } from "./find";
import { LateWork } from "./late";
import type { EnhanceLatency } from "./latency";
import { type EnhanceRequest, RequestLog } from "./log";
import type { EnhanceOperationId } from "./operation-ids";
import { listenEnhance } from "./server";
import { setDomains } from "./set-domains";
import type { EnhanceDomainEntry, EnhanceState, EnhanceWebsite } from "./state";
import { enhanceStatus } from "./status";

export type { EnhanceAccessRule } from "./access";
export { enhanceDomain, enhanceWebsite } from "./build";
export { type EnhanceCertificate, issuedCertificate, placeholderCertificate } from "./certificate";
export { demoEnhance, type EnhanceStateOverrides, enhanceState } from "./demo";
export type {
  EnhanceFault,
  EnhanceFaultEffect,
  EnhanceFaultMoment,
  EnhanceFaults,
  EnhanceFaultTarget,
} from "./faults";
export type { EnhanceLatency } from "./latency";
export type { EnhanceRequest } from "./log";
export { type EnhanceOperationId, OPERATION_IDS } from "./operation-ids";
export type { EnhanceRefusal, EnhanceSettings } from "./settings";
export type * from "./state";

export interface EnhancePanelOptions {
  /** Default 0: any free port. */
  port?: number;
  /** PEM texts; given, the panel speaks TLS, else plain http. */
  tls?: { key: string; cert: string };
  /** Default: no latency. */
  latency?: EnhanceLatency;
  /** Default: `enhanceState()`. The panel works on this very object. */
  state?: EnhanceState;
}

/** A running local panel. */
export interface EnhancePanel {
  /** `http(s)://127.0.0.1:port/api/` */
  readonly url: string;
  /** `127.0.0.1:port` */
  readonly host: string;
  /** The page for a browser on this machine that shows the panel's mappings and calls, and switches faults on. */
  readonly statusPage: string;
  /** The live state: read it and change it at will. */
  readonly state: EnhanceState;
  /** Every call in the order of arrival; entries fill up as their calls go on. */
  readonly log: EnhanceRequest[];
  readonly faults: EnhanceFaults;
  /** The names mapped to a website, primary and preview included. Throws if there is no such website. */
  domains(websiteId: string): string[];
  /** Gives a website these aliases, as if mapped long ago; its primary and preview domains stay. */
  setDomains(websiteId: string, names: string[]): void;
  /** The live entry of a name, wherever it is mapped. Throws if the panel does not have it. */
  domain(name: string): EnhanceDomainEntry;
  /** The log entries of one operation, or all. */
  calls(operationId?: EnhanceOperationId): EnhanceRequest[];
  clearLog(): void;
  /** Cuts all connections, ends running calls and frees the port. */
  close(): Promise<void>;
}

/**
 * Starts an Enhance panel on 127.0.0.1 that speaks the wire of orchd 12 for the domains of websites and servers, its
 * traps included.
 */
export async function startEnhancePanel(options: EnhancePanelOptions = {}): Promise<EnhancePanel> {
  const state = options.state ?? enhanceState();
  const log = new RequestLog();
  const faults = new EnhanceFaults();
  const closing = new AbortController();
  const { signal } = closing;
  // Every waiting call listens to it.
  setMaxListeners(0, signal);
  const latency = options.latency ?? {};
  const parts = { state, faults, log, latency, late: new LateWork(signal), closing: signal, running: 0 };
  let url = "";
  const status = enhanceStatus(parts, () => url);
  const listener = await listenEnhance(Object.assign(parts, { status }), {
    port: options.port ?? 0,
    tls: options.tls,
  });
  const host = `127.0.0.1:${listener.port}`;
  url = `${options.tls ? "https" : "http"}://${host}/api/`;
  const website = (id: string): EnhanceWebsite => {
    const found = own(state.websites, id);
    if (!found) throw new Error(`the panel has no website ${id}`);
    return found;
  };
  return {
    url,
    host,
    statusPage: `http://${host}${STATUS_PATH}`,
    state,
    log: log.requests,
    faults,
    domains: (id) => domainsOf(state, website(id).id).map(({ domain }) => domain),
    setDomains: (id, names) => setDomains(state, website(id), names),
    domain: (name) => {
      const found = findByName(state, name);
      if (!found) throw new Error(`the panel does not have ${name}`);
      return found;
    },
    calls: (operationId) =>
      log.requests.filter((entry) => operationId === undefined || entry.operationId === operationId),
    clearLog: () => log.clear(),
    close: () => {
      closing.abort();
      return listener.close();
    },
  };
}
