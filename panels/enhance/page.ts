import type { Query } from "./input";

/** A page of a listing: `offset`, `limit` (no default, no maximum) and the total of what matches. */
export function page<T>(query: Query, items: readonly T[], view: (item: T) => object): object {
  const offset = query.integer("offset") ?? 0;
  const limit = query.integer("limit", 1) ?? items.length;
  return { items: items.slice(offset, offset + limit).map(view), total: items.length };
}

/** Sorted by what `key` makes of an item, in the direction of `sortOrder`; equal ones keep their order. */
export function sorted<T>(query: Query, items: readonly T[], key: (item: T) => string | number): T[] {
  const direction = query.variant("sortOrder", ["asc", "desc"]) === "desc" ? -1 : 1;
  return items.toSorted((a, b) => direction * compare(key(a), key(b)));
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
