import { expect } from "chai";
import { type Diff, type Properties, UNKNOWN } from "../../../provider/resource/dynamic";
import { diffOf, ORG, ORG2, PANEL, SERVER, SERVER2, SITE, SITE2 } from "./support";

const INPUTS = {
  domain: "acme.com",
  organizationId: ORG,
  websiteId: SITE,
  names: ["acme.com"],
  panel: PANEL,
};
const STATE = {
  ...INPUTS,
  adopted: false,
  domainId: "5f0c1a52-6f5e-4a57-8b0e-000000000001",
  mappingKind: "alias",
  dnsStatus: "Unknown",
  requiredDnsRecords: [],
};
const certificate = {
  issuer: "Let's Encrypt",
  issued: "2026-08-25T10:00:00Z",
  expires: "2026-11-23T10:00:00Z",
  names: ["acme.com"],
};
const EU1 = "eu1.example.com:443";

const SAME: Diff = { changes: false, replaces: [], deleteBeforeReplace: true };
const CHANGED: Diff = { ...SAME, changes: true };
const replaced = (deleteBeforeReplace: boolean, ...replaces: string[]): Diff => ({
  changes: true,
  replaces,
  deleteBeforeReplace,
});

const ROWS: [what: string, olds: Properties, news: Properties, diff: Diff][] = [
  ["nothing changed", {}, {}, SAME],
  ["undeclared: kind set by hand", { mappingKind: "addon" }, {}, SAME],
  ["undeclared: DNS and certificate", { dnsStatus: "Resolved", certificate }, {}, SAME],
  ["the kind as it is", { kind: "addon", mappingKind: "addon" }, { kind: "addon" }, SAME],
  ["the kind, seen to be another", { kind: "alias", mappingKind: "alias" }, { kind: "addon" }, CHANGED],
  ["a kind that was not declared before", {}, { kind: "alias" }, CHANGED],
  ["a kind that is no longer declared", { kind: "alias" }, {}, CHANGED],
  ["the document root", { documentRoot: "public_html" }, { documentRoot: "shop" }, CHANGED],
  ["the document root as it is", { documentRoot: "shop" }, { documentRoot: "shop" }, SAME],
  ["the redirect, with a certificate", { forceHttps: false, certificate }, { forceHttps: true }, CHANGED],
  ["the redirect as it is", { forceHttps: true, certificate }, { forceHttps: true }, SAME],
  ["a redirect that was not declared before", { certificate }, { forceHttps: true }, CHANGED],
  ["a redirect that was not declared before, without a certificate", {}, { forceHttps: true }, CHANGED],
  ["a redirect that waits for the certificate", { forceHttps: false }, { forceHttps: true }, SAME],
  ["a redirect that outlived its certificate", { forceHttps: true }, { forceHttps: true }, SAME],
  ["a redirect to take away, without a certificate", { forceHttps: true }, { forceHttps: false }, CHANGED],
  ["a redirect that is no longer declared", { forceHttps: false }, {}, CHANGED],
  ["www, which means nothing on a website", {}, { www: true }, CHANGED],
  ["onExisting", { onExisting: "fail" }, { onExisting: "adopt" }, CHANGED],
  ["another connection to the same panel", {}, { connection: "eu1" }, CHANGED],
  ["another panel", {}, { panel: EU1 }, { ...CHANGED, deleteBeforeReplace: false }],
  ["another website", {}, { websiteId: SITE2 }, replaced(true, "websiteId")],
  [
    "another organization and website",
    {},
    { organizationId: ORG2, websiteId: SITE2 },
    replaced(true, "organizationId", "websiteId"),
  ],
  ["another domain", {}, { domain: "globex.com", names: ["globex.com"] }, replaced(false, "domain")],
  ["another website on another panel", {}, { websiteId: SITE2, panel: EU1 }, replaced(false, "websiteId")],
  [
    "a server in place of the website",
    {},
    { organizationId: undefined, websiteId: undefined, serverId: SERVER },
    replaced(true, "organizationId", "websiteId", "serverId"),
  ],
  ["a website that is not known yet", {}, { websiteId: UNKNOWN }, replaced(true, "websiteId")],
  ["a domain that is not known yet", {}, { domain: UNKNOWN, names: UNKNOWN }, replaced(false, "domain")],
  ["a kind that is not known yet", { kind: "alias" }, { kind: UNKNOWN }, CHANGED],
  ["a redirect that is not known yet", {}, { forceHttps: UNKNOWN }, CHANGED],
];

const SERVER_INPUTS = {
  domain: "acme.com",
  serverId: SERVER,
  www: true,
  names: ["acme.com", "www.acme.com"],
  panel: PANEL,
};
const SERVER_ROWS: [what: string, olds: Properties, news: Properties, diff: Diff][] = [
  ["nothing changed on a server", {}, {}, SAME],
  ["www taken away", {}, { www: false, names: ["acme.com"] }, CHANGED],
  ["a name gone from the server", { names: ["acme.com"] }, {}, CHANGED],
  ["another server", {}, { serverId: SERVER2 }, replaced(true, "serverId")],
  [
    "a domain that shares a name",
    {},
    { domain: "www.acme.com", www: false, names: ["www.acme.com"] },
    replaced(true, "domain"),
  ],
];

describe("diff of an Enhance domain", () => {
  const test = (olds: Properties, news: Properties, [what, old, now, diff]: (typeof ROWS)[number]) => {
    const verdict = diff.replaces.length > 0 ? "replaces" : diff.changes ? "updates" : "does nothing";
    const first = diff.replaces.length > 0 && diff.deleteBeforeReplace ? ", deleting first" : "";
    it(`${what}: ${verdict}${first}`, () => {
      expect(diffOf({ ...olds, ...old }, { ...news, ...now })).to.deep.equal(diff);
    });
  };
  for (const row of ROWS) test(STATE, INPUTS, row);
  for (const row of SERVER_ROWS)
    test({ ...SERVER_INPUTS, adopted: false, domainId: SITE, requiredDnsRecords: [] }, SERVER_INPUTS, row);
});
