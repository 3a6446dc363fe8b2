import { joinLimited } from "../../core/text";
import { NO_NAMES, TOO_SLOW } from "../../ready/handshake";
import { NO_CHAIN, SELF_SIGNED } from "../../ready/judge";
import type { InStack } from "../mapped/stackNames";
import type { CertificateState, DnsState } from "./looks";

/** What is said of a state, and whether it is as it should be; undefined where that is not known. */
export interface Words {
  readonly text: string;
  readonly isGood: boolean | undefined;
}

export function stackWords(inStack: InStack): Words {
  if (inStack === undefined) return { text: "unknown", isGood: undefined };
  if (inStack === false) return { text: "no", isGood: false };
  return { text: `yes (${inStack.resource})`, isGood: true };
}

export function dnsWords(dns: DnsState, expected: readonly string[] = []): Words {
  const { status, addresses, failure } = dns;
  const others = joinLimited(addresses.filter((address) => !expected.includes(address)));
  switch (status) {
    case "right":
      return { text: "leads here", isGood: true };
    case "mixed":
      return { text: `leads here and to ${others}`, isGood: false };
    case "missing":
      return { text: "no record", isGood: false };
    case "proxied":
      return { text: "Cloudflare's proxy", isGood: false };
    case "foreign":
      return { text: `leads to ${others}`, isGood: false };
    case "unanswered":
      return { text: `no answer (${failure})`, isGood: false };
    case "unknown":
      return { text: `leads to ${others}`, isGood: undefined };
  }
}

export function certificateWords({ status, certificate, failure = "" }: CertificateState): Words {
  if (status === "unknown") return { text: "-", isGood: undefined };
  if (certificate !== undefined) {
    const { issuer, expires } = certificate;
    return { text: `until ${expires.replace(/T.*/, "")} (${issuer})`, isGood: true };
  }
  return { text: failureWords(failure), isGood: false };
}

function failureWords(failure: string): string {
  if (failure === "ERR_TLS_CERT_ALTNAME_INVALID" || failure === NO_NAMES) return "for another name";
  if (failure === "CERT_HAS_EXPIRED") return "expired";
  if (failure === "CERT_NOT_YET_VALID") return "not valid yet";
  if (SELF_SIGNED.includes(failure)) return "no browser trusts it";
  if (NO_CHAIN.includes(failure)) return "no chain to a CA";
  if (failure === TOO_SLOW || failure === "ETIMEDOUT") return "no answer";
  if (failure === "ECONNREFUSED") return "connection refused";
  return `none (${failure})`;
}
