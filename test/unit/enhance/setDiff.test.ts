import { expect } from "chai";
import { type Diff, type Properties, UNKNOWN } from "../../../provider/resource/dynamic";
import { diffOf, ORG, ORG2, PANEL, SITE, SITE2 } from "./support";

const INPUTS = {
  domains: { "acme.com": true, "globex.com": true },
  organizationId: ORG,
  websiteId: SITE,
  panel: PANEL,
};
const STATE = {
  ...INPUTS,
  names: ["acme.com", "globex.com"],
  adopted: [],
  failed: {},
  addresses: ["192.0.2.20"],
};
const EU1 = "eu1.example.com:443";

const SAME: Diff = { changes: false, replaces: [], deleteBeforeReplace: true };
const CHANGED: Diff = { ...SAME, changes: true };
const replaced = (deleteBeforeReplace: boolean, ...replaces: string[]): Diff => ({
  changes: true,
  replaces,
  deleteBeforeReplace,
});
/** The state and the inputs of a set of one name. */
const one = (entry: unknown) => ({ domains: { "acme.com": entry } });
const seen = (entry: unknown) => ({ ...one(entry), names: ["acme.com"] });

const ROWS: [what: string, olds: Properties, news: Properties, diff: Diff][] = [
  ["nothing changed", {}, {}, SAME],
  ["the names in another order", {}, { domains: { "globex.com": true, "acme.com": true } }, SAME],
  ["a name more", {}, { domains: { ...INPUTS.domains, "new.com": true } }, CHANGED],
  ["a name less", {}, one(true), CHANGED],
  ["a name that is not there", seen(true), {}, CHANGED],
  ["a name that is gone, and another new", {}, { domains: { "acme.com": true, "new.com": true } }, CHANGED],
  ["undeclared options", seen(true), one(true), SAME],
  ["a kind as it is", seen({ kind: "addon" }), one({ kind: "addon" }), SAME],
  ["a kind, seen to be another", seen({ kind: "alias" }), one({ kind: "addon" }), CHANGED],
  ["a kind that was not declared before", seen(true), one({ kind: "addon" }), CHANGED],
  ["a kind that is no longer declared", seen({ kind: "addon" }), one(true), CHANGED],
  [
    "a document root, seen to be another",
    seen({ kind: "addon", documentRoot: "public_html" }),
    one({ kind: "addon", documentRoot: "shop" }),
    CHANGED,
  ],
  ["a redirect as it is", seen({ forceHttps: true }), one({ forceHttps: true }), SAME],
  ["a redirect that was removed by hand", seen({ forceHttps: false }), one({ forceHttps: true }), CHANGED],
  [
    "a redirect that waits for the certificate",
    seen({ forceHttps: "pending" }),
    one({ forceHttps: true }),
    SAME,
  ],
  [
    "a waiting redirect that is wanted no more",
    seen({ forceHttps: "pending" }),
    one({ forceHttps: false }),
    CHANGED,
  ],
  [
    "a name that version 0.1 recorded beside it",
    { domains: { ...INPUTS.domains, "stray.com": "unmanaged" } },
    {},
    SAME,
  ],
  [
    "a name that version 0.1 recorded beside it, and that is declared now",
    { domains: { ...INPUTS.domains, "new.com": "unmanaged" } },
    { domains: { ...INPUTS.domains, "new.com": true } },
    CHANGED,
  ],
  ["onExisting", { onExisting: "fail" }, { onExisting: "adopt" }, CHANGED],
  ["exclusive", {}, { exclusive: true }, CHANGED],
  ["another connection to the same panel", {}, { connection: "eu1" }, CHANGED],
  ["another panel", {}, { panel: EU1 }, { ...CHANGED, deleteBeforeReplace: false }],
  ["another website", {}, { websiteId: SITE2 }, replaced(true, "websiteId")],
  [
    "another website and some of the names",
    {},
    { ...one(true), websiteId: SITE2 },
    replaced(true, "websiteId"),
  ],
  [
    "another website and other names",
    {},
    { domains: { "new.com": true }, websiteId: SITE2 },
    replaced(false, "websiteId"),
  ],
  [
    "another website and a name that is seen beside the set",
    { domains: { "stray.com": "unmanaged" }, names: [] },
    { domains: { "new.com": true }, websiteId: SITE2 },
    replaced(false, "websiteId"),
  ],
  [
    "another organization and website on another panel",
    {},
    { organizationId: ORG2, websiteId: SITE2, panel: EU1 },
    replaced(false, "organizationId", "websiteId"),
  ],
  ["a website that is not known yet", {}, { websiteId: UNKNOWN }, replaced(true, "websiteId")],
  ["names that are not known yet", {}, { domains: UNKNOWN }, { ...CHANGED, deleteBeforeReplace: false }],
  ["options that are not known yet", {}, { domains: { ...INPUTS.domains, "acme.com": UNKNOWN } }, CHANGED],
  ["an option that is not known yet", seen({ kind: "addon" }), one({ kind: UNKNOWN }), CHANGED],
];

describe("diff of a set of Enhance domains", () => {
  for (const [what, old, now, diff] of ROWS) {
    const verdict = diff.replaces.length > 0 ? "replaces" : diff.changes ? "updates" : "does nothing";
    const first = diff.replaces.length > 0 && diff.deleteBeforeReplace ? ", deleting first" : "";
    it(`${what}: ${verdict}${first}`, () => {
      expect(diffOf({ ...STATE, ...old }, { ...INPUTS, ...now })).to.deep.equal(diff);
    });
  }
});
