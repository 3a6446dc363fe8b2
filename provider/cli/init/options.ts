import type { SettingsFamily } from "../../core/settings";
import { enhanceSettings } from "../../enhance/settings";
import { hestiaSettings } from "../../hestia/settings";

export type PanelKind = "hestia" | "enhance";

/** The panels that can be set up, as the command's argument names them. */
export const FAMILIES: Readonly<Record<PanelKind, SettingsFamily>> = {
  hestia: hestiaSettings,
  enhance: enhanceSettings,
};

export const PANEL_KINDS: readonly PanelKind[] = ["hestia", "enhance"];

/** What the command line says. */
export interface InitOptions {
  /** Panels of the argument. */
  readonly panels: readonly PanelKind[];
  /** `--set`, by full key. */
  readonly set: ReadonlyMap<string, string>;
  /** A domain of the website that domains are to go to. */
  readonly website?: string;
  /** Fingerprints of certificates that the user has compared. */
  readonly trust: readonly string[];
  readonly name?: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

/** Settings without a variable of their own in the environment. */
const FURTHER: Readonly<Record<PanelKind, readonly string[]>> = {
  hestia: ["www", "onExisting", "detectDrift", "updateCounters", "timeout"],
  enhance: ["onExisting", "detectDrift", "timeout", "requestsPerSecond"],
};

/**
 * Reads a `--set hestia:account=tenant1`.
 *
 * @returns what is wrong with it, as a text
 */
export function parseSet(text: string): { key: string; value: string } | string {
  const { key, value } = /^(?<key>[^=]+)=(?<value>.+)$/s.exec(text)?.groups ?? {};
  if (key === undefined || value === undefined) {
    return "is no setting with a value, such as hestia:account=tenant1";
  }
  const [namespace = "", name = ""] = key.split(":");
  const kind = PANEL_KINDS.find((one) => one === namespace);
  if (kind === undefined) return "is of no panel: a key begins with hestia: or enhance:";
  const { own, env, secrets } = FAMILIES[kind];
  if (secrets.includes(name)) {
    const variable = env[name] ?? `${env.apiHash} as <key id>:<secret>`;
    return (
      "is a credential. A command line is seen by other users and kept in the shell's history: " +
      `give it in the environment (${variable}), in a wp-config.php, or when you are asked`
    );
  }
  const known = [...new Set([...own, ...Object.keys(env), ...FURTHER[kind]])].filter(
    (one) => !secrets.includes(one),
  );
  if (!known.includes(name)) return `is no setting of ${kind}. There are ${known.join(", ")}`;
  return { key, value };
}
