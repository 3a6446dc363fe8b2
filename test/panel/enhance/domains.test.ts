import { expect } from "chai";
import { demoEnhance, type EnhancePanel } from "../../../panels/enhance";
import {
  call,
  closePanels,
  each,
  field,
  MAPPINGS,
  map,
  NOBODY,
  ORG,
  SITE,
  startPanel,
  tokens,
} from "./support";

const { domain: PRIMARY, deletedDomains, otherDomains, previewDomain } = demoEnhance;

describe("enhance panel: domains of an org and their DNS (docs/panels/enhance.md#domains-of-an-organization)", () => {
  let panel: EnhancePanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const list = (query = "") => call(panel, "GET", `/orgs/${ORG}/domains${query}`);
  const check = async (domain: string) =>
    (await call(panel, "POST", `/orgs/${ORG}/domains/check`, { body: { domain } })).json;

  it("list: `id` and the org, no website and no kind; those of deleted websites are in it", async () => {
    const reply = await list();
    expect(each(reply, "domain")).to.have.members([PRIMARY, previewDomain, ...deletedDomains]);
    expect(each(reply)[0]).to.have.all.keys(["id", "orgId", "domain", "dkim", "spf", "cloudflareStatus"]);
    expect(field(reply.json, "total")).to.equal(4);
  });

  it("list: pages, sorted by domain", async () => {
    const sorted = [PRIMARY, previewDomain, ...deletedDomains].toSorted();
    expect(each(await list("?sortBy=domain"), "domain")).to.deep.equal(sorted);
    const page = await list("?sortBy=domain&sortOrder=desc&offset=1&limit=2");
    expect(each(page, "domain")).to.deep.equal(sorted.toReversed().slice(1, 3));
    expect(field(page.json, "total")).to.equal(4);
    expect((await list("?sortBy=id")).status).to.equal(400);
  });

  describe("check", () => {
    it("returns each status; the website only for one of the org", async () => {
      expect(await check("free.test")).to.deep.equal({ status: "notInUse" });
      expect(await check(PRIMARY.toUpperCase())).to.deep.equal({
        status: "inUseCurrentOrg",
        websiteId: SITE,
      });
      expect(await check(otherDomains[1])).to.deep.equal({ status: "inUseAnotherOrg" });
      expect(await check(deletedDomains[1])).to.deep.equal({ status: "inUseDeletedSite" });
      expect(await check("prohibited.example")).to.deep.equal({ status: "prohibited" });
    });

    it("with the setting, the website is null for the others", async () => {
      panel.state.settings.nullWebsiteId = true;
      expect(await check("free.test")).to.deep.equal({ status: "notInUse", websiteId: null });
      expect(await check(PRIMARY)).to.deep.equal({ status: "inUseCurrentOrg", websiteId: SITE });
    });

    it("changes nothing; a bad name is 400", async () => {
      await check("free.test");
      expect(await check("free.test")).to.deep.equal({ status: "notInUse" });
      expect(await check("*.free.test")).to.include({ code: "invalid_argument", detail: "domain" });
    });
  });

  it("delete takes the domain and its mapping; the primary domain stays", async () => {
    const id = await map(panel, "a.test");
    expect((await call(panel, "DELETE", `/orgs/${ORG}/domains/${id}`)).status).to.equal(204);
    expect(panel.domains(SITE)).to.not.include("a.test");
    expect((await call(panel, "DELETE", `/orgs/${ORG}/domains/${id}`)).status).to.equal(404);
    const primary = panel.domain(PRIMARY).id;
    expect((await call(panel, "DELETE", `/orgs/${ORG}/domains/${primary}`)).status).to.equal(400);
  });

  describe("DNS", () => {
    for (const status of ["Resolved", "ForeignServer", "Failed", "Mixed", "Unknown", "Error"] as const) {
      it(`the status ${status} is a bare word as text/plain`, async () => {
        const domain = panel.domain(PRIMARY);
        domain.dnsStatus = status;
        const reply = await call(panel, "GET", `${MAPPINGS}/${domain.id}/dns-status`);
        expect(reply.text).to.equal(status);
        expect(reply.type).to.match(/^text\/plain/);
        expect(reply.json).to.equal(undefined);
      });
    }

    it("the status as a JSON string with the setting; Unknown for a new mapping", async () => {
      panel.state.settings.bareWords = [];
      const id = await map(panel, "a.test");
      expect((await call(panel, "GET", `${MAPPINGS}/${id}/dns-status`)).text).to.equal('"Unknown"');
      expect((await call(panel, "GET", `${MAPPINGS}/${NOBODY}/dns-status`)).status).to.equal(404);
    });

    it("auth-ns: matchesPlatform is true for foreign name servers, ips are empty", async () => {
      const domain = panel.domain(PRIMARY);
      domain.nameServers = ["ada.ns.cloudflare.example"];
      const { json } = await call(panel, "GET", `/orgs/${ORG}/domains/${domain.id}/auth-ns`);
      expect(json).to.deep.equal({
        matchesPlatform: true,
        authNs: [{ name: "ada.ns.cloudflare.example", ips: [] }],
      });
    });

    it("dns-query", async () => {
      const path = `${MAPPINGS}/${panel.domain(PRIMARY).id}/dns-query`;
      expect((await call(panel, "GET", path)).json).to.include({ fqdn: PRIMARY });
      expect((await call(panel, "GET", `${path}?resolveDepth=detailed`)).status).to.equal(200);
      const bad = await call(panel, "GET", `${path}?resolveDepth=all`, { odd: "no 400 is described" });
      expect(bad.status).to.equal(400);
    });
  });

  it("a domain of another org is 404 under this one", async () => {
    const foreign = panel.domain(otherDomains[1]).id;
    const options = { token: tokens.sysadmin };
    for (const [method, path] of [
      ["GET", `/orgs/${ORG}/domains/${foreign}/auth-ns`],
      ["DELETE", `/orgs/${ORG}/domains/${foreign}`],
    ] as const) {
      expect((await call(panel, method, path, options)).json).to.deep.equal({
        code: "not_found",
        detail: "domain",
      });
    }
  });
});
