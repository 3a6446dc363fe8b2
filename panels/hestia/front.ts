/** php-fpm's children: so many calls run at once, the others wait in line (docs/panels/hestia.md#the-front). */
export class Front {
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(readonly concurrency: number) {}

  get running(): number {
    return this.#running;
  }

  /** Runs `work` when a child is free; resolves or rejects with it. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.concurrency) await new Promise<void>((free) => this.#waiting.push(free));
    else this.#running++;
    try {
      return await work();
    } finally {
      // The place goes straight to the next in line, so that a newcomer cannot take it first.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
