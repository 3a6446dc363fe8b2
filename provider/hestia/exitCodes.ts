/** An exit code of a Hestia command: the name that Hestia's source gives it, and what to do about it. */
interface ExitCode {
  readonly name: string;
  readonly meaning: string;
  readonly cure: string;
}

/** The profile that an access key needs; Hestia ships none with the alias commands (wire facts, section 4). */
export const PROFILE = [
  "ROLE='user'",
  "COMMANDS='v-list-web-domains,v-list-web-domain,v-add-web-domain-alias,v-delete-web-domain-alias'",
].join("\n");

const INSTALL_PROFILE =
  `Install the permission profile on the panel as /usr/local/hestia/data/api/web-aliases:\n${PROFILE}\n` +
  "and make a key with it: v-add-access-key admin web-aliases mapped-domains json";
const SEE_LOG = "The panel's log (v-list-sys-hestia-log, /var/log/hestia) tells more.";

const CODES: Readonly<Record<number, ExitCode>> = {
  [-1]: code(
    "none",
    "the command could not be started",
    "The call was too large for the panel; send fewer names.",
  ),
  1: code(
    "E_ARGS",
    "wrong number of arguments, or no such command",
    "The panel may be older than Hestia 1.8.",
  ),
  2: code("E_INVALID", "invalid argument", "Correct the value that the panel names."),
  3: code(
    "E_NOTEXIST",
    "something is not there",
    "Check that the web domain exists and belongs to the account; account names are case sensitive.",
  ),
  4: code(
    "E_EXISTS",
    "the name is in use on this panel",
    "Another account has it as an alias, web, DNS or mail domain, or owns the domain above it. " +
      "Find it with v-search-domain-owner on the panel and remove it there first.",
  ),
  5: code(
    "E_SUSPENDED",
    "suspended",
    "Unsuspend the web domain or the account on the panel, then run the command again.",
  ),
  6: code("E_UNSUSPENDED", "not suspended", SEE_LOG),
  7: code("E_INUSE", "in use", SEE_LOG),
  8: code(
    "E_LIMIT",
    "limit reached",
    "Raise WEB_ALIASES in the account's package: it bounds the aliases of one web domain.",
  ),
  9: code(
    "E_PASSWORD",
    "authentication failed",
    "Check the credential (hestia:accessKey and secretKey, apiHash, or apiUser and apiPassword). " +
      "Do not retry blindly: fail2ban on the panel bans an address after a few failures.",
  ),
  10: code(
    "E_FORBIDEN",
    "not permitted",
    "Either this machine's address is missing in the panel's API allow list (Server settings > Security > " +
      "API, or API_ALLOWED_IP; single addresses, no CIDR), or the user is not the panel's admin, or the access " +
      `key may not run the command. ${INSTALL_PROFILE}`,
  ),
  11: code(
    "E_DISABLED",
    "disabled",
    "Switch the API on: Server settings > Security > API (hash and password need the legacy API as well).",
  ),
  12: code("E_PARSING", "parsing failed", SEE_LOG),
  13: code("E_DISK", "not enough disk space", "Free space on the panel's server."),
  14: code("E_LA", "the server's load is too high", "Run the command again when the load has gone down."),
  15: code("E_CONNECT", "connection failed", SEE_LOG),
  16: code("E_FTP", "FTP failed", SEE_LOG),
  17: code("E_DB", "database failed", SEE_LOG),
  18: code("E_RRD", "statistics failed", SEE_LOG),
  19: code("E_UPDATE", "update failed", SEE_LOG),
  20: code(
    "E_RESTART",
    "the web server did not take the new configuration",
    "The change is stored, and not loaded: mend the web server's configuration on the panel " +
      "(nginx -t, apachectl configtest), then run v-restart-web and v-restart-proxy there.",
  ),
  21: code(
    "E_API_DISABLED",
    "the API is off for keys of ordinary users",
    "Use an access key of the panel's admin, or set API_SYSTEM to 2.",
  ),
  405: code(
    "none",
    "the request did not reach the API whole",
    "Check apiUrl: a proxy before the panel changes requests.",
  ),
};

export const exitCode = (value: number): ExitCode =>
  CODES[value] ?? code("unknown", "an unknown failure", SEE_LOG);

/** The API did not let the call through: the command did not run, nor will another one fare better. */
export const REFUSALS: ReadonlySet<number> = new Set([9, 10, 11, 21]);

/**
 * A cure that fits better than the code's own. The panel uses one code for many situations and tells them apart by
 * text alone; the text chooses words here, and decides nothing.
 *
 * @param ran whether it is certain that the command itself ended with this code
 */
export function cureFor(value: number, text: string, ran: boolean): string {
  if (/is not enabled/i.test(text) || (ran && value === 11)) {
    return "The panel has no web server enabled: see WEB_SYSTEM in hestia.conf (v-list-sys-config).";
  }
  if (/IP is not allowed/i.test(text)) {
    return "Add this machine's address to the panel's API allow list (Server settings > Security > API, or API_ALLOWED_IP; single addresses, no CIDR).";
  }
  if (/permission to run the command v-update-user-counters/i.test(text)) {
    return "Add v-update-user-counters to COMMANDS in the key's profile on the panel, or set hestia:updateCounters to false.";
  }
  if (/have permission to run/i.test(text)) return INSTALL_PROFILE;
  if (/user" argument doesn/i.test(text)) {
    return "The access key belongs to another account: use a key of this account or of the panel's admin.";
  }
  if (/belongs to a different user/i.test(text)) {
    return "The domain above it is a web domain of another account: map the name there, or remove that web domain.";
  }
  if (/public_suffix_list/i.test(text)) {
    return "The panel could not read its public suffix list: run v-update-sys-hestia-git or restore /usr/local/hestia/data/extra/public_suffix_list.dat.";
  }
  if (/is_?suspended|is suspended/i.test(text)) return exitCode(5).cure;
  return exitCode(value).cure;
}

function code(name: string, meaning: string, cure: string): ExitCode {
  return { name, meaning, cure };
}
