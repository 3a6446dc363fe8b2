import { expect } from "chai";
import { demoEnhance, type EnhancePanel } from "../../../panels/enhance";
import { call, closePanels, field, MAPPINGS, MASTER, ORG, SERVER, startPanel, tokens } from "./support";

const SSL = `/v2/domains/${demoEnhance.websiteId}/ssl`;

describe("enhance panel: credentials (docs/panels/enhance.md#authorization)", () => {
  let panel: EnhancePanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const refused = async (path: string, options: Parameters<typeof call>[3]) => {
    const { status, json } = await call(panel, "GET", path, options);
    return [status, field(json, "code")];
  };

  it("no credential is 401 no_session_token", async () => {
    for (const path of [MAPPINGS, "/login/memberships", "/servers", `/orgs/${ORG}`]) {
      expect(await refused(path, { token: null })).to.deep.equal([401, "no_session_token"]);
    }
    expect(panel.log[0]).to.include({ credential: "none", authenticated: false });
  });

  it("the SSL operations need the token too, though the vendor's document does not say so", async () => {
    expect(await refused(SSL, { token: null })).to.deep.equal([401, "no_session_token"]);
  });

  it("an expired session cookie is 401 invalid_session_token", async () => {
    const headers = { cookie: "lang=fr; id0=old.session.jwt" };
    expect(await refused(MAPPINGS, { token: null, headers })).to.deep.equal([401, "invalid_session_token"]);
  });

  for (const [what, token] of [
    ["an unknown token", "nobody-knows-it"],
    ["a session JWT sent as a token", "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJ4In0.c2ln"],
    ["an expired token", tokens.expired],
    ["a token that may come from other addresses only", tokens.blocked],
    ["a token without the role", tokens.business],
  ]) {
    it(`${what} is 403 unauthorized`, async () => {
      expect(await refused(MAPPINGS, { token: token ?? "" })).to.deep.equal([403, "unauthorized"]);
    });
  }

  it("a token that has not expired, and one from an allowed address, are accepted", async () => {
    const token = panel.state.tokens[tokens.owner];
    Object.assign(token ?? {}, { expires: "2999-01-01T00:00:00Z", allowedIps: ["127.0.0.1"] });
    expect((await call(panel, "GET", MAPPINGS)).status).to.equal(200);
    expect(panel.log[0]).to.include({ credential: "bearer", authenticated: true });
  });

  describe("/login/memberships returns the roles of the credential", () => {
    for (const [name, role] of [
      ["sysadmin", "Sysadmin"],
      ["masterOwner", "Owner"],
      ["owner", "Owner"],
      ["superAdmin", "SuperAdmin"],
      ["business", "Business"],
      ["siteAccess", "SiteAccess"],
      ["support", "Support"],
    ] as const) {
      it(`for ${name}`, async () => {
        const { json } = await call(panel, "GET", "/login/memberships", { token: tokens[name] });
        const master = name === "sysadmin" || name === "masterOwner";
        expect(field(json, "memberships", 0)).to.deep.include({
          orgId: master ? MASTER : ORG,
          isMasterOrg: master,
          roles: [role],
          siteAccessCount: name === "siteAccess" ? 1 : 0,
        });
      });
    }

    it("403 for an expired token", async () => {
      expect(await refused("/login/memberships", { token: tokens.expired })).to.deep.equal([
        403,
        "unauthorized",
      ]);
    });
  });

  describe("operations of the master org alone", () => {
    for (const path of ["/servers", `/servers/${SERVER}`, `/servers/${SERVER}/domains`]) {
      it(`${path}: 403 only_mo_allowed for a customer's owner`, async () => {
        expect(await refused(path, { token: tokens.owner })).to.deep.equal([403, "only_mo_allowed"]);
        for (const token of [tokens.sysadmin, tokens.masterOwner]) {
          expect((await call(panel, "GET", path, { token })).status).to.equal(200);
        }
      });
    }
  });
});
