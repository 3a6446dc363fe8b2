import { type PanelConnection, type Resolved, resolvePanel } from "../../core/connection";
import type { Settings } from "../../core/settings";

/** A way in to one Enhance panel. */
export interface EnhanceConnection extends PanelConnection {
  readonly token: string;
  /** The command that sets it. */
  readonly setToken: string;
  readonly requestsPerSecond: number;
  /** The setting that it comes from, or would. */
  readonly rateKey: string;
}

/** Seconds. The panel answers when it has done the work; issuing a certificate takes up to a minute. */
const DEFAULT_TIMEOUT = 90;
const DEFAULT_REQUESTS_PER_SECOND = 5;

/** Puts the connection together from the settings, or says all that is wrong with them. */
export function resolveConnection(settings: Settings): Resolved<EnhanceConnection> {
  const defaults = { exampleUrl: "https://panel.example.com/api/", timeout: DEFAULT_TIMEOUT };
  return resolvePanel(settings, defaults, () => {
    const token = settings.find("apiToken")?.value;
    if (token === undefined) {
      const how = settings.howToSet("apiToken");
      return `${settings.key("apiToken")} is not set: ${how} (make one under Settings > Access Tokens)`;
    }
    const rate = settings.find("requestsPerSecond");
    const requestsPerSecond = Number(rate?.value ?? DEFAULT_REQUESTS_PER_SECOND);
    if (!(requestsPerSecond > 0 && Number.isFinite(requestsPerSecond)))
      return `${rate?.name} is a number above 0`;
    const rateKey = rate?.name ?? settings.key("requestsPerSecond");
    return { token, requestsPerSecond, rateKey, setToken: settings.command("apiToken", "<token>") };
  });
}
