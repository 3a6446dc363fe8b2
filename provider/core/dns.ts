/** A DNS record that a customer has to have. */
export interface DnsRecord {
  readonly name: string;
  readonly type: "A" | "AAAA";
  readonly value: string;
}

/** The records that lead names to addresses; an IPv6 address is known by its colons. */
export function recordsFor(names: readonly string[], addresses: readonly string[]): DnsRecord[] {
  return names.flatMap((name) =>
    addresses
      .filter((address) => address !== "")
      .map((value) => ({ name, type: value.includes(":") ? "AAAA" : "A", value }) as const),
  );
}
