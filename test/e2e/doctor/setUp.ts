import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { demoEnhance, type EnhancePanel, startEnhancePanel } from "../../../panels/enhance";
import {
  demoCredentials,
  type HestiaPanel,
  type HestiaPanelOptions,
  startHestiaPanel,
} from "../../../panels/hestia";
import { type Finished, RunningCommand } from "../../support/command";
import { DnsServer } from "../../support/dns";
import { ACCOUNT, environmentFor, N } from "../../support/hestia";
import { EmptyFolder, mappedDomains, mappedDomainsHere } from "../../support/mappedDomains";
import { Sites, TestAuthority } from "../../support/sites";
import { Stack } from "../../support/stack";

export interface Step {
  readonly title: string;
  readonly state: "ok" | "warning" | "problem" | "skipped";
  readonly says: string;
  readonly cure?: string;
  readonly details?: readonly string[];
}

/** What `doctor --json` prints. */
export interface Looked {
  readonly code: number;
  readonly ok: boolean;
  readonly problems: number;
  readonly warnings: number;
  readonly sections: readonly { readonly title: string; readonly steps: readonly Step[] }[];
  readonly steps: readonly Step[];
}

/** Two panels, a name server and a web server, and the settings that lead there; all is well with it until a test breaks it. */
export class SetUp {
  readonly folder = new EmptyFolder();
  /** Set for the command, beside what an engine needs. */
  readonly env: Record<string, string> = {};
  /** The arguments of the command. */
  readonly args: string[];
  readonly #closing: (() => Promise<void>)[] = [];

  private constructor(
    public hestia: HestiaPanel,
    readonly enhance: EnhancePanel,
    readonly dns: DnsServer,
    readonly sites: Sites,
    readonly authority: TestAuthority,
    /** Undefined where the settings are in the environment alone. */
    public stack: Stack | undefined,
  ) {
    this.args = ["--resolver", dns.host, "--port", String(sites.port), "--address", "127.0.0.1"];
  }

  /** Of one panel, whose settings are in the environment under the plugin's names. */
  static async inEnvironment(on: "hestia" | "enhance"): Promise<SetUp> {
    const setUp = await SetUp.#start({}, undefined);
    const { hestia, enhance } = setUp;
    const { orgId, websiteId, tokens } = demoEnhance;
    Object.assign(
      setUp.env,
      on === "hestia"
        ? {
            ...environmentFor(hestia),
          }
        : {
            WU_ENHANCE_API_URL: enhance.url,
            WU_ENHANCE_API_TOKEN: tokens.owner,
            WU_ENHANCE_ORG_ID: orgId,
            WU_ENHANCE_WEBSITE_ID: websiteId,
          },
    );
    return setUp;
  }

  /** Of a Hestia panel, whose settings are in the configuration of a real stack. */
  static async inStack(options: HestiaPanelOptions = {}, caCert?: string): Promise<SetUp> {
    const stack = await Stack.create({
      program: "",
      secrets: { "hestia:secretKey": demoCredentials.secretKey },
    });
    const setUp = await SetUp.#start(options, stack);
    const config = {
      "hestia:apiUrl": setUp.hestia.url,
      "hestia:accessKey": demoCredentials.accessKey,
      "hestia:account": ACCOUNT,
      "hestia:webDomain": N,
      ...(caCert === undefined ? {} : { "hestia:caCert": caCert }),
    };
    for (const [key, value] of Object.entries(config)) await stack.setConfig(key, value);
    return setUp;
  }

  static async #start(options: HestiaPanelOptions, stack: Stack | undefined): Promise<SetUp> {
    return new SetUp(
      await startHestiaPanel(options),
      await startEnhancePanel(),
      await DnsServer.start(),
      await Sites.start(),
      await TestAuthority.create(),
      stack,
    );
  }

  get cwd(): string {
    return this.stack?.folder ?? this.folder.path;
  }

  get environment(): NodeJS.ProcessEnv {
    return { ...(this.stack?.env ?? { PATH: this.folder.path }), ...this.env };
  }

  /** Runs `doctor`, in this process. */
  run(...args: string[]): Promise<Finished> {
    return mappedDomainsHere(["doctor", ...this.args, ...args], { cwd: this.cwd, env: this.environment });
  }

  /** Runs the built command in a process of its own, which trusts the certificates that the test's CA issues. */
  runBuilt(...args: string[]): Promise<Finished> {
    const env = { ...this.environment, NODE_EXTRA_CA_CERTS: this.authority.file };
    return mappedDomains(["doctor", ...this.args, ...args], { cwd: this.cwd, env });
  }

  async look(...args: string[]): Promise<Looked> {
    return lookedAt(await this.run("--json", ...args));
  }

  async lookBuilt(...args: string[]): Promise<Looked> {
    return lookedAt(await this.runBuilt("--json", ...args));
  }

  /** Runs a line as a user would, in a shell in the stack's folder. */
  async shell(line: string): Promise<Finished> {
    const done = await new RunningCommand("sh", ["-c", line], {
      cwd: this.cwd,
      env: this.environment,
      timeout: 60_000,
    }).done;
    expect(done.code, `${line}: ${done.output}`).to.equal(0);
    return done;
  }

  /** Starts the Hestia panel anew at the same address, with the state that it had. */
  async restart(tls: HestiaPanelOptions["tls"]): Promise<void> {
    const port = Number(this.hestia.host.split(":")[1]);
    await this.hestia.close();
    this.hestia = await startHestiaPanel({ port, state: this.hestia.state, ...(tls && { tls }) });
  }

  /** A server before the Hestia panel, with a clock of its own. @returns its URL, and what sets that clock right */
  async behindClock(wrongBy: number): Promise<{ url: string; setRight: () => void }> {
    let ahead = wrongBy;
    const server: Server = createServer((incoming, answer) => {
      const { method = "", url = "", headers } = incoming;
      const [host, port] = this.hestia.host.split(":");
      const forwarded = request({ host, port, method, path: url, headers }, (response) => {
        const date = new Date(Date.now() + ahead).toUTCString();
        answer.writeHead(response.statusCode ?? 500, { ...response.headers, date });
        response.pipe(answer);
      });
      incoming.pipe(forwarded);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    this.#closing.push(async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    });
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}/api/`,
      setRight: () => {
        ahead = 0;
      },
    };
  }

  async close(): Promise<void> {
    for (const close of this.#closing) await close();
    await this.hestia.close();
    await this.enhance.close();
    await this.dns.close();
    await this.sites.close();
    this.authority.dispose();
    await this.stack?.dispose();
    this.folder.remove();
  }
}

function lookedAt({ code, stdout, output }: Finished): Looked {
  expect(stdout, output).to.match(/^\{/);
  const printed = JSON.parse(stdout) as Omit<Looked, "code" | "steps">;
  return { ...printed, code, steps: printed.sections.flatMap(({ steps }) => steps) };
}
