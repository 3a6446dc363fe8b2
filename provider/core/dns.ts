import { BlockList, isIPv6 } from "node:net";

/** A DNS record that a customer has to have. */
export interface DnsRecord {
  readonly name: string;
  readonly type: "A" | "AAAA";
  readonly value: string;
}

/** The records that lead names to addresses; an IPv6 address is known by its colons. */
export function recordsFor(names: readonly string[], addresses: readonly string[]): DnsRecord[] {
  return names.flatMap((name) =>
    addresses.map((value) => ({ name, type: value.includes(":") ? "AAAA" : "A", value }) as const),
  );
}

/** Addresses that mean something on one machine or in one network only. */
const PRIVATE = new BlockList();
const SUBNETS: readonly (readonly [net: string, prefix: number, type: "ipv4" | "ipv6"])[] = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["::", 127, "ipv6"],
  ["fc00::", 7, "ipv6"],
  ["fe80::", 10, "ipv6"],
];
for (const subnet of SUBNETS) PRIVATE.addSubnet(...subnet);

/** Whether the internet does not reach an address: private, shared, link-local, loopback. */
export const isPrivate = (address: string): boolean =>
  PRIVATE.check(address, isIPv6(address) ? "ipv6" : "ipv4");

/**
 * Tells the user, once a run, where DNS records lead to addresses that the internet does not reach.
 *
 * @param cure what to do about it, one or more sentences
 */
export function reportPrivate(
  session: { reportOnce(message: string): void },
  panel: string,
  addresses: readonly string[],
  cure: string,
): void {
  const unreached = addresses.filter(isPrivate);
  if (unreached.length === 0) return;
  session.reportOnce(
    `DNS records of names on ${panel} would lead to ${unreached.join(" and ")}, which the internet does not reach. ` +
      `It is what the panel has for an address. ${cure}`,
  );
}
