import { joinLimited } from "../../core/text";
import type { WebDomain } from "../api/account";
import { byHand } from "../api/explain";

/**
 * Names that no delete command takes, or finds (Hestia wire facts, sections 3 and 8): characters, dashes, dots and stars that
 * it refuses, and a blank at an end, which the API cuts off. Such a name came to the web domain in another way.
 */
const REFUSED = /[_[\]!|@#$^&()+={}<>?/\\"';%`\r\v\f]|(^|\.)-|-(\.|$)|^\.|\.$|\.\.|^(?!\*\.).*\*|^\s|\s$/;

/** Aliases beside the set's own; the www name that the panel itself gives a web domain is none of them. */
export function namesOn(webDomain: WebDomain | undefined, base: string, names: Iterable<string>): string[] {
  const own = new Set(names);
  return [...(webDomain?.names() ?? [])].filter((name) => !own.has(name) && name !== `www.${base}`);
}

const isStuck = (webDomain: WebDomain | undefined, name: string): boolean =>
  webDomain?.spellings(name).some((alias) => REFUSED.test(alias)) === true;

/** Those that can be deleted. */
export const othersOn = (webDomain: WebDomain | undefined, base: string, names: Iterable<string>): string[] =>
  namesOn(webDomain, base, names).filter((name) => !isStuck(webDomain, name));

/** What the user of an exclusive set is told of names that no call can delete; none where there are none. */
export function undeletable(
  webDomain: WebDomain | undefined,
  account: string,
  base: string,
  names: Iterable<string>,
): string[] {
  const stuck = namesOn(webDomain, base, names).filter((name) => isStuck(webDomain, name));
  if (stuck.length === 0) return [];
  return [
    `Web domain ${base} also has ${joinLimited(stuck.map((name) => JSON.stringify(name)))}, stored in a spelling that the panel's delete ` +
      `command refuses or does not find, so that the set leaves it. ${byHand(account, base)}`,
  ];
}
