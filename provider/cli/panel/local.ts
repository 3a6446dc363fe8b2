import { demoEnhance, startEnhancePanel } from "../../../panels/enhance";
import { demoCredentials, realisticLatency, startHestiaPanel } from "../../../panels/hestia";

export interface StartOptions {
  readonly port: number;
  readonly tls: { readonly key: string; readonly cert: string } | undefined;
  readonly latency: number;
  /** Mapped from the start. */
  readonly names: readonly string[];
}

/** A setting that leads to the panel. Secret or not, it is demo data: the panel accepts it and nothing else does. */
export interface DemoSetting {
  readonly key: string;
  readonly value: string;
  readonly secret: boolean;
}

/** A local panel that has been started, and what to tell of it. */
export interface LocalPanel {
  readonly title: string;
  readonly url: string;
  readonly statusPage: string;
  readonly settings: readonly DemoSetting[];
  /** What else it lets in, in words. */
  readonly others: readonly (readonly [what: string, credential: string])[];
  close(): Promise<void>;
}

const plain = (key: string, value: string): DemoSetting => ({ key, value, secret: false });
const secret = (key: string, value: string): DemoSetting => ({ key, value, secret: true });

export async function startHestia({ port, tls, latency, names }: StartOptions): Promise<LocalPanel> {
  const panel = await startHestiaPanel({
    port,
    latency: latency === 0 ? {} : realisticLatency(latency),
    ...(tls && { tls }),
  });
  const account = "tenant1";
  const webDomain = "network.example.com";
  panel.setAliases(account, webDomain, [...names]);
  const { accessKey, secretKey, limitedAccessKey, limitedSecretKey, apiHash, apiUser, apiPassword } =
    demoCredentials;
  return {
    title: "Hestia",
    url: panel.url,
    statusPage: panel.statusPage,
    settings: [
      plain("hestia:apiUrl", panel.url),
      plain("hestia:account", account),
      plain("hestia:webDomain", webDomain),
      plain("hestia:accessKey", accessKey),
      secret("hestia:secretKey", secretKey),
    ],
    others: [
      ["access key with the profile web-aliases alone", `${limitedAccessKey} ${limitedSecretKey}`],
      ["API hash", apiHash],
      ["user and password", `${apiUser} ${apiPassword}`],
    ],
    close: () => panel.close(),
  };
}

export async function startEnhance({ port, tls, latency, names }: StartOptions): Promise<LocalPanel> {
  const panel = await startEnhancePanel({ port, latency: { "*": latency }, ...(tls && { tls }) });
  const { orgId, websiteId, serverId, tokens } = demoEnhance;
  panel.setDomains(websiteId, [...names]);
  return {
    title: "Enhance",
    url: panel.url,
    statusPage: panel.statusPage,
    settings: [
      plain("enhance:apiUrl", panel.url),
      plain("enhance:organizationId", orgId),
      plain("enhance:websiteId", websiteId),
      secret("enhance:apiToken", tokens.owner),
    ],
    others: [
      [`token of the master organization, which reaches server ${serverId}`, tokens.sysadmin],
      ["token with the role Support, which may not map", tokens.support],
      ["token that has expired", tokens.expired],
    ],
    close: () => panel.close(),
  };
}
