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
} from "./support";

const POST_FIELDS = ["domainId", "websiteId", "domain", "documentRoot", "mappingKind", "cloudflareStatus"];

describe("enhance panel: mappings (docs/panels/enhance.md#mappings)", () => {
  let panel: EnhancePanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const post = (body: unknown) => call(panel, "POST", MAPPINGS, { body });
  const one = async (id: string) => (await call(panel, "GET", `${MAPPINGS}/${id}`)).json;

  describe("list", () => {
    it("holds the primary and the preview domain from the start, in `items` alone", async () => {
      const reply = await call(panel, "GET", MAPPINGS);
      expect(Object.keys(reply.json as object)).to.deep.equal(["items"]);
      expect(each(reply, "domain")).to.deep.equal([demoEnhance.domain, demoEnhance.previewDomain]);
      expect(each(reply, "mappingKind")).to.deep.equal(["primary", "preview"]);
    });

    it("is not paged", async () => {
      panel.setDomains(
        SITE,
        Array.from({ length: 300 }, (_, i) => `n${i}.test`),
      );
      expect(each(await call(panel, "GET", `${MAPPINGS}?offset=5&limit=10`))).to.have.length(302);
    });

    it("a mapping has `domainId` and `mappingKind`, no `id`, no `kind`, no `cert`", async () => {
      await map(panel, "a.test");
      const items = each(await call(panel, "GET", MAPPINGS));
      for (const item of items) expect(item).to.have.all.keys(POST_FIELDS);
    });

    it("field case 19: the preview domain has a certificate from the start, the primary a placeholder", async () => {
      const certs = each(await call(panel, "GET", `${MAPPINGS}?withSsl=true`), "cert");
      expect(certs.map((cert) => field(cert, "issuer"))).to.deep.equal([demoEnhance.domain, "Let's Encrypt"]);
    });

    it("has certificates with withSsl", async () => {
      const certs = each(await call(panel, "GET", `${MAPPINGS}?withSsl=true`), "cert");
      expect(certs.map((cert) => field(cert, "cn"))).to.deep.equal([
        demoEnhance.domain,
        demoEnhance.previewDomain,
      ]);
      expect((await call(panel, "GET", `${MAPPINGS}?withSsl=yes`)).status).to.equal(400);
    });
  });

  describe("create", () => {
    it("field case 19: a staging website accepts none, and the refusal is the one that is set", async () => {
      Object.assign(panel.state.websites[SITE] ?? {}, { kind: "staging" });
      expect(await post({ domain: "a.test" })).to.deep.include({
        status: 400,
        json: {
          code: "invalid_argument",
          detail: "website",
          message: "a staging website takes no domain mappings",
        },
      });
      panel.state.settings.stagingMapping = { status: 403, code: "unauthorized" };
      expect((await post({ domain: "a.test" })).status).to.equal(403);
      expect(panel.domains(SITE)).not.to.include("a.test");
    });

    it("field case 19: a website that is disabled or suspended accepts them, and shows its status", async () => {
      Object.assign(panel.state.websites[SITE] ?? {}, { status: "disabled", suspendedBy: MASTER });
      expect((await post({ domain: "a.test" })).status).to.equal(201);
      const { json } = await call(panel, "GET", `/orgs/${ORG}/websites/${SITE}`);
      expect(json).to.include({ status: "disabled", suspendedBy: MASTER, kind: "normal" });
    });

    it("201 with `id` alone, which is the domain id everywhere", async () => {
      const reply = await post({ domain: "a.test" });
      expect(reply.status).to.equal(201);
      expect(Object.keys(reply.json as object)).to.deep.equal(["id"]);
      const id = String(field(reply.json, "id"));
      expect(await one(id)).to.deep.equal({
        domainId: id,
        websiteId: SITE,
        domain: "a.test",
        mappingKind: "alias",
        documentRoot: "public_html",
        cloudflareStatus: "Disconnected",
      });
      expect(each(await call(panel, "GET", MAPPINGS), "domainId")).to.include(id);
      const org = await call(panel, "GET", `/orgs/${ORG}/domains`);
      expect(each(org, "id")).to.include(id);
      const website = await call(panel, "GET", `/orgs/${ORG}/websites/${SITE}`);
      expect(field(website.json, "aliases", 0, "id")).to.equal(id);
      expect((await call(panel, "GET", `/v2/domains/${id}/ssl`)).status).to.equal(200);
    });

    it("takes kind and documentRoot", async () => {
      const id = await map(panel, "a.test", { kind: "addon", documentRoot: "sites/shop" });
      expect(await one(id)).to.include({ mappingKind: "addon", documentRoot: "sites/shop" });
    });

    it("ignores what it does not know: `mappingKind` gives an alias", async () => {
      const id = await map(panel, "a.test", { mappingKind: "addon", websiteId: NOBODY });
      expect(await one(id)).to.include({ mappingKind: "alias", websiteId: SITE });
    });

    it("takes names under .test, stores them in lower case", async () => {
      await map(panel, "Mixed.Case.TEST");
      expect(panel.domains(SITE)).to.include("mixed.case.test");
    });
  });

  describe("validation is 400 invalid_argument with the field", () => {
    const bad: [what: string, body: unknown, detail: string][] = [
      ["no domain", {}, "domain"],
      ["a domain that is no text", { domain: 1 }, "domain"],
      ["a single label", { domain: "localhost" }, "domain"],
      ["a wildcard", { domain: "*.a.test" }, "domain"],
      ["a trailing dot", { domain: "a.test." }, "domain"],
      ["a name beyond ASCII", { domain: "bücher.test" }, "domain"],
      ["a space", { domain: "a b.test" }, "domain"],
      ["a prohibited name", { domain: "prohibited.example" }, "domain"],
      ["kind primary", { domain: "a.test", kind: "primary" }, "kind"],
      ["kind preview", { domain: "a.test", kind: "preview" }, "kind"],
      ["a document root outside", { domain: "a.test", documentRoot: "../other" }, "documentRoot"],
      ["an absolute document root", { domain: "a.test", documentRoot: "/var/www" }, "documentRoot"],
      ["no object", ["a.test"], "body"],
    ];
    for (const [what, body, detail] of bad) {
      it(what, async () => {
        const { status, json } = await post(body);
        expect([status, field(json, "code"), field(json, "detail")]).to.deep.equal([
          400,
          "invalid_argument",
          detail,
        ]);
        expect(panel.domains(SITE)).to.have.length(2);
      });
    }

    it("an unknown kind, with a list of those there are", async () => {
      const { status, json } = await post({ domain: "a.test", kind: "secondary" });
      expect(status).to.equal(400);
      expect(field(json, "message")).to.equal(
        "unknown variant `secondary`, expected one of `primary`, `preview`, `addon`, `alias`, `subdomain`",
      );
    });
  });

  describe("names that are taken", () => {
    const taken: [what: string, domain: string][] = [
      ["on the same website", demoEnhance.domain],
      ["in another case", demoEnhance.domain.toUpperCase()],
      ["on another customer's website", demoEnhance.otherDomains[1]],
      ["on a deleted website", demoEnhance.deletedDomains[1]],
      ["by a server", demoEnhance.serverDomain],
    ];
    for (const [what, domain] of taken) {
      it(`${what}: 409 already_exists`, async () => {
        const { status, json } = await post({ domain });
        expect(status).to.equal(409);
        expect(json).to.include({ code: "already_exists", detail: "domain" });
      });
    }

    it("with the setting: 400 with the same code", async () => {
      panel.state.settings.duplicate = { status: 400, code: "already_exists" };
      const { status, json } = await post({ domain: demoEnhance.domain });
      expect([status, field(json, "code")]).to.deep.equal([400, "already_exists"]);
    });

    it("of two posts of a name at once, one succeeds", async () => {
      const replies = await Promise.all([post({ domain: "a.test" }), post({ domain: "a.test" })]);
      expect(replies.map(({ status }) => status).toSorted()).to.deep.equal([201, 409]);
    });

    it("www.x beside x is taken, or accepted with the setting", async () => {
      expect((await post({ domain: `www.${demoEnhance.domain}` })).status).to.equal(409);
      panel.state.settings.wwwBeside = "accepted";
      expect((await post({ domain: `www.${demoEnhance.domain}` })).status).to.equal(201);
    });

    it("www.x without x is a name like others", async () => {
      await map(panel, "www.a.test");
      await map(panel, "a.test");
    });
  });

  describe("one", () => {
    it("404 with what is missing", async () => {
      const path = `${MAPPINGS}/${NOBODY}`;
      expect((await call(panel, "GET", path)).json).to.deep.equal({ code: "not_found", detail: "domain" });
      const foreign = panel.domain(demoEnhance.otherDomains[1]).id;
      expect((await call(panel, "GET", `${MAPPINGS}/${foreign}`)).status).to.equal(404);
    });

    it("has its certificate only with the setting", async () => {
      const { id } = panel.domain(demoEnhance.domain);
      expect(await one(id)).to.not.have.property("cert");
      panel.state.settings.certOnGetOne = true;
      expect(field(await one(id), "cert", "cn")).to.equal(demoEnhance.domain);
    });
  });
});
