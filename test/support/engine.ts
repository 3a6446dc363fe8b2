import { expect } from "chai";
import type { Declaration } from "../../provider/resource/dynamic";
import { expectClean } from "./clean";
import { type InitFailed, OperationError, type Properties } from "./host-messages";
import { factsFirst } from "./messages";

export interface CheckAnswer {
  readonly inputs: Properties;
  readonly failures: readonly { readonly property: string; readonly reason: string }[];
}

export interface DiffAnswer {
  /** Undefined where the provider leaves the decision to the engine. */
  readonly changes: boolean | undefined;
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

export interface ReadAnswer {
  /** Empty: the resource is gone. */
  readonly id: string;
  readonly properties: Properties;
  /** Only where the provider returns inputs. */
  readonly inputs?: Properties;
}

/**
 * What the engine asks for resources of one kind: the real dynamic host, or handlers in this process. Property bags go
 * without `__provider`; every method rejects with an `OperationError`.
 */
export interface Provider {
  /** The text of `__provider`. */
  readonly provider: string;
  /** @param olds undefined for a resource that is new, or replaces another */
  check(name: string, olds: Properties | undefined, news: Properties): Promise<CheckAnswer>;
  /** @param olds the old outputs */
  diff(id: string, olds: Properties, news: Properties): Promise<DiffAnswer>;
  create(news: Properties): Promise<{ id: string; properties: Properties }>;
  read(id: string, properties: Properties): Promise<ReadAnswer>;
  /** @param olds the old outputs */
  update(id: string, olds: Properties, news: Properties): Promise<{ properties: Properties }>;
  /** @param olds the old outputs */
  delete(id: string, olds: Properties): Promise<void>;
}

/** One phase of a run: the host process, which has the resources of every kind. */
export interface Process {
  on(handler: string): Provider;
  /** What the user would see of it under the stack's diagnostics. */
  readonly output: string;
}

/** Gives access to the host process of the current run. */
export interface RunContext {
  /** The host process of the current phase. */
  readonly run: Process;
}

/** What the engine does for a declaration. */
export type Action = "create" | "same" | "update" | "replace" | "replace, delete first";

/** What the engine has decided to do for a declaration. */
export interface Plan {
  readonly action: Action;
  /** Does it, except for what comes at the end of the run. */
  apply(): Promise<void>;
  /** Deletes what was replaced: that comes after the steps of all resources. */
  finish(): Promise<void>;
}

/** What the constructor of a resource tells of it to its check. */
export const declarationOf = (id: string, told: Partial<Declaration> = {}): Properties => ({
  __declaration: JSON.stringify({ id, ignored: [], ...told }),
});

/** One resource of a stack, operated as by the engine. */
export class Resource {
  id = "";
  /** As returned by the last check. */
  inputs: Properties = {};
  outputs: Properties = {};
  /** Init errors: with any, the next `up` is an update, whatever its diff says. */
  reasons: readonly string[] = [];
  /** What the program's constructors announce of other resources. */
  elsewhere: { names: readonly string[]; unknown: readonly string[] } | undefined;
  /** What the program's constructors tell of it as a whole, where it is not an update with this resource alone. */
  program: { isPreview?: boolean; declarations?: number; places?: readonly Properties[] } = {};
  /** The resource option: properties that the engine takes from the state, or `["*"]`. */
  ignoreChanges: readonly string[] = [];

  /** @param on the resource's handler */
  constructor(
    private readonly runs: RunContext,
    readonly name: string,
    readonly on: string,
  ) {}

  /** `up`, as far as this resource is concerned. */
  async declare(args: Properties): Promise<Action> {
    const { action, apply, finish } = await this.plan(args);
    await apply();
    await finish();
    return action;
  }

  /** `preview`: checks and diffs. */
  async plan(args: Properties): Promise<Plan> {
    return this.decide(args, await this.check(args));
  }

