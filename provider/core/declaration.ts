import * as pulumi from "@pulumi/pulumi";
import { DECLARATION, PROVIDER } from "./dynamic";
import { connectionKey, connectionsIn, type SettingsFamily } from "./settings";

/** The package whose host module every state names. */
const PACKAGE = "pulumi-mapped-domains";

// The SDK exports it and leaves it out of its types.
const { isConfigSecret } = pulumi.runtime as unknown as { isConfigSecret(key: string): boolean };

let declarations = 0;

/**
 * The properties with which a resource is registered: its arguments, a place for each output, and the provider text.
 * The text is a constant without path or version, so that neither an upgrade nor another package manager shows as
 * a change, and it is what the engine writes into the state of each resource twice.
 */
export function registration(
  name: string,
  handler: string,
  args: object,
  outputs: readonly string[],
  opts: pulumi.CustomResourceOptions | undefined,
): pulumi.Inputs {
  const places = Object.fromEntries(outputs.map((output) => [output, undefined]));
  const provider = { [PROVIDER]: `exports.handler=()=>require("${PACKAGE}/host").${handler}` };
  // A resource that is only looked up is not declared here: it claims nothing.
  if (opts?.id !== undefined) return { ...places, ...args, ...provider };
  declarations += 1;
  return { ...places, ...args, ...provider, [DECLARATION]: `${name}#${declarations}` };
}

const checked = new Set<string>();

/**
 * Refuses credentials that stand in the stack's configuration in clear: the engine copies the configuration into the
 * state, and encrypts there only what is secret. Only the program can tell; the provider's process gets plain values.
 *
 * @throws pulumi.RunError with the command that mends it
 */
export function refusePlainCredentials(family: SettingsFamily): void {
  if (checked.has(family.namespace)) return;
  for (const key of family.secrets) {
    const full = `${family.namespace}:${key}`;
    if (pulumi.runtime.getConfig(full) === undefined || isConfigSecret(full)) continue;
    throw plainCredential(full, `pulumi config set --secret ${full} <${key}>`);
  }
  const all = `${family.namespace}:connections`;
  if (!isConfigSecret(all)) {
    const connections = connectionsIn(pulumi.runtime.getConfig(all)) ?? {};
    for (const [name, entry] of Object.entries(connections)) {
      const key = family.secrets.find((one) => entry[one] !== undefined);
      if (key === undefined) continue;
      const full = connectionKey(family.namespace, name, key);
      throw plainCredential(full, `pulumi config set --secret --path '${full}' <${key}>`);
    }
  }
  checked.add(family.namespace);
}

function plainCredential(key: string, command: string): pulumi.RunError {
  return new pulumi.RunError(
    `${key} is a credential and stands in the stack's configuration in clear, from where it would go into the state. ` +
      `Store it encrypted: ${command}`,
  );
}
