import type { WebDomain } from "./account";

/**
 * The aliases that the panel's delete command takes along: it matches the name as an anchored basic regular
 * expression, where a dot is any character (Hestia wire facts, section 3). A `*` that leads is itself.
 *
 * @param wanted stored spellings that are to be deleted anyway
 */
export function neighboursOf(stored: string, webDomain: WebDomain, wanted: ReadonlySet<string>): string[] {
  const pattern = [...stored].map((char) => (char === "." ? "." : char.replace(/[\\^$*+?()[\]{}|]/, "\\$&")));
  const expression = new RegExp(`^${pattern.join("")}$`, "u");
  return webDomain.aliases.filter(
    (alias) => alias !== stored && !wanted.has(alias) && expression.test(alias),
  );
}

/**
 * The panel loses writes silently where the ALIAS string goes beyond about 65,500 bytes (section 6). Bytes, with a
 * margin for what another writer adds at the same time.
 */
export const ALIAS_BYTES = 65_000;

export function aliasBytes(webDomain: WebDomain, added: readonly string[] = []): number {
  return Buffer.byteLength([...webDomain.aliases, ...added].join(","));
}