  /** The plan for checked inputs: the diff, and for a replacement the second check. */
  async decide(args: Properties, news: Properties): Promise<Plan> {
    const on = this.#provider;
    const none = async () => {};
    const { id, outputs } = this;
    const create = (inputs: Properties) => () => this.#keep(on, inputs, on.create(inputs));
    if (id === "") return { action: "create", apply: create(news), finish: none };
    const { changes, replaces, deleteBeforeReplace } = await on.diff(id, outputs, news);
    if (replaces.length > 0) {
      const apply = create(await this.check(args, true));
      const remove = () => on.delete(id, outputs);
      if (!deleteBeforeReplace) return { action: "replace", apply, finish: remove };
      const removeFirst = async () => {
        await remove();
        this.forget();
        await apply();
      };
      return { action: "replace, delete first", apply: removeFirst, finish: none };
    }
    if (changes !== true && this.reasons.length === 0) {
      this.inputs = news;
      return { action: "same", apply: none, finish: none };
    }
    const update = async () => ({ id, ...(await on.update(id, outputs, news)) });
    return { action: "update", apply: () => this.#keep(on, news, update()), finish: none };
  }

  /** The checked inputs; fails where the check does. */
  async check(args: Properties, isReplacement = false): Promise<Properties> {
    const { inputs, failures } = await this.tryCheck(args, isReplacement);
    expect(failures).to.deep.equal([]);
    return inputs;
  }

  /**
   * What a check answers.
   *
   * @param isReplacement the check of a replacement, which knows nothing of what it replaces
   */
  tryCheck(args: Properties, isReplacement = false): Promise<CheckAnswer> {
    const { name, id, inputs, elsewhere } = this;
    const program = { isPreview: false, declarations: 1, places: [], ...this.program };
    const news = {
      ...args,
      ...declarationOf(`${name}#1`, { ignored: this.ignoreChanges, elsewhere, program }),
    };
    const on = this.#provider;
    const isNew = isReplacement || id === "";
    return on.check(name, isNew ? undefined : inputs, isNew ? news : this.#ignoring(news));
  }

  /** @returns whether it is still there */
  async refresh(): Promise<boolean> {
    const { id, properties, inputs = this.inputs } = await this.#provider.read(this.id, this.outputs);
    if (id === "") this.forget();
    else Object.assign(this, { id, inputs, outputs: properties, reasons: [] });
    return id !== "";
  }

  async destroy(): Promise<void> {
    await this.#provider.delete(this.id, this.outputs);
    this.forget();
  }

  forget(): void {
    Object.assign(this, { id: "", inputs: {}, outputs: {}, reasons: [] });
  }

  get #provider(): Provider {
    return this.runs.run.on(this.on);
  }

  /** The inputs that the engine sends for an existing resource under ignoreChanges. */
  #ignoring(news: Properties): Properties {
    const { inputs: olds, ignoreChanges } = this;
    // Hidden inputs do not arrive then either.
    if (ignoreChanges.includes("*")) return olds;
    return { ...news, ...Object.fromEntries(ignoreChanges.map((property) => [property, olds[property]])) };
  }

  /** Stores the result of an operation, also of a partial success. */
  async #keep(
    { provider }: Provider,
    inputs: Properties,
    operation: Promise<{ id: string; properties: Properties }>,
  ): Promise<void> {
    try {
      const { id, properties } = await operation;
      Object.assign(this, { id, inputs, outputs: properties, reasons: [] });
    } catch (error) {
      if (error instanceof OperationError && error.initFailed !== undefined) {
        const { id, properties, reasons } = error.initFailed;
        const { __provider, ...outputs } = properties;
        expect(__provider).to.equal(provider);
        Object.assign(this, { id, inputs, outputs, reasons });
      }
      throw error;
    }
  }
}

/** The error of an operation that must fail, with its facts first; its text must be fit for the user. */
export async function failure(operation: Promise<unknown>): Promise<OperationError> {
  const error = await operation.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OperationError))
    throw new Error(`did not fail with an operation's error: ${String(error)}`);
  expectClean(error.message);
  const { message, initFailed, cause } = error;
  const reasons = initFailed?.reasons.map(factsFirst) ?? [];
  return new OperationError(factsFirst(message), initFailed && { ...initFailed, reasons }, cause);
}

