import { type DnsRecord, recordsFor } from "../core/dns";
import { takesWww } from "../core/hostnames";
import type { WebDomain } from "./account";

/** What `auto` comes to: a www name only beside a name that can be registered, such as acme.co.uk. */
export const autoWww = (domain: string): boolean => takesWww(domain) && tldts().getDomain(domain) === domain;

/** The public suffix list, loaded by the first who asks it. */
const tldts = () => require("tldts") as typeof import("tldts");

/** The records that lead these names to the web domain's addresses. */
export const requiredDnsRecords = (names: readonly string[], webDomain: WebDomain | undefined): DnsRecord[] =>
  recordsFor(names, webDomain === undefined ? [] : [webDomain.ip, webDomain.ip6]);
