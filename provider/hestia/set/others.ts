import type { WebDomain } from "../account";

/** Aliases beside the set's own; the www name that the panel itself gives a web domain is none of them. */
export function othersOn(webDomain: WebDomain | undefined, base: string, names: Iterable<string>): string[] {
  const own = new Set(names);
  return [...(webDomain?.names() ?? [])].filter((name) => !own.has(name) && name !== `www.${base}`);
}