/** The reasons of an operation that succeeded in part. */
export async function partial(operation: Promise<unknown>): Promise<InitFailed & { reason: string }> {
  const { initFailed, message } = await failure(operation);
  if (initFailed === undefined) throw new Error(`not a partial success: ${message}`);
  return { ...initFailed, reason: initFailed.reasons.join("\n") };
}

/** A resource of a program. */
export interface Declared {
  readonly on: string;
  readonly args: Properties;
  /** Names that are announced in addition to those of the program's other resources. */
  readonly elsewhere?: readonly string[];
  readonly ignoreChanges?: readonly string[];
}

/** The result of a run. */
export interface RunResult {
  readonly ok: boolean;
  /** All its output to the user. */
  readonly text: string;
  /** What was done, such as `create acme`. */
  readonly steps: readonly string[];
}

/** A phase of a run. */
interface Phase<Host> {
  readonly process: Host;
  readonly steps: string[];
  /** Runs an operation; its error becomes a message of the run. */
  attempt<T>(operation: () => Promise<T>): Promise<T | undefined>;
  report(message: string): void;
}

/** A program and the state of its resources, and runs of the engine with both. */
export abstract class SimulatedStack<Host extends Process> implements RunContext {
  program: Record<string, Declared> = {};
  #run: Host | undefined;
  readonly #resources = new Map<string, Resource>();

  /** Starts the host process of a phase. */
  protected abstract startProcess(): Host;

  get run(): Host {
    return this.#run ?? this.nextRun();
  }

  /** Begins a phase. */
  nextRun(): Host {
    this.#run = this.startProcess();
    return this.#run;
  }

  /** The outputs of a resource of the state. */
  outputs(name: string): Properties {
    return this.#resources.get(name)?.outputs ?? {};
  }

  /** The effect of the option `aliases`: the resource gets another name. */
  rename(from: string, to: string): void {
    const resource = this.#resources.get(from);
    if (resource !== undefined) this.#resources.set(to, resource);
    this.#resources.delete(from);
  }

  /** `pulumi state delete`: the stack forgets a resource. */
  forget(name: string): void {
    this.#resources.delete(name);
  }

  /** `pulumi state edit`: changes a resource in the state. */
  edit(name: string, changes: Properties): void {
    const resource = this.#resources.get(name);
    if (resource === undefined) throw new Error(`the stack has no ${name}`);
    resource.outputs = { ...resource.outputs, ...changes };
    resource.inputs = { ...resource.inputs, ...changes };
  }

  /** `pulumi preview`: checks and diffs, and nothing else. */
  preview(): Promise<RunResult> {
    return this.phase(async (phase) => {
      for (const name of Object.keys(this.program)) {
        const plan = await this.#plan(name, phase, true);
        if (plan !== undefined && plan.action !== "same") phase.steps.push(`${plan.action} ${name}`);
      }
    });
  }

