import { expect } from "chai";
import { EnhanceAccess } from "../../../provider/enhance/access";
import type { Mapping } from "../../../provider/enhance/api/mappings";
import {
  declarable,
  type Entry,
  entryOf,
  isAsDeclared,
  knownEntry,
  seenEntry,
  wantedOf,
} from "../../../provider/enhance/set/entries";
import { DomainSets } from "../../../provider/enhance/set/panel";
import { Session } from "../../../provider/resource/session";
import { ORG, SITE } from "./support";

const PLACEHOLDER = {
  cn: "acme.com",
  issuer: "acme.com",
  issued: "1975-01-01 00:00:00 UTC",
  expires: "4096-01-01 00:00:00 UTC",
  sans: ["acme.com"],
  forceHttps: false,
};
const ISSUED = {
  ...PLACEHOLDER,
  issuer: "Let's Encrypt",
  issued: "2026-08-25 10:00:00 UTC",
  expires: "2026-11-23 10:00:00 UTC",
};
const MAPPING: Mapping = {
  domainId: "5f0c1a52-6f5e-4a57-8b0e-000000000001",
  domain: "acme.com",
  documentRoot: "public_html",
  mappingKind: "alias",
  cert: PLACEHOLDER,
};
const withCert = (cert: Partial<typeof PLACEHOLDER>): Mapping => ({
  ...MAPPING,
  cert: { ...ISSUED, ...cert },
});

describe("an entry of a set of Enhance domains", () => {
  const SEEN: [what: string, entry: Entry, mapping: Mapping, seen: Entry][] = [
    ["nothing where nothing is declared", true, withCert({ forceHttps: true }), true],
    ["the kind where it is declared", { kind: "addon" }, MAPPING, { kind: "alias" }],
    [
      "a kind that nobody can declare",
      { kind: "addon" },
      { ...MAPPING, mappingKind: "primary" },
      { kind: "primary" },
    ],
    ["the document root", { documentRoot: "shop" }, MAPPING, { documentRoot: "public_html" }],
    ["a redirect that waits", { forceHttps: true }, MAPPING, { forceHttps: "pending" }],
    ["a redirect that waited before", { forceHttps: "pending" }, MAPPING, { forceHttps: "pending" }],
    [
      "a redirect that need not wait any more",
      { forceHttps: "pending" },
      withCert({}),
      { forceHttps: false },
    ],
    ["a redirect that is there", { forceHttps: true }, withCert({ forceHttps: true }), { forceHttps: true }],
    ["a redirect that is not wanted", { forceHttps: false }, MAPPING, { forceHttps: false }],
    [
      "a redirect that somebody set before there was a certificate",
      { forceHttps: false },
      { ...MAPPING, cert: { ...PLACEHOLDER, forceHttps: true } },
      { forceHttps: true },
    ],
    [
      "what a panel without certificates has",
      { forceHttps: true },
      { ...MAPPING, cert: null },
      { forceHttps: "pending" },
    ],
  ];
  for (const [what, entry, mapping, seen] of SEEN) {
    it(`shows of what is there ${what}`, () => {
      expect(seenEntry(entry, mapping)).to.deep.equal(seen);
    });
  }

  it("has no places for what is not set", () => {
    expect(entryOf({ kind: undefined })).to.equal(true);
    expect(entryOf({ kind: "addon", documentRoot: undefined })).to.deep.equal({ kind: "addon" });
  });

  it("that was not looked at keeps what is known of what is declared", () => {
    expect(
      knownEntry({ kind: "alias", forceHttps: true }, { kind: "addon", documentRoot: "shop" }),
    ).to.deep.equal({
      kind: "addon",
    });
    expect(knownEntry({ kind: "alias" }, true)).to.equal(true);
    expect(knownEntry(true, { kind: "addon" })).to.equal(true);
  });

  it("would be declared as it is, and a redirect that waits as wanted", () => {
    expect(declarable({ "a.com": true, "b.com": { kind: "addon", forceHttps: "pending" } })).to.deep.equal({
      "a.com": true,
      "b.com": { kind: "addon", forceHttps: true },
    });
  });

  it("is wanted with what is declared", () => {
    expect(wantedOf("acme.com", true)).to.deep.equal({
      domain: "acme.com",
      kind: undefined,
      documentRoot: undefined,
      forceHttps: undefined,
    });
    expect(wantedOf("acme.com", { kind: "addon", forceHttps: "pending" })).to.include({
      kind: "addon",
      forceHttps: true,
    });
  });

  it("needs no work where less is declared than was, and some where more is", () => {
    expect(isAsDeclared(true, { kind: "addon" })).to.equal(true);
    expect(isAsDeclared({ kind: "addon" }, { kind: "addon", documentRoot: "shop" })).to.equal(true);
    expect(isAsDeclared({ kind: "addon" }, true)).to.equal(false);
    expect(isAsDeclared(true, undefined)).to.equal(false);
  });
});

describe("id of a set of Enhance domains", () => {
  const session = new Session();
  const sets = new DomainSets(session, session.the(EnhanceAccess));
  it("is organization and website, in lower case", () => {
    expect(sets.formatId({ organizationId: ORG, websiteId: SITE })).to.equal(`${ORG}/${SITE}`);
    expect(sets.parseId(`${ORG.toUpperCase()}/${SITE}`)).to.deep.equal({
      organizationId: ORG,
      websiteId: SITE,
    });
  });

  for (const id of [
    "",
    ORG,
    `${ORG}/network`,
    `servers/${SITE}`,
    `${ORG}/${SITE}/acme.com`,
    `${ORG}/${SITE}/`,
  ]) {
    it(`is not "${id}"`, () => {
      expect(() => sets.parseId(id)).to.throw(
        /is no id of a set of Enhance domains; it looks like organizationId\/websiteId$/,
      );
    });
  }
});
