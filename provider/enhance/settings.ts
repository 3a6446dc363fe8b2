import type { SettingsFamily } from "../core/settings";

export const enhanceSettings: SettingsFamily = {
  namespace: "enhance",
  panelName: "Enhance",
  exampleUrl: "https://panel.example.com/api/",
  // The panel answers when it has done the work; issuing a certificate takes up to a minute.
  timeout: 90,
  env: {
    apiUrl: "WU_ENHANCE_API_URL",
    apiToken: "WU_ENHANCE_API_TOKEN",
    organizationId: "WU_ENHANCE_ORG_ID",
    websiteId: "WU_ENHANCE_WEBSITE_ID",
    serverId: "WU_ENHANCE_SERVER_ID",
  },
  secrets: ["apiToken"],
  own: ["apiUrl", "apiToken", "caCert"],
};
