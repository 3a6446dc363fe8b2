import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigurationError } from "../../core/errors";
import type { Context } from "../context";
import { isFolder, NO_PULUMI, type Stack } from "../stack";
import type { Prompter } from "./prompter";

/** Where the settings go. */
export interface Target {
  /** Whether the folder has a project already, of which no file is changed. */
  readonly hasProject: boolean;
  readonly stack: string;
  /** Whether the stack has to be made. */
  readonly isNew: boolean;
  /** Whether the stack has to be named in commands, since another one is selected. */
  readonly isOther: boolean;
  /** What runs the commands; undefined where there is no `pulumi`. */
  readonly pulumi: Stack | undefined;
}

const DEFAULT_STACK = "dev";

/** `pulumi` looks for the project in the folders above too: one that is found there would be another's. */
const hasProject = (folder: string): boolean =>
  ["Pulumi.yaml", "Pulumi.yml"].some((file) => existsSync(join(folder, file)));

/**
 * Finds out, before anything is written, whether the settings can be written.
 *
 * @throws ConfigurationError where `pulumi` is there and cannot be used
 */
export async function findTarget(context: Context, prompter: Prompter | undefined): Promise<Target> {
  const { folder, stack: wanted } = context;
  const existing = hasProject(folder);
  const beside = wanted.with({ folder: nearestFolder(folder) });
  const backend = await beside.backend();
  if (!backend.ok && backend.reason === NO_PULUMI) {
    const stack = wanted.name ?? DEFAULT_STACK;
    return { hasProject: existing, stack, isNew: !existing, isOther: false, pulumi: undefined };
  }
  if (!backend.ok) {
    throw new ConfigurationError(
      `\`pulumi\` cannot be used: ${backend.reason}\nLog in, with \`pulumi login\` or \`pulumi login --local\`, and run this again`,
    );
  }
  const target = existing
    ? await stackOf(context)
    : { stack: wanted.name ?? DEFAULT_STACK, isNew: true, isOther: false };
  const passphrase = needsPassphrase(backend.value, context.environment)
    ? await askPassphrase(prompter, target.isNew)
    : undefined;
  const environment = passphrase === undefined ? {} : { PULUMI_CONFIG_PASSPHRASE: passphrase };
  return { hasProject: existing, ...target, pulumi: wanted.with({ environment }) };
}

async function stackOf(context: Context): Promise<Pick<Target, "stack" | "isNew" | "isOther">> {
  const { stack: wanted, configMissing } = context;
  const listed = await wanted.list();
  if (!listed.ok) throw new ConfigurationError(`The project's stacks cannot be listed: ${listed.reason}`);
  const current = listed.value.find(({ current }) => current)?.name;
  const stack = wanted.name ?? current ?? DEFAULT_STACK;
  const isThere = listed.value.some(({ name }) => name === stack || name.endsWith(`/${stack}`));
  if (isThere && configMissing !== undefined && (wanted.name ?? current) !== undefined) {
    throw new ConfigurationError(`The configuration of stack ${stack} cannot be read: ${configMissing}`);
  }
  return { stack, isNew: !isThere, isOther: isThere && stack !== current };
}

/** The service keeps the keys itself; elsewhere a passphrase does, unless the stack has a provider for its secrets. */
function needsPassphrase(backend: string, environment: NodeJS.ProcessEnv): boolean {
  const isService = /^https?:/.test(backend);
  const isSet = ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"].some(
    (name) => environment[name] !== undefined,
  );
  return !isService && !isSet;
}

async function askPassphrase(prompter: Prompter | undefined, isNew: boolean): Promise<string> {
  if (prompter === undefined) {
    throw new ConfigurationError(
      "The stack's secrets are encrypted with a passphrase, and none is set. " +
        "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE in the environment, and run this again",
    );
  }
  if (!isNew) return prompter.secret("Passphrase of the stack's secrets:", () => undefined);
  const passphrase = await prompter.secret(
    "A passphrase that encrypts the stack's secrets (`pulumi` will ask for it):",
    (text) => (text === "" ? "is needed" : undefined),
  );
  await prompter.secret("The same again:", (text) => (text === passphrase ? undefined : "is another one"));
  return passphrase;
}

/** The folder itself, or the first one above it that is there. */
const nearestFolder = (folder: string): string =>
  isFolder(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
