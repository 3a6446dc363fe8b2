import type { Goal } from "./goals";
import { EnhanceBenchPanel, HestiaBenchPanel, type Panel } from "./panel";
import type { Program } from "./programs";
import { type Recorded, record } from "./record";
import type { Recorder } from "./recorder";
import { Rig, type Run, type Verb } from "./rig";
import type { Row } from "./row";

/** A run on a stack and a panel that had nothing before it. */
export interface Fresh extends Run {
  /** How many names the panel has stored in the end. */
  readonly stored: number;
  readonly recorded: () => Recorded;
}

/** What one scenario works with: what it starts ends with it. */
export class Scenario {
  readonly #ends: (() => Promise<void>)[] = [];

  constructor(
    private readonly recorder: Recorder,
    private readonly title: string,
  ) {}

  /** A row with a goal. */
  goal(title: string, goal: Goal): Row {
    return this.recorder.row(title, goal);
  }

  /** A row for information. */
  row(title: string): Row {
    return this.recorder.row(title);
  }

  /** Tells whoever waits what is going on. */
  say(text: string): void {
    this.recorder.say(`${this.recorder.group.name}: ${this.title}: ${text}\n`);
  }

  async panel(latency: "model" | "none" = "model"): Promise<HestiaBenchPanel> {
    return this.#kept(await HestiaBenchPanel.start(), latency);
  }

  async enhancePanel(latency: "model" | "none" = "model"): Promise<EnhanceBenchPanel> {
    return this.#kept(await EnhanceBenchPanel.start(), latency);
  }

  async #kept<P extends Panel>(panel: P, latency: "model" | "none"): Promise<P> {
    this.#ends.push(() => panel.close());
    await panel.setLatency(latency);
    return panel;
  }

  async rig(panel: Panel, program: Program): Promise<Rig> {
    const rig = await Rig.start(panel, program);
    this.#ends.push(() => rig.dispose());
    return rig;
  }

  /** Runs the CLI in a rig, keeps what that took, and says so. */
  async run(rig: Rig, verb: Verb, options: Parameters<Rig["run"]>[1] = {}): Promise<Run> {
    const run = await rig.run(verb, options);
    this.recorder.runs.push(run);
    const { subject, command, resources, seconds, calls, exitCode } = run;
    const failed = exitCode === 0 ? "" : `, exit code ${exitCode}`;
    this.say(
      `${command}, ${subject}, ${resources} resource(s): ${seconds.toFixed(2)} s, panel calls: ${calls.all}${failed}`,
    );
    return run;
  }

  /** An `up` of a program in a new stack, on a panel that has no aliases yet. */
  async up(
    panel: HestiaBenchPanel,
    program: Program,
    options: Parameters<Rig["run"]>[1] = {},
  ): Promise<Fresh> {
    await panel.store([]);
    const rig = await Rig.start(panel, program);
    try {
      const run = await this.run(rig, "up", options);
      const resources = rig.resources();
      return { ...run, stored: (await panel.stored()).length, recorded: () => record(resources) };
    } finally {
      await rig.dispose();
    }
  }

  /** Ends everything that was started. */
  async end(): Promise<void> {
    for (const ended of await Promise.allSettled(this.#ends.map((end) => end())))
      if (ended.status === "rejected") this.say(`did not end well: ${ended.reason}`);
  }
}
