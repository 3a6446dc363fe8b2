import { expect } from "chai";
import fc from "fast-check";
import { canonicalHostname } from "../../provider/core/hostnames";
import { flagOr, hostname } from "../../provider/core/inputs";
import { domainsField, type NameOptions } from "../../provider/resource/domainSet";
import { UNKNOWN } from "../../provider/resource/dynamic";
import { cased, name } from "./arbitraries";

const field = domainsField(hostname({ wildcard: true }), { www: flagOr("auto") });

/** The field's value for an input; fails where the input is wrong. */
const domainsOf = (given: unknown): unknown => field.parse(given);

/** The problem of an input, as reported to the user. */
function problemOf(given: unknown): string {
  const parsed = field.safeParse(given);
  if (parsed.success) throw new Error(`nothing is wrong: ${JSON.stringify(parsed.data)}`);
  return parsed.error.issues.map(({ message }) => message).join("\n");
}

function canonical(text: string): string {
  const found = canonicalHostname(text, { wildcard: true });
  if (!found.ok) throw new Error(`${text} ${found.problem}`);
  return found.name;
}

const names = fc.uniqueArray(name, { selector: canonical, maxLength: 8 });
const options = fc.oneof(
  fc.constant<true>(true),
  fc.record({ www: fc.constantFrom(true, false, "auto") }, { requiredKeys: [] }),
);
const withoutOptions = (all: readonly string[]) => Object.fromEntries(all.map((one) => [canonical(one), {}]));

describe("the domains of a set", () => {
  it("are a record of canonical names, whether given as a list or as a record of `true`", () => {
    fc.assert(
      fc.property(names, (given) => {
        expect(domainsOf(given)).to.deep.equal(withoutOptions(given));
        expect(domainsOf(Object.fromEntries(given.map((one) => [one, true])))).to.deep.equal(
          withoutOptions(given),
        );
      }),
    );
  });

  it("do not depend on case, a trailing dot or space around them", () => {
    fc.assert(
      fc.property(names, (given) => {
        expect(domainsOf(given.map((one) => ` ${cased(one)}.\n`))).to.deep.equal(withoutOptions(given));
      }),
    );
  });

  it("do not depend on the order of a list", () => {
    fc.assert(
      fc.property(names, (given) => {
        expect(domainsOf([...given].reverse())).to.deep.equal(domainsOf(given));
      }),
    );
  });

  it("have the options that are given, and go through unchanged a second time", () => {
    fc.assert(
      fc.property(names, fc.array(options, { minLength: 8, maxLength: 8 }), (given, said) => {
        const wanted: [string, NameOptions][] = given.map((one, index) => {
          const these = said[index];
          return [canonical(one), these === true || these === undefined ? {} : these];
        });
        const domains = domainsOf(Object.fromEntries(given.map((one, index) => [one, said[index]])));
        expect(domains).to.deep.equal(Object.fromEntries(wanted));
        expect(domainsOf(domains)).to.deep.equal(domains);
      }),
    );
  });

  it("may be none", () => {
    expect(domainsOf([])).to.deep.equal({});
    expect(domainsOf({})).to.deep.equal({});
  });
});

describe("the domains of a set: values that are not known yet", () => {
  it("in a list leave all of it unknown", () => {
    fc.assert(
      fc.property(names, fc.nat(8), (given, at) => {
        expect(domainsOf([...given.slice(0, at), UNKNOWN, ...given.slice(at)])).to.equal(UNKNOWN);
      }),
    );
  });

  it("of one name's options leave the others known", () => {
    expect(domainsOf({ "ACME.com": UNKNOWN, "globex.com": { www: UNKNOWN }, "a.test": true })).to.deep.equal({
      "acme.com": UNKNOWN,
      "globex.com": { www: UNKNOWN },
      "a.test": {},
    });
  });
});

describe("the domains of a set: what is wrong", () => {
  it("is a duplicate name in any spelling, reported with both spellings", () => {
    fc.assert(
      fc.property(name, fc.boolean(), (one, asRecord) => {
        const other = `${cased(one)}.`;
        const given = asRecord ? { [one]: true, [other]: {} } : [one, other];
        expect(problemOf(given)).to.equal(`"${one}" and "${other}" are one name`);
      }),
    );
    expect(problemOf(["acme.com", "acme.com"])).to.equal('"acme.com" stands there twice');
  });

  const BAD: [what: string, given: unknown, expected: RegExp][] = [
    ["one name alone", "acme.com", /^it is neither a list of names nor an object of names and options$/],
    ["a number", 5, /^it is neither/],
    ["true", true, /^it is neither/],
    ["a name with a space", ["ac me.com"], /^"ac me\.com" has white space in it/],
    ["an empty name", [""], /^"" is empty/],
    ["a single label", { localhost: true }, /^"localhost" is a single label/],
    ["a number in the list", [5], /^5 is not text; give a host name/],
    ["an object in the list", [{ domain: "acme.com" }], /^\{"domain":"acme\.com"\} is not text; give/],
    ["nothing in the list", [null], /^null is not text; give/],
    ["a list in the list", [["acme.com"]], /^\["acme\.com"\] is not text; give/],
    ["no options", { "acme.com": null }, /^"acme\.com" takes true or an object of options \(www\)$/],
    ["false", { "acme.com": false }, /^"acme\.com" takes true or an object/],
    ["a word for options", { "acme.com": "auto" }, /^"acme\.com" takes true or an object/],
    ["a list of options", { "acme.com": ["www"] }, /^"acme\.com" takes true or an object/],
    ["another www", { "acme.com": { www: "yes" } }, /^"acme\.com": www must be one of true, false, auto$/],
    ["an unknown option", { "acme.com": { ww: true } }, /^"acme\.com": "ww" is no input; inputs are www$/],
  ];
  for (const [what, given, expected] of BAD) {
    it(`is ${what}`, () => {
      expect(problemOf(given)).to.match(expected);
    });
  }

  it("is reported all at once, each with its name", () => {
    const expected = problemOf({ "a b": true, "acme.com": { www: 1 }, "ACME.com": true, "fine.test": true });
    expect(expected.split("; ")).to.deep.equal([
      '"a b" has white space in it',
      "letters, digits, hyphens and dots make a host name",
      '"acme.com": www must be one of true, false, auto',
      '"acme.com" and "ACME.com" are one name',
    ]);
  });

  it("is reported up to ten times, then as a number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.boolean(), (count, asRecord) => {
        const bad = Array.from({ length: count }, (_, index) => `label${index + 1}x`);
        const expected = problemOf(asRecord ? Object.fromEntries(bad.map((one) => [one, true])) : bad);
        expect(expected.match(/is a single label/g)).to.have.length(Math.min(count, 10));
        const rest = /; and (\d+) more$/.exec(expected)?.[1];
        expect(rest).to.equal(count > 10 ? String(count - 10) : undefined);
      }),
    );
  });

  it("is always reported as a problem", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (given) => {
        const parsed = field.safeParse(given);
        if (!parsed.success) expect(problemOf(given)).not.to.equal("");
      }),
    );
  });
});
