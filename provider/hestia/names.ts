import { getDomain } from "tldts";
import { takesWww } from "../core/hostnames";
import type { WebDomain } from "./account";

/** Every name that a web alias owns: its domain, and the www name where it has one. */
export const ownedNames = (domain: string, www: boolean): string[] =>
  www ? [domain, `www.${domain}`] : [domain];

/** What `auto` comes to: a www name only beside a name that can be registered, such as acme.co.uk. */
export const autoWww = (domain: string): boolean => takesWww(domain) && getDomain(domain) === domain;

export interface DnsRecord {
  readonly name: string;
  readonly type: "A" | "AAAA";
  readonly value: string;
}

/** The records that lead these names to the web domain's addresses. */
export function requiredDnsRecords(names: readonly string[], webDomain: WebDomain | undefined): DnsRecord[] {
  if (webDomain === undefined) return [];
  return names.flatMap((name) => [
    ...(webDomain.ip === "" ? [] : [{ name, type: "A" as const, value: webDomain.ip }]),
    ...(webDomain.ip6 === "" ? [] : [{ name, type: "AAAA" as const, value: webDomain.ip6 }]),
  ]);
}
