import { expect } from "chai";
import {
  demoEnhance,
  type EnhancePanel,
  type EnhancePanelOptions,
  startEnhancePanel,
} from "../../../panels/enhance";
import { Session } from "../../../provider/resource/session";
import { lifecycleOf } from "../../support/handlers";
import { TestClock } from "../writer/bench";
import { callsTo, violationsOf, writesTo } from "./calls";

export const { orgId: ORG, websiteId: SITE, serverId: SERVER, tokens } = demoEnhance;
export const PLACE = `organization ${ORG}, website ${SITE}`;

/** Stack configuration that leads to a panel, with the token of the customer's owner. */
export const connectionTo = (panel: EnhancePanel, token: string = tokens.owner): Record<string, string> => ({
  "enhance:apiUrl": panel.url,
  "enhance:apiToken": token,
  "enhance:requestsPerSecond": "1000",
});

/** The same, and the website that resources leave open. */
export const websiteOn = (panel: EnhancePanel): Record<string, string> => ({
  ...connectionTo(panel),
  "enhance:organizationId": ORG,
  "enhance:websiteId": SITE,
});

/** The same with a server, for which it takes a token of the master organization. */
export const serverOn = (panel: EnhancePanel): Record<string, string> => ({
  ...connectionTo(panel, tokens.sysadmin),
  "enhance:serverId": SERVER,
});

/** One run of the engine, without the engine: what a host process keeps from its start to its end. */
export class Run {
  readonly said: string[] = [];
  readonly clock = new TestClock();
  readonly session = new Session(this.clock, (message) => this.said.push(message), {});
  readonly lifecycle = lifecycleOf("enhanceDomain", this.session);
  readonly sets = lifecycleOf("enhanceDomains", this.session);

  constructor(config: Readonly<Record<string, string>>) {
    this.session.configure({ get: (key) => config[key] });
  }
}

/** A panel, and one run after the other against it. */
export class Bench {
  private constructor(
    readonly panel: EnhancePanel,
    /** The stack's configuration. */
    public config: Record<string, string>,
    public run: Run,
  ) {}

  static async start(
    options: EnhancePanelOptions = {},
    configure: (panel: EnhancePanel) => Record<string, string> = websiteOn,
  ): Promise<Bench> {
    const panel = await startEnhancePanel(options);
    const config = configure(panel);
    return new Bench(panel, config, new Run(config));
  }

  /** Begins another run; the panel's log begins anew. */
  next(config: Record<string, string> = this.config): Run {
    this.config = config;
    this.run = new Run(config);
    expect(violationsOf(this.panel)).to.deep.equal([]);
    this.panel.clearLog();
    return this.run;
  }

  get calls(): string[] {
    return callsTo(this.panel);
  }

  get writes(): string[] {
    return writesTo(this.panel);
  }

  /** The names that are mapped to the website, without its primary and preview. */
  get mapped(): string[] {
    const own: readonly string[] = [demoEnhance.domain, demoEnhance.previewDomain];
    return this.panel.domains(SITE).filter((name) => !own.includes(name));
  }

  /** The names of the server, without its own. */
  get added(): string[] {
    return this.panel
      .domains(demoEnhance.hostnameWebsiteId)
      .filter((name) => name !== demoEnhance.serverDomain);
  }

  /** Ends the panel; every request must have been one of the vendor's document. */
  async close(): Promise<void> {
    await this.panel.close();
    expect(violationsOf(this.panel)).to.deep.equal([]);
  }
}

export { Domain, DomainSet } from "./domain";
export { errorOf, failureOf, reasonOf } from "./errors";
