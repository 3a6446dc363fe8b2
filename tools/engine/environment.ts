import { mkdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { locate } from "./locate";

/** Names that must not reach a local run: credentials of real panels, and whatever would steer the CLI. */
const REMOVED = /^(?:WU_HESTIA_|WU_ENHANCE_|PULUMI_)/i;

/** The passphrase of throwaway stacks: it keeps nothing safe, the engine only insists on having one. */
const PASSPHRASE = "a local stack that is thrown away";

/**
 * The folders that come first on PATH: the engine's, and the one of the Node.js that runs us, so that programs and
 * dynamic resources run on the same version. Node's goes first only where the engine's folder has a `node` of its own.
 */
export function enginePath(folder: string, nodeFolder: string, searchPath: string): string {
  const first = locate("node", folder) ? [nodeFolder, folder] : [folder, nodeFolder];
  return [...first, ...(searchPath ? [searchPath] : [])].join(delimiter);
}

/** The caller's environment without credentials of real panels and without anything that steers Pulumi. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !REMOVED.test(name)));
}

/**
 * The environment for running the engine locally and quietly: state, plug-ins and settings under `home`, no update
 * check, no download of plug-ins, and nothing of the caller's that names a real panel or steers Pulumi.
 *
 * @param folder an answer of `findEngine`
 * @param home an absolute folder; `state` and `pulumi-home` are made in it
 */
export function engineEnvironment(folder: string, home: string): NodeJS.ProcessEnv {
  const state = join(home, "state");
  mkdirSync(state, { recursive: true });
  const { PATH = "", ...others } = cleanEnvironment();
  return {
    ...others,
    PATH: enginePath(folder, dirname(process.execPath), PATH),
    PULUMI_HOME: join(home, "pulumi-home"),
    PULUMI_BACKEND_URL: `file://${state}`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
