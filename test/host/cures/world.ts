import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { demoEnhance, type EnhancePanel, startEnhancePanel } from "../../../panels/enhance";
import { demoCredentials, type HestiaPanel, startHestiaPanel } from "../../../panels/hestia";
import type { DynamicHandler, Properties } from "../../../provider/resource/dynamic";
import { Session } from "../../../provider/resource/session";
import { websiteOn } from "../../panel/enhance-client/bench";
import { violationsOf } from "../../panel/enhance-client/calls";
import { TestClock } from "../../panel/writer/bench";
import { type Handler, handlersOf } from "../../support/handlers";
import { expectNoToken } from "../enhanceBench";
import { configurationFor, expectClean } from "../panel";

/** A resource of the program: which of the four it is, and its arguments. */
export interface Declared {
  readonly on: Handler;
  readonly args: Properties;
  /** Names that the program's other resources declare, as constructors tell a resource that may let go of some. */
  readonly elsewhere?: readonly string[];
  /** The option of that name: properties of which what stands in the state is sent, or `["*"]`. */
  readonly ignoreChanges?: readonly string[];
}

/** What a run came to. */
export interface Told {
  readonly ok: boolean;
  /** Everything that the user gets to read of it. */
  readonly text: string;
  /** What was done, such as `create acme`. */
  readonly steps: readonly string[];
}

interface Kept {
  on: Handler;
  id: string;
  inputs: Properties;
  outputs: Properties;
  reasons: readonly string[];
}

/** What the dynamic host loads, in this process: a new session is a new host process. */
export class Process {
  readonly said: string[] = [];
  readonly session: Session;
  readonly #handlers: Readonly<Record<Handler, DynamicHandler>>;

