import { expect } from "chai";
import { demoEnhance, OPERATION_IDS } from "../../../panels/enhance";
import { contract } from "./contract";

const MAPPINGS = `/api/orgs/${demoEnhance.orgId}/websites/${demoEnhance.websiteId}/domains`;
const MAPPING = {
  domainId: demoEnhance.websiteId,
  websiteId: demoEnhance.websiteId,
  domain: "a.test",
  documentRoot: "public_html",
  mappingKind: "alias",
  cloudflareStatus: "Disconnected",
};

describe("enhance contract", () => {
  it("has the operations of the panel, and no others", () => {
    expect([...contract.operations.keys()].toSorted()).to.deep.equal([...OPERATION_IDS].toSorted());
  });

  describe("answers", () => {
    const check = (body: unknown, id = "getWebsiteDomainMapping", type = "application/json") =>
      contract.checkAnswer(id, 200, type, typeof body === "string" ? body : JSON.stringify(body));

    it("one that fits has no violations", () => {
      expect(check(MAPPING)).to.deep.equal([]);
      expect(contract.checkAnswer("deleteWebsiteDomainMapping", 204, undefined, "")).to.deep.equal([]);
      expect(
        check("Resolved", "getWebsiteDomainMappingDnsStatus", "text/plain; charset=utf-8"),
      ).to.deep.equal([]);
    });

    it("ids need not comply with RFC 4122", () => {
      expect(check({ ...MAPPING, domainId: demoEnhance.orgId })).to.deep.equal([]);
      expect(check({ ...MAPPING, domainId: "d8554b6d" })).to.have.length(1);
    });

    const wrong: [what: string, violations: string[]][] = [
      ["unknown operation", contract.checkAnswer("getDomain", 200, undefined, "")],
      ["status that is not described", contract.checkAnswer("getServerInfo", 404, "application/json", "{}")],
      ["body where there is none", contract.checkAnswer("deleteWebsiteDomainMapping", 204, undefined, "x")],
      ["another media type", check(MAPPING, "getWebsiteDomainMapping", "text/html")],
      ["no media type", contract.checkAnswer("getWebsiteDomainMapping", 200, undefined, "")],
      ["not JSON", check("{", "getWebsiteDomainMapping")],
      ["missing field", check({ ...MAPPING, domainId: undefined })],
      ["`id`, which a mapping does not have", check({ ...MAPPING, id: demoEnhance.websiteId })],
      ["unknown variant", check({ ...MAPPING, mappingKind: "secondary" })],
      ["word that is none", check("resolved", "getWebsiteDomainMappingDnsStatus", "text/plain")],
    ];
    for (const [what, violations] of wrong) {
      it(`${what}: a violation`, () => expect(violations).to.have.length(1));
    }
  });

  describe("requests", () => {
    const check = (
      method: string,
      path: string,
      rest: { query?: Record<string, string>; body?: unknown } = {},
    ) => contract.checkRequest({ method, path, ...rest });

    it("one that fits has no violations", () => {
      expect(check("POST", MAPPINGS, { body: { domain: "a.test", kind: "alias" } })).to.deep.equal([]);
      expect(check("GET", MAPPINGS, { query: { withSsl: "true" } })).to.deep.equal([]);
      expect(check("PUT", `${MAPPINGS}/primary`, { body: { domainId: demoEnhance.orgId } })).to.deep.equal(
        [],
      );
      const ssl = `/api/v2/domains/${demoEnhance.websiteId}/ssl/force_ssl`;
      expect(check("PUT", ssl, { body: true })).to.deep.equal([]);
      const servers = `/api/servers/${demoEnhance.serverId}/domains`;
      for (const body of ["a.test", { domain: "a.test" }]) {
        expect(check("POST", servers, { body })).to.deep.equal([]);
      }
    });

    const wrong: [what: string, violations: string[]][] = [
      ["no /api", check("GET", MAPPINGS.slice(4))],
      ["unknown path", check("GET", "/api/v1/servers")],
      ["old path of Let's Encrypt", check("POST", `${MAPPINGS}/${demoEnhance.websiteId}/letsencrypt`)],
      ["PUT where PATCH is meant", check("PUT", `${MAPPINGS}/${demoEnhance.websiteId}`, { body: {} })],
      [
        "mappingKind where kind is meant",
        check("POST", MAPPINGS, { body: { domain: "a.test", mappingKind: "addon" } }),
      ],
      ["missing body", check("POST", MAPPINGS)],
      ["body of a GET", check("GET", MAPPINGS, { body: {} })],
      ["missing field", check("POST", MAPPINGS, { body: {} })],
      ["id that is none", check("GET", "/api/orgs/1")],
      ["page instead of offset", check("GET", "/api/servers", { query: { page: "1" } })],
      ["limit that is no number", check("GET", "/api/servers", { query: { limit: "all" } })],
      ["switch that is no boolean", check("GET", MAPPINGS, { query: { withSsl: "1" } })],
    ];
    for (const [what, violations] of wrong) {
      it(`${what}: a violation`, () => expect(violations).to.have.length(1));
    }
  });
});
