import { connectionsIn, Settings } from "../../core/settings";
import type { Context } from "../context";
import { FAMILIES, type Family } from "./families";
import { nearest } from "./nearest";
import { findProject, packageStep } from "./project";
import { counted } from "./report";
import { type Note, ok, problem, skipped, warning } from "./step";

/** Looks at the configuration itself: where it comes from, and whether anything in it is overlooked or in clear. */
export async function checkConfiguration(
  context: Context,
  wpConfig: string | undefined,
  note: Note,
): Promise<void> {
  const project = await findProject(context.folder);
  noteStack(context, project !== undefined, note);
  if (wpConfig !== undefined) noteWpConfig(context, wpConfig, note);
  noteEnvironment(context, note);
  if (context.configMissing === undefined) {
    noteCredentials(context, note);
    noteKeys(context, note);
  }
  if (project !== undefined) note(packageStep(project));
}

/** The keys that a namespace has in the stack's configuration, without the namespace. */
const keysIn = ({ config }: Context, { settings: { namespace } }: Family): string[] =>
  [...config.keys()].flatMap((key) =>
    key.startsWith(`${namespace}:`) ? [key.slice(namespace.length + 1)] : [],
  );

const READ_INSTEAD = "Read instead: a wp-config.php that --wp-config names, and the environment.";

function noteStack(context: Context, isProject: boolean, note: Note): void {
  const { configMissing, folder } = context;
  if (configMissing === undefined) {
    const count = FAMILIES.flatMap((family) => keysIn(context, family)).length;
    note(ok("stack", `its configuration has ${counted(count, "key")} of hestia: and enhance:`));
  } else if (isProject)
    note(
      problem(
        "stack",
        `its configuration cannot be read: ${configMissing}. ${READ_INSTEAD}`,
        cureFor(configMissing),
      ),
    );
  else note(skipped("stack", `there is no Pulumi project in ${folder}. ${READ_INSTEAD}`));
}

const cureFor = (reason: string): string =>
  reason.includes("on PATH")
    ? "Install Pulumi (https://www.pulumi.com/docs/install/), or add its folder to PATH."
    : "`pulumi config` in that folder says the same. Select a stack with `pulumi stack select` or --stack, log in with " +
      "`pulumi login`, or give the stack's passphrase in PULUMI_CONFIG_PASSPHRASE.";

function noteWpConfig({ wpConstants, wpConfig }: Context, file: string, note: Note): void {
  const known = new Set(FAMILIES.flatMap(({ settings }) => Object.values(settings.env)));
  const computed = wpConfig.computed.filter((constant) => known.has(constant));
  if (wpConstants.length > 0) note(ok("wp-config.php", `it defines ${wpConstants.join(", ")}`));
  if (computed.length > 0)
    note(
      problem(
        "wp-config.php",
        `PHP finds out the ${computed.length === 1 ? "value" : "values"} of ${computed.join(", ")} when it runs`,
        "Nothing of the file is run here: set them in the environment.",
      ),
    );
  if (wpConstants.length === 0 && computed.length === 0)
    note(
      problem(
        "wp-config.php",
        `${file} defines none of the plugin's constants`,
        "Name the wp-config.php of the network with --wp-config: its constants begin with WU_HESTIA_ or WU_ENHANCE_.",
      ),
    );
}

function noteEnvironment({ environment, wpConstants }: Context, note: Note): void {
  const known = FAMILIES.flatMap(({ settings }) => Object.values(settings.env));
  const set = Object.keys(environment).filter(
    (name) => /^WU_(HESTIA|ENHANCE)_/.test(name) && environment[name] && !wpConstants.includes(name),
  );
  const used = set.filter((name) => known.includes(name));
  if (used.length > 0) note(ok("environment", `it has ${used.join(", ")}`));
  for (const name of set.filter((one) => !known.includes(one))) {
    const meant = nearest(name, known);
    const cure =
      meant === undefined ? `The names are ${known.join(", ")}.` : `If ${meant} is meant, set that.`;
    note(warning("environment", `nothing reads ${name}`, cure));
  }
}

/** Credentials that stand in clear: every program refuses them. */
function noteCredentials(context: Context, note: Note): void {
  const { config, session } = context;
  const isPlain = (key: string) => config.has(key) && config.get(key)?.secret !== true;
  let all = 0;
  let plain = 0;
  for (const { settings: family } of FAMILIES) {
    const { namespace, secrets } = family;
    const check = (isInClear: boolean, key: string, connection?: string) => {
      all += 1;
      if (!isInClear) return;
      plain += 1;
      const settings = new Settings(session.source, family, connection);
      const says = `${settings.key(key)} is a credential and stands in the stack's configuration in clear`;
      note(problem("credentials", says, `Store it encrypted: ${settings.command(key)}`));
    };
    for (const key of secrets)
      if (config.has(`${namespace}:${key}`)) check(isPlain(`${namespace}:${key}`), key);
    const connections = `${namespace}:connections`;
    for (const [name, entry] of Object.entries(connectionsIn(config.get(connections)?.value) ?? {}))
      for (const key of secrets) if (entry[key] !== undefined) check(isPlain(connections), key, name);
  }
  if (plain > 0) return;
  note(
    all === 0
      ? skipped("credentials", "the stack's configuration has none")
      : ok("credentials", "all in the stack's configuration are encrypted"),
  );
}

/** Keys that nobody reads: a typo makes no error anywhere else. */
function noteKeys(context: Context, note: Note): void {
  let unknown = 0;
  for (const family of FAMILIES) {
    const check = (key: string, known: readonly string[], connection?: string) => {
      if (known.includes(key)) return;
      unknown += 1;
      const settings = new Settings(context.session.source, family.settings, connection);
      const meant = nearest(key, known);
      const remove = `pulumi config rm ${settings.path(key)}`;
      const cure =
        meant === undefined
          ? `The keys are ${known.join(", ")}. Remove it: ${remove}`
          : `If ${settings.key(meant)} is meant, set that and remove this one: ${settings.command(meant)}; ${remove}`;
      note(problem("keys", `nothing reads ${settings.key(key)}`, cure));
    };
    const keys = keysIn(context, family);
    for (const key of keys) check(key, family.keys);
    const connections = connectionsIn(context.config.get(`${family.settings.namespace}:connections`)?.value);
    const known = family.keys.filter((key) => key !== "connections");
    for (const [name, entry] of Object.entries(connections ?? {}))
      for (const key of Object.keys(entry)) check(key, known, name);
  }
  if (unknown === 0) note(ok("keys", "each is one that is read"));
}
