import { expect } from "chai";
import {
  demoEnhance,
  type EnhancePanel,
  type EnhancePanelOptions,
  startEnhancePanel,
} from "../../panels/enhance";
import { expectClean } from "../support/clean";
import type { Finished } from "../support/command";
import { websiteOn } from "../support/enhance";
import { callsTo, violationsOf, writesTo } from "../support/enhanceCalls";
import { StackHarness } from "./stackHarness";

export { stepsIn } from "./stackHarness";

const PRELUDE = `
  const pulumi = require("@pulumi/pulumi");
  const { EnhanceDomain, EnhanceDomains } = require("pulumi-mapped-domains");
`;

export interface EnhanceStackOptions {
  /** The program's statements, after `pulumi`, `EnhanceDomain` and `EnhanceDomains` are imported. */
  readonly program: string;
  readonly panel?: EnhancePanelOptions;
  /** Configuration beside that of the panel's connection; an empty value removes a setting. */
  readonly config?: Readonly<Record<string, string>>;
}

/** An Enhance panel, and a stack on the real engine whose configuration leads to it. */
export class EnhanceStackHarness extends StackHarness<EnhancePanel> {
  static async start({
    program,
    panel: panelOptions,
    config,
  }: EnhanceStackOptions): Promise<EnhanceStackHarness> {
    const panel = await startEnhancePanel(panelOptions);
    // The DNS status is final, so that a refresh does not read it.
    panel.state.settings.newDomainDns = "Resolved";
    const { "enhance:apiToken": token = "", ...plain } = websiteOn(panel);
    const stack = await EnhanceStackHarness.stackFor(panel, {
      program: PRELUDE + program,
      config: { ...plain, ...config },
      secrets: { "enhance:apiToken": token },
    });
    return new EnhanceStackHarness(panel, stack, PRELUDE);
  }

  /** The names that are mapped to the website, without its primary and preview. */
  mapped(websiteId: string = demoEnhance.websiteId): string[] {
    const own: readonly string[] = [demoEnhance.domain, demoEnhance.previewDomain];
    return this.panel.domains(websiteId).filter((name) => !own.includes(name));
  }

  get calls(): string[] {
    return callsTo(this.panel);
  }

  get writes(): string[] {
    return writesTo(this.panel);
  }

  /** Requests must match the vendor's document, and output and state must hold no credential. */
  protected override expectNoLeak({ output }: Finished): void {
    expect(violationsOf(this.panel)).to.deep.equal([]);
    expectClean(output);
    expectClean(this.stack.stateText());
  }
}

/** A domain in a program. */
export const domain = (name: string, args: Readonly<Record<string, unknown>>, options: object = {}): string =>
  `new EnhanceDomain(${JSON.stringify(name)}, ${JSON.stringify(args)}, ${JSON.stringify(options)});\n`;

/** A set of domains in a program. */
export const domains = (
  args: Readonly<Record<string, unknown>>,
  name = "set",
  options: object = {},
): string =>
  `new EnhanceDomains(${JSON.stringify(name)}, ${JSON.stringify(args)}, ${JSON.stringify(options)});\n`;

/** Expects that an operation succeeded. */
export function expectDone({ code, output }: Finished): void {
  expect(code, output).to.equal(0);
}
