/** Keeps what was made for a key, for all that ask for it again. */
export class Memo<T extends object> {
  readonly #made = new Map<string | undefined, T>();

  get(key: string | undefined, make: () => T): T {
    const known = this.#made.get(key) ?? make();
    this.#made.set(key, known);
    return known;
  }

  forget(key: string): void {
    this.#made.delete(key);
  }
}
