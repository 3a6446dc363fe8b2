import { expect } from "chai";
import { Settings } from "../../../provider/core/settings";
import { resolveConnection } from "../../../provider/enhance/api/connection";
import { enhanceSettings } from "../../../provider/enhance/settings";
import { type Surroundings, sourceOf } from "../support";
import { CONNECTED, connections, sessionOf } from "./support";

const resolve = (surroundings: Surroundings, name?: string) =>
  resolveConnection(new Settings(sourceOf(surroundings), enhanceSettings, name));

function problems(surroundings: Surroundings, name?: string): string {
  const resolved = resolve(surroundings, name);
  return resolved.ok ? "" : resolved.problems.map(({ reason }) => reason).join("\n");
}

function connection(surroundings: Surroundings, name?: string) {
  const resolved = resolve(surroundings, name);
  if (!resolved.ok) throw new Error(resolved.problems.map(({ reason }) => reason).join("\n"));
  return resolved.connection;
}

describe("a connection to an Enhance panel", () => {
  it("has a timeout of 90 seconds and 5 calls a second by default", () => {
    expect(connection({ config: CONNECTED })).to.deep.equal({
      url: new URL("https://panel.example.com/api/"),
      panel: "panel.example.com:443",
      token: "token-of-the-stack",
      setToken: "pulumi config set --secret enhance:apiToken <token>",
      requestsPerSecond: 5,
      rateKey: "enhance:requestsPerSecond",
      caCertKey: "enhance:caCert",
      timeout: 90_000,
    });
  });

  for (const apiUrl of ["https://panel.example.com/api", "https://PANEL.example.com/api/"]) {
    it(`takes ${apiUrl} for the same panel`, () => {
      const { url, panel } = connection({ config: { ...CONNECTED, "enhance:apiUrl": apiUrl } });
      expect([url.href, panel]).to.deep.equal(["https://panel.example.com/api/", "panel.example.com:443"]);
    });
  }

  it("can come from the environment alone, by the names of the WordPress plugin", () => {
    const env = { WU_ENHANCE_API_URL: "https://env.example.com/api/", WU_ENHANCE_API_TOKEN: "env-token" };
    expect(connection({ env })).to.include({ panel: "env.example.com:443", token: "env-token" });
    expect(connection({ config: CONNECTED, env }), "which steps back").to.include({
      panel: "panel.example.com:443",
      token: "token-of-the-stack",
    });
  });

  it("takes address and token of a named connection only from its own entry", () => {
    const env = { WU_ENHANCE_API_TOKEN: "env-token" };
    const config = {
      ...CONNECTED,
      ...connections({ eu1: { apiUrl: "https://eu1.example.com/api/" } }),
    };
    expect(problems({ config, env }, "eu1")).to.equal(
      "enhance:connections.eu1.apiToken is not set: pulumi config set --secret --path " +
        "'enhance:connections.eu1.apiToken' <apiToken> (make one under Settings > Access Tokens)",
    );
  });

  it("takes the pace and the timeout of the stack, unless the named connection has its own", () => {
    const entry = { apiUrl: "https://eu1.example.com/api/", apiToken: "eu1-token" };
    const named = connections({ eu1: entry, eu2: { ...entry, requestsPerSecond: 1, timeout: "20" } });
    const config = { ...named, "enhance:requestsPerSecond": "0.5", "enhance:timeout": "30" };
    expect(connection({ config }, "eu1")).to.include({ requestsPerSecond: 0.5, timeout: 30_000 });
    expect(connection({ config }, "eu2")).to.include({ requestsPerSecond: 1, timeout: 20_000 });
  });

  it("reports everything that is missing, with key, command and variable", () => {
    expect(problems({}).split("\n")).to.deep.equal([
      "enhance:apiUrl is not set: pulumi config set enhance:apiUrl https://panel.example.com/api/, " +
        "or set WU_ENHANCE_API_URL in the environment",
      "enhance:apiToken is not set: pulumi config set --secret enhance:apiToken <apiToken>, " +
        "or set WU_ENHANCE_API_TOKEN in the environment (make one under Settings > Access Tokens)",
    ]);
  });

  const BAD: [key: string, value: string, reason: RegExp][] = [
    ["apiUrl", "panel.example.com", /^enhance:apiUrl is not a URL/],
    ["apiUrl", "http://panel.example.com/api/", /^enhance:apiUrl is plain http.*use https/],
    [
      "apiUrl",
      "https://panel.example.com/",
      /does not end in \/api\/; use https:\/\/panel\.example\.com\/api\/$/,
    ],
    ["apiUrl", "https://panel.example.com/api/v1/", /does not end in \/api\//],
    ["requestsPerSecond", "0", /^enhance:requestsPerSecond is a number above 0$/],
    ["requestsPerSecond", "-1", /^enhance:requestsPerSecond is a number above 0$/],
    ["requestsPerSecond", "many", /^enhance:requestsPerSecond is a number above 0$/],
    ["requestsPerSecond", "Infinity", /^enhance:requestsPerSecond is a number above 0$/],
    ["timeout", "0", /^enhance:timeout is a number of seconds/],
    ["caCert", "panel.pem", /^enhance:caCert is not a PEM certificate/],
  ];
  for (const [key, value, reason] of BAD) {
    it(`refuses ${key} ${value}`, () => {
      expect(problems({ config: { ...CONNECTED, [`enhance:${key}`]: value } })).to.match(reason);
    });
  }

  it("reports everything that is wrong with it when it is used", () => {
    const { access } = sessionOf({ config: { "enhance:timeout": "0" } });
    expect(() => access.client(undefined)).to.throw(
      /^The connection to the Enhance panel is not usable:\n- .*apiUrl is not set.*\n- .*apiToken is not set.*\n- .*timeout/,
    );
  });
});
