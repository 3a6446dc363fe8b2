import { mkdirSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type EngineEvent, LocalWorkspace, PulumiCommand, type Stack } from "@pulumi/pulumi/automation";
import { type DnsRecord, HestiaWebAlias } from "pulumi-mapped-domains";

/** Where tenants' domains go: settings of the package, without `hestia:`, such as `apiUrl`, `account` and `secretKey`. */
export type PanelAccount = Readonly<Record<string, string>>;

/** What a tenant's stack has of a domain. */
export interface MappedNames {
  readonly names: string[];
  readonly requiredDnsRecords: DnsRecord[];
}
export type Mapped = Readonly<Record<string, MappedNames>>;

/** The run did not end well: what the engine printed as errors. */
export class RunFailed extends Error {
  override readonly name = "RunFailed";
}

const PROJECT = "tenants";
const SECRETS: readonly string[] = ["secretKey", "apiPassword", "apiHash"];

/** The program of every tenant. A function of its own for each run: what runs at the same time shares nothing. */
const programFor = (domains: readonly string[]) => async (): Promise<{ mapped: pulumi.Output<Mapped> }> => {
  const entries = domains.map((domain) => {
    const { names, requiredDnsRecords } = new HestiaWebAlias(domain, { domain, www: "auto" });
    return pulumi.output([domain, { names, requiredDnsRecords }] as const);
  });
  return { mapped: pulumi.all(entries).apply((all) => Object.fromEntries(all)) };
};

/** One stack for each tenant, with the Automation API. The engine is the `pulumi` on PATH; its backend comes from the environment. */
export class Stacks {
  /** Looked for once: else each run would ask the CLI for its version. */
  #cli: Promise<PulumiCommand> | undefined;

  /** @param folder for the stacks' settings files, which hold the credentials encrypted; one folder for each tenant */
  constructor(private readonly folder: string) {}

  /** Converges a tenant's stack on these domains. @throws RunFailed */
  async up(tenant: string, domains: readonly string[], account: PanelAccount): Promise<Mapped> {
    const stack = await this.#open(tenant, domains);
    // In every run: a credential that was replaced is then right in the next run, and shows no change. The Automation API gives
    // values to the CLI as arguments, which other users of the machine can see: this service is for a machine of its own.
    await stack.setAllConfig(
      Object.fromEntries(
        Object.entries(account).map(([key, value]) => [
          `hestia:${key}`,
          { value, secret: SECRETS.includes(key) },
        ]),
      ),
    );
    const errors: string[] = [];
    const onEvent = ({ diagnosticEvent: said }: EngineEvent): void => {
      if (said?.severity === "error") errors.push(said.message.replace(/<\{%.*?%\}>/g, "").trim());
    };
    try {
      const { outputs } = await stack.up({ onEvent });
      return (outputs.mapped?.value ?? {}) as Mapped;
    } catch (error) {
      if (errors.length === 0) throw error;
      throw new RunFailed(errors.join("\n"), { cause: error });
    }
  }

  /** What a tenant's stack has, as its last run left it. */
  async read(tenant: string): Promise<Mapped> {
    const stack = await this.#open(tenant, []);
    return ((await stack.outputs()).mapped?.value ?? {}) as Mapped;
  }

  /** Removes a stack that has nothing any more. */
  async remove(tenant: string): Promise<void> {
    const { workspace, name } = await this.#open(tenant, []);
    await workspace.removeStack(name);
  }

  async #open(tenant: string, domains: readonly string[]): Promise<Stack> {
    this.#cli ??= PulumiCommand.get();
    const pulumiCommand = await this.#cli;
    const workDir = join(this.folder, tenant);
    mkdirSync(workDir, { recursive: true });
    return LocalWorkspace.createOrSelectStack(
      { stackName: tenant, projectName: PROJECT, program: programFor(domains) },
      // The engine loads the package from the folder `main`, and not from where this process was started.
      { pulumiCommand, workDir, projectSettings: { name: PROJECT, runtime: "nodejs", main: __dirname } },
    );
  }
}
