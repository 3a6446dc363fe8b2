import { expect } from "chai";
import { type EnhancePanel, startEnhancePanel } from "../../panels/enhance";
import { failure } from "../support/engine";
import { EnhanceHarness, ORG, SERVER, SITE, tokens } from "../support/enhance";
import { selfSigned } from "../support/tls";

const acme = { domain: "acme.com" };

describe("Enhance: the connection to a panel", () => {
  let harness: EnhanceHarness;
  let other: EnhancePanel;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    harness.panel.state.settings.newDomainDns = "Resolved";
    other = await startEnhancePanel();
  });
  afterEach(async () => {
    await other?.close();
    await harness?.close();
  });

  const entry = (panel: EnhancePanel) => ({ apiUrl: panel.url, apiToken: tokens.owner });
  const named = (connections: Record<string, object>): Record<string, string> => ({
    "enhance:connections": JSON.stringify(connections),
    "enhance:organizationId": ORG,
    "enhance:websiteId": SITE,
    "enhance:requestsPerSecond": "1000",
  });
  const variables = (panel: EnhancePanel) => ({
    WU_ENHANCE_API_URL: panel.url,
    WU_ENHANCE_API_TOKEN: tokens.owner,
    WU_ENHANCE_ORG_ID: ORG,
    WU_ENHANCE_WEBSITE_ID: SITE,
  });

  it("by named connections leads each resource to its panel, with that panel's target", async () => {
    const eu2 = { ...entry(other), apiToken: tokens.sysadmin, serverId: SERVER };
    harness.nextRun(named({ eu1: entry(harness.panel), eu2 }));
    await harness.single("one").declare({ ...acme, connection: "eu1" });
    const two = harness.single("two");
    await two.declare({ ...acme, connection: "eu2" });
    expect(harness.mapped).to.deep.equal(["acme.com"]);
    expect(other.domain("acme.com").websiteId).not.to.equal(SITE);
    expect(two.outputs).to.deep.include({ panel: other.host, serverId: SERVER, connection: "eu2" });
  });

  it("by the environment works without any configuration, which takes precedence", async () => {
    harness.nextRun({}, { env: variables(other) });
    await harness.single().declare(acme);
    expect(other.domain("acme.com").websiteId).to.equal(SITE);
    other.clearLog();
    const env = { ...variables(other), WU_ENHANCE_SERVER_ID: SERVER, WU_ENHANCE_WEBSITE_ID: "" };
    harness.nextRun(harness.config, { env });
    await harness.single().declare(acme);
    expect(harness.mapped).to.deep.equal(["acme.com"]);
    expect(other.log).to.deep.equal([]);
  });

  it("by the environment may lead to a server", async () => {
    const { WU_ENHANCE_WEBSITE_ID: _website, ...env } = variables(other);
    const server = { ...env, WU_ENHANCE_API_TOKEN: tokens.sysadmin, WU_ENHANCE_SERVER_ID: SERVER };
    const resource = harness.single();
    harness.nextRun({}, { env: server });
    await resource.declare(acme);
    expect(resource.id).to.equal(`servers/${SERVER}/acme.com`);
  });

  it("that is not configured fails in check, and in every operation", async () => {
    harness.nextRun({});
    const { failures } = await harness.single().tryCheck(acme);
    expect(failures.map(({ property }) => property)).to.deep.equal(["", "", "", ""]);
    const [apiUrl, apiToken, websiteId, organizationId] = failures.map(({ reason }) => reason);
    expect(apiUrl).to.match(/^enhance:apiUrl is not set: pulumi config set .*WU_ENHANCE_API_URL/);
    expect(apiToken).to.match(
      /^enhance:apiToken is not set: pulumi config set --secret .*WU_ENHANCE_API_TOKEN/,
    );
    expect(websiteId).to.match(/^websiteId is not set, and neither is serverId: .*WU_ENHANCE_WEBSITE_ID/);
    expect(organizationId).to.match(/^organizationId is not set: .*WU_ENHANCE_ORG_ID/);
    const { message } = await failure(harness.get("enhanceDomain", `${ORG}/${SITE}/acme.com`));
    expect(message).to.match(
      /^The connection to the Enhance panel is not usable:\n- enhance:apiUrl is not set/,
    );
  });

  it("may omit the last slash of apiUrl", async () => {
    const config = { ...harness.config, "enhance:apiUrl": harness.panel.url.slice(0, -1) };
    harness.nextRun(config);
    await harness.single().declare(acme);
    expect(harness.mapped).to.deep.equal(["acme.com"]);
  });
});

describe("Enhance: a panel with a self-signed certificate", () => {
  it("is trusted by caCert, and without it the error says how to trust it", async () => {
    const tls = await selfSigned();
    const harness = await EnhanceHarness.start({ tls });
    try {
      harness.nextRun();
      const { message } = await failure(harness.single().declare(acme));
      expect(message).to.match(
        /certificate is not trusted [^\n]*It is made out to DNS:localhost,[^\n]* SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}\. /,
      );
      expect(message).to.contain(`openssl s_client -connect ${harness.panel.host}`);
      expect(message).to.contain("pulumi config set enhance:caCert");
      expect(harness.panel.log).to.deep.equal([]);
      harness.nextRun({ ...harness.config, "enhance:caCert": tls.cert });
      await harness.single().declare(acme);
      expect(harness.mapped).to.deep.equal(["acme.com"]);
    } finally {
      await harness.close();
    }
  });
});
