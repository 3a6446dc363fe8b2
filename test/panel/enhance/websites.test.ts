import { expect } from "chai";
import { demoEnhance, type EnhancePanel, enhanceWebsite } from "../../../panels/enhance";
import {
  call,
  closePanels,
  each,
  field,
  MASTER,
  map,
  NOBODY,
  ORG,
  SERVER,
  SITE,
  startPanel,
  tokens,
} from "./support";

const { otherWebsiteId: OTHER, deletedWebsiteId: DELETED, hostnameWebsiteId: HOSTNAME } = demoEnhance;

describe("enhance panel: websites (docs/panels/enhance.md#websites)", () => {
  let panel: EnhancePanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const list = (query: string, token: string = tokens.owner, org: string = ORG) =>
    call(panel, "GET", `/orgs/${org}/websites?${query}`, { token });
  const ids = async (...args: Parameters<typeof list>) => each(await list(...args), "id");
  /** The same by the master org's token. */
  const all = (query: string) => ids(query, tokens.sysadmin, MASTER);

  it("one website: its primary domain, aliases, addresses and owner", async () => {
    await map(panel, "a.test");
    await map(panel, "b.test", { kind: "addon" });
    await map(panel, "sub.test", { kind: "subdomain" });
    const { json } = await call(panel, "GET", `/orgs/${ORG}/websites/${SITE}`);
    expect(json).to.deep.include({
      id: SITE,
      orgId: ORG,
      kind: "normal",
      status: "active",
      subscriptionId: demoEnhance.subscriptionId,
      serverIps: [{ ip: "192.0.2.20", isPrimary: true }],
      appServerIpv6: "2001:db8::20",
    });
    expect(field(json, "domain")).to.deep.equal({
      id: panel.domain(demoEnhance.domain).id,
      domain: demoEnhance.domain,
      documentRoot: "public_html",
      kind: "primary",
      cloudflareStatus: "Disconnected",
    });
    expect((field(json, "aliases") as object[]).map((alias) => field(alias, "kind"))).to.deep.equal([
      "alias",
      "addon",
    ]);
    expect(field(json, "subdomains", 0, "domain")).to.equal("sub.test");
  });

  it("404 with what is missing: org, website; a website under another org is missing", async () => {
    const missing = async (path: string, token: string = tokens.sysadmin) => {
      const { status, json } = await call(panel, "GET", path, { token });
      expect(json).to.include({ code: "not_found" });
      return [status, field(json, "detail")];
    };
    expect(await missing(`/orgs/${NOBODY}/websites/${SITE}`)).to.deep.equal([404, "org"]);
    expect(await missing(`/orgs/${ORG}/websites/${NOBODY}`)).to.deep.equal([404, "website"]);
    expect(await missing(`/orgs/${MASTER}/websites/${SITE}`)).to.deep.equal([404, "website"]);
    expect(await missing(`/orgs/${demoEnhance.otherOrgId}/websites/${SITE}/domains`)).to.deep.equal([
      404,
      "website",
    ]);
  });

  describe("search", () => {
    it("finds a part of the domain in any case", async () => {
      expect(await ids("search=NETWORK.ex")).to.deep.equal([SITE]);
      expect(await ids("search=work")).to.deep.equal([SITE]);
      expect(await ids("search=nothing")).to.deep.equal([]);
    });

    it("so a name finds longer names that contain it", async () => {
      const longer = enhanceWebsite({ orgId: ORG, serverId: SERVER });
      panel.state.websites[longer.id] = longer;
      panel.setDomains(longer.id, ["my-network.example.com"]);
      expect(await ids("search=network.example.com")).to.have.members([SITE, longer.id]);
    });

    it("finds a whole id, not a part of it, and tags", async () => {
      expect(await ids(`search=${SITE}`)).to.deep.equal([SITE]);
      expect(await ids(`search=${SITE.slice(0, 8)}`)).to.deep.equal([]);
      Object.assign(panel.state.websites[SITE] ?? {}, { tags: ["Shop"] });
      expect(await ids("search=shop")).to.deep.equal([SITE]);
    });

    it("finds and lists aliases if asked", async () => {
      await map(panel, "alias.test");
      expect(await ids("search=alias.test")).to.deep.equal([]);
      const found = await list("search=alias.test&showAliases=true");
      expect(each(found, "id")).to.deep.equal([SITE]);
      expect(each(found, "aliases", "0", "domain")).to.deep.equal(["alias.test"]);
      expect(each(await list(""), "aliases", "0")).to.deep.equal([undefined]);
    });
  });

  it("recursion: this org, its customers, everybody below", async () => {
    const below = { ...structuredClone(panel.state.orgs[ORG]), id: NOBODY, name: "Below", parentId: ORG };
    panel.state.orgs[NOBODY] = below as (typeof panel.state.orgs)[string];
    const website = enhanceWebsite({ orgId: NOBODY, serverId: SERVER });
    panel.state.websites[website.id] = website;
    panel.setDomains(website.id, ["below.example.com"]);
    expect(await all("showDeleted=false")).to.have.members([HOSTNAME]);
    expect(await all("showDeleted=false&recursion=directCustomers")).to.have.members([HOSTNAME, SITE, OTHER]);
    expect(await all("showDeleted=false&recursion=infinite")).to.have.members([
      HOSTNAME,
      SITE,
      OTHER,
      website.id,
    ]);
  });

  it("a recursive list shows the owner, and to the master org the server", async () => {
    const found = await list("recursion=infinite&search=network", tokens.sysadmin, MASTER);
    expect(each(found, "orgId")).to.deep.equal([ORG]);
    expect(each(found, "appServerId")).to.deep.equal([SERVER]);
    expect(each(await list("recursion=infinite"), "appServerId")).to.deep.equal([undefined]);
  });

  describe("deleted websites", () => {
    it("the master org sees them unless it says no", async () => {
      expect(await ids("", tokens.sysadmin)).to.have.members([SITE, DELETED]);
      expect(await ids("showDeleted=true", tokens.sysadmin)).to.have.members([SITE, DELETED]);
      expect(await ids("showDeleted=false", tokens.sysadmin)).to.deep.equal([SITE]);
      expect(await ids("search=retired", tokens.sysadmin)).to.deep.equal([DELETED]);
    });

    it("the others do not, and 403 if they send the parameter at all", async () => {
      expect(await ids("")).to.deep.equal([SITE]);
      for (const value of ["true", "false"]) {
        expect((await list(`showDeleted=${value}`)).json).to.include({ code: "unauthorized" });
      }
    });

    it("are not there for others and cannot be changed", async () => {
      const path = `/orgs/${ORG}/websites/${DELETED}`;
      expect((await call(panel, "GET", path)).json).to.deep.equal({ code: "not_found", detail: "website" });
      expect((await call(panel, "GET", path, { token: tokens.sysadmin })).json).to.include({
        status: "deleted",
      });
      const body = { domain: "new.test" };
      expect(
        (await call(panel, "POST", `${path}/domains`, { token: tokens.sysadmin, body })).status,
      ).to.equal(404);
    });
  });

  it("filters", async () => {
    const both = "showDeleted=false&recursion=infinite";
    expect(await all(`${both}&kind=serverHostname`)).to.deep.equal([HOSTNAME]);
    expect(await all("recursion=infinite&status=deleted")).to.deep.equal([DELETED]);
    expect(await all(`${both}&subscriptionId=${demoEnhance.subscriptionId}`)).to.deep.equal([SITE]);
    expect(await all(`${both}&planId=7`)).to.deep.equal([SITE]);
    expect(await all(`${both}&servers=${NOBODY}`)).to.deep.equal([]);
    expect(await all(`${both}&servers=${NOBODY},${SERVER}`)).to.have.length(3);
    Object.assign(panel.state.websites[OTHER] ?? {}, { suspendedBy: MASTER });
    expect(await all(`${both}&isSuspended=true`)).to.deep.equal([OTHER]);
  });

  it("pages by offset and limit with the total; sorted", async () => {
    const query = "showDeleted=false&recursion=infinite&sortBy=domain";
    const page = await list(`${query}&offset=1&limit=1`, tokens.sysadmin, MASTER);
    expect(field(page.json, "total")).to.equal(3);
    expect(each(page, "domain", "domain")).to.deep.equal([demoEnhance.serverDomain]);
    const down = await list(`${query}&sortOrder=desc`, tokens.sysadmin, MASTER);
    expect(each(down, "domain", "domain")).to.deep.equal([
      demoEnhance.otherDomains[0],
      demoEnhance.serverDomain,
      demoEnhance.domain,
    ]);
    for (const by of ["org", "size", "createdAt", "subscription"]) {
      expect(await all(`recursion=infinite&sortBy=${by}`)).to.have.length(4);
    }
    expect(await all("offset=99")).to.deep.equal([]);
  });

  it("bad parameters are 400 invalid_argument with the parameter; unknown ones are ignored", async () => {
    for (const [name, value] of [
      ["limit", "0"],
      ["offset", "-1"],
      ["showAliases", "1"],
      ["recursion", "all"],
      ["kind", "blog"],
      ["status", "active"],
    ]) {
      const { status, json } = await list(`${name}=${value}`);
      expect([status, field(json, "detail")]).to.deep.equal([400, name]);
    }
    expect(await ids("page=2&per_page=1")).to.deep.equal([SITE]);
  });

  it("the host names of its server", async () => {
    const { json } = await call(panel, "GET", `/orgs/${ORG}/websites/${SITE}/server_domains`);
    expect(field(json, "appServerDomains")).to.deep.equal([demoEnhance.serverDomain]);
  });
});
