import { expect } from "chai";
import { type Properties, UNKNOWN } from "../../../provider/resource/dynamic";
import { lifecycleOf } from "../../support/handlers";
import { CONFIGURED, PANEL, sessionOf } from "../support";

const PLACE = { panel: PANEL, holder: "tenant1/network.example.com", target: undefined };

/** A program's run: each declaration is checked in turn, of an alias where it has a `domain`, else of a set. */
function program() {
  const { session } = sessionOf({ config: CONFIGURED });
  const check = (declaration: string | undefined, news: Properties, olds: Properties = {}) =>
    lifecycleOf(news.domain === undefined ? "hestiaWebAliases" : "hestiaWebAlias", session).check(
      olds,
      news,
      { id: declaration, ignored: [] },
    );
  const problems = async (declaration: string, news: Properties) => (await check(declaration, news)).problems;
  return { session, check, problems };
}

const set = (...domains: string[]) => ({ domains });

describe("check of aliases and sets: one name declared twice", () => {
  const TWICE: [what: string, first: Properties, second: Properties, name: string][] = [
    ["as a www name", { ...set("b.test"), www: true }, set("www.b.test"), "www.b.test"],
    ["by a www name", { domain: "www.b.test" }, { domains: { "b.test": { www: true } } }, "www.b.test"],
    ["for another account", { domain: "b.test" }, { domain: "b.test", account: "tenant2" }, "b.test"],
    ["for another account, of sets", set("b.test"), { ...set("b.test"), account: "tenant2" }, "b.test"],
  ];
  for (const [what, first, second, name] of TWICE) {
    it(`${what} fails at the second, with the name and the first declaration`, async () => {
      const { problems } = program();
      expect(await problems("first#1", first)).to.deep.equal([]);
      expect(await problems("second#2", second)).to.deep.equal([
        {
          property: second.domain === undefined ? "domains" : "domain",
          reason: `maps ${name}, which the resource "first" of this program maps on the same panel already`,
        },
      ]);
    });
  }

  for (const [what, first, second] of [
    ["and its wildcard", { domain: "a.test" }, { domain: "*.a.test" }],
    [
      "and its www name, declared separately, of an alias",
      { domain: "a.test", www: false },
      { domain: "www.a.test" },
    ],
    ["and its www name, declared separately", set("a.test"), { domain: "www.a.test" }],
    ["of which one is not known yet", { domains: { "a.test": UNKNOWN } }, set("b.test")],
  ] as const) {
    it(`is accepted ${what}`, async () => {
      const { problems } = program();
      await problems("first#1", first);
      expect(await problems("second#2", second)).to.deep.equal([]);
    });
  }
});

describe("check of a set: claims", () => {
  it("are of all its names at its place, www names included", async () => {
    const { session, check } = program();
    await check("set#1", { domains: { "a.test": true, "b.test": { www: true } } });
    for (const name of ["a.test", "b.test", "www.b.test"])
      expect(session.claims.has(PLACE, name), name).to.equal(true);
    expect(session.claims.has(PLACE, "www.a.test")).to.equal(false);
  });

  it("are none where an input is wrong or the place is unknown", async () => {
    const { session, check } = program();
    await check("set#1", { ...set("a.test"), webDomain: UNKNOWN });
    await check("set#2", { ...set("b.test"), connection: UNKNOWN });
    await check("set#3", set("c.test", "c d"));
    for (const name of ["a.test", "b.test", "c.test"])
      expect(session.claims.has(PLACE, name), name).to.equal(false);
  });

  it("are of the known names where the options of some are unknown", async () => {
    const { session, check } = program();
    await check("set#1", { domains: { "a.test": UNKNOWN, "b.test": true } });
    expect(session.claims.has(PLACE, "a.test")).to.equal(false);
    expect(session.claims.has(PLACE, "b.test")).to.equal(true);
  });
});

describe("check of a set: names that version 0.1 recorded beside it", () => {
  it("are in its inputs only where the set declares them", async () => {
    const { check } = program();
    const checked = await check(undefined, { ...set("a.test"), exclusive: true });
    const domains = { "a.test": true, "stray.test": "unmanaged", "other.test": "unmanaged" };
    const news = { ...set("a.test", "other.test"), exclusive: true };
    const { inputs } = await check("set#1", news, { ...checked.inputs, domains });
    expect(inputs.domains).to.deep.equal({ "a.test": true, "other.test": true });
  });
});
