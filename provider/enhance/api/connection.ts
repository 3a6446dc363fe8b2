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

const DEFAULT_REQUESTS_PER_SECOND = 5;

export const resolveConnection = (settings: Settings): Resolved<EnhanceConnection> =>
  resolvePanel(settings, () => {
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
