import { type PanelConnection, type Resolved, resolvePanel } from "../../core/connection";
import type { Settings } from "../../core/settings";

/** A credential, in the fields of a call, and by which of the panel's three ways it authenticates. */
export type HestiaAuth =
  | { readonly way: "access key"; readonly access_key: string; readonly secret_key: string }
  | { readonly way: "hash"; readonly hash: string }
  | { readonly way: "password"; readonly user: string; readonly password: string };

/** A way in to one Hestia panel. */
export interface HestiaConnection extends PanelConnection {
  readonly auth: HestiaAuth;
}

/** Key id and secret as one text, as the panel takes them in the hash field (docs/panels/hestia.md#ways-to-call). */
const KEY_PAIR = /^([^:]{20}):(.{40})$/;

export const resolveConnection = (settings: Settings): Resolved<HestiaConnection> =>
  resolvePanel(settings, () => {
    const auth = resolveAuth(settings);
    return typeof auth === "string" ? auth : { auth };
  });

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
      return { way: "access key", access_key: accessKey, secret_key: secretKey };
    if (accessKey !== undefined || secretKey !== undefined) {
      const missing = accessKey === undefined ? "accessKey" : "secretKey";
      return `${settings.key(missing)} is not set, and the other half of the key is: ${settings.command(missing)}`;
    }
    const hash = at("apiHash");
    const pair = KEY_PAIR.exec(hash ?? "");
    if (pair?.[1] !== undefined && pair[2] !== undefined) {
      return { way: "access key", access_key: pair[1], secret_key: pair[2] };
    }
    if (hash !== undefined) return { way: "hash", hash };
    const password = at("apiPassword");
    if (password !== undefined) {
      return { way: "password", user: settings.find("apiUser")?.value ?? "admin", password };
    }
  }
  return (
    `the connection has no credential. With an access key: ${settings.command("accessKey")}; ${settings.command("secretKey")}. ` +
    `With an API hash: ${settings.howToSet("apiHash")}. With the password of the panel's admin: ` +
    settings.howToSet("apiPassword")
  );
}
