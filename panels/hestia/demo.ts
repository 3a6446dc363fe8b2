import { type HestiaSettings, type HestiaState, hestiaUser, hestiaWebDomain } from "./state";

/** The credentials of the default state. Made up, for the local panel only. */
export const demoCredentials = {
  /** ROOT_USER, the user of the password way. */
  apiUser: "admin",
  apiPassword: "local-panel-password",
  /** Legacy API hash. */
  apiHash: "q7Jt-uZ0cXw2LrVb9_sKdNf4HyGmEa15",
  /** Access key of the root user that may run every command. */
  accessKey: "LOCALFULLKEY00000001",
  secretKey: "local_full-secret=00000000000000000000Aa",
  /** Access key of the root user that may run only the commands of the profile web-aliases. */
  limitedAccessKey: "LOCALALIASKEY0000001",
  limitedSecretKey: "local_alias-secret=0000000000000000000Bb",
} as const;

const defaultSettings: HestiaSettings = {
  API: "yes",
  API_SYSTEM: "1",
  API_ALLOWED_IP: "allow-all",
  DEMO_MODE: "no",
  ROOT_USER: demoCredentials.apiUser,
  SCHEDULED_RESTART: "no",
  WEB_SYSTEM: "apache2",
  DNS_SYSTEM: "bind9",
  MAIL_SYSTEM: "exim4",
  apiRemoved: false,
  publicSuffixList: true,
  twoLabelSuffixes: ["co.uk", "org.uk", "com.au", "com.br", "co.jp", "co.nz", "co.za", "com.mx", "com.tr"],
  failingConfigTest: "",
  banAfter: 0,
  banMode: "ignore",
};

/** Parts of a state to put over the default one; a user, key or profile given here replaces the one of its name. */
export type HestiaStateOverrides = Partial<Omit<HestiaState, "settings">> & {
  settings?: Partial<HestiaSettings>;
};

/**
 * A fresh state: root user `admin`, account `tenant1` with `network.example.com` and `second.example.com`,
 * account `tenant2` with `tenanttwo.org` and `other.example.org`, and the keys of `demoCredentials`.
 */
export function hestiaState(overrides: HestiaStateOverrides = {}): HestiaState {
  const { settings, users, accessKeys, profiles, ...rest } = overrides;
  return {
    settings: { ...structuredClone(defaultSettings), ...settings },
    users: {
      admin: hestiaUser({ password: demoCredentials.apiPassword }),
      tenant1: hestiaUser({
        password: "local-tenant1-password",
        webDomains: { "network.example.com": hestiaWebDomain(), "second.example.com": hestiaWebDomain() },
      }),
      tenant2: hestiaUser({
        password: "local-tenant2-password",
        webDomains: { "tenanttwo.org": hestiaWebDomain(), "other.example.org": hestiaWebDomain() },
      }),
      ...users,
    },
    apiKeys: [demoCredentials.apiHash],
    accessKeys: {
      [demoCredentials.accessKey]: { secret: demoCredentials.secretKey, user: "admin", permissions: [] },
      [demoCredentials.limitedAccessKey]: {
        secret: demoCredentials.limitedSecretKey,
        user: "admin",
        permissions: ["web-aliases"],
      },
      ...accessKeys,
    },
    profiles: {
      "web-aliases": {
        role: "user",
        commands: [
          "v-list-web-domains",
          "v-list-web-domain",
          "v-add-web-domain-alias",
          "v-delete-web-domain-alias",
          "v-restart-web",
          "v-restart-proxy",
        ],
      },
      "purge-nginx-cache": {
        role: "user",
        commands: ["v-list-web-domains", "v-list-web-domain", "v-purge-nginx-cache"],
      },
      "sync-dns-cluster": { role: "admin", commands: ["v-list-sys-config"] },
      ...profiles,
    },
    authLog: [],
    banned: [],
    restarts: [],
    restartQueue: [],
    ...rest,
  };
}
