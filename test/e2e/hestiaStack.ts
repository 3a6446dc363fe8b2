import { type HestiaPanel, type HestiaPanelOptions, startHestiaPanel } from "../../panels/hestia";
import { expectClean } from "../support/clean";
import type { Finished } from "../support/command";
import { ACCOUNT, callsTo, configurationFor, N, writesTo } from "../support/hestia";
import { StackHarness } from "./stackHarness";

export { stepsIn } from "./stackHarness";

const PRELUDE = `
  const pulumi = require("@pulumi/pulumi");
  const { HestiaWebAlias, HestiaWebAliases } = require("pulumi-mapped-domains");
`;

export interface HestiaStackOptions {
  /** The program's statements, after `pulumi` and the resources are imported. */
  readonly program: string;
  readonly panel?: HestiaPanelOptions;
  /** Configuration beside that of the panel's connection. */
  readonly config?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** A Hestia panel, and a stack on the real engine whose configuration leads to it. */
export class HestiaStackHarness extends StackHarness<HestiaPanel> {
  static async start({
    program,
    panel: panelOptions,
    config,
    secrets,
  }: HestiaStackOptions): Promise<HestiaStackHarness> {
    const panel = await startHestiaPanel(panelOptions);
    const { "hestia:secretKey": secretKey = "", ...plain } = configurationFor(panel);
    const stack = await HestiaStackHarness.stackFor(panel, {
      program: PRELUDE + program,
      config: { ...plain, ...config },
      secrets: { "hestia:secretKey": secretKey, ...secrets },
    });
    return new HestiaStackHarness(panel, stack, PRELUDE);
  }

  /** The aliases that the panel has stored. */
  stored(webDomain = N): string[] {
    return this.panel.aliases(ACCOUNT, webDomain);
  }

  get calls(): string[] {
    return callsTo(this.panel);
  }

  get writes(): string[] {
    return writesTo(this.panel);
  }

  protected override expectNoLeak({ output }: Finished): void {
    expectClean(output);
    expectClean(this.stack.stateText());
  }
}

type Declared = (name: string, args: Readonly<Record<string, unknown>>, options?: object) => string;

const declared =
  (resource: string): Declared =>
  (name, args, options = {}) =>
    `new ${resource}(${JSON.stringify(name)}, ${JSON.stringify(args)}, ${JSON.stringify(options)});\n`;

/** An alias in a program. */
export const alias = declared("HestiaWebAlias");

/** A set of aliases in a program. */
export const aliasSet = declared("HestiaWebAliases");
