import { vhostNames } from "./vhost";

/** Apache behind nginx. */
export type WebServer = "apache2" | "nginx";

/** What `hestia.conf` and the machine around the panel decide. Values are the panel's own texts. */
export interface HestiaSettings {
  /** Switch of the legacy API (hash, password): "yes" or "no". */
  API: string;
  /** Switch of the access keys: "0" off, "1" admin only, "2" every user. */
  API_SYSTEM: string;
  /** Addresses, comma separated; "allow-all" is everyone, "" is nobody. */
  API_ALLOWED_IP: string;
  /** "yes" refuses hash and access key, and by password every command that changes something. */
  DEMO_MODE: string;
  /** The only user of the password way. */
  ROOT_USER: string;
  /** "yes": an empty RESTART only queues. */
  SCHEDULED_RESTART: string;
  /** Empty: the alias commands answer 11. */
  WEB_SYSTEM: string;
  /** Empty: DNS domains of other users do not stop an alias. */
  DNS_SYSTEM: string;
  /** Empty: mail domains of other users do not stop an alias. */
  MAIL_SYSTEM: string;
  /** "yes" after `v-change-sys-api disable`: the API answers 200 `Error: Disabled` to everything. */
  apiRemoved: boolean;
  /** False: the public suffix list is missing and cannot be fetched. */
  publicSuffixList: boolean;
  /** Public suffixes of two labels that the panel's list knows; all else counts as one label. */
  twoLabelSuffixes: string[];
  /** The web server whose configuration test fails, or "" when both pass. */
  failingConfigTest: "" | WebServer;
  /** Authentication failures of one address after which it is banned; 0 is never. */
  banAfter: number;
  /** How a banned address finds the panel: no answer at all, or connections cut. */
  banMode: "ignore" | "drop";
}

/** One web domain: what is stored, what its vhost files hold and what the web server has loaded. */
export interface HestiaWebDomain {
  /** The stored ALIAS string, as in the list. */
  alias: string;
  /** Names in the vhost files, in punycode, without the base domain. */
  vhost: string[];
  /** Names that each of the running web servers knows. */
  loadedBy: Record<WebServer, string[]>;
  suspended: boolean;
  ip: string;
  ip6: string;
  ssl: "yes" | "no";
  date: string;
  time: string;
}

export interface HestiaUser {
  password: string;
  suspended: boolean;
  /** WEB_ALIASES of the package: aliases for each web domain. */
  webAliases: number | "unlimited";
  /** U_WEB_ALIASES: counts calls, not names. */
  aliasCounter: number;
  webDomains: Record<string, HestiaWebDomain>;
  dnsDomains: string[];
  mailDomains: string[];
}

export interface HestiaAccessKey {
  secret: string;
  user: string;
  /** Profile names; none is every command for the root user and no command for the others. */
  permissions: string[];
}

/** A file of data/api: which commands a key with this profile may run. */
export interface HestiaPermissionProfile {
  role: "admin" | "user";
  commands: string[];
}

/** What one RESTART value did to the web servers. */
export interface HestiaRestart {
  account: string;
  webDomain: string;
  command: string;
  value: string;
  effect: "none" | "reload" | "restart" | "queued" | "failed";
  /** What systemctl was asked for each server; empty where nothing was asked. Apache comes first. */
  apache2: string;
  nginx: string;
}

/** A line of log/auth.log. */
export interface HestiaAuthFailure {
  remote: string;
  /** Key id, "api" or a user name; never a secret. */
  name: string;
}

export interface HestiaState {
  settings: HestiaSettings;
  users: Record<string, HestiaUser>;
  apiKeys: string[];
  accessKeys: Record<string, HestiaAccessKey>;
  profiles: Record<string, HestiaPermissionProfile>;
  authLog: HestiaAuthFailure[];
  banned: string[];
  restarts: HestiaRestart[];
  /** The lines of data/queue/restart.pipe, which wait for cron; such as `v-restart-web ssl`. */
  restartQueue: string[];
}

const loadedByBoth = (names: readonly string[]): HestiaWebDomain["loadedBy"] => ({
  apache2: [...names],
  nginx: [...names],
});

/** A web domain with these aliases, stored, written to its vhost and loaded. */
export function hestiaWebDomain(
  overrides: Partial<HestiaWebDomain> & { aliases?: string[] } = {},
): HestiaWebDomain {
  const { aliases = [], ...rest } = overrides;
  const alias = rest.alias ?? aliases.join(",");
  const vhost = vhostNames(alias);
  return {
    alias,
    vhost,
    loadedBy: loadedByBoth(vhost),
    suspended: false,
    ip: "192.0.2.10",
    ip6: "",
    ssl: "no",
    date: "2026-01-15",
    time: "10:20:30",
    ...rest,
  };
}

/** An active user without limit and without web domains. */
export function hestiaUser(overrides: Partial<HestiaUser> = {}): HestiaUser {
  return {
    password: "",
    suspended: false,
    webAliases: "unlimited",
    aliasCounter: 0,
    webDomains: {},
    dnsDomains: [],
    mailDomains: [],
    ...overrides,
  };
}

export function findUser(state: HestiaState, name: string): HestiaUser | undefined {
  return Object.hasOwn(state.users, name) ? state.users[name] : undefined;
}

export function findWebDomain(
  state: HestiaState,
  account: string,
  webDomain: string,
): HestiaWebDomain | undefined {
  const domains = findUser(state, account)?.webDomains;
  return domains && Object.hasOwn(domains, webDomain) ? domains[webDomain] : undefined;
}

/** The names of an ALIAS string exactly as stored, leading spaces included. */
export function storedAliases(webDomain: HestiaWebDomain): string[] {
  return webDomain.alias === "" ? [] : webDomain.alias.split(",");
}

/** Sets the stored aliases and what is served, as if the change had been made and loaded long ago. */
export function replaceAliases(webDomain: HestiaWebDomain, names: readonly string[]): void {
  webDomain.alias = names.join(",");
  webDomain.vhost = vhostNames(webDomain.alias);
  webDomain.loadedBy = loadedByBoth(webDomain.vhost);
}
