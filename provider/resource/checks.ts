import type { Session } from "./session";

/**
 * So many updates wait at once. Each holds one of the engine's slots, four for each processor: with all of them held it would
 * send nothing that they wait for.
 */
const MOST_WAITING = 3;

/** So long a resource that the program has declared is waited for. Milliseconds. */
const LONGEST_WAIT = 10_000;

/** Which of the resources that a program declares the engine has had checked in this phase. */
export class Checks {
  readonly #checked = new Set<string>();
  readonly #waiting: (() => void)[] = [];
  /** None before a check has told. */
  #declared = 0;
  #holding = 0;

  constructor(private readonly session: Session) {}

  /** @param declared how many resources the program had declared when this one was constructed */
  note(declaration: string, declared: number): void {
    this.#checked.add(declaration);
    this.#declared = Math.max(this.#declared, declared);
    for (const checked of this.#waiting.splice(0)) checked();
  }

  /** Whether all of them have been: with `--target` the engine leaves some out. */
  get areAllDone(): boolean {
    return this.#declared > 0 && this.#checked.size >= this.#declared;
  }

  /** Waits for the others, which the engine may send while it works on those before. @returns whether all came */
  async allDone(): Promise<boolean> {
    if (this.areAllDone) return true;
    if (this.#holding >= MOST_WAITING) return false;
    const { clock } = this.session;
    const until = clock.now() + LONGEST_WAIT;
    this.#holding += 1;
    while (!this.areAllDone && clock.now() < until) {
      const next = new Promise<void>((resolve) => this.#waiting.push(resolve));
      await Promise.race([clock.sleep(until - clock.now()), next]);
    }
    this.#holding -= 1;
    return this.areAllDone;
  }
}
