import type { Session } from "../../provider/resource/session";
import { expectClean } from "./clean";
import { TestClock } from "./clock";
import type { ReadAnswer, Runs } from "./engine";
import type { Handler } from "./handlers";
import { DynamicHost } from "./host";
import { LocalProcess } from "./local";

type Config = Readonly<Record<string, string>>;

/** What of a local panel a bench needs. */
interface LocalPanel {
  clearLog(): void;
  close(): Promise<void>;
}

/** A panel, and one run after the other against it: each is a host process of its own, in this process or a real one. */
export abstract class Bench<Panel extends LocalPanel> implements Runs {
  /** The host process of the present run. */
  run: LocalProcess | DynamicHost;
  /** The clock of the present run, where that is in this process. */
  clock = new TestClock();
  readonly #hosts: DynamicHost[] = [];
  readonly #stopping: Promise<void>[] = [];

  protected constructor(
    readonly panel: Panel,
    /** The stack's configuration for the next run. */
    public config: Config,
  ) {
    this.run = new LocalProcess(config, { clock: this.clock });
  }

  /** Begins another run; the panel's log begins anew. */
  next(config = this.config, env: Config = {}): LocalProcess {
    this.clock = new TestClock();
    const process = new LocalProcess(config, { clock: this.clock, env });
    this.#begin(process);
    return process;
  }

  /** Begins another run in a dynamic host. */
  async host(config = this.config, env: Config = {}): Promise<DynamicHost> {
    const before = this.#hosts.at(-1);
    if (before !== undefined) this.#stopping.push(before.stop());
    const host = await DynamicHost.start({ provider: "", config, env });
    this.#hosts.push(host);
    this.#begin(host);
    return host;
  }

  /** A lookup: a read of what no state knows. */
  get(on: Handler, id: string): Promise<ReadAnswer> {
    return this.run.on(on).read(id, {});
  }

  /** What the user has been told in the present run, line by line. */
  get said(): string[] {
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
    this.expectProper();
    for (const { output } of [this.run, ...this.#hosts]) expectClean(output);
  }

  /** What has to be true of all calls of a run. */
  protected expectProper(): void {}

  #begin(process: LocalProcess | DynamicHost): void {
    expectClean(this.run.output);
    this.expectProper();
    this.panel.clearLog();
    this.run = process;
  }
}
