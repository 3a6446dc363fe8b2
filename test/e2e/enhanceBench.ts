import { expect } from "chai";
import {
  demoEnhance,
  type EnhancePanel,
  type EnhancePanelOptions,
  startEnhancePanel,
} from "../../panels/enhance";
import { expectNoToken } from "../host/enhanceBench";
import { websiteOn } from "../panel/enhance-client/bench";
import { callsTo, violationsOf, writesTo } from "../panel/enhance-client/calls";
import type { Finished } from "../support/command";
import { type Operation, Stack } from "../support/stack";

export { stepsIn } from "./bench";

const PRELUDE = `
  const pulumi = require("@pulumi/pulumi");
  const { EnhanceDomain } = require("pulumi-mapped-domains");
`;

export interface EnhanceBenchOptions {
  /** The program's statements, with `pulumi` and `EnhanceDomain` at hand. */
  readonly program: string;
  readonly panel?: EnhancePanelOptions;
  /** Configuration beside the one that leads to the panel; an empty value takes a setting away. */
  readonly config?: Readonly<Record<string, string>>;
}

/** A panel, and a stack on the real engine whose configuration leads to it. */
export class EnhanceBench {
  private constructor(
    readonly panel: EnhancePanel,
    readonly stack: Stack,
  ) {}

  static async start({ program, panel: panelOptions, config }: EnhanceBenchOptions): Promise<EnhanceBench> {
    const panel = await startEnhancePanel(panelOptions);
    const { "enhance:apiToken": token = "", ...plain } = websiteOn(panel);
    try {
      const stack = await Stack.create({
        program: PRELUDE + program,
        config: { ...plain, ...config },
        secrets: { "enhance:apiToken": token },
      });
      return new EnhanceBench(panel, stack);
    } catch (error) {
      await panel.close();
      throw error;
    }
  }

  /** Changes the program. */
  declare(program: string): void {
    this.stack.setProgram(PRELUDE + program);
  }

  readonly up = (...args: string[]): Promise<Operation> => this.#run(this.stack.up(...args));
  readonly preview = (...args: string[]): Promise<Operation> => this.#run(this.stack.preview(...args));
  readonly refresh = (...args: string[]): Promise<Operation> => this.#run(this.stack.refresh(...args));
  readonly destroy = (...args: string[]): Promise<Operation> => this.#run(this.stack.destroy(...args));

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

  async close(): Promise<void> {
    await this.stack.dispose();
    await this.panel.close();
  }

  /** Runs the operation; its requests must be the vendor's, and output and state hold what anybody may see. */
  async #run<T extends Finished>(operation: Promise<T>): Promise<T> {
    this.panel.clearLog();
    const finished = await operation;
    expect(violationsOf(this.panel)).to.deep.equal([]);
    expectNoToken(finished.output);
    expect(finished.output).not.to.match(/^ +at /m);
    expectNoToken(this.stack.stateText());
    return finished;
  }
}

/** A domain in a program. */
export const domain = (name: string, args: Readonly<Record<string, unknown>>, options: object = {}): string =>
  `new EnhanceDomain(${JSON.stringify(name)}, ${JSON.stringify(args)}, ${JSON.stringify(options)});\n`;

/** Sees that an operation ended well. */
export function expectDone({ code, output }: Finished): void {
  expect(code, output).to.equal(0);
}
