import { expect } from "chai";
import { demoEnhance, type EnhancePanel } from "../../../panels/enhance";
import { call, closePanels, field, MAPPINGS, map, NOBODY, ORG, SITE, startPanel } from "./support";

describe("enhance panel: changes of a mapping (docs/panels/enhance.md#changing-a-mapping)", () => {
  let panel: EnhancePanel;
  let id: string;
  beforeEach(async () => {
    panel = await startPanel();
    id = await map(panel, "a.test");
  });
  afterEach(closePanels);

  const patch = (body: unknown, domainId = id) => call(panel, "PATCH", `${MAPPINGS}/${domainId}`, { body });
  const remove = (domainId: string) => call(panel, "DELETE", `${MAPPINGS}/${domainId}`);
  const primary = (body: unknown) => call(panel, "PUT", `${MAPPINGS}/primary`, { body });
  const idOf = (name: string) => panel.domain(name).id;

  describe("PATCH", () => {
    it("204 without a body: document root, kind, both", async () => {
      expect(await patch({ documentRoot: "shop" })).to.include({ status: 204, text: "" });
      expect(panel.domain("a.test")).to.include({ documentRoot: "shop", mappingKind: "alias" });
      await patch({ kind: "addon" });
      expect(panel.domain("a.test")).to.include({ documentRoot: "shop", mappingKind: "addon" });
      await patch({ kind: "subdomain", documentRoot: "public_html" });
      expect(panel.domain("a.test")).to.include({ documentRoot: "public_html", mappingKind: "subdomain" });
    });

    it("204 without a change for a name, which is not one of its fields, and for an empty body", async () => {
      expect((await patch({ domain: "b.test", mappingKind: "addon" })).status).to.equal(204);
      expect((await patch({})).status).to.equal(204);
      expect(panel.domain("a.test")).to.include({ id, mappingKind: "alias" });
    });

    it("with the setting: 204 and the old kind; the document root changes", async () => {
      panel.state.settings.keepsKind = true;
      expect((await patch({ kind: "addon", documentRoot: "shop" })).status).to.equal(204);
      expect(panel.domain("a.test")).to.include({ mappingKind: "alias", documentRoot: "shop" });
    });

    it("400 for kinds that cannot be set this way, and nothing is changed", async () => {
      for (const kind of ["primary", "preview", "secondary"]) {
        const { status, json } = await patch({ kind, documentRoot: "shop" });
        expect([status, field(json, "detail")]).to.deep.equal([400, "kind"]);
      }
      expect((await patch({ kind: "alias" }, idOf(demoEnhance.domain))).status).to.equal(400);
      expect((await patch({ kind: "primary" }, idOf(demoEnhance.domain))).status).to.equal(204);
      expect(panel.domain("a.test")).to.include({ mappingKind: "alias", documentRoot: "public_html" });
    });

    it("404 for a mapping that does not exist", async () => {
      expect((await patch({}, NOBODY)).json).to.deep.equal({ code: "not_found", detail: "domain" });
    });
  });

  describe("DELETE", () => {
    it("204 without a body; a second one is 404; the name is free", async () => {
      expect(await remove(id)).to.include({ status: 204, text: "" });
      expect(panel.domains(SITE)).to.not.include("a.test");
      expect((await remove(id)).json).to.deep.equal({ code: "not_found", detail: "domain" });
      expect(await map(panel, "a.test")).to.not.equal(id);
    });

    it("the primary and the preview domain stay", async () => {
      for (const name of [demoEnhance.domain, demoEnhance.previewDomain]) {
        const { status, json } = await remove(idOf(name));
        expect([status, field(json, "code")]).to.deep.equal([400, "invalid_argument"]);
      }
      panel.state.settings.protectedMapping = { status: 403, code: "unauthorized" };
      expect((await remove(idOf(demoEnhance.domain))).status).to.equal(403);
      expect(panel.domains(SITE)).to.have.length(3);
    });

    it("with the setting, the org keeps the domain and can map it again", async () => {
      panel.state.settings.unmappedDomains = "kept";
      await remove(id);
      expect(panel.domains(SITE)).to.not.include("a.test");
      const check = await call(panel, "POST", `/orgs/${ORG}/domains/check`, { body: { domain: "a.test" } });
      expect(check.json).to.deep.equal({ status: "inUseCurrentOrg" });
      expect((await call(panel, "GET", `/v2/domains/${id}/ssl`)).status).to.equal(200);
      expect(await map(panel, "a.test")).to.equal(id);
    });
  });

  describe("PUT primary", () => {
    it("200 without a body; the old one becomes an alias", async () => {
      expect(await primary({ domainId: id })).to.include({ status: 200, text: "" });
      expect(panel.domain("a.test").mappingKind).to.equal("primary");
      expect(panel.domain(demoEnhance.domain).mappingKind).to.equal("alias");
      const website = await call(panel, "GET", `/orgs/${ORG}/websites/${SITE}`);
      expect(field(website.json, "domain", "id")).to.equal(id);
    });

    it("sets the redirect rules, and removes them where none are given", async () => {
      const canonicalRedirect = { useWww: true, useHttps: false };
      await primary({ domainId: id, canonicalRedirect });
      expect(panel.state.websites[SITE]?.canonicalRedirect).to.deep.equal(canonicalRedirect);
      await primary({ domainId: id });
      expect(panel.state.websites[SITE]).to.not.have.property("canonicalRedirect");
    });

    it("404 for a domain of another website, 400 for the preview domain and for half a redirect", async () => {
      expect((await primary({ domainId: idOf(demoEnhance.otherDomains[1]) })).status).to.equal(404);
      expect((await primary({ domainId: idOf(demoEnhance.previewDomain) })).status).to.equal(400);
      expect((await primary({ domainId: "a.test" })).status).to.equal(400);
      const half = { domainId: id, canonicalRedirect: { useWww: true } };
      expect((await primary(half)).json).to.include({ code: "invalid_argument", detail: "useHttps" });
    });
  });
});
