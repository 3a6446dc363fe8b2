import type { Goal } from "./goals";
import type { Run } from "./rig";
import { Row } from "./row";
import { Scenario } from "./scenario";

/** One table of the report. */
export interface Group {
  readonly name: string;
  /** What it measures, as the heading of its table. */
  readonly about: string;
  /** How long it takes, roughly, on a quiet machine with two cores. */
  readonly minutes: number;
  measure(recorder: Recorder): Promise<void>;
}

/** Measured curves: seconds of an `up` by the number of domains. */
export interface Curve {
  readonly name: string;
  /** Drawn broken, where another may lie upon it. */
  readonly broken?: boolean;
  readonly points: readonly (readonly [domains: number, seconds: number])[];
}

/** What the scenarios of one group have brought. */
export class Recorder {
  readonly rows: Row[] = [];
  readonly runs: Run[] = [];
  readonly curves: Curve[] = [];

  /**
   * @param quick small numbers, to see that everything works: goals are not judged
   * @param say tells whoever waits what is going on
   */
  constructor(
    readonly group: Group,
    readonly quick: boolean,
    readonly say: (text: string) => void = (text) => process.stderr.write(text),
  ) {}

  /** A number of domains. */
  size(count: number): number {
    return this.quick ? Math.ceil(count ** 0.4) : count;
  }

  /** A number of repetitions. */
  times(count: number): number {
    return this.quick ? 1 : count;
  }

  /**
   * Measures one thing. Where that fails, all that it should have shown counts as missed and the benchmark goes on.
   *
   * @param measure declares its rows before it awaits anything, so that they are known when it fails
   */
  async scenario(title: string, measure: (scenario: Scenario) => Promise<void>): Promise<void> {
    const scenario = new Scenario(this, title);
    const before = this.rows.length;
    try {
      await measure(scenario);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      scenario.say(`failed: ${reason}`);
      const open = this.rows.slice(before).filter((row) => !row.isSet);
      for (const row of open) row.fail(reason);
      if (open.length === 0) this.row(title).fail(reason);
    } finally {
      await scenario.end();
    }
  }

  row(title: string, goal?: Goal): Row {
    const row = new Row(title, this.quick ? undefined : goal);
    this.rows.push(row);
    return row;
  }
}
