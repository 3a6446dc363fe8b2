import { type Default, readDefault } from "../core/defaults";
import { addresses, flag } from "../core/inputs";
import type { Settings } from "../core/settings";
import type { Restart } from "./api/restart";
import { webAliasFields } from "./schema";

/**
 * Defaults whose edit in the configuration updates no resource: `restart` and `onExisting` are looked up when they are
 * used, `www` when an alias is new. `updateCounters` concerns accounts and `publicAddresses` panels, so that no alias has them as
 * inputs.
 */
export interface MannerDefaults {
  readonly www: Default<boolean | "auto">;
  readonly restart: Default<Restart>;
  readonly onExisting: Default<"adopt" | "fail">;
  readonly updateCounters: Default<boolean>;
  readonly publicAddresses: Default<string[]>;
}

export const mannerDefaults = (settings: Settings): MannerDefaults => ({
  www: readDefault(settings, "www", webAliasFields.www),
  restart: readDefault(settings, "restart", webAliasFields.restart),
  onExisting: readDefault(settings, "onExisting", webAliasFields.onExisting),
  updateCounters: readDefault(settings, "updateCounters", flag),
  publicAddresses: readDefault(settings, "publicAddresses", addresses),
});

/** The account and the web domain that a program leaves open; they are filled in by `check` and kept in the state. */
export const identityDefault = (settings: Settings, property: "account" | "webDomain"): Default<string> =>
  readDefault(settings, property, webAliasFields[property]);
