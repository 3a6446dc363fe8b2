import { PassThrough, Writable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import type { Terminal } from "../../provider/cli/terminal";

/** Keys that somebody presses. */
export const ENTER = "\r";
export const DOWN = "\u001b[B";
export const CTRL_C = "\u0003";

/** Somebody at a terminal: answers prompts when they are asked. */
export class Conversation {
  readonly prompts: NonNullable<Terminal["prompts"]>;
  readonly #input = new PassThrough();
  #shown = "";
  /** How much of it belongs to prompts that are answered. */
  #read = 0;
  #onShown: () => void = () => undefined;

  constructor() {
    const newOutput = () => this.#newOutput();
    this.prompts = {
      input: this.#input,
      // Each prompt ends its output, as a process cannot do with its standard output.
      get output() {
        return newOutput();
      },
    };
  }

  #newOutput(): Writable {
    return new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        this.#shown += chunk.toString();
        this.#onShown();
        done();
      },
    });
  }

  /** Everything that the prompts have shown. */
  get shown(): string {
    return stripVTControlCharacters(this.#shown);
  }

  /** Waits for a prompt, and presses these keys. */
  async answer(question: string, keys: string): Promise<void> {
    await new Promise<void>((resolve) => {
      const look = () => {
        if (stripVTControlCharacters(this.#shown.slice(this.#read)).includes(question)) resolve();
      };
      this.#onShown = look;
      look();
    });
    // The prompt listens once it has been shown.
    await new Promise((resolve) => setImmediate(resolve));
    this.#read = this.#shown.length;
    this.#input.write(keys);
  }
}
