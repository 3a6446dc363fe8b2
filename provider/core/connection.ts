import { X509Certificate } from "node:crypto";
import { type CallWriter, callLogFor, LOG_VARIABLE } from "./callLog";
import { parsePanelUrl } from "./panelUrl";
import type { Problem, Settings } from "./settings";

/** What every panel's connection has. */
export interface PanelConnection {
  readonly url: URL;
  /** host:port; what the panel is told apart by, whatever the connection is called. */
  readonly panel: string;
  /** PEM of the certificate, or of its issuer, to trust instead of the system's authorities. */
  readonly caCert?: string;
  /** The key of `caCert`, as `pulumi config set` takes it. */
  readonly caCertKey: string;
  /** Milliseconds for one call. */
  readonly timeout: number;
  /** Where its calls are logged, if anywhere. */
  readonly log?: CallWriter;
}

export type Resolved<C> =
  | { readonly ok: true; readonly connection: C }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const OWN_PROVIDER =
  "the resource has an explicit provider, which does not see the stack's configuration: it has its own inputs instead";

/**
 * Puts a connection together from the settings, or says all that is wrong with them.
 *
 * @param resolveOwn what the panel's family adds, such as the credential; or what is wrong with that
 */
export function resolvePanel<Own extends object>(
  settings: Settings,
  resolveOwn: () => Own | string,
): Resolved<PanelConnection & Own> {
  if (settings.problem !== undefined) return failed([settings.problem]);
  const { exampleUrl, timeout: defaultTimeout } = settings.family;
  const reasons: string[] = [];
  const apiUrl = settings.find("apiUrl");
  const url = apiUrl === undefined ? undefined : parsePanelUrl(apiUrl.value);
  if (url === undefined) {
    reasons.push(`${settings.key("apiUrl")} is not set: ${settings.howToSet("apiUrl", exampleUrl)}`);
  } else if (!url.ok) {
    reasons.push(`${apiUrl?.name} ${url.problem}`);
  }
  const own = resolveOwn();
  if (typeof own === "string") reasons.push(own);
  const timeout = settings.find("timeout");
  const seconds = Number(timeout?.value ?? defaultTimeout);
  if (!(seconds > 0 && seconds <= 3600)) {
    reasons.push(`${timeout?.name} is a number of seconds, above 0 and up to 3600`);
  }
  const caCert = settings.find("caCert")?.value;
  if (caCert !== undefined && !isCertificate(caCert)) {
    reasons.push(
      `${settings.key("caCert")} is not a PEM certificate; it begins -----BEGIN CERTIFICATE-----, and has its line breaks`,
    );
  }
  if (url?.ok !== true || typeof own === "string" || reasons.length > 0) {
    return failed(settings.source.isOwnProvider === true ? [OWN_PROVIDER, ...reasons] : reasons);
  }
  const caCertKey = settings.path("caCert");
  const trust = caCert === undefined ? { caCertKey } : { caCertKey, caCert };
  const log = settings.source.log ?? callLogFor(settings.source.env(LOG_VARIABLE));
  return {
    ok: true,
    connection: {
      url: url.url,
      panel: url.panel,
      timeout: seconds * 1000,
      ...trust,
      ...(log && { log }),
      ...own,
    },
  };
}

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}

function failed(reasons: readonly string[]): { ok: false; problems: Problem[] } {
  return { ok: false, problems: reasons.map((reason) => ({ property: "connection", reason })) };
}
