import { expect } from "chai";
import fc from "fast-check";
import { takesWww } from "../../provider/core/hostnames";
import { namesWithWww, pairWww, seenWww, type WwwOption } from "../../provider/resource/www";
import { asciiName } from "./arbitraries";

type Entries = Readonly<Record<string, WwwOption>>;
const BOTH: WwwOption = { www: true };
const allNames = (all: Entries): string[] =>
  Object.entries(all).flatMap(([one, options]) => namesWithWww(one, options));
const seenEntries = (all: Entries, has: (name: string) => boolean): Entries =>
  Object.fromEntries(
    Object.entries(all).flatMap(([one, options]) => {
      const seen = seenWww(one, options, has);
      return seen === undefined ? [] : [[one, seen]];
    }),
  );

const domain = asciiName.filter(takesWww);
const wild = domain.map((one) => `*.${one}`);

/** The entries of a set as a check returns them: no name twice. */
const entries: fc.Arbitrary<Entries> = fc
  .uniqueArray(fc.tuple(fc.oneof(domain, wild), fc.boolean()), { selector: ([one]) => one, maxLength: 8 })
  .map((all) => Object.fromEntries(all.map(([one, www]) => [one, www && takesWww(one) ? BOTH : {}])));

/** Some of the names that entries stand for. */
const someOf = (all: Entries, picks: readonly boolean[]): Set<string> =>
  new Set(allNames(all).filter((_, index) => picks[index % picks.length]));
const picks = fc.array(fc.boolean(), { minLength: 1, maxLength: 16 });

describe("domains that may have a www name of their own", () => {
  it("stand for a name, or for a name and its www name", () => {
    expect(namesWithWww("acme.com", {})).to.deep.equal(["acme.com"]);
    expect(namesWithWww("acme.com", { www: true })).to.deep.equal(["acme.com", "www.acme.com"]);
    expect(namesWithWww("acme.com", { www: "alone" })).to.deep.equal(["www.acme.com"]);
    expect(namesWithWww("acme.com", { www: "missing" })).to.deep.equal(["acme.com"]);
  });

  it("are observed as declared where all names exist, and not at all where none does", () => {
    fc.assert(
      fc.property(entries, (all) => {
        expect(seenEntries(all, () => true)).to.deep.equal(all);
        expect(seenEntries(all, () => false)).to.deep.equal({});
      }),
    );
  });

  it("as observed stand for exactly the existing names", () => {
    fc.assert(
      fc.property(entries, picks, (all, picked) => {
        const there = someOf(all, picked);
        const seen = seenEntries(all, (name) => there.has(name));
        expect(allNames(seen)).to.have.members([...there]);
      }),
    );
  });

  it("are complete again once all names exist, whatever was missing in between", () => {
    fc.assert(
      fc.property(entries, picks, (all, picked) => {
        const there = someOf(all, picked);
        const seen = seenEntries(all, (name) => there.has(name));
        const again = seenEntries(seen, () => true);
        expect(again).to.deep.equal(Object.fromEntries(Object.keys(seen).map((one) => [one, all[one]])));
      }),
    );
  });

  it("show by themselves that a name, or its www name, is missing", () => {
    const all: Entries = { "acme.com": { www: true }, "globex.com": {} };
    const without = (gone: string) => seenEntries(all, (name) => name !== gone);
    expect(without("acme.com")).to.deep.equal({ "acme.com": { www: "alone" }, "globex.com": {} });
    expect(without("www.acme.com")).to.deep.equal({ "acme.com": { www: "missing" }, "globex.com": {} });
    expect(without("globex.com")).to.deep.equal({ "acme.com": { www: true } });
  });

  it("for existing names stand for exactly these", () => {
    fc.assert(
      fc.property(entries, picks, (all, picked) => {
        const there = [...someOf(all, picked)];
        expect(allNames(pairWww(there))).to.have.members(there);
      }),
    );
  });

  it("for existing names combine a www name with its name", () => {
    const there = ["www.acme.com", "acme.com", "www.globex.com", "*.acme.com"];
    expect(pairWww(there)).to.deep.equal({
      "acme.com": { www: true },
      "www.globex.com": {},
      "*.acme.com": {},
    });
  });
});