  constructor(config: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv) {
    this.session = new Session(new TestClock(), (message) => this.said.push(message), env);
    this.#handlers = handlersOf(this.session);
    const known = { ...config };
    for (const handler of Object.values(this.#handlers))
      handler.configure({ config: { get: (key) => known[key] || undefined } });
  }

  on(handler: Handler): DynamicHandler {
    return this.#handlers[handler];
  }
}

/** Two panels, a stack whose configuration leads to both, and its runs: as the engine makes them, without the engine. */
export class World {
  program: Record<string, Declared> = {};
  /** Whether every resource of the program is declared as a set with the one name. */
  inSets = false;
  config: Record<string, string>;
  env: Record<string, string> = {};
  readonly #kept = new Map<string, Kept>();
  readonly #closing: (() => unknown)[] = [];

  private constructor(
    readonly hestia: HestiaPanel,
    readonly enhance: EnhancePanel,
  ) {
    this.config = { ...configurationFor(hestia), ...websiteOn(enhance) };
  }

  static async start(): Promise<World> {
    return new World(await startHestiaPanel(), await startEnhancePanel());
  }

  /** Another Hestia panel beside the first. */
  async anotherHestia(options?: Parameters<typeof startHestiaPanel>[0]): Promise<HestiaPanel> {
    const panel = await startHestiaPanel(options);
    this.#closing.push(() => panel.close());
    return panel;
  }

  /** Another Enhance panel beside the first. */
  async anotherEnhance(): Promise<EnhancePanel> {
    const panel = await startEnhancePanel();
    this.#closing.push(() => panel.close());
    return panel;
  }

  /** The same panel with another certificate. */
  async renew(panel: HestiaPanel, tls: { key: string; cert: string }): Promise<void> {
    const { state, host } = panel;
    await panel.close();
    await this.anotherHestia({ state, tls, port: Number(host.split(":")[1]) });
  }

  /** A server that is no panel. @returns its port */
  async server(handler: RequestListener): Promise<number> {
    const server = createServer(handler);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    this.#closing.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return (server.address() as AddressInfo).port;
  }

  onClose(close: () => unknown): void {
    this.#closing.push(close);
  }

  async close(): Promise<void> {
    for (const close of this.#closing) await close();
    await Promise.all([this.hestia.close(), this.enhance.close()]);
    expect(violationsOf(this.enhance)).to.deep.equal([]);
  }

  process(): Process {
    return new Process(this.config, this.env);
  }

  /** The outputs of a resource of the stack. */
  outputs(name: string): Properties {
    return this.#kept.get(name)?.outputs ?? {};
  }

  /** The option `aliases` on a resource: it is the one that had the other name. */
  rename(from: string, to: string): void {
    const kept = this.#kept.get(from);
    if (kept !== undefined) this.#kept.set(to, kept);
    this.#kept.delete(from);
  }

  /** `pulumi state delete`: the stack forgets a resource. */
  forget(name: string): void {
    this.#kept.delete(name);
  }

  /** `pulumi state edit`: somebody changes what the state has of a resource. */
  edit(name: string, changes: Properties): void {
    const kept = this.#kept.get(name);
    if (kept === undefined) throw new Error(`the stack has no ${name}`);
    this.#kept.set(name, {
      ...kept,
      outputs: { ...kept.outputs, ...changes },
      inputs: { ...kept.inputs, ...changes },
    });
  }

  /** `pulumi preview`: checks and diffs, and nothing else. */
  preview(): Promise<Told> {
    return this.#run(async (process, told) => {
      for (const [name, news] of await this.#check(process, told)) {
        const kept = this.#kept.get(name);
        if (kept !== undefined)
          await failing(told, () => process.on(kept.on).diff(kept.id, kept.outputs, news));
      }
    });
  }

  /** `pulumi up`. */
  up(): Promise<Told> {
    return this.#run(async (process, told, steps) => {
      const checked = await this.#check(process, told);
      if (told.length > 0) return;
      await Promise.all([...checked].map(([name, news]) => this.#declare(process, told, steps, name, news)));
      // As the engine does: where something failed, nothing is deleted any more.
      if (told.length > 0) return;
      const gone = [...this.#kept].filter(([name]) => this.program[name] === undefined);
      await Promise.all(gone.map(([name]) => this.#delete(process, told, steps, name)));
    });
  }

  /** @returns the checked inputs of every resource of the program */
  async #check(process: Process, told: string[]): Promise<Map<string, Properties>> {
    const checked = new Map<string, Properties>();
    for (const [name, declared] of Object.entries(this.program)) {
      const { on, args, elsewhere = [] } = this.#written(declared);
      const hidden = {
        __declaration: `${name}#1`,
        __elsewhere: { names: elsewhere, unknown: [] },
        __provider: on,
      };
      const olds = this.#kept.get(name)?.inputs ?? {};
      const news = ignoring(declared.ignoreChanges ?? [], this.#kept.get(name)?.inputs, {
        ...args,
        ...hidden,
      });
      const answer = await failing(told, () => process.on(on).check(olds, plain(news)));
      if (answer === undefined) continue;
      const { inputs, failures } = answer;
      for (const { property, reason } of failures) told.push(`${name}: ${property} ${reason}`);
      checked.set(name, plain(inputs));
    }
    return checked;
  }

  /** `pulumi refresh`. */
  refresh(): Promise<Told> {
    return this.#run(async (process, told, steps) => {
      const read = async ([name, kept]: [string, Kept]) => {
        const found = await failing(told, () =>
          process.on(kept.on).read(kept.id, plain({ ...kept.outputs, __provider: kept.on })),
        );
        if (found === undefined) return;
        if (found.id === undefined) {
          steps.push(`gone ${name}`);
          this.#kept.delete(name);
          return;
        }
        const inputs = found.inputs === undefined ? kept.inputs : plain(found.inputs);
        Object.assign(kept, { inputs, outputs: plain(found.props ?? {}), reasons: [] });
      };
      await Promise.all([...this.#kept].map(read));
    });
  }

  /** `pulumi destroy`. */
  destroy(): Promise<Told> {
    return this.#run(async (process, told, steps) => {
      await Promise.all([...this.#kept.keys()].map((name) => this.#delete(process, told, steps, name)));
    });
  }

  /** A lookup, `get`: a read of what no state knows. */
  get(on: Handler, id: string): Promise<Told> {
    return this.#run(async (process, told) => {
      const found = await failing(told, () => process.on(on).read(id, { __provider: on }));
      expect(found?.id).to.equal(told.length > 0 ? undefined : id);
    });
  }

  /** Runs a command on the Hestia panel, as its admin would in a shell there. @returns what it prints */
  async command(line: string): Promise<string> {
    const [cmd = "", ...args] = line.split(" ");
    const fields = Object.fromEntries(args.map((arg, index) => [`arg${index + 1}`, arg]));
    const body = new URLSearchParams({ hash: apiHash, cmd, ...fields });
    const answer = await fetch(this.hestia.url, { method: "POST", body });
    return answer.text();
  }

  /** What the program gets to read where it asks the package's functions. */
  async ask(
    question: (session: Session) => Promise<{ problems: readonly string[] } | unknown>,
  ): Promise<Told> {
    return this.#run(async ({ session }, told) => {
      const answer = await failing(told, () => question(session));
      if (typeof answer === "object" && answer !== null && "problems" in answer)
        told.push(...(answer.problems as readonly string[]));
    });
  }

  async #run(operation: (process: Process, told: string[], steps: string[]) => Promise<void>): Promise<Told> {
    const process = this.process();
    this.hestia.clearLog();
    const told: string[] = [];
    const steps: string[] = [];
    await operation(process, told, steps);
    const text = [...told, ...process.said].join("\n");
    expectClean(text);
    expectNoToken(text);
    return { ok: told.length === 0, text, steps };
  }

  async #declare(process: Process, told: string[], steps: string[], name: string, news: Properties) {
    const { on, args } = this.#written(this.program[name] as Declared);
    const handler = process.on(on);
    const sent = { ...news, __provider: on };
    const kept = this.#kept.get(name);
    const create = (inputs: Properties) => {
      steps.push(`create ${name}`);
      return this.#keep(told, name, on, inputs, async () => {
        const { id, outs } = await handler.create({ ...inputs, __provider: on });
        return { id, outs };
      });
    };
    if (kept === undefined) return create(news);
    const diff = await failing(told, () => handler.diff(kept.id, kept.outputs, sent));
    if (diff === undefined) return;
    const { changes, replaces, deleteBeforeReplace } = diff;
    if (replaces.length > 0) {
      const old = { ...kept };
      if (deleteBeforeReplace && !(await this.#delete(process, told, steps, name))) return;
      const anew = await handler.check({}, plain({ ...args, __declaration: `${name}#1`, __provider: on }));
      await create(plain(anew.inputs));
      if (!deleteBeforeReplace)
        await failing(told, () => handler.delete(old.id, { ...old.outputs, __provider: on }));
      return;
    }
    kept.inputs = news;
    if (!changes && kept.reasons.length === 0) return;
    steps.push(`update ${name}`);
    await this.#keep(told, name, on, news, async () => {
      const { outs } = await handler.update(kept.id, kept.outputs, sent);
      return { id: kept.id, outs };
    });
  }

  #written(declared: Declared): Declared {
    const { on, args } = declared;
    if (!this.inSets || on.endsWith("es") || on.endsWith("Domains")) return declared;
    const { domain, www, kind, documentRoot, forceHttps, ...place } = args;
    const options = { www, kind, documentRoot, forceHttps };
    return {
      on: on === "hestiaWebAlias" ? "hestiaWebAliases" : "enhanceDomains",
      args: { domains: { [String(domain)]: options }, ...place },
    };
  }

  async #keep(
    told: string[],
    name: string,
    on: Handler,
    inputs: Properties,
    operation: () => Promise<{ id: string; outs: Properties }>,
  ): Promise<void> {
    try {
      const { id, outs } = await operation();
      this.#kept.set(name, { on, id, inputs, outputs: plain(outs), reasons: [] });
    } catch (error) {
      told.push(messageOf(error));
      const { id, properties, reasons } = error as {
        id?: string;
        properties?: Properties;
        reasons?: readonly string[];
      };
      if (id === undefined || properties === undefined) return;
      this.#kept.set(name, { on, id, inputs, outputs: plain(properties), reasons: reasons ?? [] });
    }
  }

  async #delete(process: Process, told: string[], steps: string[], name: string): Promise<boolean> {
    const kept = this.#kept.get(name);
    if (kept === undefined) return true;
    steps.push(`delete ${name}`);
    const { on, id, outputs } = kept;
    const done = await failing(told, async () => {
      await process.on(on).delete(id, { ...outputs, __provider: on });
      return true;
    });
    if (done === true) this.#kept.delete(name);
    return done === true;
  }
}

