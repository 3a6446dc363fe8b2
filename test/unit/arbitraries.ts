import fc from "fast-check";

/** The same examples in every run, unless FC_SEED is set. */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20260822) });

const isPunycode = (label: string) => label.startsWith("xn--");

/** A label as DNS has it. */
export const label = fc
  .stringMatching(/^[a-z0-9]([a-z0-9-]{0,12}[a-z0-9])?$/)
  .filter((one) => !isPunycode(one));

const tld = fc.constantFrom("com", "test", "co.uk", "example.org", "xn--p1ai");

/** A host name in canonical form. */
export const asciiName = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 4 }), tld)
  .map(([labels, end]) => [...labels, end].join("."));

/** Letters of several scripts whose lower case and upper case are each other's. */
const letters = fc.constantFrom(..."äöüéñøçł東京ดู");
/** Letters that no registry takes beside Latin ones. */
const singleScript = fc.stringMatching(/^([жщя]{1,6}|[λω]{1,6})$/);
const idnLabel = fc.oneof(
  fc.tuple(label, letters, label).map(([before, letter, after]) => before + letter + after),
  singleScript,
);

/** A host name with a label that is not ASCII, in lower case. */
export const idnName = fc
  .tuple(idnLabel, fc.array(label, { maxLength: 2 }), tld)
  .map(([first, labels, end]) => [first, ...labels, end].join("."));

/** Any name that a web alias may have. */
export const name = fc
  .tuple(fc.boolean(), fc.oneof(asciiName, idnName))
  .map(([wild, host]) => (wild ? `*.${host}` : host));

const PIECES = [..."aZ9.-*_ \t,:/@?%ü。／＿＊ßİ1", "xn--", "com", "www.", "\u00ad", "\u200d", "0x", ".."];

/** Text of all kinds: arbitrary, and made of pieces of names. */
export const anyText = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join("")),
  fc.tuple(asciiName, fc.constantFrom(...PIECES), asciiName).map((parts) => parts.join("")),
);

/** The same name in upper case. */
export const cased = (text: string): string => text.toUpperCase();
