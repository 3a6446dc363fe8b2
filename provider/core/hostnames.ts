import { domainToASCII } from "node:url";

/** A host name in canonical form, or the reason why the text is none, in words for the user. */
type Canonical =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: string };

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const ASCII_OUTSIDE_NAMES = /[^a-z0-9.*-]/;
/** What the IDN mapping takes for an IPv4 address, whole or broken. */
const ENDS_IN_NUMBER = /(^|\.)(\d+|0x[\da-f]*)\.?$/;

const problem = (text: string): Canonical => ({ ok: false, problem: text });

/**
 * Brings a host name to the one form that names are compared and sent in: lower case, punycode, no trailing
 * dot, no space around it.
 *
 * @param options.wildcard whether `*.` may lead the name; false by default
 */
export function canonicalHostname(text: string, options: { wildcard?: boolean } = {}): Canonical {
  const trimmed = text.trim().toLowerCase();
  if (trimmed === "") return problem("is empty; give a host name such as acme.com");
  if (trimmed.includes("://") || trimmed.includes("/")) {
    return problem(`is a URL; give the host name alone, such as ${hostOfUrl(trimmed) ?? "acme.com"}`);
  }
  // Everything ASCII is judged before the IDN mapping: that lets `_` pass and reads numbers as addresses.
  const strange = [...trimmed].find((char) => char < "\u0080" && ASCII_OUTSIDE_NAMES.test(char));
  if (strange !== undefined) {
    return problem(`has ${shown(strange)} in it; letters, digits, hyphens and dots make a host name`);
  }
  const wild = /^\*\../.test(trimmed);
  if (trimmed.includes("*") && !wild) return problem('has a misplaced "*"; a wildcard is *.acme.com');
  if (wild && options.wildcard !== true) return problem("is a wildcard; one full name is needed here");
  const rest = wild ? trimmed.slice(2) : trimmed;
  if (rest.includes("*")) return problem('has a misplaced "*"; a wildcard is *.acme.com');

  const ascii = domainToASCII(rest).replace(/\.$/, "");
  if (ENDS_IN_NUMBER.test(rest) || ENDS_IN_NUMBER.test(ascii)) {
    return problem("is an IP address or ends in a number; give a domain");
  }
  if (ascii === "") return problem("is not a valid internationalised name");
  const labels = ascii.split(".");
  if (labels.length < 2) return problem("is a single label; give a full domain such as acme.com");
  if (labels.includes("")) return problem("has an empty label; two dots follow each other or one leads");
  const bad = labels.find((label) => !LABEL.test(label));
  if (bad !== undefined) {
    return problem(`has the label "${bad}"; a label has 1 to 63 letters, digits and inner hyphens`);
  }
  const name = wild ? `*.${ascii}` : ascii;
  if (name.length > 253) return problem("is longer than 253 characters");
  return { ok: true, name };
}

/**
 * The form in which a name that a panel has stored is compared: canonical where it is a host name, and its own
 * text where it is not, so that junk never equals a name that somebody declared.
 */
export function comparable(stored: string): string {
  const known = compared.get(stored);
  if (known !== undefined) return known;
  const canonical = /\s/.test(stored) ? undefined : canonicalHostname(stored, { wildcard: true });
  const form = canonical?.ok === true ? canonical.name : stored;
  if (compared.size >= MOST_COMPARED) compared.clear();
  compared.set(stored, form);
  return form;
}

/** Every list has the same thousands of names in it. */
const compared = new Map<string, string>();
const MOST_COMPARED = 50_000;

/** Whether a `www.` name may stand beside this one: not beside a wildcard, nor beside a www name. */
export function takesWww(name: string): boolean {
  return !name.startsWith("*.") && !name.startsWith("www.");
}

/** Every name that a resource owns: its domain, and the www name where it has one. */
export const ownedNames = (domain: string, www: boolean): string[] =>
  www ? [domain, `www.${domain}`] : [domain];

function hostOfUrl(text: string): string | undefined {
  const host = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?([a-z0-9.-]+)/.exec(text)?.[1];
  return host?.includes(".") ? host : undefined;
}

function shown(char: string): string {
  return /\s/.test(char) ? "white space" : `"${char}"`;
}
