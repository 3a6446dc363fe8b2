import { expect } from "chai";
import fc from "fast-check";
import { Account, WebDomain } from "../../provider/hestia/api/account";
import { aliasBytes, mistakenFor, takenBy } from "../../provider/hestia/api/guard";
import { name } from "./arbitraries";

const withAliases = (aliases: readonly string[]) =>
  new WebDomain("network.example.com", "", "", false, aliases);

/** What `grep ^name$` takes, by hand: a dot is any one character, everything else is itself. */
function grepTakes(name: string, alias: string): boolean {
  const [wanted, given] = [[...name], [...alias]];
  return wanted.length === given.length && wanted.every((char, at) => char === "." || char === given[at]);
}

describe("the aliases that a delete of one name matches (docs/panels/hestia.md#regular-expressions)", () => {
  // Few characters, so that names come close to one another.
  const plain = fc.stringMatching(/^[ab.-]{1,5}$/);
  const stored = fc.tuple(fc.boolean(), plain).map(([wild, rest]) => (wild ? `*.${rest}` : rest));

  it("are those that grep matches, by a simple reference", () => {
    fc.assert(
      fc.property(stored, fc.array(stored, { maxLength: 8 }), (name, aliases) => {
        const expected = aliases.filter((alias) => grepTakes(name, alias));
        expect(takenBy(name, withAliases(aliases))).to.deep.equal(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("include the name itself where it is stored", () => {
    fc.assert(
      fc.property(name, fc.array(name), (one, others) => {
        expect(takenBy(one, withAliases([...others, one]))).to.include(one);
      }),
    );
  });

  it("are the name alone where it has no dot, whatever other characters it has", () => {
    const odd = fc.string({ unit: fc.constantFrom(..."a\\^$*+?()[]{}|/-"), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(odd, fc.array(odd), (one, others) => {
        const same = others.filter((other) => other === one);
        expect(takenBy(one, withAliases(others))).to.deep.equal(same);
      }),
    );
  });

  for (const [name, aliases, taken] of [
    ["a.b.test", ["a.b.test", "a-b.test", "axb.test"], ["a.b.test", "a-b.test", "axb.test"]],
    ["a.b.test", ["xa.b.test", "a.b.testx", "a.b.c.test", "ab.test"], []],
    ["a-b.test", ["a-b.test", "a.b.test"], ["a-b.test"]],
    ["*.wild.test", ["*.wild.test", "*-wild.test", "a.wild.test"], ["*.wild.test", "*-wild.test"]],
    ["a.b.test", ["aéb.test", "A.b.test"], ["aéb.test"]],
  ] as const) {
    it(`of ${name} among ${aliases.join(", ")}: ${taken.join(", ") || "none"}`, () => {
      expect(takenBy(name, withAliases(aliases))).to.deep.equal(taken);
    });
  }
});

describe("the size of a web domain's alias string (docs/panels/hestia.md#size-limits)", () => {
  it("is that of the string on the panel, in bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", minLength: 1 })), (aliases) => {
        expect(aliasBytes(withAliases(aliases))).to.equal(Buffer.from(aliases.join(",")).length);
      }),
    );
  });

  it("counts added names with the commas between them", () => {
    expect(aliasBytes(withAliases([]))).to.equal(0);
    expect(aliasBytes(withAliases(["a.test"]), ["b.test", "c.test"])).to.equal("a.test,b.test,c.test".length);
    expect(aliasBytes(withAliases([]), ["bücher.test"])).to.equal(12);
  });
});

describe("the web domain that the panel takes for another (docs/panels/hestia.md#regular-expressions)", () => {
  const webDomain = (name: string) => new WebDomain(name, "", "", false, []);

  it("field case 19: is the last one that the name matches, unless that is itself", () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[ab.-]{1,4}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(names, fc.nat(), (listed, at) => {
        const account = new Account(listed.map(webDomain));
        const own = listed[at % listed.length] ?? "";
        const last = listed.filter((name) => grepTakes(own, name)).at(-1);
        expect(mistakenFor(webDomain(own), account)?.name).to.equal(last === own ? undefined : last);
      }),
      { numRuns: 500 },
    );
  });

  for (const [name, listed, other] of [
    ["shop.acme.com", ["shop.acme.com", "shop-acme.com"], "shop-acme.com"],
    ["shop.acme.com", ["shop-acme.com", "shop.acme.com"], undefined],
    ["shop-acme.com", ["shop-acme.com", "shop.acme.com"], undefined],
    ["network.example.com", ["network.example.com", "second.example.com"], undefined],
  ] as const) {
    it(`field case 19: of ${name} among ${listed.join(", ")}: ${other ?? "none"}`, () => {
      expect(mistakenFor(webDomain(name), new Account(listed.map(webDomain)))?.name).to.equal(other);
    });
  }
});
