import { expect } from "chai";
import fc from "fast-check";
import { ConfigurationError, PanelError } from "../../provider/core/errors";
import { canonicalHostname, comparable } from "../../provider/core/hostnames";
import { hostname } from "../../provider/core/inputs";
import { printable, quoted } from "../../provider/core/text";
import { domainsField } from "../../provider/resource/domainSet";
import { dynamicHandler, type Lifecycle } from "../../provider/resource/dynamic";
import { Session } from "../../provider/resource/session";
import "./arbitraries";

const problemOf = (text: string): string => {
  const found = canonicalHostname(text, { wildcard: true });
  if (found.ok) throw new Error(`${JSON.stringify(text)} is taken as ${found.name}`);
  return found.problem;
};

/** Characters that must not be printed: a terminal hides them, or obeys them. */
const RAW = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

describe("field case 16: invisible and look-alike characters in a name", () => {
  const HIDDEN = [
    ..."\u0000\u0007\u001b\u007f\u0085\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a\u202e\u2028\u2060\u2066\u3164\u{e0001}",
  ];
  for (const char of [...HIDDEN, "\ufeff", "\u00a0", "\u200d", "\u200c", "\ufe0f"]) {
    const number = `U+${char.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}`;
    it(`${number} is named in the error`, () => {
      const problem = problemOf(`ac${char}me.com`);
      expect(problem).to.contain(number);
      expect(problem).not.to.match(RAW);
    });
  }
  for (const [dash, number] of [
    ["\u2010", "U+2010"],
    ["\u2011", "U+2011"],
    ["\u2013", "U+2013"],
    ["\u2014", "U+2014"],
    ["\u2212", "U+2212"],
  ] as const) {
    it(`${number}, a dash, is named`, () => {
      expect(problemOf(`my${dash}shop.com`)).to.equal(
        `has ${number} in it, a dash that is no hyphen; write "-"`,
      );
    });
  }
  for (const [text, number] of [
    ["jo\u2019s.com", "U+2019"],
    ["a\u2044b.com", "U+2044"],
    ["a\u20acb.com", "U+20AC"],
    ["a\u2024b.com", "U+2024"],
    ["аcme.com", "U+0430"],
    ["pаypal.acme.com", "U+0430"],
    ["gοogle.com", "U+03BF"],
  ] as const) {
    it(`${number} in ${JSON.stringify(text)} is named in the error`, () =>
      expect(problemOf(text)).to.contain(number));
  }
  it("a name with mixed scripts may be given in punycode", () => {
    expect(problemOf("аcme.com")).to.match(/If it is meant, give the name as xn--cme-5cd\.com$/);
    expect(canonicalHostname("xn--cme-5cd.com")).to.deep.equal({ ok: true, name: "xn--cme-5cd.com" });
  });
  for (const [text, name] of [
    ["пример.com", "xn--e1afmkfd.com"],
    ["shop.пример.com", "shop.xn--e1afmkfd.com"],
    ["نامه\u200cای.com", "xn--mgba3gch31f060k.com"],
    ["col·legi.cat", "xn--collegi-xma.cat"],
    ["i❤\ufe0f.ws", "xn--i-7iq.ws"],
    ["ａ－ｂ。com", "a-b.com"],
    ["\ufeffacme.com", "acme.com"],
  ] as const) {
    it(`${JSON.stringify(text)} is a name`, () =>
      expect(canonicalHostname(text)).to.deep.equal({ ok: true, name }));
  }

  const anything = fc.string({ unit: "binary" });
  it("are printed by number, in any text of the user's", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(problemOf(`_${text}`)).not.to.match(RAW);
        expect(quoted(text)).not.to.match(RAW);
        expect(printable(text).replaceAll("\n", "")).not.to.match(RAW);
        const found = domainsField(hostname(), {}).safeParse({ [`_${text}`]: true, [`${text}_`]: 5 });
        for (const { message } of found.error?.issues ?? []) expect(message).not.to.match(RAW);
        if (!canonicalHostname(text).ok) expect(comparable(text)).to.equal(text);
      }),
    );
  });

  it("are not printed by the engine, nor in an error of an operation", async () => {
    const lifecycle = {
      check: (_olds: unknown, news: Record<string, unknown>) => ({
        inputs: news,
        problems: Object.keys(news).map((property) => ({ property, reason: `is "${news[property]}"` })),
      }),
      delete: async () => {
        throw new Error("no a\u202eb\nand more");
      },
    } as unknown as Lifecycle;
    const handler = dynamicHandler(new Session(), lifecycle);
    const { failures } = await handler.check({}, { domain: "a\u202eb", webDomain: "a\nb", account: "a b" });
    expect(failures).to.deep.equal([
      { property: "", reason: 'domain is "aU+202Eb"' },
      { property: "", reason: 'webDomain is "a\nb"' },
      { property: "account", reason: 'is "a b"' },
    ]);
    const error = await handler.delete("id", {}).catch((reason: unknown) => reason);
    expect((error as Error).message).to.equal("no aU+202Eb\nand more");
  });

  it("are not printed by errors in the program's own process, such as those of a lookup", () => {
    const detail = "no \u001b[31ma\u202eb";
    const error = new PanelError({ kind: "rejected", panel: "panel.test", what: "it failed", detail });
    expect(error.message).to.equal("It failed: no U+001B[31maU+202Eb.\n  On panel.test");
    expect(new ConfigurationError("a\u202eb\nis none").message).to.equal("aU+202Eb\nis none");
  });
});

describe("field case 17: a text with a slash", () => {
  for (const text of ["n/a", "N/A", "/", "a/b", "1/2", "tbd/none", "1.2/3", "/acme.com"]) {
    it(`${text} is no URL`, () => expect(problemOf(text)).to.match(/^has "\/" in it/));
  }
  for (const text of ["https://acme.com", "//acme.com/", "acme.com/", "me@acme.com/x", "acme.com:80/x"]) {
    it(`${text} is one`, () =>
      expect(problemOf(text)).to.equal("is a URL; give the host name alone, such as acme.com"));
  }
});
