import { expect } from "chai";
import { demoCredentials, type HestiaPanel, startHestiaPanel } from "../../panels/hestia";
import { failure } from "../support/engine";
import { ACCOUNT, callsTo, HestiaHarness, N, S } from "../support/hestia";
import { selfSigned } from "../support/tls";

const { apiHash, apiPassword, accessKey, secretKey } = demoCredentials;
const acme = { domain: "acme.com" };

describe("the connection to a panel", () => {
  let harness: HestiaHarness;
  let other: HestiaPanel;
  beforeEach(async () => {
    harness = await HestiaHarness.start();
    other = await startHestiaPanel();
  });
  afterEach(async () => {
    await other?.close();
    await harness?.close();
  });

  const on = (panel: HestiaPanel) => panel.aliases(ACCOUNT, N);

  describe("by named connections", () => {
    const entry = (panel: HestiaPanel) => ({ apiUrl: panel.url, accessKey, secretKey });
    const named = (connections: Record<string, object>): Record<string, string> => ({
      "hestia:connections": JSON.stringify(connections),
      "hestia:account": ACCOUNT,
      "hestia:webDomain": N,
    });

    it("takes nothing that belongs to another panel from the stack's own settings", async () => {
      harness.nextRun({ ...harness.config, ...named({ eu1: { apiUrl: other.url } }) });
      const { failures } = await harness.single().tryCheck({ ...acme, connection: "eu1" });
      expect(failures.map(({ property }) => property)).to.deep.equal(["connection"]);
      expect(failures[0]?.reason).to.contain(
        "pulumi config set --secret --path 'hestia:connections.eu1.secretKey' <secretKey>",
      );
      expect(failures[0]?.reason).not.to.contain("WU_HESTIA");
    });

    it("are listed in the error where a resource names an unknown one", async () => {
      harness.nextRun(named({ eu1: entry(harness.panel), eu2: entry(other) }));
      const { failures } = await harness.single().tryCheck({ ...acme, connection: "us1" });
      expect(failures).to.deep.equal([
        {
          property: "connection",
          reason:
            '"us1" is no connection of this stack (configured are eu1, eu2): ' +
            "pulumi config set --path 'hestia:connections.us1.apiUrl' <apiUrl>",
        },
      ]);
    });

    it("are refused where the setting is no object", async () => {
      harness.nextRun({ ...harness.config, "hestia:connections": "eu1" });
      const { failures } = await harness.single().tryCheck({ ...acme, connection: "eu1" });
      expect(failures[0]?.reason).to.match(/hestia:connections is not an object of connections/);
    });
  });

  describe("by the environment", () => {
    const variables = (panel: HestiaPanel) => ({
      WU_HESTIA_API_URL: panel.url,
      WU_HESTIA_ACCOUNT: ACCOUNT,
      WU_HESTIA_WEB_DOMAIN: N,
    });

    it("works with a hash alone, without any configuration", async () => {
      const env = { ...variables(other), WU_HESTIA_API_HASH: apiHash, WU_HESTIA_RESTART: "reload" };
      harness.nextRun({}, { env });
      await harness.single().declare(acme);
      expect(callsTo(other)).to.deep.equal(["list", "add acme.com reload", "list"]);
      expect(other.log.map(({ auth }) => auth)).to.deep.equal(["hash", "hash", "hash"]);
    });

    it("works with the admin's password", async () => {
      const env = { ...variables(other), WU_HESTIA_API_USER: "admin", WU_HESTIA_API_PASSWORD: apiPassword };
      harness.nextRun({}, { env });
      await harness.single().declare(acme);
      expect(on(other)).to.deep.equal(["acme.com"]);
      expect(other.log.map(({ auth }) => auth)).to.deep.equal(["password", "password", "password"]);
    });

    it("is used only for what the configuration does not set", async () => {
      const env = { ...variables(other), WU_HESTIA_API_HASH: "not-to-be-used", WU_HESTIA_WEB_DOMAIN: S };
      harness.nextRun(harness.config, { env });
      await harness.single().declare(acme);
      expect(on(harness.panel)).to.deep.equal(["acme.com"]);
      expect(other.log).to.deep.equal([]);
    });
  });

  describe("with nothing configured", () => {
    it("fails in check, with the commands that fix it", async () => {
      harness.nextRun({});
      const { failures } = await harness.single().tryCheck(acme);
      // A property that is not given would be shown as `value {<nil>}`.
      expect(failures.map(({ property }) => property)).to.deep.equal(["", "", "", ""]);
      const [apiUrl, credential, account, webDomain] = failures.map(({ reason }) => reason);
      expect(apiUrl).to.equal(
        "hestia:apiUrl is not set: pulumi config set hestia:apiUrl https://panel.example.com:8083/api/, " +
          "or set WU_HESTIA_API_URL in the environment",
      );
      expect(credential).to.match(
        /^the connection has no credential.*--secret hestia:secretKey.*--secret hestia:apiHash.*WU_HESTIA_API_HASH/,
      );
      expect(account).to.equal(
        "account is not set: give it as an argument, or pulumi config set hestia:account <account>, " +
          "or set WU_HESTIA_ACCOUNT in the environment",
      );
      expect(webDomain).to.match(/pulumi config set hestia:webDomain.*WU_HESTIA_WEB_DOMAIN/);
    });

    it("fails in every operation with the same words", async () => {
      harness.nextRun({});
      const { message } = await failure(harness.get("hestiaWebAlias", `tenant1/${N}/acme.com`));
      expect(message).to.match(
        /^The connection to the Hestia panel is not usable:\n- hestia:apiUrl is not set/,
      );
    });

    for (const [title, config, reason] of [
      ["an invalid apiUrl", { apiUrl: "panel" }, /^hestia:apiUrl is not a URL/],
      ["plain http", { apiUrl: "http://panel.example.com/api/" }, /^hestia:apiUrl is plain http/],
      [
        "another path",
        { apiUrl: "https://p.example.com:8083/" },
        /use https:\/\/p\.example\.com:8083\/api\/$/,
      ],
      ["half a key", { secretKey: "" }, /^hestia:secretKey is not set, and the other half of the key is/],
      ["an invalid timeout", { timeout: "soon" }, /^hestia:timeout is a number of seconds/],
      ["an invalid caCert", { caCert: "x" }, /^hestia:caCert is not a PEM certificate/],
      [
        "an invalid updateCounters",
        { updateCounters: "maybe" },
        /^updateCounters \(from hestia:updateCounters, "maybe"\) must be one of true, false$/,
      ],
    ] as const) {
      it(`fails in check with ${title}`, async () => {
        const entries = Object.entries(config).map(([key, value]) => [`hestia:${key}`, value]);
        harness.nextRun({ ...harness.config, ...Object.fromEntries(entries) });
        const { failures } = await harness.single().tryCheck(acme);
        expect(failures).to.have.length(1);
        expect(failures[0]?.reason).to.match(reason);
      });
    }
  });

  it("may omit the last slash of apiUrl", async () => {
    const config = { ...harness.config, "hestia:apiUrl": harness.panel.url.slice(0, -1) };
    harness.nextRun(config);
    await harness.single().declare(acme);
    expect(on(harness.panel)).to.deep.equal(["acme.com"]);
  });
});

describe("a panel with a self-signed certificate", () => {
  let harness: HestiaHarness;
  let cert: string;
  before(async () => {
    const tls = await selfSigned();
    cert = tls.cert;
    harness = await HestiaHarness.start({ tls });
  });
  after(() => harness?.close());

  it("is not trusted, and the error says how to trust it", async () => {
    harness.nextRun();
    const { message } = await failure(harness.single().declare(acme));
    expect(message).to.match(
      /certificate is not trusted [^\n]*It is made out to DNS:localhost,[^\n]* SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}\. /,
    );
    expect(message).to.contain(`openssl s_client -connect ${harness.panel.host}`);
    expect(message).to.contain("pulumi config set hestia:caCert");
    expect(harness.panel.log).to.deep.equal([]);
  });

  it("is trusted by caCert", async () => {
    harness.nextRun({ ...harness.config, "hestia:caCert": cert });
    await harness.single().declare(acme);
    expect(harness.panel.aliases(ACCOUNT, N)).to.deep.equal(["acme.com"]);
  });
});
