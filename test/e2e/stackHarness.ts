import type { Finished } from "../support/command";
import { type Operation, Stack, type StackOptions } from "../support/stack";

/** What a harness needs of its panel. */
interface Panel {
  clearLog(): void;
  close(): Promise<void>;
}

/** A panel, and a stack on the real engine whose configuration leads to it. */
export abstract class StackHarness<P extends Panel> {
  protected constructor(
    readonly panel: P,
    readonly stack: Stack,
    private readonly prelude: string,
  ) {}

  /** Creates the stack; closes the panel where that fails. */
  protected static async stackFor(panel: Panel, options: StackOptions): Promise<Stack> {
    try {
      return await Stack.create(options);
    } catch (error) {
      await panel.close();
      throw error;
    }
  }

  /** Changes the program. */
  declare(program: string): void {
    this.stack.setProgram(this.prelude + program);
  }

  readonly up = (...args: string[]): Promise<Operation> => this.#run(this.stack.up(...args));
  readonly preview = (...args: string[]): Promise<Operation> => this.#run(this.stack.preview(...args));
  readonly refresh = (...args: string[]): Promise<Operation> => this.#run(this.stack.refresh(...args));
  readonly destroy = (...args: string[]): Promise<Operation> => this.#run(this.stack.destroy(...args));

  async close(): Promise<void> {
    await this.stack.dispose();
    await this.panel.close();
  }

  /** Expects that an operation's output and state hold no credential. */
  protected abstract expectNoLeak(finished: Finished): void;

  async #run<T extends Finished>(operation: Promise<T>): Promise<T> {
    this.panel.clearLog();
    const finished = await operation;
    this.expectNoLeak(finished);
    return finished;
  }
}

/** The steps of a run, such as `create acme`, without those that change nothing. */
export const stepsIn = ({ steps }: Operation): string[] =>
  steps.filter(({ op }) => op !== "same").map(({ op, name }) => `${op} ${name}`);
