import { demoEnhance, type EnhancePanel, startEnhancePanel } from "../../panels/enhance";
import { demoCredentials, type HestiaPanel, realisticLatency, startHestiaPanel } from "../../panels/hestia";
import type { Pulumi } from "./pulumi";

/** The local Hestia panel takes a third of the time that a quiet real one was measured to take. */
const PACE = 1 / 3;

/** What the panels map for the account, web domain and website that the project is configured for. */
export class Panels {
  private constructor(
    private readonly hestia: HestiaPanel,
    private readonly enhance: EnhancePanel,
    private readonly account: string,
    private readonly webDomain: string,
    private readonly websiteId: string,
  ) {}

  /** Starts the panels and points the stack at them. */
  static async start(pulumi: Pulumi): Promise<Panels> {
    const setting = async (key: string) => (await pulumi.ask("config", "get", key)).trim();
    const hestia = await startHestiaPanel({ latency: realisticLatency(PACE) });
    const enhance = await startEnhancePanel();
    await pulumi.ask("config", "set", "hestia:apiUrl", hestia.url);
    await pulumi.ask("config", "set", "hestia:accessKey", demoCredentials.accessKey);
    await pulumi.ask("config", "set", "--secret", "hestia:secretKey", demoCredentials.secretKey);
    await pulumi.ask("config", "set", "enhance:apiUrl", enhance.url);
    await pulumi.ask("config", "set", "--secret", "enhance:apiToken", demoEnhance.tokens.owner);
    const account = await setting("hestia:account");
    const webDomain = await setting("hestia:webDomain");
    return new Panels(hestia, enhance, account, webDomain, await setting("enhance:websiteId"));
  }

  get addresses(): string {
    return `a Hestia panel on ${this.hestia.url} and an Enhance panel on ${this.enhance.url}`;
  }

  /** Every name that is mapped on either panel. */
  mapped(): string[] {
    return [...this.#aliases(), ...this.#domains()].sort();
  }

  describe(): string {
    return (
      `Aliases of web domain ${this.webDomain} on the Hestia panel: ${this.#aliases().sort().join(", ") || "none"}\n` +
      `Domains of website ${demoEnhance.domain} on the Enhance panel: ${this.#domains().sort().join(", ") || "none"}\n`
    );
  }

  /** Removes one name from each panel, as a person would there. @returns the names */
  tamper(): string[] {
    const [alias = "", ...aliases] = this.#aliases();
    const [domain = "", ...domains] = this.#domains();
    this.hestia.setAliases(this.account, this.webDomain, aliases);
    this.enhance.setDomains(this.websiteId, domains);
    return [alias, domain];
  }

  /** How often the panels were called since the last time this was asked. */
  callsSince(): number {
    const calls = this.hestia.log.length + this.enhance.log.length;
    this.hestia.clearLog();
    this.enhance.clearLog();
    return calls;
  }

  async close(): Promise<void> {
    await this.hestia.close();
    await this.enhance.close();
  }

  #aliases(): string[] {
    return [...this.hestia.aliases(this.account, this.webDomain)];
  }

  /** Without the website's primary and preview domain, which are the panel's own. */
  #domains(): string[] {
    const own: string[] = [demoEnhance.domain, demoEnhance.previewDomain];
    return this.enhance.domains(this.websiteId).filter((name) => !own.includes(name));
  }
}
