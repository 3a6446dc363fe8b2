import { expect } from "chai";
import { issuedCertificate, placeholderCertificate } from "../../../panels/enhance";
import { certificateOf } from "../../../provider/enhance/api/certificate";
import type { Mapping } from "../../../provider/enhance/api/mappings";

const issued = issuedCertificate("acme.com", new Date("2026-08-25T10:00:00Z"));
const mapping = (cert: object | undefined) =>
  ({
    domainId: "5f0c1a52-6f5e-4a57-8b0e-000000000001",
    domain: "acme.com",
    documentRoot: "public_html",
    mappingKind: "alias",
    ...(cert === undefined ? {} : { cert: { ...issued, forceHttps: false, ...cert } }),
  }) as Mapping;

describe("the certificate of an Enhance domain", () => {
  it("is returned with ISO dates, and no key", () => {
    expect(certificateOf(mapping({ key: "-----BEGIN PRIVATE KEY-----" }))).to.deep.equal({
      issuer: "Let's Encrypt",
      issued: "2026-08-25T10:00:00Z",
      expires: "2026-11-23T10:00:00Z",
      names: ["acme.com", "www.acme.com"],
    });
  });

  const NONE: [what: string, cert: object | undefined][] = [
    ["none in the list", undefined],
    ["the panel's placeholder", placeholderCertificate("acme.com")],
    ["one that is its own issuer", { issuer: "acme.com", cn: "acme.com" }],
    ["one issued in 1975", { issued: "1975-01-01 00:00:00 UTC" }],
    ["one that expires in 4096", { expires: "4096-01-01 00:00:00 UTC" }],
  ];
  for (const [what, cert] of NONE) {
    it(`is none where there is ${what}`, () => expect(certificateOf(mapping(cert))).to.equal(undefined));
  }

  it("is returned with the panel's own dates where their format is unknown", () => {
    const certificate = certificateOf(mapping({ issued: "2026-08-25T10:00:00Z", expires: "in March" }));
    expect(certificate).to.include({ issued: "2026-08-25T10:00:00Z", expires: "in March" });
  });
});
