import type { Account, WebDomain } from "./account";

/**
 * The aliases that the panel's delete command takes for one name, which it matches as an anchored basic regular
 * expression where a dot is any character (docs/panels/hestia.md#regular-expressions). A `*` that leads is itself.
 * Whatever else than the name is among them must be put back.
 */
export function takenBy(stored: string, webDomain: WebDomain): string[] {
  const expression = asExpression(stored);
  return webDomain.aliases.filter((alias) => expression.test(alias));
}

/**
 * The other web domain whose values the panel takes for this one's: its commands look the web domain up by the same kind
 * of expression, and of several matches the last one in the list counts (docs/panels/hestia.md#regular-expressions). A
 * write would put that one's aliases in the place of this one's.
 */
export function mistakenFor({ name }: WebDomain, account: Account): WebDomain | undefined {
  const expression = asExpression(name);
  const last = account.webDomains.findLast((one) => expression.test(one.name));
  return last?.name === name ? undefined : last;
}

function asExpression(name: string): RegExp {
  const pattern = [...name].map((char) => (char === "." ? "." : char.replace(/[\\^$*+?()[\]{}|]/, "\\$&")));
  return new RegExp(`^${pattern.join("")}$`, "u");
}

/**
 * The panel answers OK and stores nothing where the ALIAS string goes beyond this many bytes
 * (docs/panels/hestia.md#size-limits).
 */
export const LOST_BEYOND_BYTES = 65_500;

/** How far it is filled: with a margin for what another writer adds at the same time. */
export const ALIAS_BYTES = 65_000;

export function aliasBytes(webDomain: WebDomain, added: readonly string[] = []): number {
  return Buffer.byteLength([...webDomain.aliases, ...added].join(","));
}
