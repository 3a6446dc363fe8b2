import { domainToASCII } from "node:url";
import { codePoint } from "./text";

/** A host name in canonical form, or the reason why the text is none, in words for the user. */
type Canonical =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: string };

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const ASCII_OUTSIDE_NAMES = /[^a-z0-9.*-]/;
/** What the IDN mapping takes for an IPv4 address, whole or broken. */
const ENDS_IN_NUMBER = /(^|\.)(\d+|0x[\da-f]*)\.?$/;

/** Beyond ASCII: letters with their marks, digits, emoji, dots of other scripts, and full-width forms of ASCII. */
const NOT_IN_NAMES = /[^\p{L}\p{M}\p{N}\p{So}\p{Sk}·・͵׳״。｡\uff01-\uff5e\u200c\u200d]/u;
/** Joiners shape some scripts' letters, where the IDN mapping lets them stand; the variation selector makes an emoji. */
const UNSEEN =
  /(?![\u200c\u200d])(?!(?<=\p{Extended_Pictographic})\ufe0f)[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u;
const DASH = /[\p{Pd}\u2212]/u;
const LONGEST = 253;

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
  const host = hostOfUrl(trimmed);
  if (trimmed.includes("://") || host !== undefined) {
    return problem(`is a URL; give the host name alone, such as ${host ?? "acme.com"}`);
  }
  // Everything ASCII is judged before the IDN mapping: that lets `_` pass and reads numbers as addresses.
  const strange = [...trimmed].find((char) => char < "\u0080" && ASCII_OUTSIDE_NAMES.test(char));
  if (strange !== undefined) {
    return problem(
      `has ${describeCharacter(strange)} in it; letters, digits, hyphens and dots make a host name`,
    );
  }
  const unmeant = unmeantIn(trimmed);
  if (unmeant !== undefined) return problem(unmeant);
  const wild = /^\*\../.test(trimmed);
  if (wild && options.wildcard !== true) return problem("is a wildcard; one full name is needed here");
  const rest = wild ? trimmed.slice(2) : trimmed;
  if (rest.includes("*")) return problem('has a misplaced "*"; a wildcard is *.acme.com');

  const ascii = domainToASCII(rest).replace(/\.$/, "");
  if (ENDS_IN_NUMBER.test(rest) || ENDS_IN_NUMBER.test(ascii)) {
    return problem("is an IP address or ends in a number; give a domain");
  }
  if (ascii === "") {
    const odd = [...rest].filter((char) => char > "\u007f").map(codePoint);
    const which = odd.length === 0 ? "" : `: it has ${[...new Set(odd)].join(", ")} in it`;
    return problem(`is not a valid internationalised name${which}`);
  }
  const alike = lookAlikeIn(rest);
  if (alike !== undefined) {
    return problem(
      `has ${codePoint(alike)}, a Greek or Cyrillic letter, among Latin ones: one may stand for the other by mistake. ` +
        `If it is meant, give the name as ${wild ? "*." : ""}${ascii}`,
    );
  }
  const labels = ascii.split(".");
  if (labels.length < 2) return problem("is a single label; give a full domain such as acme.com");
  if (labels.includes("")) return problem("has an empty label; two dots follow each other or one leads");
  const bad = labels.find((label) => !LABEL.test(label));
  if (bad !== undefined) {
    return problem(`has the label "${bad}"; a label has 1 to 63 letters, digits and inner hyphens`);
  }
  const name = wild ? `*.${ascii}` : ascii;
  if (name.length > LONGEST) return problem("is longer than 253 characters");
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

/** Whether a `www.` name may stand beside this one: not beside a wildcard or a www name, nor one that is too long. */
export function takesWww(name: string): boolean {
  return !name.startsWith("*.") && !name.startsWith("www.") && name.length <= LONGEST - "www.".length;
}

/** Why a name has none. */
export const noWww = (name: string): string =>
  name.length > LONGEST - "www.".length
    ? `its www name would be longer than ${LONGEST} characters`
    : "there is no www name beside a wildcard or a www name";

/** The host that a URL, or a host with a path, is of. */
function hostOfUrl(text: string): string | undefined {
  const host = /^(?:(?:[a-z][a-z0-9+.-]*:)?\/\/)?(?:[^/@]*@)?([a-z0-9.-]+)(?::\d+)?\//.exec(`${text}/`)?.[1];
  return text.includes("/") && host !== undefined && canonicalHostname(host).ok ? host : undefined;
}

/** What is wrong with a character beyond ASCII that nobody means in a name. */
function unmeantIn(text: string): string | undefined {
  const dash = [...text].find((char) => char > "\u007f" && char !== "\uff0d" && DASH.test(char));
  if (dash !== undefined) return `has ${codePoint(dash)} in it, a dash that is no hyphen; write "-"`;
  const unseen = UNSEEN.exec(text)?.[0];
  if (unseen !== undefined)
    return `is not a valid internationalised name: ${codePoint(unseen)} in it does not show; take it out`;
  const strange = [...text].find((char) => char > "\u007f" && NOT_IN_NAMES.test(char));
  return (
    strange && `is not a valid internationalised name: ${codePoint(strange)} in it is no letter or digit`
  );
}

/** A letter that looks like a Latin one, or may, in a label with Latin letters; no registry takes such a mixture. */
function lookAlikeIn(text: string): string | undefined {
  const mixed = text
    .split(/[.。．｡]/u)
    .find((label) => /\p{Script=Latin}/u.test(label) && /[\p{Script=Greek}\p{Script=Cyrillic}]/u.test(label));
  return mixed && /[\p{Script=Greek}\p{Script=Cyrillic}]/u.exec(mixed)?.[0];
}

function describeCharacter(char: string): string {
  if (/\s/.test(char)) return "white space";
  return /\p{C}/u.test(char) ? codePoint(char) : `"${char}"`;
}
