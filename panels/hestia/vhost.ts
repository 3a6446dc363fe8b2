import { domainToASCII } from "node:url";
import { shellWords } from "./shell";
import type { HestiaState, HestiaWebDomain, WebServer } from "./state";

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

/** What visitors get: the names that both servers answer for, as nginx stands before Apache. */
export const servedNames = ({ loadedBy: { apache2, nginx } }: HestiaWebDomain): string[] =>
  nginx.filter((name) => apache2.includes(name));

/**
 * A server loads every vhost file on the machine. A name that nginx still passes on Apache answers, though it was restarted
 * without it (docs/panels/hestia.md#a-restart-that-fails).
 */
export function loadVhosts(state: HestiaState, server: WebServer): void {
  for (const user of Object.values(state.users)) {
    for (const webDomain of Object.values(user.webDomains)) {
      const { loadedBy, vhost } = webDomain;
      const passedOn = server === "apache2" ? servedNames(webDomain) : [];
      loadedBy[server] = [...vhost, ...passedOn.filter((name) => !vhost.includes(name))];
    }
  }
}

/** Both servers load what there is. */
export function loadAll(state: HestiaState): void {
  loadVhosts(state, "apache2");
  loadVhosts(state, "nginx");
}
