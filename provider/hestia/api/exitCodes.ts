import type { HestiaAuth } from "./connection";

/** An exit code of a Hestia command: the name that Hestia's source gives it, and what to do about it. */
type ExitCode = readonly [name: string, meaning: string, cure?: string];

/**
 * The profile that an access key needs; Hestia ships none with the alias commands (docs/panels/hestia.md#access-keys).
 */
export const PROFILE = [
  "ROLE='user'",
  "COMMANDS='v-list-web-domains,v-list-web-domain,v-add-web-domain-alias,v-delete-web-domain-alias,v-restart-web,v-restart-proxy'",
].join("\n");

/** Where the panel has it. */
export const PROFILE_FILE = "/usr/local/hestia/data/api/web-aliases";

/** The command that makes a key with it, for every account of the panel. */
export const MAKE_KEY = "v-add-access-key admin web-aliases mapped-domains json";

const INSTALL_PROFILE = `Install the permission profile on the panel as ${PROFILE_FILE}:\n${PROFILE}\nand make a key with it: ${MAKE_KEY}`;
const ALLOW_LIST =
  "Add this machine's address to the panel's API allow list: `v-add-sys-api-ip <address>` there, or Server settings > " +
  "Security > API (API_ALLOWED_IP; single addresses, no CIDR).";
const ADMIN_ALONE =
  "A password lets in the panel's admin alone, and the user is not the panel's admin: set hestia:apiUser to that " +
  "account (ROOT_USER in hestia.conf, admin by default).";
const DEMO_MODE = "set DEMO_MODE='no' in /usr/local/hestia/conf/hestia.conf on the panel";
const CHECK_WEB_DOMAIN =
  "Check that the web domain exists and belongs to the account; account names are case sensitive.";
const CHECK_ACCOUNT =
  "Correct the account: account names are case sensitive, and `v-list-users` on the panel shows them.";
const SUFFIXES = "/usr/local/hestia/data/extensions";
const FETCH_SUFFIXES =
  `\`mkdir -p ${SUFFIXES} && wget -O ${SUFFIXES}/public_suffix_list.dat ` +
  "https://publicsuffix.org/list/public_suffix_list.dat`.";

/** How to see on the panel which account has a name: the account is in the path that is shown. */
const howToFindOwner = (name: string) =>
  `\`grep -wF '${name}' /usr/local/hestia/data/users/*/{web,dns,mail}.conf\` on the panel shows, by the path, whose it is`;

/** The exit code of commands on a web domain or an account that is suspended. */
export const SUSPENDED = 5;

const CODES: Readonly<Record<number, ExitCode>> = {
  [-1]: [
    "none",
    "the command could not be started",
    "The call was too large for the panel; send fewer names.",
  ],
  1: [
    "E_ARGS",
    "the panel did not run the command",
    `In demo mode the panel refuses every write: if it is that, ${DEMO_MODE}; else run the command there by hand ` +
      "to see what it says.",
  ],
  2: ["E_INVALID", "invalid argument", "Correct the value that the panel names."],
  3: [
    "E_NOTEXIST",
    "something is not there",
    `${CHECK_WEB_DOMAIN} If so, the panel may lack its public suffix list; then run there ${FETCH_SUFFIXES}`,
  ],
  4: [
    "E_EXISTS",
    "the name is in use on this panel",
    "Another account has it as an alias, web, DNS or mail domain, or owns the domain above it: " +
      `${howToFindOwner("<name>")}; with the domain above it in place of the name, whose that is. Remove it there first.`,
  ],
  [SUSPENDED]: [
    "E_SUSPENDED",
    "suspended",
    "Unsuspend the web domain or the account on the panel, then run the command again.",
  ],
  6: ["E_UNSUSPENDED", "not suspended"],
  7: ["E_INUSE", "in use"],
  8: [
    "E_LIMIT",
    "limit reached",
    "Raise WEB_ALIASES in the account's package: it bounds the aliases of one web domain.",
  ],
  9: [
    "E_PASSWORD",
    "authentication failed",
    "Check the credential (hestia:accessKey and secretKey, apiHash, or apiUser and apiPassword). " +
      "A panel in demo mode takes no hash at all. Do not retry blindly: fail2ban on the panel bans an address after " +
      "a few failures.",
  ],
  10: [
    "E_FORBIDEN",
    "not permitted",
    "Either this machine's address is missing in the panel's API allow list, or the user is not the panel's admin, " +
      `or the access key may not run the command. ${ALLOW_LIST} ${INSTALL_PROFILE}`,
  ],
  11: ["E_DISABLED", "disabled", switchOn("api")],
  12: ["E_PARSING", "parsing failed"],
  13: ["E_DISK", "not enough disk space", "Free space on the panel's server."],
  14: ["E_LA", "the server's load is too high", "Run the command again when the load has gone down."],
  15: ["E_CONNECT", "connection failed"],
  16: ["E_FTP", "FTP failed"],
  17: ["E_DB", "database failed"],
  18: ["E_RRD", "statistics failed"],
  19: ["E_UPDATE", "update failed"],
  20: [
    "E_RESTART",
    "the change is stored and not served, since the web server did not take its configuration",
    "Mend the web server's configuration on the panel (nginx -t, apachectl configtest), then run the command again: it restarts.",
  ],
  21: [
    "E_API_DISABLED",
    "the API is off for keys of ordinary users",
    "Use an access key of the panel's admin, or set API_SYSTEM to 2.",
  ],
  405: [
    "none",
    "the request did not reach the API whole",
    "Check apiUrl: a proxy before the panel changes requests.",
  ],
};

