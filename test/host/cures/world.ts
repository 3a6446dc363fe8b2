import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { type EnhancePanel, startEnhancePanel } from "../../../panels/enhance";
import { demoCredentials, type HestiaPanel, startHestiaPanel } from "../../../panels/hestia";
import type { Session } from "../../../provider/resource/session";
import { type Declared, type RunResult, SimulatedStack } from "../../support/engine";
import { websiteOn } from "../../support/enhance";
import { violationsOf } from "../../support/enhanceCalls";
import { configurationFor } from "../../support/hestia";
import { LocalProcess } from "../../support/local";

/** Two panels, and a stack whose configuration leads to both. */
export class World extends SimulatedStack<LocalProcess> {
  /** Whether every resource of the program is declared as a set with the one name. */
  inSets = false;
  config: Record<string, string>;
  env: Record<string, string> = {};
  readonly #closing: (() => unknown)[] = [];

  private constructor(
    readonly hestia: HestiaPanel,
    readonly enhance: EnhancePanel,
  ) {
    super();
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

  protected startProcess(): LocalProcess {
    this.hestia.clearLog();
    return new LocalProcess(this.config, { env: this.env });
  }

  /** Runs a command on the Hestia panel, as its admin would in a shell there. @returns what it prints */
  async command(line: string): Promise<string> {
    const words = line.match(/'[^']*'|\S+/g) ?? [];
    const [cmd = "", ...args] = words.map((word) => word.replace(/^'(.*)'$/, "$1"));
    const fields = Object.fromEntries(args.map((arg, index) => [`arg${index + 1}`, arg]));
    const body = new URLSearchParams({ hash: apiHash, cmd, ...fields });
    const answer = await fetch(this.hestia.url, { method: "POST", body });
    return answer.text();
  }

  /** Runs one of the package's functions, and returns its problems as the program gets them. */
  ask(
    question: (session: Session) => Promise<{ problems: readonly string[] } | unknown>,
  ): Promise<RunResult> {
    return this.phase(async ({ process, report }) => {
      const answer: unknown = await question(process.session).catch((error: Error) => ({
        problems: [error.message],
      }));
      if (typeof answer === "object" && answer !== null && "problems" in answer)
        for (const problem of answer.problems as readonly string[]) report(problem);
    });
  }

  protected override toDeclaration(declared: Declared): Declared {
    const { on, args } = declared;
    if (!this.inSets || args.domain === undefined) return declared;
    const { domain, www, kind, documentRoot, forceHttps, ...place } = args;
    const options = { www, kind, documentRoot, forceHttps };
    return {
      ...declared,
      on: on === "hestiaWebAlias" ? "hestiaWebAliases" : "enhanceDomains",
      args: { domains: { [String(domain)]: options }, ...place },
    };
  }
}

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
