import { domainToASCII } from "node:url";
import { shellWords } from "./shell";
import type { HestiaState } from "./state";

/**
 * The names that a vhost gets from an ALIAS string: only what stands before the first blank, since the command
 * passes the string unquoted and reads its first word (docs/panels/hestia.md#what-becomes-of-a-name).
 */
export function vhostNames(alias: string): string[] {
  const firstWord = shellWords(alias)[0] ?? "";
  return shellWords(firstWord.replaceAll(",", " ")).map(punycode);
}

function punycode(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the panel's test is "has a byte that is not ASCII"
  if (/^[\x00-\x7f]*$/.test(name)) return name;
  return domainToASCII(name) || name;
}

/** A reload of the web servers: every vhost file on the machine becomes what is served. */
export function loadVhosts(state: HestiaState): void {
  for (const user of Object.values(state.users)) {
    for (const webDomain of Object.values(user.webDomains)) webDomain.loaded = [...webDomain.vhost];
  }
}
