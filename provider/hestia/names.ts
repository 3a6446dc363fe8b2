import { takesWww } from "../core/hostnames";

/**
 * Private suffixes whose owner sells or gives names away as a registry does: uk.com, eu.org, com.de, msk.ru. The list marks
 * none of them; a short label below an old top-level domain does. Below the others (github.io, a platform's own domain) are
 * hosts of one operator, which have no www name.
 */
const REGISTRY = /^([a-z]{2,3}\.)+(com|net|org|[a-z]{2})$/;

/** What `auto` comes to: a www name only beside a name that can be registered, such as acme.co.uk or acme.uk.com. */
export function autoWww(domain: string): boolean {
  const { parse, getDomain } = tldts();
  const { isPrivate, publicSuffix } = parse(domain, { allowPrivateDomains: true });
  const allowPrivateDomains = isPrivate === true && REGISTRY.test(publicSuffix ?? "");
  return takesWww(domain) && getDomain(domain, { allowPrivateDomains }) === domain;
}

/** The public suffix list, loaded by the first who asks it. */
const tldts = () => require("tldts") as typeof import("tldts");
