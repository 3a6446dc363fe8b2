import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { connectionsIn, Settings, type SettingsFamily, type Source } from "../core/settings";
import { PACKAGE, program } from "./declaration";

// The SDK exports it and leaves it out of its types.
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret(key: string): boolean };

const CONFIGURATION: Source = { config: pulumi.runtime.getConfig, env: () => undefined };

/** The program's folder, as long as the program has not gone elsewhere. */
const STARTED_IN = process.cwd();

/**
 * Refuses a declaration that cannot work, before anything is registered.
 *
 * @param family undefined for a resource that has nothing to do with panels
 * @throws pulumi.RunError, which the user sees without a stack: a credential stands in the configuration in clear, the
 * `import` option is given, or the engine will not find the package
 */
export function refuseUnusable(
  family: SettingsFamily | undefined,
  opts: pulumi.CustomResourceOptions | undefined,
): void {
  if (family !== undefined) refusePlainCredentials(family);
  if (opts?.import !== undefined) {
    throw new pulumi.RunError(
      "The `import` option cannot work: the engine calls for it without the resource's provider. Leave it out: " +
        (family === undefined
          ? "there is nothing to import."
          : "`pulumi up` adopts a mapping that is on the panel already."),
    );
  }
  findHost();
}

/**
 * Sees to it that the engine will find the provider. Its process runs in the program's folder and requires the package
 * from there, wherever the program itself has it from: a library that depends on it, or a bundle.
 */
function findHost(): void {
  // A program of the Automation API runs in a process of its own, which does not know the project's folder.
  const isOwnProcess = process.env.PULUMI_NODEJS_MONITOR === undefined;
  const folder = isOwnProcess ? process.cwd() : STARTED_IN;
  const { checked } = program();
  if (checked.has(`host from ${folder}`)) return;
  const isFound = canRequire(folder, `${PACKAGE}/host`);
  if (!isFound && !isOwnProcess) throw notFound(folder);
  checked.add(`host from ${folder}`);
  if (!isFound) void pulumi.log.info(notFoundFromProcess(folder));
}

function canRequire(folder: string, module: string): boolean {
  try {
    createRequire(join(folder, "index.js")).resolve(module);
    return true;
  } catch {
    return false;
  }
}

const notFound = (folder: string): pulumi.RunError =>
  new pulumi.RunError(
    `${PACKAGE} is not found from the program's folder, ${folder}, where the engine loads it for every operation. ` +
      "It is installed for a library alone, or bundled into the program. Add it to the dependencies of the program's own " +
      `package.json: npm install ${PACKAGE} (pnpm add, yarn add)`,
  );

const notFoundFromProcess = (folder: string): string =>
  `${PACKAGE} is not found from ${folder}, where this process was started. The engine loads it from there, unless the ` +
  'project\'s settings name another folder. If it fails with "Cannot find module", start the process in the folder that has ' +
  "the package installed, or give that folder as `main` in the workspace's `projectSettings`.";

/**
 * Refuses credentials that stand in the stack's configuration in clear: the engine copies the configuration into the
 * state, and encrypts there only what is secret. Only the program can tell; the provider's process gets plain values.
 *
 * @throws pulumi.RunError with the command that mends it
 */
function refusePlainCredentials(family: SettingsFamily): void {
  const { checked } = program();
  const { namespace, secrets } = family;
  if (checked.has(namespace)) return;
  const isPlain = (key: string) => pulumi.runtime.getConfig(key) !== undefined && !isConfigSecret(key);
  const own = secrets.find((key) => isPlain(`${namespace}:${key}`));
  if (own !== undefined) throw plainCredential(family, own);
  const all = `${namespace}:connections`;
  const connections = isPlain(all) ? connectionsIn(pulumi.runtime.getConfig(all)) : {};
  for (const [name, entry] of Object.entries(connections ?? {})) {
    const key = secrets.find((one) => entry[one] !== undefined);
    if (key !== undefined) throw plainCredential(family, key, name);
  }
  checked.add(namespace);
}

function plainCredential(family: SettingsFamily, key: string, connection?: string): pulumi.RunError {
  const settings = new Settings(CONFIGURATION, family, connection);
  return new pulumi.RunError(
    `${settings.key(key)} is a credential and stands in the stack's configuration in clear, from where it would go into the state. ` +
      `Store it encrypted: ${settings.command(key)}`,
  );
}
