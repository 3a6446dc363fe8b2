import type { SettingsFamily } from "../core/settings";

export const hestiaSettings: SettingsFamily = {
  namespace: "hestia",
  env: {
    apiUrl: "WU_HESTIA_API_URL",
    apiUser: "WU_HESTIA_API_USER",
    apiPassword: "WU_HESTIA_API_PASSWORD",
    apiHash: "WU_HESTIA_API_HASH",
    account: "WU_HESTIA_ACCOUNT",
    webDomain: "WU_HESTIA_WEB_DOMAIN",
    restart: "WU_HESTIA_RESTART",
  },
  secrets: ["apiPassword", "apiHash", "secretKey"],
  own: ["apiUrl", "apiUser", "apiPassword", "apiHash", "accessKey", "secretKey", "caCert", "publicAddresses"],
};
