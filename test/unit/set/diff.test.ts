import { expect } from "chai";
import fc from "fast-check";
import { type Diff, type Properties, UNKNOWN } from "../../../provider/resource/dynamic";
import { namesWithWww } from "../../../provider/resource/www";
import { asciiName } from "../arbitraries";
import { diffOf, PANEL } from "../support";

const BOTH = { www: true } as const;
type Entries = Readonly<Record<string, true | typeof BOTH>>;
const allNames = (all: Entries): string[] =>
  Object.entries(all).flatMap(([one, entry]) => namesWithWww(one, entry === true ? {} : entry));
const INPUTS = {
  account: "tenant1",
  webDomain: "network.example.com",
  panel: PANEL,
  domains: { "acme.com": BOTH, "globex.com": true },
};
const STATE = {
  ...INPUTS,
  names: ["acme.com", "www.acme.com", "globex.com"],
  adopted: ["globex.com"],
  failed: {},
  addresses: ["192.0.2.10"],
};

const SAME: Diff = { changes: false, replaces: [], deleteBeforeReplace: true };
const CHANGED: Diff = { ...SAME, changes: true };
const replaced = (property: string, deleteBeforeReplace: boolean): Diff => ({
  changes: true,
  replaces: [property],
  deleteBeforeReplace,
});
const NEW_NAMES = { domains: { "new.test": true } };

const ROWS: [what: string, olds: Properties, news: Properties, diff: Diff][] = [
  ["nothing changed", {}, {}, SAME],
  ["names in another order", {}, { domains: { "globex.com": true, "acme.com": BOTH } }, SAME],
  ["undeclared outputs", { adopted: [], addresses: [], failed: { "x.test": "no" } }, {}, SAME],
  ["a name more", {}, { domains: { ...INPUTS.domains, "new.test": true } }, CHANGED],
  ["a name less", {}, { domains: { "acme.com": BOTH } }, CHANGED],
  ["a www name less", {}, { domains: { "acme.com": true, "globex.com": true } }, CHANGED],
  ["all names other ones", {}, NEW_NAMES, { ...CHANGED, deleteBeforeReplace: false }],
  ["no names", {}, { domains: {} }, { ...CHANGED, deleteBeforeReplace: false }],
  ["a name that failed", { domains: { "acme.com": BOTH } }, {}, CHANGED],
  [
    "a name gone from the panel",
    { domains: { "acme.com": { www: "alone" }, "globex.com": true } },
    {},
    CHANGED,
  ],
  ["a www name gone", { domains: { "acme.com": { www: "missing" }, "globex.com": true } }, {}, CHANGED],
  [
    "a name that version 0.1 recorded beside it",
    { domains: { ...INPUTS.domains, "stray.test": "unmanaged" } },
    {},
    SAME,
  ],
  ["www", {}, { www: "auto" }, CHANGED],
  ["restart declared", {}, { restart: "no" }, CHANGED],
  ["restart no longer declared", { restart: "no" }, {}, CHANGED],
  ["onExisting", { onExisting: "fail" }, { onExisting: "adopt" }, CHANGED],
  ["exclusive", {}, { exclusive: true }, CHANGED],
  ["another connection to the same panel", {}, { connection: "eu1" }, CHANGED],
  ["another panel", {}, { panel: "eu1.example.com:443" }, { ...CHANGED, deleteBeforeReplace: false }],
  ["another account", {}, { account: "tenant2" }, replaced("account", true)],
  ["another web domain", {}, { webDomain: "second.example.com" }, replaced("webDomain", true)],
  [
    "another web domain, with other names",
    {},
    { webDomain: "second.example.com", ...NEW_NAMES },
    replaced("webDomain", false),
  ],
  [
    "another web domain on another panel",
    {},
    { webDomain: "second.example.com", panel: "eu1.example.com:443" },
    replaced("webDomain", false),
  ],
  ["an account that is not known yet", {}, { account: UNKNOWN }, replaced("account", true)],
  ["domains that are not known yet", {}, { domains: UNKNOWN }, { ...CHANGED, deleteBeforeReplace: false }],
  ["a name's options that are not known yet", {}, { domains: { "acme.com": UNKNOWN } }, CHANGED],
  ["a restart that is not known yet", {}, { restart: UNKNOWN }, CHANGED],
];

describe("diff of a set", () => {
  for (const [what, olds, news, diff] of ROWS) {
    const verdict = diff.replaces.length > 0 ? "replaces" : diff.changes ? "updates" : "does nothing";
    const first = diff.replaces.length > 0 && diff.deleteBeforeReplace ? ", deleting first" : "";
    it(`${what}: ${verdict}${first}`, () => {
      expect(diffOf({ ...STATE, ...olds }, { ...INPUTS, ...news })).to.deep.equal(diff);
    });
  }

  const domains: fc.Arbitrary<Entries> = fc
    .dictionary(asciiName, fc.boolean(), { maxKeys: 6 })
    .map((all) =>
      Object.fromEntries(Object.entries(all).map(([one, www]) => [one, www ? BOTH : (true as const)])),
    );
  const seen = (all: Entries): Properties => ({ ...STATE, domains: all, names: allNames(all) });
  const sameEntries = (one: Entries, other: Entries) =>
    JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

  it("is a change exactly where the names differ, and never a replacement", () => {
    fc.assert(
      fc.property(domains, domains, fc.boolean(), (one, other, same) => {
        const news = same ? { ...one } : other;
        const { changes, replaces } = diffOf(seen(one), { ...INPUTS, domains: news });
        expect(changes).to.equal(!sameEntries(one, news));
        expect(replaces).to.deep.equal([]);
      }),
    );
  });

  it("at another place deletes first exactly where a name would exist twice", () => {
    fc.assert(
      fc.property(domains, domains, fc.boolean(), (one, other, shared) => {
        const news = shared ? { ...other, ...one } : other;
        const { deleteBeforeReplace } = diffOf(seen(one), {
          ...INPUTS,
          domains: news,
          webDomain: "second.example.com",
        });
        const have = new Set(allNames(one));
        expect(deleteBeforeReplace).to.equal(allNames(news).some((name) => have.has(name)));
      }),
    );
  });
});
