import { type HestiaPanel, type HestiaPanelOptions, startHestiaPanel } from "../../panels/hestia";
import { ACCOUNT, callsTo, configurationFor, expectClean, N, writesTo } from "../host/panel";
import type { Finished } from "../support/command";
import { type Operation, Stack, type StackOptions } from "../support/stack";

const PRELUDE = `
  const pulumi = require("@pulumi/pulumi");
  const { HestiaWebAlias } = require("pulumi-mapped-domains");
`;

export interface BenchOptions {
  /** The program's statements, with `pulumi` and `HestiaWebAlias` at hand. */
  readonly program: string;
  readonly panel?: HestiaPanelOptions;
  /** Configuration beside the one that leads to the panel. */
  readonly config?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** A panel, and a stack on the real engine whose configuration leads to it. */
export class Bench {
  private constructor(
    readonly panel: HestiaPanel,
    readonly stack: Stack,
  ) {}

  static async start({ program, panel: panelOptions, config, secrets }: BenchOptions): Promise<Bench> {
    const panel = await startHestiaPanel(panelOptions);
    const { "hestia:secretKey": secretKey = "", ...plain } = configurationFor(panel);
    const options: StackOptions = {
      program: PRELUDE + program,
      config: { ...plain, ...config },
      secrets: { "hestia:secretKey": secretKey, ...secrets },
    };
    try {
      return new Bench(panel, await Stack.create(options));
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

  async close(): Promise<void> {
    await this.stack.dispose();
    await this.panel.close();
  }

  /** Runs the operation, and looks whether output or state hold what nobody should see. */
  async #run<T extends Finished>(operation: Promise<T>): Promise<T> {
    this.panel.clearLog();
    const finished = await operation;
    expectClean(finished.output);
    expectClean(this.stack.stateText());
    return finished;
  }
}

/** The steps of a run, such as `create acme`, without those that change nothing. */
export const stepsIn = ({ steps }: Operation): string[] =>
  steps.filter(({ op }) => op !== "same").map(({ op, name }) => `${op} ${name}`);

/** An alias in a program. */
export const alias = (name: string, args: Readonly<Record<string, unknown>>, options: object = {}): string =>
  `new HestiaWebAlias(${JSON.stringify(name)}, ${JSON.stringify(args)}, ${JSON.stringify(options)});\n`;
