/** Runs tasks one after the other for each key, and tasks of different keys side by side. */
export class Queues {
  readonly #last = new Map<string, Promise<unknown>>();
  #closed = false;

  /**
   * Runs a task when all earlier ones of its key have ended, however they ended.
   *
   * @throws QueueClosed if the queues were closed before the task began
   */
  run<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
    const earlier = this.#last.get(key) ?? Promise.resolve();
    const result = earlier.then(() => {
      if (this.#closed) throw new QueueClosed();
      return task();
    });
    const ended = result.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(key, ended);
    void ended.then(() => {
      if (this.#last.get(key) === ended) this.#last.delete(key);
    });
    return result;
  }

  /** Begins no further task, and waits for those that are under way. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#last.values());
  }
}

/** The task had not begun when the queues were closed. */
export class QueueClosed extends Error {
  override readonly name = "QueueClosed";
}
