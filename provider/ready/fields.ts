import { isIP, isIPv6, SocketAddress } from "node:net";
import { z } from "zod";
import { canonicalHostname } from "../core/hostnames";
import { oneOf } from "../core/inputs";
import { quoted } from "../core/text";
import { type Properties, UNKNOWN } from "../resource/dynamic";
import type { Field } from "../resource/fields";

/** In the state: names as an object, since the engine compares lists by position. */
export type Names = Readonly<Record<string, true>>;

/** In the state: the addresses of each name in one text, a line of a preview. */
export type Expected = Readonly<Record<string, string>>;

export const ADDRESSES_JOINED_BY = ", ";

/** So many things that are wrong with one input are told. */
const MOST_TOLD = 10;

/** Collects what is wrong with the items of a list. */
class Items {
  readonly problems: string[] = [];

  note(item: unknown, problem: string): void {
    this.problems.push(`${typeof item === "string" ? quoted(item) : JSON.stringify(item)} ${problem}`);
  }

  /** The value that was made of the items, where nothing is wrong with them. */
  result<T>(value: T, context: z.RefinementCtx): T {
    if (this.problems.length === 0) return value;
    const rest = this.problems.length - MOST_TOLD;
    const message = this.problems.slice(0, MOST_TOLD).join("; ") + (rest > 0 ? `; and ${rest} more` : "");
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  }
}

/** Whether a value, or anything in it, is known only after something else has been done. */
function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown);
}

/** The items of a list, of which each may be a list of items: the names of one mapping, or of many. */
const flat = (list: readonly unknown[]): unknown[] =>
  list.flatMap((one) => (Array.isArray(one) ? one : [one]));

const isObject = (value: unknown): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const sorted = <T>(entries: Iterable<readonly [string, T]>): Record<string, T> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

/** An address in the form in which the resolver answers it. */
function canonicalAddress(text: unknown): string | undefined {
  if (typeof text !== "string" || isIP(text) === 0) return undefined;
  return isIPv6(text) ? new SocketAddress({ address: text, family: "ipv6" }).address : text;
}

/** Makes an input of a list; the engine gives `ignoreChanges` inputs as a check has made them before. */
const listField = <T>(what: string, make: (items: unknown[], found: Items) => T) =>
  z.unknown().transform((given, context): T | typeof UNKNOWN => {
    if (holdsUnknown(given)) return UNKNOWN;
    const list = Array.isArray(given) ? flat(given) : undefined;
    if (list === undefined) {
      context.addIssue({ code: "custom", message: `is no list of ${what}` });
      return z.NEVER;
    }
    const found = new Items();
    return found.result(make(list, found), context);
  });

/** The same, where the state has an object in place of the list. */
const recordField = <T>(
  what: string,
  fromState: (record: Properties) => unknown[],
  make: (items: unknown[], found: Items) => T,
) => {
  const ofList = listField(what, make);
  return z
    .unknown()
    .transform((given) => (isObject(given) ? fromState(given) : given))
    .pipe(ofList);
};

const domains = recordField("names", Object.keys, (items, found): Names => {
  const names = items.flatMap((item) => {
    const canonical = typeof item === "string" ? canonicalHostname(item, { wildcard: true }) : undefined;
    if (canonical?.ok === true) return [canonical.name];
    found.note(item, canonical?.problem ?? "is no name");
    return [];
  });
  return sorted(names.map((name) => [name, true] as const));
});

const records = recordField(
  "DNS records",
  (record) =>
    Object.entries(record).flatMap(([name, values]) =>
      String(values)
        .split(ADDRESSES_JOINED_BY)
        .map((value) => ({ name, type: value.includes(":") ? "AAAA" : "A", value })),
    ),
  (items, found): Expected => {
    const byName = new Map<string, Set<string>>();
    for (const item of items) {
      const { name, type, value } = isObject(item) ? item : {};
      const canonical = typeof name === "string" ? canonicalHostname(name, { wildcard: true }) : undefined;
      const address = canonicalAddress(value);
      if (canonical === undefined || (type !== "A" && type !== "AAAA"))
        found.note(item, 'is no record such as { name: "acme.com", type: "A", value: "203.0.113.7" }');
      else if (!canonical.ok) found.note(name, canonical.problem);
      else if (address === undefined || isIPv6(address) !== (type === "AAAA"))
        found.note(value, `is no address of an ${type} record`);
      else byName.set(canonical.name, new Set(byName.get(canonical.name)).add(address));
    }
    return sorted([...byName].map(([name, values]) => [name, [...values].sort().join(ADDRESSES_JOINED_BY)]));
  },
);

