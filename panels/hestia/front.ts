/** php-fpm's children: so many calls run at once, the others wait in line (docs/panels/hestia.md#the-front). */
export class Front {
  readonly #waiting: (() => void)[] = [];
  #concurrency: number;
  #running = 0;

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  get running(): number {
    return this.#running;
  }

  get concurrency(): number {
    return this.#concurrency;
  }

  /** With fewer than before, what runs goes on. */
  set concurrency(concurrency: number) {
    this.#concurrency = concurrency;
    this.#admit();
  }

  /** Runs `work` when a child is free; resolves or rejects with it. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#concurrency) await new Promise<void>((free) => this.#waiting.push(free));
    else this.#running++;
    try {
      return await work();
    } finally {
      this.#running--;
      this.#admit();
    }
  }

  /** A free place goes to the next in line at once, so that a newcomer cannot take it first. */
  #admit(): void {
    while (this.#running < this.#concurrency) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#running++;
      next();
    }
  }
}
