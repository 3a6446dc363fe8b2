import { Gate } from "../core/gate";
import type { Wanted } from "./fields";
import { type SiteCertificate, shakeHands } from "./handshake";
import { type DnsVerdict, decisive, explainDns, explainHttps, explainSilence, judgeDns } from "./judge";
import { LookUp } from "./lookUp";

/** What one look found out about a name. */
export interface Seen {
  readonly dns: { readonly status: DnsVerdict; readonly addresses: readonly string[] };
  /** The certificate that browsers accept, where one was looked for and is there. */
  readonly certificate?: SiteCertificate;
  /** What is still waited for, and what to do; undefined where the name is ready. */
  readonly waitsFor?: string;
}

/** So many names are looked at at once: thousands must not open thousands of sockets. */
export const WIDTH = 16;

/** What a wildcard is looked at by: a name below it, which nobody has set by itself. */
const BELOW_WILDCARD = "domain-ready-check";

/** The name that is asked for: a wildcard itself is none. */
export const askedFor = (name: string): string => name.replace(/^\*/, BELOW_WILDCARD);

/**
 * Looks at names, side by side.
 *
 * @param servers the resolvers, by their addresses; undefined for the system's
 */
export async function look(
  wanted: Wanted,
  names: readonly string[],
  servers: readonly string[] | undefined,
): Promise<Map<string, Seen>> {
  const lookUp = new LookUp(servers);
  const gate = new Gate(WIDTH);
  const seen = await Promise.all(
    names.map(async (name) => [name, await gate.run(() => lookAt(name, wanted, lookUp))] as const),
  );
  return new Map(seen);
}

async function lookAt(name: string, { names, waitFor, port }: Wanted, lookUp: LookUp): Promise<Seen> {
  const expected = names.get(name) ?? [];
  const asked = askedFor(name);
  const found = await lookUp.addresses(asked);
  const status = judgeDns(found, expected);
  const dns = { status, addresses: found.addresses };
  // With no answer to this, there will be none to more.
  if (status === "unanswered") return { dns, waitsFor: explainSilence(name, found) };
  if (status !== "right") {
    const target = found.chain.length > 0 ? undefined : await lookUp.canonicalName(asked);
    const told = target === undefined ? found : { ...found, chain: [target] };
    const zone = await lookUp.zoneOf(name.replace(/^\*\./, ""), told.chain.length > 0 && asked === name);
    return { dns, waitsFor: explainDns(name, status, told, expected, zone) };
  }
  if (waitFor === "dns") return { dns };
  // To the addresses themselves: what this machine has cached of the name is no matter.
  const handshakes = await Promise.all(found.addresses.map((address) => shakeHands(asked, address, port)));
  const { certificate, ...failed } = decisive(handshakes) ?? { at: "", failure: "" };
  return certificate === undefined ? { dns, waitsFor: explainHttps(name, failed) } : { dns, certificate };
}
