import { resolve } from "node:path";
import { CallRecorder, callLogFor, LOG_VARIABLE } from "../core/callLog";
import { connectionsIn, type SettingsFamily } from "../core/settings";
import { enhanceSettings } from "../enhance/settings";
import { hestiaSettings } from "../hestia/settings";
import { Session } from "../resource/session";
import { type ConfigValue, Stack } from "./stack";
import type { Terminal } from "./terminal";
import { NO_WP_CONFIG, readWpConfig, type WpConfig } from "./wpConfig";

/** Options that every command takes. */
export interface GlobalOptions {
  readonly cwd?: string;
  readonly stack?: string;
  readonly wpConfig?: string;
  readonly json?: boolean;
}

/** A panel that the settings name. */
export interface PanelRef {
  readonly kind: "hestia" | "enhance";
  /** A named connection; undefined is the one of the keys without a name. */
  readonly connection?: string;
}

/** What a command works with: settings as the provider reads them, and the stack they come from. */
export interface Context {
  readonly terminal: Terminal;
  readonly json: boolean;
  readonly folder: string;
  readonly stack: Stack;
  /** The environment, with the constants of the wp-config.php over it. */
  readonly environment: NodeJS.ProcessEnv;
  /** The stack's configuration, or why it could not be read. */
  readonly config: ReadonlyMap<string, ConfigValue>;
  readonly configMissing: string | undefined;
  /** All that the wp-config.php defines. */
  readonly wpConfig: WpConfig;
  /** Which of the plugin's constants it defines, without the values. */
  readonly wpConstants: readonly string[];
  readonly session: Session;
  /** The calls to panels so far. */
  readonly calls: CallRecorder;
  /** The panels that the settings name. */
  readonly panels: readonly PanelRef[];
}

/**
 * Reads the settings: the stack's configuration where `pulumi` can read it, then a wp-config.php, then the environment.
 *
 * @throws ConfigurationError where a wp-config.php is named that cannot be read
 */
export async function openContext(
  terminal: Terminal,
  { cwd = ".", stack: name, wpConfig: file, json = false }: GlobalOptions,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Context> {
  const folder = resolve(cwd);
  const stack = new Stack(folder, name, environment);
  const [answer, wpConfig] = await Promise.all([
    stack.config(),
    file === undefined ? NO_WP_CONFIG : readWpConfig(resolve(folder, file)),
  ]);
  const { constants } = wpConfig;
  const config: ReadonlyMap<string, ConfigValue> = answer.ok ? answer.value : new Map();
  // The plugin's constants have the names of the environment's variables.
  const variables = { ...environment, ...Object.fromEntries(constants) };
  const say = (message: string) => terminal.note(`${message}\n`);
  const calls = new CallRecorder(callLogFor(variables[LOG_VARIABLE] || undefined));
  const session = new Session(undefined, say, variables, calls);
  session.configure({ get: (key) => config.get(key)?.value });
  const known = [hestiaSettings, enhanceSettings].flatMap(({ env }) => Object.values(env));
  return {
    terminal,
    json,
    folder,
    stack,
    environment: variables,
    config,
    configMissing: answer.ok ? undefined : answer.reason,
    wpConfig,
    wpConstants: known.filter((variable) => constants.has(variable)),
    session,
    calls,
    panels: [
      ...panelsOf("hestia", hestiaSettings, session),
      ...panelsOf("enhance", enhanceSettings, session),
    ],
  };
}

/** The unnamed connection where anything of its own is set, and all named ones. */
function panelsOf(
  kind: PanelRef["kind"],
  { namespace, own, env }: SettingsFamily,
  { source }: Session,
): PanelRef[] {
  const isSet = (key: string) => {
    const variable = env[key];
    return (
      source.config(`${namespace}:${key}`) !== undefined ||
      (variable !== undefined && source.env(variable) !== undefined)
    );
  };
  const named = Object.keys(connectionsIn(source.config(`${namespace}:connections`)) ?? {});
  return [...(own.some(isSet) ? [{ kind }] : []), ...named.map((connection) => ({ kind, connection }))];
}
