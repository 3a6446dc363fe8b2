import { domainToUnicode } from "node:url";
import { expect } from "chai";
import fc from "fast-check";
import { canonicalHostname, comparable, takesWww } from "../../provider/core/hostnames";
import { anyText, asciiName, cased, idnName, name } from "./arbitraries";

const WILD = { wildcard: true };
const LDH_LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const CANONICAL = new RegExp(`^(\\*\\.)?${LDH_LABEL}(\\.${LDH_LABEL})+$`);

/** The canonical form of a text that has one. */
function canonical(text: string, options = WILD): string {
  const found = canonicalHostname(text, options);
  if (!found.ok) throw new Error(`${JSON.stringify(text)} ${found.problem}`);
  return found.name;
}

describe("canonical host names", () => {
  it("have one form: a second pass changes nothing", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, name), (text) => {
        const first = canonicalHostname(text, WILD);
        if (first.ok) expect(canonicalHostname(first.name, WILD)).to.deep.equal(first);
      }),
    );
  });

  it("are lower-case letters, digits and hyphens, without a trailing dot and no longer than DNS allows", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, name), (text) => {
        const found = canonicalHostname(text, WILD);
        if (!found.ok) return;
        expect(found.name).to.match(CANONICAL);
        expect(found.name.length).to.be.at.most(253);
      }),
    );
  });

  it("are unchanged where they are canonical", () => {
    fc.assert(
      fc.property(asciiName, (text) => {
        expect(canonical(text)).to.equal(text);
      }),
    );
  });

  it("do not depend on case, a trailing dot or space around them", () => {
    const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
    fc.assert(
      fc.property(name, fc.boolean(), fc.boolean(), space, space, (text, upper, dot, before, after) => {
        const written = before + (upper ? cased(text) : text) + (dot ? "." : "") + after;
        expect(canonical(written)).to.equal(canonical(text));
      }),
    );
  });

  it("are the same for a name in Unicode and in punycode", () => {
    fc.assert(
      fc.property(idnName, (text) => {
        const punycode = canonical(text);
        expect(punycode).to.match(/(^|\.)xn--/);
        expect(canonical(domainToUnicode(punycode))).to.equal(punycode);
      }),
    );
  });

  const FORMS: [text: string, name: string][] = [
    ["Acme.COM", "acme.com"],
    [" acme.com.\n", "acme.com"],
    ["bücher.test", "xn--bcher-kva.test"],
    ["BÜCHER.test", "xn--bcher-kva.test"],
    ["XN--BCHER-KVA.test", "xn--bcher-kva.test"],
    ["faß.de", "xn--fa-hia.de"],
    ["ＡＣＭＥ.com", "acme.com"],
    ["acme。com", "acme.com"],
    ["*.Acme.com", "*.acme.com"],
    ["123.acme.com", "123.acme.com"],
    ["ab--cd.com", "ab--cd.com"],
  ];
  for (const [text, expected] of FORMS) {
    it(`of ${JSON.stringify(text)} is ${expected}`, () => expect(canonical(text)).to.equal(expected));
  }
});