  /** `pulumi up`: a preview, and the update in a process of its own. */
  async up(): Promise<RunResult> {
    const preview = await this.preview();
    if (!preview.ok) return preview;
    const update = await this.phase(async (phase) => {
      const applied: Promise<boolean | undefined>[] = [];
      const finishes: (() => Promise<void>)[] = [];
      // Resources are checked one after the other, while the operations of earlier ones run.
      for (const name of Object.keys(this.program)) {
        const plan = await this.#plan(name, phase);
        if (plan === undefined) break;
        if (plan.action !== "same") phase.steps.push(`${plan.action} ${name}`);
        applied.push(phase.attempt(() => plan.apply().then(() => true)));
        finishes.push(plan.finish);
      }
      const isDone = (await Promise.all(applied)).every((one) => one === true);
      // As with the engine, nothing is deleted after a failure.
      if (!isDone || applied.length < Object.keys(this.program).length) return;
      const gone = [...this.#resources.keys()].filter((name) => this.program[name] === undefined);
      await Promise.all([
        ...finishes.map((finish) => phase.attempt(finish)),
        ...gone.map((name) => this.#delete(name, phase)),
      ]);
    });
    return { ...update, text: [preview.text, update.text].filter((text) => text !== "").join("\n") };
  }

  /** `pulumi refresh`. */
  refresh(): Promise<RunResult> {
    return this.phase(async (phase) => {
      const read = async ([name, resource]: [string, Resource]) => {
        if ((await phase.attempt(() => resource.refresh())) === false) phase.steps.push(`gone ${name}`);
      };
      await Promise.all([...this.#resources].map(read));
    });
  }

  /** `pulumi destroy`. */
  destroy(): Promise<RunResult> {
    return this.phase(async (phase) => {
      await Promise.all([...this.#resources.keys()].map((name) => this.#delete(name, phase)));
    });
  }

  /** A lookup, `get`: a read of what no state knows. */
  get(on: string, id: string): Promise<RunResult> {
    return this.phase(async ({ process, attempt }) => {
      const found = await attempt(() => process.on(on).read(id, {}));
      if (found !== undefined) expect(found.id).to.equal(id);
    });
  }

  /** Runs a phase in a new process, and returns its result. */
  protected async phase(operation: (phase: Phase<Host>) => Promise<void>): Promise<RunResult> {
    const process = this.nextRun();
    const messages: string[] = [];
    const steps: string[] = [];
    const report = (message: string) => void messages.push(message);
    const attempt = <T>(attempted: () => Promise<T>) =>
      attempted().catch((error: unknown) => {
        if (!(error instanceof OperationError)) throw error;
        report(error.message);
        return undefined;
      });
    await operation({ process, steps, attempt, report });
    for (const [name, { id }] of this.#resources) if (id === "") this.#resources.delete(name);
    const text = [...messages, process.output.trimEnd()].filter((line) => line !== "").join("\n");
    expectClean(text);
    return { ok: messages.length === 0, text, steps };
  }

  /** The plan for a resource of the program; undefined where its check fails. */
  async #plan(name: string, { attempt, report }: Phase<Host>, isPreview = false): Promise<Plan | undefined> {
    const declared = this.program[name];
    if (declared === undefined) return undefined;
    const { on, args, ignoreChanges = [], elsewhere = [] } = this.toDeclaration(declared);
    const resource = this.#resources.get(name) ?? new Resource(this, name, on);
    if (resource.on !== on) throw new Error(`${name} is of another kind in the state`);
    this.#resources.set(name, resource);
    const others = Object.entries(this.program).flatMap(([other, one]) =>
      other === name ? [] : declaredNames(one.args),
    );
    const names =
      args.domain === undefined ? others : others.filter((other) => other === `www.${args.domain}`);
    const program = { isPreview, declarations: Object.keys(this.program).length };
    const announced = { names: [...names, ...elsewhere], unknown: [] };
    Object.assign(resource, { ignoreChanges, program, elsewhere: announced });
    return attempt(async () => {
      const { inputs, failures } = await resource.tryCheck(args);
      for (const { property, reason } of failures) report(`${name}: ${property} ${reason}`);
      return failures.length > 0 ? undefined : resource.decide(args, inputs);
    });
  }

  /** The declaration that is used for one of the program. */
  protected toDeclaration(declared: Declared): Declared {
    return declared;
  }

  async #delete(name: string, { steps, attempt }: Phase<Host>): Promise<void> {
    steps.push(`delete ${name}`);
    await attempt(async () => this.#resources.get(name)?.destroy());
  }
}

/** The names in a resource's arguments, as its constructor announces them. */
function declaredNames({ domain, www, domains }: Properties): string[] {
  if (typeof domain === "string") return www === true ? [domain, `www.${domain}`] : [domain];
  if (typeof domains !== "object" || domains === null) return [];
  return Array.isArray(domains) ? domains.map(String) : Object.keys(domains);
}
