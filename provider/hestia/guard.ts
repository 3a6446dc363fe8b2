import type { WebDomain } from "./account";

/**
 * The aliases that the panel's delete command takes for one name, which it matches as an anchored basic regular
 * expression where a dot is any character (Hestia wire facts, section 3). A `*` that leads is itself. Whatever else
 * than the name is among them must be put back.
 */
export function takenBy(stored: string, webDomain: WebDomain): string[] {
  const pattern = [...stored].map((char) => (char === "." ? "." : char.replace(/[\\^$*+?()[\]{}|]/, "\\$&")));
  const expression = new RegExp(`^${pattern.join("")}$`, "u");
  return webDomain.aliases.filter((alias) => expression.test(alias));
}

/** The panel answers OK and stores nothing where the ALIAS string goes beyond this many bytes (section 6). */
export const LOST_BEYOND_BYTES = 65_500;

/** How far it is filled: with a margin for what another writer adds at the same time. */
export const ALIAS_BYTES = 65_000;

export function aliasBytes(webDomain: WebDomain, added: readonly string[] = []): number {
  return Buffer.byteLength([...webDomain.aliases, ...added].join(","));
}