/** What the engine sends in place of the declared inputs; of a resource that is new it ignores nothing. */
function ignoring(ignored: readonly string[], olds: Properties | undefined, news: Properties): Properties {
  if (olds === undefined) return news;
  // Not even what a constructor tells in secret arrives then.
  if (ignored.includes("*")) return { ...olds, __provider: news.__provider };
  return { ...news, ...Object.fromEntries(ignored.map((property) => [property, olds[property]])) };
}

async function failing<T>(told: string[], operation: () => Promise<T>): Promise<T | undefined> {
  try {
    return await operation();
  } catch (error) {
    told.push(messageOf(error));
    return undefined;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** As it comes back from the engine: without what is not set. */
const plain = (properties: Properties): Properties => JSON.parse(JSON.stringify(properties)) as Properties;

/**
 * Runs the `pulumi config set` command that a message names, as the CLI does, with this value in place of `<…>` or of the
 * example; the real CLI runs such a command in test/e2e.
 */
export function configSet(world: World, text: string, key: string, value: string): void {
  const commands = [...text.matchAll(/pulumi config set((?: --secret| --path)*) ('[^']+'|[\w:.-]+)/g)];
  const command = commands.find(([, , name = ""]) => name.replaceAll("'", "") === key);
  if (command === undefined) throw new Error(`no \`pulumi config set\` of ${key} in: ${text}`);
  const [, flags = ""] = command;
  if (!flags.includes("--path")) {
    world.config[key] = value;
    return;
  }
  const [, all = "", connection = "", property = ""] =
    /^(\w+:connections)(?:\.|\[")(.+?)(?:"\])?\.(\w+)$/.exec(key) ?? [];
  const connections = JSON.parse(world.config[all] ?? "{}") as Record<string, Record<string, string>>;
  connections[connection] = { ...connections[connection], [property]: value };
  world.config[all] = JSON.stringify(connections);
}

export const { apiHash, apiPassword, accessKey, secretKey, limitedAccessKey, limitedSecretKey } =
  demoCredentials;
export { demoEnhance };