const addresses = listField("addresses", (items, found) => {
  const known = items.flatMap((item) => {
    const address = canonicalAddress(item);
    if (address !== undefined) return [address];
    found.note(item, "is no IP address");
    return [];
  });
  if (items.length === 0) found.problems.push("is empty: no name can lead to it");
  return [...new Set(known)].sort();
});

/** `host:port`, `host` or `[2001:db8::53]:port`; the port is 53 where none is given. */
export function parseResolver(text: string): { host: string; port: number } | undefined {
  if (isIP(text) !== 0) return { host: text, port: 53 };
  const match = /^(?:\[([\da-f:.]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/i.exec(text);
  const host = match?.[1] ?? match?.[2] ?? "";
  const port = Number(match?.[3] ?? 53);
  const isHost =
    match?.[1] === undefined
      ? isIP(host) === 4 || canonicalHostname(host).ok || host === "localhost"
      : isIPv6(host);
  return isHost && port > 0 && port < 65_536 ? { host, port } : undefined;
}

const resolvers = listField("resolvers", (items, found) => {
  for (const item of items) {
    if (typeof item !== "string" || parseResolver(item) === undefined)
      found.note(item, 'is no resolver such as "1.1.1.1", "ns1.acme.com:53" or "[2001:db8::53]:53"');
  }
  if (items.length === 0) found.problems.push("is empty: leave it away for the system's resolvers");
  return items as string[];
});

const seconds = (least: number) =>
  z.number("is no number of seconds").min(least, `is less than ${least} seconds`);

export const LEAST_INTERVAL = 10;

/** The inputs of a DomainReady. */
export const READY = {
  domains: { parse: domains, change: "update" },
  requiredDnsRecords: { parse: records, change: "update" },
  addresses: { parse: addresses, change: "update" },
  waitFor: { parse: oneOf(["dns", "https"]), change: "update" },
  port: {
    parse: z.int("is no port").min(1, "is no port").max(65_535, "is no port"),
    change: "update",
  },
  resolvers: { parse: resolvers, change: "update" },
  checkInterval: { parse: seconds(LEAST_INTERVAL), change: "no call" },
  timeout: { parse: seconds(0), change: "no call" },
} satisfies Record<string, Field>;

/** What a DomainReady waits for, as its checked inputs have it. */
export interface Wanted {
  /** The addresses to which each name has to lead. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly waitFor: "dns" | "https";
  readonly port: number;
  readonly resolvers: readonly string[] | undefined;
  /** Milliseconds. */
  readonly interval: number;
  /** Milliseconds. */
  readonly timeout: number;
}

const Checked = z.looseObject({
  domains: z.record(z.string(), z.literal(true)),
  requiredDnsRecords: z.record(z.string(), z.string()).optional(),
  addresses: z.array(z.string()).optional(),
  waitFor: z.enum(["dns", "https"]).default("https"),
  port: z.number().default(443),
  resolvers: z.array(z.string()).optional(),
  checkInterval: z.number().default(300),
  timeout: z.number().default(3600),
});

/** Reads checked inputs, or what the state has of them. */
export function wantedIn(inputs: Properties): Wanted {
  const {
    domains,
    requiredDnsRecords = {},
    addresses,
    waitFor,
    port,
    resolvers,
    checkInterval,
    timeout,
  } = Checked.parse(inputs);
  const expected = (name: string) => addresses ?? requiredDnsRecords[name]?.split(ADDRESSES_JOINED_BY) ?? [];
  return {
    names: new Map(Object.keys(domains).map((name) => [name, expected(name)])),
    waitFor,
    port,
    resolvers,
    interval: checkInterval * 1000,
    timeout: timeout * 1000,
  };
}
