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
  SERVER,
  SITE,
  startPanel,
  tokens,
} from "./support";

const { hostnameWebsiteId: HOSTNAME, serverDomain, serverGroupId } = demoEnhance;
const DOMAINS = `/servers/${SERVER}/domains`;

describe("enhance panel: servers (docs/panels/enhance.md#servers)", () => {
  let panel: EnhancePanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const ask = (method: string, path: string, body?: unknown, odd?: string) =>
    call(panel, method, path, { token: tokens.sysadmin, body, ...(odd === undefined ? {} : { odd }) });

  it("list: items and total", async () => {
    const reply = await ask("GET", "/servers");
    expect(field(reply.json, "total")).to.equal(1);
    const [server] = each(reply);
    expect(server).to.deep.include({
      id: SERVER,
      groupId: serverGroupId,
      hostname: serverDomain,
      friendlyName: "node1",
      ips: [{ ip: "192.0.2.20", isPrimary: true }],
    });
    expect(field(server, "roles")).to.include({ application: "enabled", postgresql: "notInstalled" });
  });

  it("list: pages; bad parameters are 400", async () => {
    expect(each(await ask("GET", "/servers?offset=1"))).to.deep.equal([]);
    expect((await ask("GET", "/servers?limit=x", undefined, "no 400 is described")).status).to.equal(400);
    expect((await ask("GET", "/servers?sortBy=hostname", undefined, "no 400 is described")).status).to.equal(
      400,
    );
  });

  it("field case 19: one shows its disks, and whether it is decommissioned", async () => {
    expect((await ask("GET", `/servers/${SERVER}`)).json).to.deep.include({
      disks: [],
      isDecommissioned: false,
    });
    Object.assign(panel.state.servers[SERVER] ?? {}, { isDecommissioned: true });
    expect((await ask("GET", `/servers/${SERVER}`)).json).to.include({ isDecommissioned: true });
  });

  it("one: roles are objects there; 404 for an unknown one", async () => {
    const { json } = await ask("GET", `/servers/${SERVER}`);
    expect(json).to.include({ id: SERVER, hostname: serverDomain });
    expect(field(json, "roles", "application")).to.deep.equal({ state: "enabled", status: "online" });
    for (const path of [`/servers/${NOBODY}`, `/servers/${NOBODY}/domains`]) {
      const missing = await ask("GET", path, undefined, "no 404 is described");
      expect(missing.json).to.deep.equal({ code: "not_found", detail: "server" });
    }
  });

  describe("domains as 9.9 to 12.25 have them", () => {
    it("list: one website and its domains", async () => {
      expect((await ask("GET", DOMAINS)).json).to.deep.equal({
        websiteId: HOSTNAME,
        domains: [{ domainId: panel.domain(serverDomain).id, domainName: serverDomain, isPrimary: true }],
      });
    });

    it("add: a bare string, 201 with website and domain; it is not on a customer's website", async () => {
      const reply = await ask("POST", DOMAINS, "a.test");
      expect(reply.status).to.equal(201);
      expect(reply.json).to.deep.equal({ websiteId: HOSTNAME, domainId: panel.domain("a.test").id });
      expect(panel.domains(HOSTNAME)).to.deep.equal([serverDomain, "a.test"]);
      expect(panel.domains(SITE)).to.not.include("a.test");
      const { json } = await ask("GET", DOMAINS);
      expect(field(json, "domains", 1)).to.include({ domainName: "a.test", isPrimary: false });
    });

    for (const status of [400, 415, 422] as const) {
      it(`with the setting, the guide's object body is refused with ${status}`, async () => {
        panel.state.settings.serverDomains.wrongBody = status;
        const odd = status === 400 ? undefined : "only 400 is described";
        const reply = await ask("POST", DOMAINS, { domain: "a.test" }, odd);
        expect(reply.status).to.equal(status);
        expect(reply.json).to.include({ code: "invalid_syntax" });
        expect(panel.domains(HOSTNAME)).to.deep.equal([serverDomain]);
      });
    }

    it("the guide's plugin finds neither `items` nor `id`", async () => {
      expect((await ask("GET", DOMAINS)).json).to.not.have.any.keys("items", "id");
    });

    it("the first name is the primary one", async () => {
      await ask("DELETE", `${DOMAINS}/${panel.domain(serverDomain).id}`);
      expect((await ask("GET", DOMAINS)).json).to.deep.equal({ websiteId: HOSTNAME, domains: [] });
      await ask("POST", DOMAINS, "a.test");
      expect(panel.domain("a.test").mappingKind).to.equal("primary");
    });
  });

  describe("domains as 7.3 to 9.4 had them", () => {
    beforeEach(() => {
      panel.state.settings.serverDomains.shape = "legacy";
    });

    it("list: items of domainId and domain; add: a bare string, 201 with id", async () => {
      const reply = await ask("POST", DOMAINS, "a.test");
      expect(reply.json).to.deep.equal({ id: panel.domain("a.test").id });
      const items = each(await ask("GET", DOMAINS));
      expect(items[1]).to.deep.equal({ domainId: panel.domain("a.test").id, domain: "a.test" });
      expect((await ask("POST", DOMAINS, { domain: "b.test" })).status).to.equal(400);
    });

    it("an empty list", async () => {
      await ask("DELETE", `${DOMAINS}/${panel.domain(serverDomain).id}`);
      expect((await ask("GET", DOMAINS)).json).to.deep.equal({ items: [] });
    });
  });

  it("domains as the guide has them: an object body, items of id and domain, delete by id", async () => {
    panel.state.settings.serverDomains.shape = "guide";
    const reply = await ask("POST", DOMAINS, { domain: "a.test" });
    expect(reply.status).to.equal(201);
    const id = String(field(reply.json, "id"));
    expect(each(await ask("GET", DOMAINS))[1]).to.deep.equal({ id, domain: "a.test" });
    expect((await ask("POST", DOMAINS, "b.test")).status).to.equal(400);
    expect((await ask("POST", DOMAINS, { name: "b.test" })).status).to.equal(400);
    expect(await ask("DELETE", `${DOMAINS}/${id}`)).to.include({ status: 204, text: "" });
    expect(panel.domains(HOSTNAME)).to.deep.equal([serverDomain]);
  });

  it("a name that is anywhere on the panel is 409, and so is a server's for a website", async () => {
    const reply = await ask("POST", DOMAINS, demoEnhance.domain);
    expect(reply.status).to.equal(409);
    expect(reply.json).to.include({ code: "already_exists" });
    await ask("POST", DOMAINS, "a.test");
    expect((await call(panel, "POST", MAPPINGS, { body: { domain: "a.test" } })).status).to.equal(409);
  });

  it("www.x stands beside x, each by itself, and does not stop a website's", async () => {
    await ask("POST", DOMAINS, "a.test");
    expect((await ask("POST", DOMAINS, "www.a.test")).status).to.equal(201);
    await map(panel, `www.${serverDomain}`);
  });

  it("delete: 404 for what is not the server's", async () => {
    for (const id of [NOBODY, panel.domain(demoEnhance.domain).id]) {
      expect((await ask("DELETE", `${DOMAINS}/${id}`)).json).to.deep.equal({
        code: "not_found",
        detail: "domain",
      });
    }
  });
});
