import { expect } from "chai";
import {
  demoEnhance,
  type EnhancePanel,
  type EnhancePanelOptions,
  startEnhancePanel,
} from "../../panels/enhance";
import { type Action, Resource } from "./engine";
import { callsTo, violationsOf, writesTo } from "./enhanceCalls";
import { Harness } from "./harness";
import type { Properties } from "./host-messages";

export const { orgId: ORG, websiteId: SITE, serverId: SERVER, tokens } = demoEnhance;
export const PLACE = `organization ${ORG}, website ${SITE}`;

/** Stack configuration that leads to a panel, with the token of the customer's owner. */
export const connectionTo = (panel: EnhancePanel, token: string = tokens.owner): Record<string, string> => ({
  "enhance:apiUrl": panel.url,
  "enhance:apiToken": token,
  "enhance:requestsPerSecond": "1000",
});

/** The same, with the default website. */
export const websiteOn = (panel: EnhancePanel): Record<string, string> => ({
  ...connectionTo(panel),
  "enhance:organizationId": ORG,
  "enhance:websiteId": SITE,
});

/** The same with a default server, which needs a token of the master organization. */
export const serverOn = (panel: EnhancePanel): Record<string, string> => ({
  ...connectionTo(panel, tokens.sysadmin),
  "enhance:serverId": SERVER,
});

/** A set of domains. */
export class DomainSet extends Resource {
  /** `up` with these names. */
  up(domains: readonly string[] | Properties, args: Properties = {}): Promise<Action> {
    return this.declare({ domains, ...args });
  }
}

/** An Enhance panel and runs against it. */
export class EnhanceHarness extends Harness<EnhancePanel> {
  static async start(
    options: EnhancePanelOptions = {},
    configure: (panel: EnhancePanel) => Record<string, string> = websiteOn,
  ): Promise<EnhanceHarness> {
    const panel = await startEnhancePanel(options);
    return new EnhanceHarness(panel, configure(panel));
  }

  single(name = "acme"): Resource {
    return new Resource(this, name, "enhanceDomain");
  }

  set(name = "set"): DomainSet {
    return new DomainSet(this, name, "enhanceDomains");
  }

  get calls(): string[] {
    return callsTo(this.panel);
  }

  get writes(): string[] {
    return writesTo(this.panel);
  }

  /** The names that are mapped to the website, without its primary and preview. */
  get mapped(): string[] {
    return this.on(SITE);
  }

  /** The names of the server, without its own. */
  get added(): string[] {
    return this.on(demoEnhance.hostnameWebsiteId);
  }

  /** The names of a website, without those that are its own. */
  on(websiteId: string): string[] {
    const { domain, previewDomain, serverDomain, otherDomains } = demoEnhance;
    const own: readonly string[] = [domain, previewDomain, serverDomain, ...otherDomains];
    return this.panel.domains(websiteId).filter((name) => !own.includes(name));
  }

  /** Every request must match the vendor's document. */
  protected override expectValidCalls(): void {
    expect(violationsOf(this.panel)).to.deep.equal([]);
  }
}