export function exitCode(value: number): { name: string; meaning: string; cure: string } {
  const [name, meaning, cure = "The panel's logs in /var/log/hestia tell more."] = CODES[value] ?? [
    "unknown",
    "an unknown failure",
  ];
  return { name, meaning, cure };
}

/** The API did not let the call through: the command did not run, nor will another one fare better. */
export const REFUSALS: ReadonlySet<number> = new Set([9, 10, 11, 21]);

/**
 * A cure that fits better than the code's own. The panel uses one code for many situations and tells them apart by
 * text alone; the text chooses words here, and decides nothing.
 *
 * @param ran whether it is certain that the command itself ended with this code
 * @param way how the call authenticated; the panel refuses each way for reasons of its own
 */
export function cureFor(value: number, text: string, ran: boolean, way?: HestiaAuth["way"]): string {
  if (/is not enabled/i.test(text) || (ran && value === 11)) {
    return "The panel has no web server enabled: see WEB_SYSTEM in hestia.conf (v-list-sys-config).";
  }
  if (/security restrictions/i.test(text)) return `The panel is in demo mode: ${DEMO_MODE}.`;
  if (/IP is not allowed/i.test(text)) return ALLOW_LIST;
  if (/permission to run the command v-update-user-counters/i.test(text)) {
    return "Add v-update-user-counters to COMMANDS in the key's profile on the panel, or set hestia:updateCounters to false.";
  }
  if (/have permission to run/i.test(text)) return INSTALL_PROFILE;
  if (/user" argument doesn/i.test(text)) {
    return "The access key belongs to another account: use a key of this account or of the panel's admin.";
  }
  const [, base] = /(\S+) belongs to a different user/i.exec(text) ?? [];
  if (base !== undefined) {
    return (
      `The domain above it is a web, DNS or mail domain of another account: ${howToFindOwner(base)}. ` +
      "Map the name in that account, or remove that domain there."
    );
  }
  const [, taken] =
    /^(?:Error: )?(?:web alias|web domain|DNS domain|mail domain) (\S+) exists/i.exec(text) ?? [];
  if (taken !== undefined)
    return `The panel has it already: ${howToFindOwner(taken)}. Remove it there first.`;
  if (/public_suffix_list/i.test(text)) {
    return `The panel could not read its public suffix list. Run there ${FETCH_SUFFIXES}`;
  }
  if (/web domain \S+ doesn't exist/i.test(text)) return CHECK_WEB_DOMAIN;
  if (/^(?:Error: )?user \S+ doesn't exist/i.test(text) && value === 3) return CHECK_ACCOUNT;
  if (/is_?suspended|is suspended/i.test(text)) return exitCode(SUSPENDED).cure;
  if (value === 10 && way === "password") return ADMIN_ALONE;
  if (value === 10 && way === "hash") return ALLOW_LIST;
  if (value === 11 && way !== undefined && way !== "access key") return switchOn("legacy");
  return exitCode(value).cure;
}

function switchOn(version: "api" | "legacy"): string {
  return `Switch the API on: \`v-change-sys-api enable ${version}\` on the panel, or Server settings > Security > API.`;
}

/** The command did not take an argument for what it should be (code 2). */
export const isInvalid = (value: number | string | undefined): boolean => value === 2;

/** Something that the command works on is not there (code 3). */
export const isMissing = (value: number | string | undefined): boolean => value === 3;

/** The web server did not take what is stored (code 20): the write itself was done. */
export const isRestartFailure = (value: number | string | undefined): boolean => value === 20;

/** Whether there is no room for a further one. */
export const isLimit = (value: number | string | undefined): boolean => value === 8;

/**
 * Whether it is about one name of a list (docs/panels/hestia.md#exit-codes): invalid, there already, or one too many.
 */
export const isAboutAName = (value: number | string | undefined): boolean =>
  value === 2 || value === 4 || value === 8;

/** Whether a key may not run the command, which says nothing of other commands. */
export const isCommandRefusal = (value: number | string | undefined): boolean => value === 10 || value === 11;
