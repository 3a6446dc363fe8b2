import { expect } from "chai";
import fc from "fast-check";
import { WebDomain } from "../../provider/hestia/account";
import { aliasBytes, takenBy } from "../../provider/hestia/guard";
import { name } from "./arbitraries";

const withAliases = (aliases: readonly string[]) =>
  new WebDomain("network.example.com", "", "", false, aliases);

/** What `grep ^name$` takes, by hand: a dot is any one character, everything else is itself. */
function grepTakes(name: string, alias: string): boolean {
  const [wanted, given] = [[...name], [...alias]];
  return wanted.length === given.length && wanted.every((char, at) => char === "." || char === given[at]);
}

describe("the aliases that a delete takes for one name (Hestia wire facts, section 3)", () => {
  // Few characters, so that names come close to one another.
  const plain = fc.stringMatching(/^[ab.-]{1,5}$/);
  const stored = fc.tuple(fc.boolean(), plain).map(([wild, rest]) => (wild ? `*.${rest}` : rest));

  it("are what grep takes, as a plain reference has it", () => {
    fc.assert(
      fc.property(stored, fc.array(stored, { maxLength: 8 }), (name, aliases) => {
        const expected = aliases.filter((alias) => grepTakes(name, alias));
        expect(takenBy(name, withAliases(aliases))).to.deep.equal(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("have the name among them wherever it is stored", () => {
    fc.assert(
      fc.property(name, fc.array(name), (one, others) => {
        expect(takenBy(one, withAliases([...others, one]))).to.include(one);
      }),
    );
  });

  it("are the name alone where it has no dot, whatever else is in it", () => {
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

describe("the size of a web domain's alias string (Hestia wire facts, section 6)", () => {
  it("is that of the string on the panel, in bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", minLength: 1 })), (aliases) => {
        expect(aliasBytes(withAliases(aliases))).to.equal(Buffer.from(aliases.join(",")).length);
      }),
    );
  });

  it("counts what is added, with the commas between", () => {
    expect(aliasBytes(withAliases([]))).to.equal(0);
    expect(aliasBytes(withAliases(["a.test"]), ["b.test", "c.test"])).to.equal("a.test,b.test,c.test".length);
    expect(aliasBytes(withAliases([]), ["bücher.test"])).to.equal(12);
  });
});
