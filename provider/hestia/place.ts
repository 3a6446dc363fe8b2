import { readDefault } from "../core/defaults";
import { ConfigurationError } from "../core/errors";
import type { Settings } from "../core/settings";
import type { WebDomainRef } from "./api/account";
import { WEB_ALIAS } from "./fields";

/** Which web domain is meant; what is left open comes from the settings. */
export interface HestiaLookupOptions {
  /** A named connection of `hestia:connections`. */
  connection?: string;
  account?: string;
  webDomain?: string;
}

/**
 * The web domain that options and settings name.
 *
 * @throws ConfigurationError where they name none
 */
export function placeFrom(settings: Settings, options: HestiaLookupOptions): WebDomainRef {
  const given = (property: "account" | "webDomain") => {
    const { value, problem } = readDefault(settings, property, WEB_ALIAS.fields[property].parse);
    if (options[property] !== undefined) {
      const own = WEB_ALIAS.fields[property].parse.safeParse(options[property]);
      if (own.success) return own.data;
      throw new ConfigurationError(`${property} ${own.error.issues[0]?.message}`);
    }
    if (value !== undefined) return value;
    if (problem !== undefined) throw new ConfigurationError(`${property} ${problem.reason}`);
    throw new ConfigurationError(`${settings.key(property)} is not set: ${settings.howToSet(property)}`);
  };
  return { account: given("account"), webDomain: given("webDomain") };
}
