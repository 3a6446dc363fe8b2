import { expect } from "chai";
import { type HestiaPanel, type HestiaPanelOptions, startHestiaPanel } from "../../panels/hestia";
import { expectClean } from "../support/clean";
import type { Handler } from "../support/handlers";
import { configurationFor } from "../support/hestia";
import { DynamicHost, HostError, type Properties } from "../support/host";
import { providerOf } from "../support/host-messages";

/** A panel, and one run after the other against it: each is a host process of its own. */
export class Bench {
  readonly #hosts: DynamicHost[] = [];
  readonly #stopping: Promise<void>[] = [];

  private constructor(
    readonly panel: HestiaPanel,
    /** The stack's configuration for the next run. */
    public config: Record<string, string>,
  ) {}

  static async start(options: HestiaPanelOptions = {}): Promise<Bench> {
    const panel = await startHestiaPanel(options);
    return new Bench(panel, configurationFor(panel));
  }

  /** Begins a run, and ends the one before. The panel's log begins anew. */
  async run(
    config: Record<string, string> = this.config,
    env: Record<string, string> = {},
  ): Promise<DynamicHost> {
    const before = this.#hosts.at(-1);
    if (before !== undefined) this.#stopping.push(before.stop());
    const host = await DynamicHost.start({ provider: providerOf("hestiaWebAlias"), config, env });
    this.#hosts.push(host);
    this.panel.clearLog();
    return host;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#stopping, ...this.#hosts.map((host) => host.stop())]);
    await this.panel.close();
    for (const { output } of this.#hosts) expectClean(output);
  }
}

/** What the engine does about a declaration. */
export type Verb = "create" | "same" | "update" | "replace" | "replace, delete first";

/** One resource of a stack, taken through its life as the engine does it. */
export class Resource {
  id = "";
  /** As the last check answered them. */
  inputs: Properties | undefined;
  outputs: Properties = {};
  reasons: readonly string[] = [];

  /** What the program's constructors would tell it of other resources. */
  elsewhere: { names: string[]; unknown: string[] } | undefined;

  /** @param handler which of the host's resources it is. @default the one that the host was started with */
  constructor(
    readonly name: string,
    private readonly handler?: Handler,
  ) {}

  /** `up`, as far as this resource is concerned. */
  async declare(process: DynamicHost, args: Properties): Promise<Verb> {
    const host = this.#on(process);
    const news = await this.check(host, args);
    if (this.id === "") {
      this.inputs = news;
      await this.#keep(host, host.create(news));
      return "create";
    }
    const { changes, replaces, deleteBeforeReplace } = await host.diff(this.id, this.outputs, news);
    if (replaces.length > 0) {
      const old = { id: this.id, outputs: this.outputs };
      if (deleteBeforeReplace) await host.delete(old.id, old.outputs);
      this.inputs = await this.check(host, args, true);
      await this.#keep(host, host.create(this.inputs));
      if (!deleteBeforeReplace) await host.delete(old.id, old.outputs);
      return deleteBeforeReplace ? "replace, delete first" : "replace";
    }
    this.inputs = news;
    if (changes !== true && this.reasons.length === 0) return "same";
    await this.#keep(
      host,
      host.update(this.id, this.outputs, news).then((done) => ({ id: this.id, ...done })),
    );
    return "update";
  }

  /** The checked inputs; fails where the check does. */
  async check(host: DynamicHost, args: Properties, anew = false): Promise<Properties> {
    const { inputs, failures } = await this.#on(host).check(this.name, anew ? undefined : this.inputs, {
      ...args,
      __declaration: `${this.name}#1`,
      ...(this.elsewhere === undefined ? {} : { __elsewhere: this.elsewhere }),
    });
    expect(failures).to.deep.equal([]);
    return inputs;
  }

  /** @returns whether it is still there */
  async refresh(host: DynamicHost): Promise<boolean> {
    const { id, properties, inputs = this.inputs } = await this.#on(host).read(this.id, this.outputs);
    if (id === "") this.forget();
    else Object.assign(this, { id, inputs, outputs: properties, reasons: [] });
    return id !== "";
  }

  async destroy(host: DynamicHost): Promise<void> {
    await this.#on(host).delete(this.id, this.outputs);
    this.forget();
  }

  forget(): void {
    Object.assign(this, { id: "", inputs: undefined, outputs: {}, reasons: [] });
  }

  #on(host: DynamicHost): DynamicHost {
    return this.handler === undefined ? host : host.as(providerOf(this.handler));
  }

  /** Keeps what an operation answers, and what a partial success leaves. */
  async #keep(host: DynamicHost, operation: Promise<{ id: string; properties: Properties }>): Promise<void> {
    try {
      const { id, properties } = await operation;
      Object.assign(this, { id, outputs: properties, reasons: [] });
    } catch (error) {
      if (error instanceof HostError && error.initFailed !== undefined) {
        const { id, properties, reasons } = error.initFailed;
        expect(properties.__provider).to.equal(host.provider);
        Object.assign(this, { id, outputs: properties, reasons });
      }
      throw error;
    }
  }
}

/** What an operation failed with; it is what the user reads, so it has to be fit for that. */
export async function failure(operation: Promise<unknown>): Promise<HostError> {
  const error = await operation.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof HostError)) throw new Error(`did not fail as the engine is told: ${String(error)}`);
  expectClean(error.message);
  return error;
}
