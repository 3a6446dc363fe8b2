import { systemClock } from "../../provider/core/clock";
import type { Session } from "../../provider/resource/session";
import { expectClean } from "./clean";
import { TestClock } from "./clock";
import { type ReadAnswer, Resource, type RunContext } from "./engine";
import { LIFECYCLES, type Lifecycles } from "./handlers";
import { DynamicHost } from "./host";
import { type LocalOptions, LocalProcess } from "./local";
import { messagesIn } from "./messages";

type Config = Readonly<Record<string, string>>;

/** What a harness needs of a local panel. */
export interface LocalPanel {
  /** host:port */
  readonly host: string;
  clearLog(): void;
  close(): Promise<void>;
}

/** A panel and consecutive runs against it, each in a simulated or a real host process of its own. */
export abstract class Harness<Panel extends LocalPanel> implements RunContext {
  /** The host process of the current run. */
  run: LocalProcess | DynamicHost;
  /** The clock of the current run, on which waiting takes no time. */
  clock = new TestClock();
  /**
   * Whether checks look at the panel, from the next run on. That is the default for users; tests of operations switch it off, so
   * that they see the calls of the operations alone, and what drifts is left to them.
   */
  detectsDrift = false;
  readonly #hosts: DynamicHost[] = [];
  readonly #stopping: Promise<void>[] = [];

  protected constructor(
    readonly panel: Panel,
    /** The stack's configuration for the next run. */
    public config: Config,
    private readonly lifecycles: Lifecycles = LIFECYCLES,
  ) {
    this.run = new LocalProcess(this.#switched(config), { clock: this.clock, lifecycles });
  }

  /** Starts another run in this process, and clears the panel's log. */
  nextRun(config = this.config, options: LocalOptions = {}): void {
    this.clock = new TestClock();
    const { clock, lifecycles } = this;
    this.#begin(new LocalProcess(this.#switched(config), { clock, lifecycles, ...options }));
  }

  /** Starts another run with the system's clock. */
  nextRunInRealTime(): void {
    this.nextRun(this.config, { clock: systemClock });
  }

  /** Starts another run in a dynamic host. */
  async host(config = this.config): Promise<void> {
    const before = this.#hosts.at(-1);
    if (before !== undefined) this.#stopping.push(before.stop());
    const host = await DynamicHost.start({ provider: "", config: this.#switched(config) });
    this.#hosts.push(host);
    this.#begin(host);
  }

  #switched(config: Config): Config {
    const keys = ["hestia", "enhance", "toy"].map((namespace) => `${namespace}:detectDrift`);
    return this.detectsDrift
      ? config
      : { ...Object.fromEntries(keys.map((key) => [key, "false"])), ...config };
  }

  /** A resource of the harness's stack. */
  resource(on: string, name = "it"): Resource {
    return new Resource(this, name, on);
  }

  /** A lookup: a read of what no state knows. */
  get(on: string, id: string): Promise<ReadAnswer> {
    return this.run.on(on).read(id, {});
  }

  /** The messages to the user in the current run. */
  get messages(): string[] {
    return messagesIn(this.run.output);
  }

  /** The session of the current run, which must be in this process. */
  get session(): Session {
    if (this.run instanceof LocalProcess) return this.run.session;
    throw new Error("the run is not in this process");
  }

  async close(): Promise<void> {
    await Promise.all([...this.#stopping, ...this.#hosts.map((host) => host.stop())]);
    await this.panel.close();
    this.expectValidCalls();
    for (const { output } of [this.run, ...this.#hosts]) expectClean(output);
  }

  /** Checks all calls of a run. */
  protected expectValidCalls(): void {}

  #begin(process: LocalProcess | DynamicHost): void {
    expectClean(this.run.output);
    this.expectValidCalls();
    this.panel.clearLog();
    this.run = process;
  }
}
