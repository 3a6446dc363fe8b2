import type { SettingsFamily } from "../core/settings";

export const hestiaSettings: SettingsFamily = {
  namespace: "hestia",
  panelName: "Hestia",
  exampleUrl: "https://panel.example.com:8083/api/",
  // An add takes 6 s at 3,000 aliases and waits in line behind others of the panel's four.
  timeout: 120,
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
