import { expect } from "chai";
import { Settings } from "../../provider/core/settings";
import { type HestiaAuth, resolveConnection } from "../../provider/hestia/api/connection";
import { hestiaSettings } from "../../provider/hestia/settings";
import { selfSigned } from "../support/tls";
import { type Surroundings, sourceOf } from "./support";

const URL_KEY = { "hestia:apiUrl": "https://panel.example.com:8083/api" };
const [ID, SECRET] = ["ABCDEFGHIJ0123456789", "abcdefghij-klmnopqrst_uvwxyz=01234567890"];
let PEM: string;
before(async () => {
  PEM = (await selfSigned()).cert;
});

const resolve = (surroundings: Surroundings, name?: string) =>
  resolveConnection(new Settings(sourceOf(surroundings), hestiaSettings, name));

/** What is wrong with a connection, as one text; empty when nothing is. */
function problems(surroundings: Surroundings, name?: string): string {
  const resolved = resolve(surroundings, name);
  if (resolved.ok) return "";
  for (const { property } of resolved.problems) expect(property).to.equal("connection");
  return resolved.problems.map(({ reason }) => reason).join("\n");
}

function connection(surroundings: Surroundings, name?: string) {
  const resolved = resolve(surroundings, name);
  if (!resolved.ok) throw new Error(resolved.problems.map(({ reason }) => reason).join("\n"));
  return resolved.connection;
}

describe("a connection's credential", () => {
  const key = { "hestia:accessKey": ID, "hestia:secretKey": SECRET };
  const hash = { "hestia:apiHash": "configured-hash" };
  const password = { "hestia:apiPassword": "configured-password" };
  const env = { WU_HESTIA_API_HASH: "environment-hash", WU_HESTIA_API_PASSWORD: "environment-password" };
  const CHOICES: [what: string, surroundings: Surroundings, auth: HestiaAuth][] = [
    [
      "is the access key before hash and password",
      { config: { ...key, ...hash, ...password }, env },
      { way: "access key", access_key: ID, secret_key: SECRET },
    ],
    [
      "is the hash before the password",
      { config: { ...hash, ...password }, env },
      { way: "hash", hash: "configured-hash" },
    ],
    [
      "is a configured password before a hash in the environment",
      { config: password, env },
      { way: "password", user: "admin", password: "configured-password" },
    ],
    [
      "is the hash before the password in the environment, too",
      { env },
      { way: "hash", hash: "environment-hash" },
    ],
    [
      "is the password in the environment when nothing else is there, with its user",
      { env: { WU_HESTIA_API_PASSWORD: "environment-password", WU_HESTIA_API_USER: "root" } },
      { way: "password", user: "root", password: "environment-password" },
    ],
    [
      "takes a hash of 20:40 characters for a key pair (docs/panels/hestia.md#ways-to-call)",
      { config: { "hestia:apiHash": `${ID}:${SECRET}` } },
      { way: "access key", access_key: ID, secret_key: SECRET },
    ],
    [
      "takes a hash of other lengths for a hash, colon and all",
      { config: { "hestia:apiHash": `${ID}:${SECRET}x` } },
      { way: "hash", hash: `${ID}:${SECRET}x` },
    ],
  ];
  for (const [what, { config, env: variables = {} }, auth] of CHOICES) {
    it(what, () => {
      expect(connection({ config: { ...URL_KEY, ...config }, env: variables }).auth).to.deep.equal(auth);
    });
  }

  for (const [half, missing] of [
    ["accessKey", "secretKey"],
    ["secretKey", "accessKey"],
  ] as const) {
    it(`with only the ${half} is reported to need the ${missing}, whatever else is set`, () => {
      const problem = problems({ config: { ...URL_KEY, ...hash, [`hestia:${half}`]: "one-half" }, env });
      expect(problem).to.match(new RegExp(`^hestia:${missing} is not set`));
      expect(problem).to.match(new RegExp(`pulumi config set (--secret )?hestia:${missing} <${missing}>`));
      expect(problem).not.to.contain("one-half");
    });
  }

  it("of a named connection is never taken from the stack's own panel or the environment", () => {
    const config = {
      ...key,
      ...hash,
      "hestia:connections": JSON.stringify({ eu1: { apiUrl: "https://eu1.example.com/api/" } }),
    };
    const problem = problems({ config, env }, "eu1");
    expect(problem).to.contain("has no credential").and.contain("'hestia:connections.eu1.apiHash'");
    expect(problem).not.to.contain("WU_HESTIA");
  });
});

