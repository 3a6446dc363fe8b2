import { joinLimited } from "../core/text";
import { isCloudflare } from "./cloudflare";
import { type Handshake, NO_NAMES, TOO_SLOW } from "./handshake";
import type { Found, Zone } from "./lookUp";

/**
 * What DNS says of a name:
 * - `right` it leads to expected addresses, and to no other
 * - `missing` it has no A and no AAAA record
 * - `mixed` it leads to expected addresses and to others
 * - `proxied` it leads to Cloudflare's proxy alone
 * - `foreign` it leads to other addresses alone
 * - `unanswered` there was no answer
 */
export type DnsVerdict = "right" | "missing" | "mixed" | "proxied" | "foreign" | "unanswered";

/** Judges the addresses of a name. One address of those that are expected is enough. */
export function judgeDns({ addresses, failure }: Found, expected: readonly string[]): DnsVerdict {
  if (addresses.length === 0) return failure === undefined ? "missing" : "unanswered";
  const others = addresses.filter((address) => !expected.includes(address));
  if (others.length === 0) return "right";
  if (others.length < addresses.length) return "mixed";
  return others.every(isCloudflare) ? "proxied" : "foreign";
}

const typeOf = (address: string): "A" | "AAAA" => (address.includes(":") ? "AAAA" : "A");
const asRecord = (address: string): string => `${typeOf(address)} ${address}`;
const asRecords = (addresses: readonly string[]): string => addresses.map(asRecord).join(" and ");

/** Where a record is to be set. */
const atServers = ({ name, servers }: Zone): string =>
  servers.length === 0
    ? `in the DNS of ${name}, for which no name servers are found: it may not be registered`
    : `at ${joinLimited(servers, 4)}`;

/** What is wrong with a name's DNS, and which record to set at which name server; one clause each. */
export function explainDns(
  name: string,
  verdict: Exclude<DnsVerdict, "right" | "unanswered">,
  { addresses, chain }: Found,
  expected: readonly string[],
  zone: Zone,
): string {
  const end = chain.at(-1);
  const via = end === undefined ? "" : `is a CNAME for ${end}, which `;
  const others = addresses.filter((address) => !expected.includes(address));
  const records = asRecords(expected);
  const at = atServers(zone);
  switch (verdict) {
    case "missing":
      return `${name} ${via}has no A or AAAA record: set ${end === undefined ? "" : "in its place "}${records} ${at}`;
    case "foreign":
      return `${name} ${via}leads to ${joinLimited(others)}: set ${records} in its place ${at}`;
    case "proxied":
      return `${name} leads to Cloudflare's proxy (${joinLimited(others)}), which hides where it goes: set ${records} as "DNS only" ${at}`;
    case "mixed": {
      const types = new Set(others.map(typeOf));
      const instead = expected.filter(
        (address) => types.has(typeOf(address)) && !addresses.includes(address),
      );
      const cure = instead.length === 0 ? "remove it" : `set ${asRecords(instead)} in its place`;
      const right = addresses.filter((address) => expected.includes(address));
      return `${name} ${via}has the right ${asRecords(right)}, and beside it ${joinLimited(others.map(asRecord))}, to which visitors go as well: ${cure} ${at}`;
    }
  }
}

/** What to do where there was no answer. */
export const explainSilence = (name: string, { failure }: Found): string =>
  `${name}: the resolvers give no answer (${failure}): check the zone at its name servers, or give other \`resolvers\``;

/** Codes that say that this machine has no way to an address, which visitors may have. */
export const NO_WAY = new Set(["ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL"]);

export const SELF_SIGNED = ["DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN"];
export const NO_CHAIN = [
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
];

/** What is wrong with a name's HTTPS, and what to do; one clause each. */
export function explainHttps(name: string, { at, failure = "", presented }: Handshake): string {
  const subject = `${name}: DNS is right, and ${at}`;
  const issue = `have the panel issue a certificate for ${name}`;
  const certificate = (what: string, cure: string) =>
    `${subject} presents a certificate ${what} (${presented}): ${cure}`;
  if (failure === "ERR_TLS_CERT_ALTNAME_INVALID" || failure === NO_NAMES)
    return certificate("for another name", issue);
  if (failure === "CERT_HAS_EXPIRED") return certificate("that has expired", "have the panel renew it");
  if (failure === "CERT_NOT_YET_VALID")
    return certificate("that is not valid yet", "check the clocks of the server and of this machine");
  if (SELF_SIGNED.includes(failure))
    return certificate(
      "that no browser trusts",
      `${issue}, or name the file of a private CA in NODE_EXTRA_CA_CERTS`,
    );
  if (NO_CHAIN.includes(failure))
    return certificate(
      "without a chain to a CA that browsers trust",
      "install the certificate with its intermediate ones, or name the file of a private CA in NODE_EXTRA_CA_CERTS",
    );
  if (presented !== undefined) return certificate(`that browsers refuse [${failure}]`, issue);
  if (failure === "ECONNREFUSED") return `${subject} refuses connections: start the web server there`;
  if (failure === TOO_SLOW || failure === "ETIMEDOUT")
    return `${subject} does not answer: check the web server and the firewalls on the way`;
  if (NO_WAY.has(failure))
    return `${subject} is not reached from this machine [${failure}]: run Pulumi on one with a way there, or wait for DNS alone, with waitFor "dns"`;
  return `${subject} makes no TLS connection for it [${failure}]: check that it serves https for ${name}`;
}

/**
 * Of the handshakes with a name's addresses, the one that counts: one that failed before one that did not. An IPv6 address
 * to which this machine has no way does not count beside another.
 */
export function decisive(handshakes: readonly Handshake[]): Handshake | undefined {
  const reached = handshakes.filter(({ failure }) => !NO_WAY.has(failure ?? ""));
  const counting = reached.length === 0 ? handshakes : reached;
  return counting.find(({ failure }) => failure !== undefined) ?? counting[0];
}
