import { expect } from "chai";
import {
  demoEnhance,
  type EnhanceMappingKind,
  type EnhancePanel,
  enhanceDomain,
  enhanceWebsite,
  issuedCertificate,
  startEnhancePanel,
} from "../../../panels/enhance";
import { ConfigurationError } from "../../../provider/core/errors";
import {
  lookUpMappings,
  lookUpServers,
  lookUpWebsite,
  lookUpWebsites,
} from "../../../provider/enhance/lookups";
import { Session } from "../../../provider/resource/session";
import { connectionTo, ORG, SERVER, SITE, tokens } from "../../support/enhance";
import { violationsOf } from "../../support/enhanceCalls";
import { errorOf, failureOf } from "./errors";

const OWN = {
  websiteId: SITE,
  organizationId: ORG,
  domain: demoEnhance.domain,
  status: "active",
  kind: "normal",
  suspended: false,
};

describe("lookups", () => {
  let panel: EnhancePanel;
  beforeEach(async () => {
    panel = await startEnhancePanel();
  });
  afterEach(async () => {
    await panel.close();
    expect(violationsOf(panel)).to.deep.equal([]);
  });

  const session = (token: string, more: Readonly<Record<string, string>> = {}) => {
    const config: Record<string, string> = { ...connectionTo(panel, token), ...more };
    const fresh = new Session(undefined, () => {}, {});
    fresh.configure({ get: (key) => config[key] });
    return fresh;
  };
  const inOrg = (organizationId: string) => ({ "enhance:organizationId": organizationId });
  const website = (domain: string) => lookUpWebsite(session(tokens.owner, inOrg(ORG)), { domain });
  const uuid = (number: number) => `22222222-0000-4000-8000-${String(number).padStart(12, "0")}`;

  describe("of servers", () => {
    it("return ids, names and addresses", async () => {
      expect(await lookUpServers(session(tokens.sysadmin), {})).to.deep.equal([
        { id: SERVER, hostname: "node1.host.example.net", name: "node1", addresses: ["192.0.2.20"] },
      ]);
    });

    it("read all pages", async () => {
      const server = panel.state.servers[SERVER];
      for (let index = 0; index < 149; index += 1) {
        if (server) panel.state.servers[uuid(index)] = { ...server, id: uuid(index) };
      }
      const found = await lookUpServers(session(tokens.sysadmin), {});
      expect(new Set(found.map(({ id }) => id)).size).to.equal(150);
      expect(panel.calls().map(({ query }) => query)).to.deep.equal([
        { offset: "0", limit: "100" },
        { offset: "100", limit: "100" },
      ]);
    });

    it("need the master organization, and the error says so", async () => {
      const { message } = await failureOf(lookUpServers(session(tokens.owner), {}));
      expect(message).to.match(
        /did not list its servers \[HTTP 403, code only_mo_allowed\].*System Administrator/,
      );
    });
  });

  describe("of websites", () => {
    it("return what is needed to map domains to them, without deleted ones", async () => {
      expect(await lookUpWebsites(session(tokens.owner, inOrg(ORG)), {})).to.deep.equal([OWN]);
    });

    it("return to a reseller those of its customers, with the organization that owns each", async () => {
      const found = await lookUpWebsites(session(tokens.masterOwner), {
        organizationId: demoEnhance.masterOrgId,
      });
      expect(
        found.map(({ websiteId, organizationId }) => [websiteId, organizationId]),
      ).to.deep.include.members([
        [SITE, ORG],
        [demoEnhance.otherWebsiteId, demoEnhance.otherOrgId],
      ]);
      expect(found.map(({ status }) => status)).not.to.include("deleted");
    });

    it("read all pages, and end at the last", async () => {
      const add = (index: number) => {
        const id = uuid(index);
        panel.state.websites[id] = enhanceWebsite({ id, orgId: ORG, serverId: SERVER });
        const domain = enhanceDomain({
          domain: `site${index}.test`,
          orgId: ORG,
          websiteId: id,
          mappingKind: "primary",
        });
        panel.state.domains[domain.id] = domain;
      };
      for (let index = 0; index < 120; index += 1) add(index);
      expect(await lookUpWebsites(session(tokens.owner, inOrg(ORG)), {})).to.have.length(121);
      const run = () => {
        panel.state.websites = {};
      };
      panel.faults.add({ do: "hook", when: "after", run });
      expect(await lookUpWebsites(session(tokens.owner, inOrg(ORG)), {})).to.have.length(100);
    });

    it("search all organizations of the token where none is named", async () => {
      const own = await lookUpWebsites(session(tokens.owner), {});
      expect(own.map(({ organizationId }) => organizationId)).to.deep.equal([ORG]);
      const all = await lookUpWebsites(session(tokens.masterOwner), {});
      expect(all.map(({ domain }) => domain)).to.include.members([
        "network.example.com",
        "other.example.org",
      ]);
    });

    it("leave out the panel's own websites", async () => {
      const all = await lookUpWebsites(session(tokens.masterOwner), {});
      expect(all.map(({ domain }) => domain)).not.to.include(demoEnhance.serverDomain);
    });

    it("refuse a malformed id without a call", async () => {
      const error = await errorOf(lookUpWebsites(session(tokens.owner), { organizationId: "network" }));
      expect(error).to.be.instanceOf(ConfigurationError);
      expect(String(error)).to.match(/organizationId "network" is no id of the panel/);
      expect(panel.calls()).to.deep.equal([]);
    });
  });

  describe("of the website of a domain", () => {
    const KINDS: readonly EnhanceMappingKind[] = ["alias", "addon", "subdomain"];
    beforeEach(() => {
      panel.setDomains(SITE, [...KINDS.map((kind) => `${kind}.acme.com`), "BÜCHER.test"]);
      for (const kind of KINDS) panel.domain(`${kind}.acme.com`).mappingKind = kind;
    });

    for (const domain of [demoEnhance.domain, ...KINDS.map((kind) => `${kind}.acme.com`)]) {
      it(`find it by ${domain}`, async () => expect(await website(domain)).to.deep.equal(OWN));
    }

    it("find it in any spelling", async () => {
      expect(await website(" Network.EXAMPLE.com. ")).to.deep.equal(OWN);
    });

    for (const [what, domain] of [
      ["a name that others contain", "example.com"],
      ["a name that no website has", "nobody.test"],
      ["a name of a deleted website", demoEnhance.deletedDomains[1]],
      ["a name of another organization", demoEnhance.otherDomains[0]],
    ] as const) {
      it(`fail with ${what}`, async () => {
        const { kind, message } = await failureOf(website(domain));
        expect(kind).to.equal("missing");
        expect(message).to.equal(
          `look up ${domain} on ${panel.host} (organization ${ORG} and its customers): no website has this domain. ` +
            "Give the website's primary domain, and the organization that owns it or one above it.",
        );
      });
    }

    it("ignore a deleted website beside the one that has the name now", async () => {
      const held = enhanceDomain({
        domain: "alias.acme.com",
        orgId: ORG,
        websiteId: demoEnhance.deletedWebsiteId,
      });
      panel.state.domains[held.id] = held;
      const all = session(tokens.masterOwner, inOrg(demoEnhance.masterOrgId));
      expect(await lookUpWebsite(all, { domain: "alias.acme.com" })).to.deep.equal(OWN);
    });

    it("fail where several websites have it, and name them", async () => {
      panel.state.websites[uuid(1)] = enhanceWebsite({ id: uuid(1), orgId: ORG, serverId: SERVER });
      const duplicate = enhanceDomain({
        domain: "ADDON.acme.com",
        orgId: ORG,
        websiteId: uuid(1),
        mappingKind: "primary",
      });
      panel.state.domains[duplicate.id] = duplicate;
      const { kind, message } = await failureOf(website("addon.acme.com"));
      expect(kind).to.equal("conflict");
      expect(message).to.contain(`several websites have this domain: ${SITE}, ${uuid(1)}`);
    });

    it("fail with an invalid domain, before any call", async () => {
      panel.clearLog();
      expect(String(await errorOf(website("acme")))).to.match(/"acme" is a single label/);
      expect(panel.calls()).to.deep.equal([]);
    });
  });

  it("use a named connection, with its organization", async () => {
    const eu1 = { apiUrl: panel.url, apiToken: tokens.owner, organizationId: ORG };
    const config = {
      "enhance:connections": JSON.stringify({ eu1 }),
      "enhance:apiUrl": "http://127.0.0.1:9/api/",
    };
    const found = await lookUpWebsites(session(tokens.support, config), { connection: "eu1" });
    expect(found).to.deep.equal([OWN]);
  });

  describe("of mappings", () => {
    const onSite = { "enhance:organizationId": ORG, "enhance:websiteId": SITE };
    it("return every domain of the website, with its kind, folder and real certificate", async () => {
      panel.setDomains(SITE, ["Acme.test", "shop.test"]);
      Object.assign(panel.domain("shop.test"), { mappingKind: "addon", documentRoot: "public_html/shop" });
      panel.domain("Acme.test").certificate = issuedCertificate("acme.test");
      const all = await lookUpMappings(session(tokens.owner, onSite), {});
      expect(all.map(({ domain, kind }) => [domain, kind])).to.have.deep.members([
        [demoEnhance.domain, "primary"],
        [demoEnhance.previewDomain, "preview"],
        ["acme.test", "alias"],
        ["shop.test", "addon"],
      ]);
      const [acme, shop] = ["acme.test", "shop.test"].map((name) =>
        all.find(({ domain }) => domain === name),
      );
      expect(shop).to.deep.equal({
        domain: "shop.test",
        domainId: panel.domain("shop.test").id,
        kind: "addon",
        documentRoot: "public_html/shop",
        forceHttps: false,
      });
      expect(acme?.certificate?.names).to.include("acme.test");
      expect(panel.calls()).to.have.length(1);
    });

    it("fail where there is no such website", async () => {
      const websiteId = uuid(1);
      const { message } = await failureOf(lookUpMappings(session(tokens.owner, onSite), { websiteId }));
      expect(message).to.contain(`look up on ${panel.host} (organization ${ORG}, website ${websiteId}): `);
    });

    it("cure: ask for the website where the settings have a server, and find it then", async () => {
      const onServer = { "enhance:serverId": SERVER };
      const error = await errorOf(lookUpMappings(session(tokens.owner, onServer), {}));
      expect(error).to.be.instanceOf(ConfigurationError);
      expect(error.message).to.contain("give websiteId and organizationId, whose domains are looked up");
      const found = { websiteId: SITE, organizationId: ORG };
      expect(await lookUpMappings(session(tokens.owner, onServer), found)).to.have.length(2);
    });
  });
});