describe("a connection without any setting", () => {
  const problem = problems({});
  for (const text of [
    "hestia:apiUrl is not set: pulumi config set hestia:apiUrl https://panel.example.com:8083/api/",
    "set WU_HESTIA_API_URL in the environment",
    "pulumi config set hestia:accessKey <accessKey>",
    "pulumi config set --secret hestia:secretKey <secretKey>",
    "pulumi config set --secret hestia:apiHash <apiHash>, or set WU_HESTIA_API_HASH in the environment",
    "pulumi config set --secret hestia:apiPassword <apiPassword>, or set WU_HESTIA_API_PASSWORD in the environment",
  ]) {
    it(`is reported with: ${text}`, () => expect(problem).to.contain(text));
  }
});

describe("a connection", () => {
  const config = { ...URL_KEY, "hestia:apiHash": "configured-hash" };

  it("has a timeout of two minutes and trusts the system's authorities by default", () => {
    expect(connection({ config })).to.deep.equal({
      url: new URL("https://panel.example.com:8083/api/"),
      panel: "panel.example.com:8083",
      auth: { way: "hash", hash: "configured-hash" },
      caCertKey: "hestia:caCert",
      timeout: 120_000,
    });
  });

  it("takes its timeout in seconds, and a certificate", () => {
    const more = { ...config, "hestia:timeout": "2.5", "hestia:caCert": PEM };
    expect(connection({ config: more })).to.include({ timeout: 2500, caCert: PEM });
  });

  it("takes everything from a named connection, with the stack's timeout", () => {
    const eu1 = { apiUrl: "https://eu1.example.com:8083/api/", apiHash: "eu1-hash", caCert: PEM };
    const named = { ...config, "hestia:connections": JSON.stringify({ eu1 }), "hestia:timeout": "30" };
    expect(connection({ config: named }, "eu1")).to.deep.include({
      panel: "eu1.example.com:8083",
      auth: { way: "hash", hash: "eu1-hash" },
      caCert: PEM,
      timeout: 30_000,
    });
  });

  it("names the key for its certificate, as `pulumi config set` takes it", () => {
    const entry = { apiUrl: "https://eu1.example.com/api/", apiHash: "eu1-hash" };
    const named = { "hestia:connections": JSON.stringify({ eu1: entry }) };
    expect(connection({ config: named }, "eu1").caCertKey).to.equal("--path 'hestia:connections.eu1.caCert'");
  });

  for (const timeout of ["0", "-1", "3601", "soon", "1m", "Infinity", "NaN", " "]) {
    it(`refuses ${JSON.stringify(timeout)} as a timeout`, () => {
      expect(problems({ config: { ...config, "hestia:timeout": timeout } })).to.equal(
        "hestia:timeout is a number of seconds, above 0 and up to 3600",
      );
    });
  }

  for (const caCert of [
    "panel.pem",
    "MIIB",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN CERTIFICATE----- MIIB -----END CERTIFICATE-----",
  ]) {
    it(`refuses ${caCert} as a certificate`, () => {
      expect(problems({ config: { ...config, "hestia:caCert": caCert } })).to.equal(
        "hestia:caCert is not a PEM certificate; it begins -----BEGIN CERTIFICATE-----, and has its line breaks",
      );
    });
  }

  it("reports everything that is wrong at once", () => {
    const problem = problems({
      config: {
        "hestia:apiUrl": "http://panel.example.com/api/",
        "hestia:timeout": "0",
        "hestia:caCert": "x",
      },
    });
    expect(problem.split("\n")).to.have.length(4);
  });

  it("names the variable where the wrong value comes from the environment", () => {
    const env = { WU_HESTIA_API_URL: "http://panel.example.com/api/", WU_HESTIA_API_HASH: "hash" };
    expect(problems({ env })).to.match(/^WU_HESTIA_API_URL is plain http/);
  });

  it("names the stack's key where a named connection takes it from there", () => {
    const entry = { apiUrl: "https://eu1.example.com/api/", apiHash: "eu1-hash" };
    const named = { "hestia:connections": JSON.stringify({ eu1: entry }), "hestia:timeout": "0" };
    expect(problems({ config: named }, "eu1")).to.match(/^hestia:timeout is a number/);
  });
});
