import { writeFile } from "node:fs/promises";
import { arch, platform, release } from "node:os";
import { resolve } from "node:path";
import { ConfigurationError } from "../../core/errors";
import { redactor } from "../../core/redact";
import { connectionsIn } from "../../core/settings";
import { parseJson } from "../../core/text";
import type { Context } from "../context";
import { json } from "../terminal";
import { ownVersion, versionOf } from "../versions";
import { credentialsIn } from "./credentials";
import { FAMILIES } from "./families";
import { findProject } from "./project";
import type { Report } from "./report";

/**
 * Writes what a bug report needs: versions, which settings there are, what the steps said, and the log of calls.
 *
 * @throws ConfigurationError where the file cannot be written
 */
export async function writeBundle(context: Context, file: string, report: Report): Promise<void> {
  const path = resolve(file);
  const bundle = {
    made: new Date().toISOString(),
    versions: await versionsOf(context),
    configuration: configurationOf(context),
    environment: variablesOf(context),
    results: report.sections,
    calls: context.calls.lines.map(parseJson),
  };
  // Whatever a panel or a file repeated.
  const text = redactor(credentialsIn(context))(json(bundle));
  await writeFile(path, text, { mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigurationError(`--bundle: ${path} cannot be written (${error.code ?? error.message})`);
  });
  context.terminal.note(
    `Written to ${path}: versions, settings without their values, the results and the log of calls. It has no credentials. It names ` +
      "hosts, ids and domains: look through it before you hand it on.\n",
  );
}

async function versionsOf({ stack, folder }: Context): Promise<Readonly<Record<string, string>>> {
  const project = await findProject(folder);
  const [pulumi, program] = [await stack.version(), project?.folder ?? folder];
  const packageHere = "pulumi-mapped-domains";
  return {
    [packageHere]: ownVersion(),
    [`${packageHere} of the program`]: versionOf(packageHere, program) ?? "none",
    "@pulumi/pulumi of the program": versionOf("@pulumi/pulumi", program) ?? "none",
    pulumi: pulumi.ok ? pulumi.value : `none: ${pulumi.reason}`,
    node: process.version,
    platform: `${platform()} ${release()} ${arch()}`,
  };
}

interface BundledKey {
  readonly key: string;
  readonly secret: boolean;
  readonly host?: string;
}

/** The keys of the stack's configuration, of URLs the host, and no other values. */
function configurationOf({ config, configMissing }: Context): readonly BundledKey[] | string {
  if (configMissing !== undefined) return configMissing;
  return FAMILIES.flatMap(({ settings: { namespace } }) =>
    [...config]
      .filter(([key]) => key.startsWith(`${namespace}:`))
      .flatMap(([key, { value, secret }]): BundledKey[] => {
        const connections = key === `${namespace}:connections` ? connectionsIn(value) : undefined;
        if (connections === undefined) return [bundled(key, value, secret)];
        return Object.entries(connections).flatMap(([name, entry]) =>
          Object.entries(entry).map(([own, text]) => bundled(`${key}.${name}.${own}`, String(text), secret)),
        );
      }),
  );
}

function bundled(key: string, value: string, secret: boolean): BundledKey {
  const host = key.endsWith("apiUrl") && URL.canParse(value) ? new URL(value).host : undefined;
  return { key, secret, ...(host === undefined ? {} : { host }) };
}

/** The names of the variables that count. */
const variablesOf = ({ environment, wpConstants }: Context) => ({
  set: Object.keys(environment)
    .filter((name) => /^(WU_(HESTIA|ENHANCE)|MAPPED_DOMAINS)_/.test(name) && environment[name])
    .sort(),
  fromWpConfig: wpConstants,
});
