import { expect } from "chai";
import { demoEnhance, type EnhancePanel, issuedCertificate } from "../../../panels/enhance";
import { call, closePanels, each, field, MAPPINGS, map, NOBODY, startPanel } from "./support";

const PANEL_DATE = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/;

describe("enhance panel: certificates (docs/panels/enhance.md#certificates)", () => {
  let panel: EnhancePanel;
  let id: string;
  beforeEach(async () => {
    panel = await startPanel();
    id = await map(panel, "a.test");
  });
  afterEach(closePanels);

  const ssl = (method: string, path = "", body?: unknown) =>
    call(panel, method, `/v2/domains/${id}${path}`, { body });
  const listed = async () => each(await call(panel, "GET", `${MAPPINGS}?withSsl=true`), "cert").at(-1);

  it("there is always one: a self-signed placeholder with impossible dates", async () => {
    const placeholder = {
      cn: "a.test",
      issuer: "a.test",
      issued: "1975-01-01 00:00:00 UTC",
      expires: "4096-01-01 00:00:00 UTC",
      sans: ["a.test", "www.a.test"],
      forceHttps: false,
    };
    expect(await listed()).to.deep.equal(placeholder);
    expect((await ssl("GET", "/ssl")).json).to.deep.include(placeholder);
  });

  it("GET /v2 has PEM and the private key, or no key with the setting", async () => {
    const { json } = await ssl("GET", "/ssl");
    expect(field(json, "cert")).to.match(/^-----BEGIN CERTIFICATE-----\n/);
    expect(field(json, "key")).to.match(/^-----BEGIN PRIVATE KEY-----\n/);
    panel.state.settings.sslKey = false;
    expect((await ssl("GET", "/ssl")).json).to.not.have.property("key");
    expect(await listed()).to.not.have.any.keys("cert", "key");
  });

  it("a certificate that was issued meanwhile", async () => {
    panel.domain("a.test").certificate = issuedCertificate("a.test", new Date("2026-03-01T12:00:00Z"));
    expect(await listed()).to.deep.equal({
      cn: "a.test",
      issuer: "Let's Encrypt",
      issued: "2026-03-01 12:00:00 UTC",
      expires: "2026-05-30 12:00:00 UTC",
      sans: ["a.test", "www.a.test"],
      forceHttps: false,
    });
  });

  describe("Let's Encrypt", () => {
    it("preflight: 200 with canIssue false and the reason, 400 from the issue itself", async () => {
      const preflight = await ssl("POST", "/letsencrypt_preflight");
      expect(preflight.status).to.equal(200);
      expect(preflight.json).to.deep.equal({ canIssue: false, error: "a.test does not reach this server" });
      for (const path of ["/letsencrypt", "/letsencrypt_mail"]) {
        expect((await ssl("POST", path)).json).to.include({ code: "invalid_argument" });
      }
      expect(field(await listed(), "issuer")).to.equal("a.test");
    });

    it("once the name resolves: canIssue true, 201 without a body, 90 days for x and www.x", async () => {
      panel.domain("a.test").dnsStatus = "Resolved";
      expect((await ssl("POST", "/letsencrypt_preflight")).json).to.deep.equal({ canIssue: true });
      expect(await ssl("POST", "/letsencrypt")).to.include({ status: 201, type: "", text: "" });
      const cert = await listed();
      expect(cert).to.deep.include({ cn: "a.test", sans: ["a.test", "www.a.test"] });
      expect(field(cert, "issuer")).to.not.equal("a.test");
      const [issued, expires] = [String(field(cert, "issued")), String(field(cert, "expires"))];
      expect([issued, expires]).to.satisfy((dates: string[]) => dates.every((date) => PANEL_DATE.test(date)));
      expect(Date.parse(expires) - Date.parse(issued)).to.equal(90 * 24 * 60 * 60 * 1000);
      expect((await ssl("POST", "/letsencrypt_mail")).status).to.equal(201);
    });

    it("the preflight returns the set result, whether or not the name resolves", async () => {
      const domain = panel.domain("a.test");
      domain.dnsStatus = "Resolved";
      domain.preflight = { canIssue: false, error: "behind a proxy" };
      expect((await ssl("POST", "/letsencrypt_preflight")).json).to.deep.equal(domain.preflight);
    });
  });

  describe("force_ssl", () => {
    it("takes a bare boolean; 200 without a body", async () => {
      for (const value of [true, false]) {
        expect(await ssl("PUT", "/ssl/force_ssl", value)).to.include({ status: 200, text: "" });
        expect(field(await listed(), "forceHttps")).to.equal(value);
        expect(panel.log.at(-2)?.body).to.equal(value);
      }
    });

    it("anything else is 400", async () => {
      for (const value of [{ forceHttps: true }, "true", 1]) {
        expect((await ssl("PUT", "/ssl/force_ssl", value)).json).to.include({ code: "invalid_argument" });
      }
    });
  });

  describe("upload", () => {
    it("takes key and pkey; the log has neither", async () => {
      for (const name of ["key", "pkey"]) {
        const reply = await ssl("POST", "/ssl", { cert: "PEM of the certificate", [name]: "PEM of the key" });
        expect(reply.status).to.equal(201);
        expect(reply.json).to.deep.equal({ cert: "PEM of the certificate", key: "PEM of the key" });
      }
      expect(field(await listed(), "issuer")).to.equal("Uploaded");
      expect(JSON.stringify(panel.log)).to.not.include("PEM of the key");
    });

    it("400 without a key", async () => {
      expect((await ssl("POST", "/ssl", { cert: "PEM" })).status).to.equal(400);
    });
  });

  it("404 for an unknown domain, and for Let's Encrypt where it was before 9.9", async () => {
    id = NOBODY;
    expect((await ssl("GET", "/ssl")).json).to.deep.equal({ code: "not_found", detail: "domain" });
    const before = `${MAPPINGS}/${panel.domain(demoEnhance.domain).id}/letsencrypt`;
    expect((await call(panel, "POST", before, { odd: "gone" })).status).to.equal(404);
  });
});
