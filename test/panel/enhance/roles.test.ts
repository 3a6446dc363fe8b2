import { expect } from "chai";
import { demoEnhance, type EnhancePanel, enhanceWebsite } from "../../../panels/enhance";
import {
  call,
  closePanels,
  each,
  field,
  MAPPINGS,
  MASTER,
  map,
  NOBODY,
  ORG,
  SITE,
  startPanel,
  tokens,
} from "./support";

const MEMBERS = [
  "sysadmin",
  "masterOwner",
  "owner",
  "superAdmin",
  "business",
  "siteAccess",
  "support",
] as const;

describe("enhance panel: roles (docs/panels/enhance.md#roles)", () => {
  let panel: EnhancePanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  /** The members that do not get a 403. */
  const allowed = async (method: string, path: string, body?: unknown) => {
    const passed: string[] = [];
    for (const member of MEMBERS) {
      const { status } = await call(panel, method, path, { token: tokens[member], body });
      if (status !== 403) passed.push(member);
    }
    return passed;
  };
  const admins = ["sysadmin", "masterOwner", "owner", "superAdmin"];

  it("reads of a website: admins, Support, and members with access to it", async () => {
    const readers = [...admins, "siteAccess", "support"];
    for (const path of [MAPPINGS, `/orgs/${ORG}/websites`, `/orgs/${ORG}/websites/${SITE}`]) {
      expect(await allowed("GET", path), path).to.have.members(readers);
    }
  });

  it("field case 19: changes of a mapping: admins, Support, and members with access to the website", async () => {
    const writers = [...admins, "siteAccess", "support"];
    expect(await allowed("PATCH", `${MAPPINGS}/${await map(panel, "a.test")}`, {})).to.have.members(writers);
    expect(await allowed("POST", MAPPINGS, { domain: "b.test" })).to.have.members(writers);
    expect(await allowed("DELETE", `${MAPPINGS}/${NOBODY}`)).to.have.members(writers);
  });

  it("the primary domain: owners and superadmins", async () => {
    const owners = ["masterOwner", "owner", "superAdmin"];
    const domainId = panel.domain(demoEnhance.domain).id;
    expect(await allowed("PUT", `${MAPPINGS}/primary`, { domainId })).to.have.members(owners);
  });

  it("the org: admins", async () => {
    expect(await allowed("GET", `/orgs/${ORG}`)).to.have.members(admins);
  });

  it("SiteAccess reaches its own websites only and sees no others in the list", async () => {
    const second = enhanceWebsite({ orgId: ORG, serverId: demoEnhance.serverId });
    panel.state.websites[second.id] = second;
    panel.setDomains(second.id, ["second.example.com"]);
    const { siteAccess: token } = tokens;
    const path = `/orgs/${ORG}/websites/${second.id}/domains`;
    expect((await call(panel, "GET", path, { token })).status).to.equal(403);
    expect((await call(panel, "GET", path)).status).to.equal(200);
    expect(each(await call(panel, "GET", `/orgs/${ORG}/websites`, { token }), "id")).to.deep.equal([SITE]);
    expect(each(await call(panel, "GET", `/orgs/${ORG}/websites`), "id")).to.have.length(2);
    const other = panel.domain("second.example.com").id;
    expect((await call(panel, "GET", `/v2/domains/${other}/ssl`, { token })).status).to.equal(403);
    const mine = panel.domain(demoEnhance.domain).id;
    expect((await call(panel, "GET", `/v2/domains/${mine}/ssl`, { token })).status).to.equal(200);
  });

  it("another customer's org is 403, and the org above is too", async () => {
    for (const org of [demoEnhance.otherOrgId, MASTER]) {
      const { status, json } = await call(panel, "GET", `/orgs/${org}/websites`);
      expect([status, field(json, "code")]).to.deep.equal([403, "unauthorized"]);
    }
    const foreign = panel.domain(demoEnhance.otherDomains[0]).id;
    expect((await call(panel, "GET", `/v2/domains/${foreign}/ssl`)).status).to.equal(403);
  });

  describe("settings.access", () => {
    it("gives a role 403 on one mapping while the list works", async () => {
      panel.state.settings.access = { getWebsiteDomainMapping: { roles: ["Sysadmin"], sites: false } };
      const id = await map(panel, "a.test");
      const { status, json } = await call(panel, "GET", `${MAPPINGS}/${id}`);
      expect([status, field(json, "code")]).to.deep.equal([403, "unauthorized"]);
      expect(each(await call(panel, "GET", MAPPINGS), "domainId")).to.include(id);
      expect((await call(panel, "GET", `${MAPPINGS}/${id}`, { token: tokens.sysadmin })).status).to.equal(
        200,
      );
    });

    it("makes one mapping the master org's: 403 unauthorized with a text", async () => {
      panel.state.settings.access = { getWebsiteDomainMapping: { masterOrg: true } };
      const { json } = await call(panel, "GET", `${MAPPINGS}/${panel.domain(demoEnhance.domain).id}`);
      expect(json).to.include({ code: "unauthorized" });
      expect(field(json, "message")).to.match(/^Only a reseller or the MO /);
    });
  });
});
