import type { SettingsFamily } from "../../core/settings";
import { DOMAIN, DOMAINS } from "../../enhance/fields";
import { enhanceSettings } from "../../enhance/settings";
import { WEB_ALIAS, WEB_ALIASES } from "../../hestia/fields";
import { hestiaSettings } from "../../hestia/settings";
import { type Kind, propertiesOf } from "../../resource/fields";

/** A family of panels, with the keys that its namespace in the configuration may have. */
export interface Family {
  readonly settings: SettingsFamily;
  readonly keys: readonly string[];
}

/** @param other keys of the connection itself */
function familyOf(settings: SettingsFamily, kinds: readonly Kind[], other: readonly string[]): Family {
  const defaults = kinds.flatMap((kind) => [
    ...propertiesOf(kind, ({ setting }) => setting === true),
    ...Object.keys(kind.settings ?? {}),
  ]);
  const { env, own } = settings;
  return { settings, keys: [...new Set([...Object.keys(env), ...own, ...other, ...defaults])] };
}

export const FAMILIES: readonly Family[] = [
  familyOf(hestiaSettings, [WEB_ALIAS, WEB_ALIASES], ["timeout", "connections"]),
  familyOf(enhanceSettings, [DOMAIN, DOMAINS], ["timeout", "connections", "requestsPerSecond"]),
];
