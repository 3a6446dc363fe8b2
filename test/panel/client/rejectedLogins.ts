import { demoCredentials, type HestiaPanel } from "../../../panels/hestia";
import type { HestiaAuth } from "../../../provider/hestia/api/connection";
import { ACCOUNT, accountOf, WAYS } from "./support";

const { accessKey, secretKey } = demoCredentials;
/** A credential that no panel knows. */
export const WRONG = "wrong-0123456789-wrong-0123456789-wrong0";
/** A key that belongs to tenant1; `withTenantKey` puts it on the panel. */
export const TENANT = {
  way: "access key",
  access_key: "TENANTKEY00000000001",
  secret_key: "tenant-secret-00000000000000000000000000",
} as const;

/** A login that the panel refuses. */
interface RejectedLogin {
  readonly what: string;
  readonly prepare?: (panel: HestiaPanel) => void;
  readonly auth: HestiaAuth;
  /** The account of the call. @default tenant1 */
  readonly account?: string;
  readonly code: number;
  readonly codeName: string;
  readonly detail: RegExp;
  readonly cure: RegExp;
  /** Lines in auth.log. */
  readonly lines: 0 | 1;
}

const PASSWORD = { code: 9, codeName: "E_PASSWORD", cure: /^Check the credential .* fail2ban/ } as const;
const FORBIDDEN = { code: 10, codeName: "E_FORBIDEN" } as const;
const DISABLED = { code: 11, codeName: "E_DISABLED", cure: /^Switch the API on/ } as const;
const FAILED = /^authentication failed$/;
const ALLOW_LIST = /^Add this machine's address to the panel's API allow list/;

export function withTenantKey(apiSystem: string, permissions = ["web-aliases"]) {
  return (panel: HestiaPanel) => {
    panel.state.settings.API_SYSTEM = apiSystem;
    panel.state.accessKeys[TENANT.access_key] = { secret: TENANT.secret_key, user: ACCOUNT, permissions };
  };
}

export const setting =
  (key: "API" | "API_SYSTEM" | "API_ALLOWED_IP" | "DEMO_MODE", value: string) => (panel: HestiaPanel) => {
    panel.state.settings[key] = value;
  };

/** Credentials that the panel refuses (docs/panels/hestia.md#authentication). */
export const REJECTED_LOGINS: RejectedLogin[] = [
  { ...PASSWORD, what: "a wrong hash", auth: { way: "hash", hash: WRONG }, detail: FAILED, lines: 1 },
  {
    ...PASSWORD,
    what: "a wrong password",
    auth: { ...WAYS.password, password: WRONG },
    detail: FAILED,
    lines: 1,
  },
  ...["tenant1", "root", "nobody"].map((user) => ({
    ...FORBIDDEN,
    what: `the user ${user}, who is not the panel's admin`,
    auth: { way: "password" as const, user, password: "local-tenant1-password" },
    detail: FAILED,
    cure: /the user is not the panel's admin/,
    lines: 0 as const,
  })),
  {
    ...PASSWORD,
    what: "a wrong secret",
    auth: { ...WAYS.key, secret_key: WRONG },
    detail: new RegExp(`^Invalid secret key for key ${accessKey}$`),
    lines: 1,
  },
  {
    ...PASSWORD,
    what: "an unknown key",
    auth: { ...WAYS.key, access_key: "00000000000000000000" },
    detail: /^key 0{20} doesn't exist$/,
    lines: 1,
  },
  {
    ...PASSWORD,
    what: "a malformed key",
    auth: { ...WAYS.key, access_key: "short" },
    detail: /^invalid access_key_id format :: short$/,
    lines: 1,
  },
  {
    ...PASSWORD,
    what: "a malformed secret",
    auth: { ...WAYS.key, secret_key: "short-secret" },
    detail: /^invalid secret_access_key format$/,
    lines: 1,
  },
  {
    ...FORBIDDEN,
    what: "a key without permission",
    prepare: (panel) => {
      panel.state.accessKeys[accessKey] = {
        secret: secretKey,
        user: "admin",
        permissions: ["sync-dns-cluster"],
      };
    },
    auth: WAYS.key,
    detail: new RegExp(`^Key ${accessKey} don't have permission to run the command v-list-web-domains$`),
    cure: /\/usr\/local\/hestia\/data\/api\/web-aliases/,
    lines: 1,
  },
  {
    what: "an account's key where only the admin's work",
    prepare: withTenantKey("1"),
    auth: TENANT,
    code: 21,
    codeName: "E_API_DISABLED",
    detail: /^API has been disabled$/,
    cure: /API_SYSTEM to 2/,
    lines: 0,
  },
  {
    ...FORBIDDEN,
    what: "an account's key for another account",
    prepare: withTenantKey("2"),
    auth: TENANT,
    account: "tenant2",
    detail: /^Key TENANTKEY00000000001 - the "user" argument doesn\\'t match the key\\'s user$/,
    cure: /^The access key belongs to another account/,
    lines: 0,
  },
  {
    ...PASSWORD,
    what: "the key of a suspended account",
    prepare: (panel) => {
      withTenantKey("2")(panel);
      accountOf(panel).suspended = true;
    },
    auth: TENANT,
    detail: /^user tenant1 is suspended$/,
    cure: /^Unsuspend/,
    lines: 1,
  },
  ...[WAYS.hash, WAYS.password].map((auth) => ({
    ...DISABLED,
    what: `the legacy API switched off, ${auth.way}`,
    prepare: setting("API", "no"),
    auth,
    detail: /^API has been disabled/,
    lines: 0 as const,
  })),
  {
    ...DISABLED,
    what: "access keys switched off",
    prepare: setting("API_SYSTEM", "0"),
    auth: WAYS.key,
    detail: /^API has been disabled$/,
    lines: 0,
  },
  ...Object.values(WAYS).map((auth) => ({
    ...FORBIDDEN,
    what: `an address that is not allowed, ${auth.way}`,
    prepare: setting("API_ALLOWED_IP", "192.0.2.7"),
    auth,
    detail: /^IP is not allowed to connect with API$/,
    cure: ALLOW_LIST,
    lines: 0 as const,
  })),
  {
    ...PASSWORD,
    what: "field case 19: a panel in DEMO_MODE, hash,",
    prepare: setting("DEMO_MODE", "yes"),
    auth: WAYS.hash,
    detail: FAILED,
    lines: 0,
  },
];
