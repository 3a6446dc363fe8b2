import { expect } from "chai";
import { EnhanceAccess } from "../../../provider/enhance/access";
import type { Mapping } from "../../../provider/enhance/api/mappings";
import { EnhancePanel, type Options } from "../../../provider/enhance/panel";
import { Session } from "../../../provider/resource/session";

const session = new Session();
const panel = new EnhancePanel(session, session.the(EnhanceAccess), "set");
const has = () => true;

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

describe("what is declared of an Enhance domain", () => {
  const SEEN: [what: string, options: Options, mapping: Mapping, seen: Options][] = [
    ["nothing where nothing is declared", {}, withCert({ forceHttps: true }), {}],
    ["the kind where it is declared", { kind: "addon" }, MAPPING, { kind: "alias" }],
    [
      "a kind that cannot be declared",
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
      "a redirect that was set by hand before the certificate",
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
  for (const [what, options, mapping, seen] of SEEN) {
    it(`has of the observed mapping ${what}`, () => {
      const now = { has, seen: mapping, before: undefined };
      expect(panel.observed("acme.com", options, now)).to.deep.equal(seen);
      expect(panel.observed("acme.com", options, { ...now, has: () => false })).to.equal(undefined);
    });
  }

  it("has no property for what is not set", () => {
    expect(panel.optionsIn({ kind: undefined, www: true })).to.deep.equal({});
    expect(panel.optionsIn({ kind: "addon", documentRoot: undefined })).to.deep.equal({ kind: "addon" });
  });

  it("keeps the known values of declared options where the mapping was not read", () => {
    const known = (options: Options, before: Options) =>
      panel.observed("acme.com", options, { has, seen: undefined, before });
    const before = { kind: "addon", documentRoot: "shop" };
    expect(known({ kind: "alias", forceHttps: true }, before)).to.deep.equal({ kind: "addon" });
    expect(known({ kind: "alias" }, {})).to.deep.equal({});
    expect(known({}, { kind: "addon" })).to.deep.equal({});
  });

  it("is returned as inputs, with a pending redirect as declared", () => {
    expect(panel.declarable({})).to.deep.equal({});
    expect(panel.declarable({ kind: "addon", forceHttps: "pending" })).to.deep.equal({
      kind: "addon",
      forceHttps: true,
    });
  });
});
