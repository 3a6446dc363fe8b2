import { expect } from "chai";
import { connectionsIn, Settings, type SettingsFamily } from "../../provider/core/settings";
import { hestiaSettings } from "../../provider/hestia/settings";
import { type Surroundings, sourceOf } from "./support";

const FAMILY: SettingsFamily = {
  ...hestiaSettings,
  env: { apiUrl: "WU_URL", apiHash: "WU_HASH", account: "WU_ACCOUNT" },
  secrets: ["apiHash"],
  own: ["apiUrl", "apiHash"],
};
const settings = (surroundings: Surroundings, connection?: string) =>
  new Settings(sourceOf(surroundings), FAMILY, connection);
const connections = (entries: unknown) => ({ "hestia:connections": JSON.stringify(entries) });

describe("settings of the stack's own panel", () => {
  it("come from the configuration rather than the environment", () => {
    const surroundings = { config: { "hestia:account": "configured" }, env: { WU_ACCOUNT: "environment" } };
    expect(settings(surroundings).find("account")).to.include({ value: "configured", from: "configuration" });
  });

  it("come from the environment where the configuration has none", () => {
    const found = settings({ env: { WU_ACCOUNT: "environment" } }).find("account");
    expect(found).to.include({ value: "environment", from: "environment" });
  });

  it("are not set where neither has them, or where they have no variable", () => {
    expect(settings({}).find("account")).to.equal(undefined);
    expect(settings({ env: { timeout: "5" } }).find("timeout")).to.equal(undefined);
  });

  it("are not taken from a named connection", () => {
    expect(settings({ config: connections({ eu1: { account: "eu" } }) }).find("account")).to.equal(undefined);
  });
});

describe("settings of a named connection", () => {
  const surroundings: Surroundings = {
    config: {
      ...connections({
        eu1: { account: "eu", apiUrl: "https://eu1/api/", timeout: 5, www: false },
        us1: { account: "", apiUrl: null },
      }),
      "hestia:account": "configured",
      "hestia:apiUrl": "https://stack/api/",
      "hestia:timeout": "120",
    },
    env: { WU_ACCOUNT: "environment", WU_URL: "https://environment/api/", WU_HASH: "environment-hash" },
  };

  it("come from its own entry first", () => {
    expect(settings(surroundings, "eu1").find("account")).to.include({ value: "eu", from: "configuration" });
  });

  it("may be numbers and booleans there", () => {
    expect(settings(surroundings, "eu1").find("timeout")?.value).to.equal("5");
    expect(settings(surroundings, "eu1").find("www")?.value).to.equal("false");
  });

  it("come from the stack's configuration where the entry has none, or an empty one", () => {
    expect(settings(surroundings, "us1").find("account")).to.include({ value: "configured" });
    expect(settings(surroundings, "us1").find("timeout")).to.include({ value: "120" });
  });

  it("come from the environment last", () => {
    const { "hestia:account": _account, ...config } = surroundings.config ?? {};
    const found = settings({ ...surroundings, config }, "us1").find("account");
    expect(found).to.include({ value: "environment", from: "environment" });
  });

  it("that belong to one panel are taken only from its own entry", () => {
    expect(settings(surroundings, "us1").find("apiUrl")).to.equal(undefined);
    expect(settings(surroundings, "eu1").find("apiHash")).to.equal(undefined);
  });
});

describe("a connection that does not exist", () => {
  it("is reported with the existing ones, and the command that creates it", () => {
    const { problem } = settings({ config: connections({ eu1: {}, us1: {} }) }, "eu2");
    expect(problem).to.contain('"eu2"').and.contain("configured are eu1, us1");
    expect(problem).to.contain("pulumi config set --path 'hestia:connections.eu2.apiUrl' <apiUrl>");
  });

  it("is reported where there are none at all", () => {
    expect(settings({}, "eu1").problem).to.contain("none is configured");
  });

  for (const text of ["[]", '"eu1"', "null", "{", '{"eu1": "https://eu1/api/"}', '{"eu1": []}']) {
    it(`is reported where the connections are ${text}`, () => {
      expect(settings({ config: { "hestia:connections": text } }, "eu1").problem).to.equal(
        "cannot be looked up: hestia:connections is not an object of connections",
      );
      expect(connectionsIn(text)).to.equal(undefined);
    });
  }

  for (const name of ["toString", "constructor"]) {
    it(`is reported where it is called ${name}`, () => {
      expect(settings({ config: connections({ eu1: {} }) }, name).problem).to.contain(`"${name}"`);
    });
  }
});

describe("how to set a setting", () => {
  it("is a command and the variable", () => {
    expect(settings({}).howToSet("account")).to.equal(
      "pulumi config set hestia:account <account>, or set WU_ACCOUNT in the environment",
    );
  });

  it("is a command for a secret where it is one", () => {
    expect(settings({}).command("apiHash")).to.equal("pulumi config set --secret hestia:apiHash <apiHash>");
  });

  it("is only a command where there is no variable", () => {
    expect(settings({}).howToSet("timeout", "30")).to.equal("pulumi config set hestia:timeout 30");
  });

  it("is the path of a named connection, without a variable that would not apply", () => {
    const named = settings({ config: connections({ eu1: {} }) }, "eu1");
    expect(named.howToSet("apiHash")).to.equal(
      "pulumi config set --secret --path 'hestia:connections.eu1.apiHash' <apiHash>",
    );
    expect(named.howToSet("account")).to.equal(
      "pulumi config set --path 'hestia:connections.eu1.account' <account>, or set WU_ACCOUNT in the environment",
    );
  });

  it("quotes a connection's name that is not a plain word", () => {
    const named = settings({ config: connections({ "eu1.example.com": {} }) }, "eu1.example.com");
    expect(named.command("apiUrl")).to.equal(
      `pulumi config set --path 'hestia:connections["eu1.example.com"].apiUrl' <apiUrl>`,
    );
  });
});

describe("the name of a setting in errors", () => {
  const named = { config: { ...connections({ eu1: { www: true } }), "hestia:restart": "no" } };

  it("is its key, or its variable", () => {
    expect(settings(named).find("restart")?.name).to.equal("hestia:restart");
    expect(settings({ env: { WU_ACCOUNT: "one" } }).find("account")?.name).to.equal("WU_ACCOUNT");
  });

  it("is the stack's key where a named connection takes it from there", () => {
    expect(settings(named, "eu1").find("www")?.name).to.equal("hestia:connections.eu1.www");
    expect(settings(named, "eu1").find("restart")?.name).to.equal("hestia:restart");
  });
});
