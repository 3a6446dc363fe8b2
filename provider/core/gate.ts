/** Lets at most `width` tasks run at once; the others wait in the order of their arrival. */
export class Gate {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly width: number) {}

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running >= this.width) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return await task();
    } finally {
      const next = this.#waiting.shift();
      // The place is handed on as it is: letting go of it first would let a newcomer in between.
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
