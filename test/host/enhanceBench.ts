import { expect } from "chai";
import {
  demoEnhance,
  type EnhancePanel,
  type EnhancePanelOptions,
  startEnhancePanel,
} from "../../panels/enhance";
import { websiteOn } from "../support/enhance";
import { callsTo, violationsOf, writesTo } from "../support/enhanceCalls";
import { DynamicHost, type HostError } from "../support/host";
import { providerOf } from "../support/host-messages";
import { failure as failureOf } from "./bench";

export { ORG, SERVER, SITE, serverOn, tokens, websiteOn } from "../support/enhance";
export { Resource, type Verb } from "./bench";

export const PROVIDER = providerOf("enhanceDomain");
export const SET_PROVIDER = providerOf("enhanceDomains");

/** A panel, and one run after the other against it: each is a host process of its own. */
export class EnhanceBench {
  readonly #hosts: DynamicHost[] = [];
  readonly #stopping: Promise<void>[] = [];

  private constructor(
    readonly panel: EnhancePanel,
    /** The stack's configuration for the next run. */
    public config: Record<string, string>,
  ) {}

  static async start(
    options: EnhancePanelOptions = {},
    configure: (panel: EnhancePanel) => Record<string, string> = websiteOn,
  ): Promise<EnhanceBench> {
    const panel = await startEnhancePanel(options);
    // The DNS leads here: a refresh has nothing to look for.
    panel.state.settings.newDomainDns = "Resolved";
    return new EnhanceBench(panel, configure(panel));
  }

  /** Begins a run, and ends the one before. The panel's log begins anew. */
  async run(
    config: Record<string, string> = this.config,
    env: Record<string, string> = {},
  ): Promise<DynamicHost> {
    const before = this.#hosts.at(-1);
    if (before !== undefined) this.#stopping.push(before.stop());
    const host = await DynamicHost.start({ provider: PROVIDER, config, env });
    this.#hosts.push(host);
    expect(violationsOf(this.panel)).to.deep.equal([]);
    this.panel.clearLog();
    return host;
  }

  get calls(): string[] {
    return callsTo(this.panel);
  }

  get writes(): string[] {
    return writesTo(this.panel);
  }

  /** The names that are mapped to a website, without the primary and the preview of the network's. */
  mapped(websiteId: string = demoEnhance.websiteId): string[] {
    const own: readonly string[] = [demoEnhance.domain, demoEnhance.previewDomain];
    return this.panel.domains(websiteId).filter((name) => !own.includes(name));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#stopping, ...this.#hosts.map((host) => host.stop())]);
    await this.panel.close();
    expect(violationsOf(this.panel)).to.deep.equal([]);
    for (const { output } of this.#hosts) expectNoToken(output);
  }
}

/** What a user may get to see: no token. */
export function expectNoToken(text: string): void {
  for (const token of Object.values(demoEnhance.tokens)) expect(text).not.to.contain(token);
}

/** What an operation failed with, as the user reads it. */
export async function failure(operation: Promise<unknown>): Promise<HostError> {
  const error = await failureOf(operation);
  expectNoToken(error.message);
  return error;
}