describe("text that is no host name", () => {
  const label64 = "a".repeat(64);
  const long = `${"a".repeat(61)}.`.repeat(4);
  const REFUSED: [what: string, text: string, problem: RegExp][] = [
    ["nothing", "", /^is empty/],
    ["nothing but space", " \t", /^is empty/],
    ["an inner space", "bad name.test", /^has white space in it/],
    ["an inner line end", "a.test\nb.test", /^has white space in it/],
    ["an inner no-break space", "bad\u00a0name.test", /not a valid internationalised name/],
    ["a list", "a.test, b.test", /^has "," in it/],
    ["`*` alone", "*", /misplaced "\*"/],
    ["`*.` alone", "*.", /misplaced "\*"/],
    ["a wildcard of a single label", "*.com", /^is a single label/],
    ["two wildcards", "*.*.acme.com", /misplaced "\*"/],
    ["a wildcard inside", "a.*.acme.com", /misplaced "\*"/],
    ["half a wildcard", "*acme.com", /misplaced "\*"/],
    ["`localhost`", "localhost", /^is a single label/],
    ["`none`, which the panel takes for something else", "none", /^is a single label/],
    ["a number", "123", /IP address or ends in a number/],
    ["`_`", "_", /^has "_" in it/],
    ["an underscore", "a_b.test", /^has "_" in it/],
    ["a full-width underscore", "a＿b.test", /label "a_b"/],
    ["a URL", "https://Acme.com/shop", /^is a URL; give the host name alone, such as acme\.com$/],
    ["a URL with credentials", "https://me:pass@acme.com/", /^is a URL; .*such as acme\.com$/],
    ["a host with a path", "acme.com/shop", /^is a URL; .*such as acme\.com$/],
    ["a host with a port", "acme.com:8080", /^has ":" in it/],
    ["an address", "hello@acme.com", /^has "@" in it/],
    ["an IPv4 address", "192.0.2.1", /IP address or ends in a number/],
    ["an IPv4 address in short", "192.0.1", /IP address or ends in a number/],
    ["an IPv4 address in hexadecimal", "0xc0.0x0.0x2.0x1", /IP address or ends in a number/],
    ["an IPv6 address", "2001:db8::1", /^has ":" in it/],
    ["a numeric last label", "acme.123", /IP address or ends in a number/],
    ["a numeric last label under a wildcard", "*.acme.1", /IP address or ends in a number/],
    ["two dots", "a..b.test", /^has an empty label/],
    ["a leading dot", ".a.test", /^has an empty label/],
    ["two trailing dots", "a.test..", /^has an empty label/],
    ["a leading hyphen", "-a.test", /label "-a"/],
    ["a trailing hyphen", "a-.test", /label "a-"/],
    ["broken punycode", "xn--zz.test", /not a valid internationalised name/],
    ["a label of 64 characters", `${label64}.test`, /^has the label/],
    ["more than 253 characters", `${long}abcdef`, /longer than 253 characters/],
  ];
  for (const [what, text, problem] of REFUSED) {
    it(`refuses ${what}`, () => {
      const found = canonicalHostname(text, WILD);
      expect(found.ok ? found.name : found.problem).to.match(problem);
      expect(found.ok).to.equal(false);
    });
  }

  it("takes a name of 253 characters", () => {
    expect(canonical(`${long}abcde`)).to.have.length(253);
  });

  it("refuses a wildcard where the panel maps none", () => {
    expect(canonicalHostname("*.acme.com")).to.deep.equal({
      ok: false,
      problem: "is a wildcard; one full name is needed here",
    });
  });
});

describe("stored names, as they are compared", () => {
  it("host names are compared in canonical form", () => {
    fc.assert(
      fc.property(name, (text) => {
        expect(comparable(cased(text))).to.equal(canonical(text));
      }),
    );
  });

  it("text with white space is unchanged, so that it never equals a declared name", () => {
    const stored = fc.tuple(fc.stringMatching(/^\s{1,2}$/), name, fc.boolean());
    fc.assert(
      fc.property(stored, ([space, text, before]) => {
        const junk = before ? space + text : text + space;
        expect(comparable(junk)).to.equal(junk);
      }),
    );
  });

  it("no invalid text equals a canonical name", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = canonicalHostname(text, WILD);
        expect(comparable(text)).to.be.oneOf(found.ok && !/\s/.test(text) ? [found.name] : [text]);
      }),
    );
  });

  for (const junk of [
    "index.php",
    "localhost",
    "none",
    " b.test",
    "bad name.test",
    "xn--zz.test",
    "x",
    "123",
  ]) {
    it(`${JSON.stringify(junk)} is unchanged`, () => expect(comparable(junk)).to.equal(junk));
  }
});

describe("names that can have a www name", () => {
  for (const [text, takes] of [
    ["acme.com", true],
    ["shop.acme.com", true],
    ["wwwacme.com", true],
    ["www.acme.com", false],
    ["*.acme.com", false],
  ] as const) {
    it(`${text}: ${takes ? "yes" : "no"}`, () => expect(takesWww(text)).to.equal(takes));
  }
});
