import { systemClock } from "../../provider/core/clock";
import type { Session } from "../../provider/resource/session";
import { expectClean } from "./clean";
import { TestClock } from "./clock";
import { type ReadAnswer, Resource, type RunContext } from "./engine";
import { LIFECYCLES, type Lifecycles } from "./handlers";
import { DynamicHost } from "./host";
import { type LocalOptions, LocalProcess } from "./local";

type Config = Readonly<Record<string, string>>;

/** What of a local panel a bench needs. */
export interface LocalPanel {
  /** host:port */
  readonly host: string;
  clearLog(): void;
  close(): Promise<void>;
}

/** A panel, and one run after the other against it: each is a host process of its own, in this process or a real one. */
export abstract class Harness<Panel extends LocalPanel> implements RunContext {
  /** The host process of the present run. */
  run: LocalProcess | DynamicHost;
  /** The clock of the present run, where waiting takes no time. */
  clock = new TestClock();
  readonly #hosts: DynamicHost[] = [];
  readonly #stopping: Promise<void>[] = [];

  protected constructor(
    readonly panel: Panel,
    /** The stack's configuration for the next run. */
    public config: Config,
    private readonly lifecycles: Lifecycles = LIFECYCLES,
  ) {
    this.run = new LocalProcess(config, { clock: this.clock, lifecycles });
  }

  /** Begins another run in this process; the panel's log begins anew. */
  nextRun(config = this.config, options: LocalOptions = {}): void {
    this.clock = new TestClock();
    this.#begin(new LocalProcess(config, { clock: this.clock, lifecycles: this.lifecycles, ...options }));
  }

  /** Begins another run in which time passes as it does. */
  nextRunInRealTime(): void {
    this.nextRun(this.config, { clock: systemClock });
  }

  /** Begins another run in a dynamic host. */
  async host(config = this.config): Promise<void> {
    const before = this.#hosts.at(-1);
    if (before !== undefined) this.#stopping.push(before.stop());
    const host = await DynamicHost.start({ provider: "", config });
    this.#hosts.push(host);
    this.#begin(host);
  }

  /** A resource of the bench's stack. */
  resource(on: string, name = "it"): Resource {
    return new Resource(this, name, on);
  }

  /** A lookup: a read of what no state knows. */
  get(on: string, id: string): Promise<ReadAnswer> {
    return this.run.on(on).read(id, {});
  }

  /** What the user has been told in the present run, line by line. */
  get messages(): string[] {
    return this.run.output.split("\n").filter((line) => line !== "");
  }

  /** The session of the present run, which is in this process. */
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

  /** What has to be true of all calls of a run. */
  protected expectValidCalls(): void {}

  #begin(process: LocalProcess | DynamicHost): void {
    expectClean(this.run.output);
    this.expectValidCalls();
    this.panel.clearLog();
    this.run = process;
  }
}
