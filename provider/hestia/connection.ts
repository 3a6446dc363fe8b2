import { parsePanelUrl } from "../core/panelUrl";
import { type Problem, Settings, type Source } from "../core/settings";
import { hestiaSettings } from "./settings";

/** A credential, and by which of the panel's three ways it authenticates. */
export type HestiaAuth =
  | { readonly way: "access key"; readonly accessKey: string; readonly secretKey: string }
  | { readonly way: "hash"; readonly hash: string }
  | { readonly way: "password"; readonly user: string; readonly password: string };

/** A way in to one Hestia panel. */
export interface HestiaConnection {
  readonly url: URL;
  /** host:port; what the panel is told apart by, whatever the connection is called. */
  readonly panel: string;
  readonly auth: HestiaAuth;
  readonly caCert?: string;
  /** The key of `caCert`, as `pulumi config set` takes it. */
  readonly caCertKey: string;
  /** Milliseconds for one call. */
  readonly timeout: number;
}

export type Resolved =
  | { readonly ok: true; readonly connection: HestiaConnection }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Seconds. An add takes 6 s at 3,000 aliases and waits in line behind others of the panel's four. */
const DEFAULT_TIMEOUT = 120;
/** Key id and secret as one text, as the panel takes them in the hash field (Hestia wire facts, section 0). */
const KEY_PAIR = /^([^:]{20}):(.{40})$/;

/** Puts the connection together from the settings, or says all that is wrong with them. */
export function resolveConnection(source: Source, name: string | undefined): Resolved {
  const settings = new Settings(source, hestiaSettings, name);
  if (settings.problem !== undefined) return failed([settings.problem]);

  const reasons: string[] = [];
  const apiUrl = settings.find("apiUrl");
  const url = apiUrl === undefined ? undefined : parsePanelUrl(apiUrl.value);
  if (url === undefined) {
    const example = "https://panel.example.com:8083/api/";
    reasons.push(`${settings.key("apiUrl")} is not set: ${settings.howToSet("apiUrl", example)}`);
  } else if (!url.ok) {
    reasons.push(`${apiUrl?.name} ${url.problem}`);
  }
  const auth = resolveAuth(settings);
  if (typeof auth === "string") reasons.push(auth);
  const timeout = settings.find("timeout");
  const seconds = Number(timeout?.value ?? DEFAULT_TIMEOUT);
  if (!(seconds > 0 && seconds <= 3600)) {
    reasons.push(`${timeout?.name} is a number of seconds, above 0 and up to 3600`);
  }
  const caCert = settings.find("caCert")?.value;
  if (caCert !== undefined && !caCert.includes("-----BEGIN CERTIFICATE-----")) {
    reasons.push(`${settings.key("caCert")} is not a PEM certificate; it begins -----BEGIN CERTIFICATE-----`);
  }
  if (url?.ok !== true || typeof auth === "string" || reasons.length > 0) return failed(reasons);
  const key = settings.key("caCert");
  const caCertKey = name === undefined ? key : `--path '${key}'`;
  const trust = caCert === undefined ? { caCertKey } : { caCertKey, caCert };
  return {
    ok: true,
    connection: { url: url.url, panel: url.panel, auth, timeout: seconds * 1000, ...trust },
  };
}

/**
 * An access key before a hash before a password; but whatever the stack's configuration has goes before anything
 * that only stands in the environment.
 */
function resolveAuth(settings: Settings): HestiaAuth | string {
  for (const level of ["configuration", "environment"] as const) {
    const at = (key: string) => {
      const found = settings.find(key);
      return found?.from === level ? found.value : undefined;
    };
    const accessKey = at("accessKey");
    const secretKey = at("secretKey");
    if (accessKey !== undefined && secretKey !== undefined)
      return { way: "access key", accessKey, secretKey };
    if (accessKey !== undefined || secretKey !== undefined) {
      const missing = accessKey === undefined ? "accessKey" : "secretKey";
      return `${settings.key(missing)} is not set, and the other half of the key is: ${settings.command(missing)}`;
    }
    const hash = at("apiHash");
    const pair = KEY_PAIR.exec(hash ?? "");
    if (pair?.[1] !== undefined && pair[2] !== undefined) {
      return { way: "access key", accessKey: pair[1], secretKey: pair[2] };
    }
    if (hash !== undefined) return { way: "hash", hash };
    const password = at("apiPassword");
    if (password !== undefined) {
      return { way: "password", user: settings.find("apiUser")?.value ?? "admin", password };
    }
  }
  return (
    `has no credential. With an access key: ${settings.command("accessKey")}; ${settings.command("secretKey")}. ` +
    `With an API hash: ${settings.howToSet("apiHash")}. With the password of the panel's admin: ` +
    settings.howToSet("apiPassword")
  );
}

function failed(reasons: readonly string[]): Resolved {
  return { ok: false, problems: reasons.map((reason) => ({ property: "connection", reason })) };
}
