import { takesWww } from "../core/hostnames";

/**
 * Whether a domain has its www name: not set where it has none. Of what was seen: which of the two is there, where one has
 * gone from the panel.
 */
export type Www = true | "alone" | "missing";

/** Options of a domain that may have a www name of its own on the panel. */
export interface WwwOption {
  readonly www?: Www | undefined;
}

/** Every name that stands on the panel for a domain. */
export function namesWithWww(domain: string, { www }: WwwOption): string[] {
  const wwwName = `www.${domain}`;
  if (www === undefined || www === "missing") return [domain];
  return www === "alone" ? [wwwName] : [domain, wwwName];
}

/** Which of a domain and its www name are there; undefined where neither is. */
export function seenWww(
  domain: string,
  { www }: WwwOption,
  has: (name: string) => boolean,
): WwwOption | undefined {
  const isThere = has(domain);
  if (www === undefined) return isThere ? {} : undefined;
  const hasWww = has(`www.${domain}`);
  if (!isThere && !hasWww) return undefined;
  return { www: isThere && hasWww ? true : isThere ? "missing" : "alone" };
}

/** Names as entries: a www name goes with its domain where both are among them. */
export function pairWww(names: readonly string[]): Record<string, WwwOption> {
  const all = new Set(names);
  const isPaired = (domain: string) => takesWww(domain) && all.has(domain) && all.has(`www.${domain}`);
  return Object.fromEntries(
    names.flatMap((name): [string, WwwOption][] => {
      if (name.startsWith("www.") && isPaired(name.slice("www.".length))) return [];
      return [[name, isPaired(name) ? { www: true } : {}]];
    }),
  );
}
