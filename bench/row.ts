import type { Figure } from "./figures";
import type { Goal } from "./goals";

/** The cells of a row; the baselines' stand beside ours. */
export interface Cells {
  readonly ours?: Figure;
  readonly textbook?: Figure;
  readonly floor?: Figure;
  readonly ratio?: number;
  /** Panel calls: ours, and the textbook provider's after a slash. */
  readonly calls?: string;
  /** What the panel has stored in the end, in the same way. */
  readonly stored?: string;
  /** What a reader has to know to read the row. */
  readonly note?: string;
}

export type Verdict = "held" | "MISSED" | "";

/** A row as the results keep it. */
export interface ResultRow extends Cells {
  readonly title: string;
  readonly goal?: string;
  readonly verdict?: Verdict;
  /** Why there is no measurement. */
  readonly error?: string;
}

/** One line of a table. */
export class Row {
  #cells: Cells | undefined;
  #value = Number.NaN;
  #error: string | undefined;

  constructor(
    readonly title: string,
    readonly goal: Goal | undefined,
  ) {}

  get isSet(): boolean {
    return this.#cells !== undefined;
  }

  get cells(): Cells {
    return this.#cells ?? {};
  }

  /** Why there is no measurement. */
  get error(): string | undefined {
    return this.#error;
  }

  get verdict(): Verdict {
    if (this.#error !== undefined) return "MISSED";
    if (this.goal === undefined) return "";
    return this.goal.holds(this.#value) ? "held" : "MISSED";
  }

  /** @param value what the goal is about, where it is not the ratio */
  set(cells: Cells, value: number = cells.ratio ?? Number.NaN): void {
    this.#cells = cells;
    this.#value = value;
  }

  fail(reason: string): void {
    this.#error = reason;
  }

  toJSON(): ResultRow {
    const { title, cells, verdict, error } = this;
    return {
      title,
      ...cells,
      ...(this.goal === undefined ? {} : { goal: this.goal.text }),
      ...(verdict === "" ? {} : { verdict }),
      ...(error === undefined ? {} : { error }),
    };
  }
}
