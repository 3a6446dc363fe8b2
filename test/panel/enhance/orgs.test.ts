import { expect } from "chai";
import { demoEnhance, type EnhancePanel } from "../../../panels/enhance";
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

const SUBSCRIPTION = `/orgs/${ORG}/subscriptions/${demoEnhance.subscriptionId}`;

describe("enhance panel: orgs and quota (docs/panels/enhance.md#quotas)", () => {
  let panel: EnhancePanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const limits = (values: Record<string, number | null>) => {
    const subscription = panel.state.orgs[ORG]?.subscriptions[demoEnhance.subscriptionId];
    Object.assign(subscription ?? {}, { limits: values });
  };
  const resource = async (name: string) => {
    const { json } = await call(panel, "GET", SUBSCRIPTION);
    return (field(json, "resources") as object[]).find((entry) => field(entry, "name") === name);
  };

  it("an org", async () => {
    const { json } = await call(panel, "GET", `/orgs/${ORG}`);
    expect(json).to.include({
      id: ORG,
      parentId: MASTER,
      name: "Network",
      websitesCount: 1,
      subscriptionsCount: 1,
    });
    const master = await call(panel, "GET", `/orgs/${MASTER}`, { token: tokens.sysadmin });
    expect(master.json).to.not.have.property("parentId");
    expect((await call(panel, "GET", `/orgs/${NOBODY}`)).json).to.deep.equal({
      code: "not_found",
      detail: "org",
    });
  });

  it("a subscription returns its usage; a total that is missing or null is unlimited", async () => {
    limits({ domainAliases: 3, addonDomains: null });
    await map(panel, "a.test");
    expect(await resource("domainAliases")).to.deep.equal({ name: "domainAliases", total: 3, usage: 1 });
    expect(await resource("addonDomains")).to.deep.equal({ name: "addonDomains", total: null, usage: 0 });
    expect(await resource("subdomains")).to.deep.equal({ name: "subdomains", usage: 0 });
    expect((await call(panel, "GET", `/orgs/${ORG}/subscriptions/99`)).json).to.include({
      code: "not_found",
    });
  });

  it("field case 19: a subscription has all that the vendor's document requires", async () => {
    const { json } = await call(panel, "GET", SUBSCRIPTION);
    expect(json).to.deep.include({
      friendlyName: "Multisite",
      planType: "shared",
      subscriberId: ORG,
      vendorId: MASTER,
      allowances: [],
      selections: [],
      allowedPhpVersions: [],
      defaultPhpVersion: "php84",
      redisAllowed: false,
      persistentAppsAllowed: false,
    });
  });

  it("field case 19: a mapping uses up the resource of its kind, and its removal gives it back", async () => {
    limits({ domainAliases: 1, addonDomains: 1, subdomains: 0 });
    const id = await map(panel, "a.test");
    await map(panel, "b.test", { kind: "addon" });
    for (const [domain, kind, detail] of [
      ["c.test", "alias", "domainAliases"],
      ["c.test", "addon", "addonDomains"],
      ["c.test", "subdomain", "subdomains"],
    ]) {
      const { status, json } = await call(panel, "POST", MAPPINGS, { body: { domain, kind } });
      expect(status).to.equal(400);
      expect(json).to.include({ code: "resourceOutOfQuota", detail });
    }
    await call(panel, "DELETE", `${MAPPINGS}/${id}`);
    expect(await resource("domainAliases")).to.include({ usage: 0 });
    await map(panel, "c.test");
  });

  it("the refusal is the one that is set", async () => {
    limits({ domainAliases: 0 });
    panel.state.settings.quotaExceeded = { status: 403, code: "unauthorized" };
    const { status, json } = await call(panel, "POST", MAPPINGS, { body: { domain: "a.test" } });
    expect([status, field(json, "code")]).to.deep.equal([403, "unauthorized"]);
  });

  it("no subscription, no limit", async () => {
    limits({ domainAliases: 0 });
    delete panel.state.websites[SITE]?.subscriptionId;
    await map(panel, "a.test");
    expect(each(await call(panel, "GET", MAPPINGS), "domain")).to.include("a.test");
  });
});
