import { expect } from "chai";
import { type Diff, type Properties, UNKNOWN } from "../../provider/resource/dynamic";
import { diffOf, PANEL } from "./support";

const INPUTS = {
  domain: "acme.com",
  account: "tenant1",
  webDomain: "network.example.com",
  www: true,
  names: ["acme.com", "www.acme.com"],
  panel: PANEL,
};
const STATE = { ...INPUTS, adopted: false, requiredDnsRecords: [] };

const SAME: Diff = { changes: false, replaces: [], deleteBeforeReplace: true };
const CHANGED: Diff = { ...SAME, changes: true };
const replaced = (property: string, deleteBeforeReplace: boolean): Diff => ({
  changes: true,
  replaces: [property],
  deleteBeforeReplace,
});

const ROWS: [what: string, olds: Properties, news: Properties, diff: Diff][] = [
  ["nothing changed", {}, {}, SAME],
  ["names in another order", { names: ["www.acme.com", "acme.com"] }, {}, SAME],
  ["undeclared outputs", { adopted: true, requiredDnsRecords: [{}] }, {}, SAME],
  ["www taken away", {}, { www: false, names: ["acme.com"] }, CHANGED],
  ["www put there", { www: false, names: ["acme.com"] }, {}, CHANGED],
  ["a name gone from the panel", { names: ["acme.com"] }, {}, CHANGED],
  ["all names gone from the panel", { names: [] }, {}, { ...CHANGED, deleteBeforeReplace: false }],
  ["restart declared", {}, { restart: "no" }, CHANGED],
  ["restart no longer declared", { restart: "no" }, {}, CHANGED],
  ["onExisting", { onExisting: "fail" }, { onExisting: "adopt" }, CHANGED],
  ["another connection to the same panel", {}, { connection: "eu1" }, CHANGED],
  ["another panel", {}, { panel: "eu1.example.com:443" }, { ...CHANGED, deleteBeforeReplace: false }],
  ["another account", {}, { account: "tenant2" }, replaced("account", true)],
  ["another web domain", {}, { webDomain: "second.example.com" }, replaced("webDomain", true)],
  ["another domain", {}, { domain: "globex.com", names: ["globex.com"] }, replaced("domain", false)],
  [
    "another domain that shares a name",
    {},
    { domain: "www.acme.com", www: false, names: ["www.acme.com"] },
    replaced("domain", true),
  ],
  [
    "another web domain on another panel",
    {},
    { webDomain: "second.example.com", panel: "eu1.example.com:443" },
    replaced("webDomain", false),
  ],
  [
    "a domain that is not known yet",
    {},
    { domain: UNKNOWN, www: UNKNOWN, names: UNKNOWN },
    replaced("domain", false),
  ],
  ["an account that is not known yet", {}, { account: UNKNOWN }, replaced("account", true)],
  ["a web domain that is not known yet", {}, { webDomain: UNKNOWN }, replaced("webDomain", true)],
  ["a www that is not known yet", {}, { www: UNKNOWN, names: UNKNOWN }, CHANGED],
  ["a restart that is not known yet", {}, { restart: UNKNOWN }, CHANGED],
];

describe("diff of a web alias", () => {
  for (const [what, olds, news, diff] of ROWS) {
    const verdict = diff.replaces.length > 0 ? "replaces" : diff.changes ? "updates" : "does nothing";
    const first = diff.replaces.length > 0 && diff.deleteBeforeReplace ? ", deleting first" : "";
    it(`${what}: ${verdict}${first}`, () => {
      expect(diffOf({ ...STATE, ...olds }, { ...INPUTS, ...news })).to.deep.equal(diff);
    });
  }
});
