import { expect } from "chai";
import { CONFIGURED, checkAlias, PANEL, problemsOf } from "./support";

const { "hestia:account": _account, "hestia:webDomain": _webDomain, ...PANEL_ONLY } = CONFIGURED;

describe("check of a web alias: account and web domain", () => {
  for (const [property, variable] of [
    ["account", "WU_HESTIA_ACCOUNT"],
    ["webDomain", "WU_HESTIA_WEB_DOMAIN"],
  ] as const) {
    it(`a missing ${property} is reported with the key, the command and the variable`, async () => {
      const reason = problemsOf(await checkAlias({ domain: "acme.com" }, { config: PANEL_ONLY }))[property];
      expect(reason).to.equal(
        `is not set: give it as an argument, or pulumi config set hestia:${property} <${property}>, ` +
          `or set ${variable} in the environment`,
      );
    });

    it(`a missing ${property} is reported with the path of a named connection`, async () => {
      const connections = { eu1: { apiUrl: "https://eu1.example.com/api/", apiHash: "eu1-hash" } };
      const config = { "hestia:connections": JSON.stringify(connections) };
      const reason = problemsOf(await checkAlias({ domain: "acme.com", connection: "eu1" }, { config }))[
        property
      ];
      expect(reason).to.contain(
        `pulumi config set --path 'hestia:connections.eu1.${property}' <${property}>`,
      );
    });
  }

  it("come from the environment where nothing else sets them, in canonical form", async () => {
    const env = { WU_HESTIA_ACCOUNT: "tenant9", WU_HESTIA_WEB_DOMAIN: "WWW.Network.example.com." };
    const checked = await checkAlias({ domain: "acme.com" }, { config: PANEL_ONLY, env });
    expect(checked.inputs).to.include({ account: "tenant9", webDomain: "network.example.com" });
  });

  it("come from a named connection before the stack's own", async () => {
    const eu1 = { apiUrl: "https://eu1.example.com/api/", apiHash: "eu1-hash", account: "eu" };
    const config = { ...CONFIGURED, "hestia:connections": JSON.stringify({ eu1 }) };
    const checked = await checkAlias({ domain: "acme.com", connection: "eu1" }, { config });
    expect(checked.inputs).to.include({ account: "eu", webDomain: "network.example.com" });
  });

  for (const account of ["true", "false", "constructor", "123"]) {
    it(`may be the account ${account} in the configuration`, async () => {
      const config = { ...CONFIGURED, "hestia:account": account };
      expect(await checkAlias({ domain: "acme.com" }, { config })).to.deep.include({ problems: [] });
    });
  }

  it("that are wrong in the settings are reported with the setting's name", async () => {
    const env = { WU_HESTIA_ACCOUNT: "ten ant" };
    const config = { ...PANEL_ONLY, "hestia:webDomain": "localhost" };
    const problems = problemsOf(await checkAlias({ domain: "acme.com" }, { config, env }));
    expect(problems.account).to.match(/^\(from WU_HESTIA_ACCOUNT, "ten ant"\) is no account name/);
    expect(problems.webDomain).to.match(/^\(from hestia:webDomain, "localhost"\) is a single label/);
  });
});

describe("check of a web alias: defaults of the settings", () => {
  const BAD: [key: string, value: string, reason: RegExp][] = [
    ["restart", "now", /^\(from hestia:restart, "now"\) must be one of no, /],
    ["restart", "YES", /must be one of/],
    ["onExisting", "replace", /^\(from hestia:onExisting, "replace"\) must be one of adopt, fail$/],
    ["www", "yes", /^\(from hestia:www, "yes"\) must be one of true, false, auto$/],
  ];
  for (const [key, value, reason] of BAD) {
    const config = { ...CONFIGURED, [`hestia:${key}`]: value };
    it(`${key} ${value} is reported at ${key}`, async () => {
      expect(problemsOf(await checkAlias({ domain: "acme.com" }, { config }))[key]).to.match(reason);
    });

    it(`${key} ${value} is not reported where an argument overrides it`, async () => {
      const good = { restart: "no", onExisting: "adopt", www: false };
      expect((await checkAlias({ domain: "acme.com", ...good }, { config })).problems).to.deep.equal([]);
    });
  }

  it("updateCounters that is neither true nor false is reported, whatever the arguments are", async () => {
    const config = { ...CONFIGURED, "hestia:updateCounters": "maybe" };
    const news = { domain: "acme.com", restart: "no", onExisting: "adopt", www: false };
    expect(problemsOf(await checkAlias(news, { config }))).to.deep.equal({
      updateCounters: '(from hestia:updateCounters, "maybe") must be one of true, false',
    });
  });

  for (const updateCounters of ["true", "false", ""]) {
    it(`updateCounters "${updateCounters}" is no input of an alias`, async () => {
      const config = { ...CONFIGURED, "hestia:updateCounters": updateCounters };
      expect(await checkAlias({ domain: "acme.com" }, { config })).to.deep.include({
        problems: [],
        inputs: (await checkAlias({ domain: "acme.com" })).inputs,
      });
    });
  }

  it("restart is reported with its variable where it comes from the environment", async () => {
    const surroundings = { config: CONFIGURED, env: { WU_HESTIA_RESTART: "now" } };
    expect(problemsOf(await checkAlias({ domain: "acme.com" }, surroundings)).restart).to.match(
      /^\(from WU_HESTIA_RESTART/,
    );
  });

  for (const [www, names] of [
    ["true", ["acme.com", "www.acme.com"]],
    ["auto", ["acme.com", "www.acme.com"]],
    ["false", ["acme.com"]],
  ] as const) {
    it(`www ${www} decides the names of a new alias`, async () => {
      const config = { ...CONFIGURED, "hestia:www": www };
      expect((await checkAlias({ domain: "acme.com" }, { config })).inputs.names).to.deep.equal(names);
    });
  }

  it("www is decided once: an existing alias keeps its names", async () => {
    const config = { ...CONFIGURED, "hestia:www": "true" };
    const { inputs: olds } = await checkAlias({ domain: "acme.com" });
    expect((await checkAlias({ domain: "acme.com" }, { config }, olds)).inputs.names).to.deep.equal([
      "acme.com",
    ]);
    expect((await checkAlias({ domain: "acme.com", www: "auto" }, { config }, olds)).inputs.www).to.equal(
      false,
    );
    expect((await checkAlias({ domain: "acme.com", www: true }, { config }, olds)).inputs.www).to.equal(true);
  });

  it("www is decided again for another alias", async () => {
    const config = { ...CONFIGURED, "hestia:www": "auto" };
    const { inputs: olds } = await checkAlias({ domain: "acme.com", www: false });
    expect((await checkAlias({ domain: "globex.com" }, { config }, olds)).inputs.www).to.equal(true);
  });
});

describe("check of a web alias: the connection", () => {
  it("that is not configured is reported at connection, account and webDomain", async () => {
    const { problems } = await checkAlias({ domain: "acme.com" }, {});
    const properties = problems.map(({ property }) => property);
    expect(properties).to.deep.equal(["connection", "connection", "account", "webDomain"]);
  });

  it("that does not exist is reported once, with those that do", async () => {
    const config = { ...CONFIGURED, "hestia:connections": JSON.stringify({ eu1: {} }) };
    const problems = problemsOf(await checkAlias({ domain: "acme.com", connection: "eu2" }, { config }));
    expect(problems).to.have.all.keys("connection");
    expect(problems.connection).to.contain("configured are eu1");
  });

  it("is the stack's own where none is named", async () => {
    expect((await checkAlias({ domain: "acme.com" })).inputs).to.include({ panel: PANEL });
  });

  it("shows no credential in its problems", async () => {
    const config = {
      "hestia:apiUrl": "http://admin:s3cret@panel.example.com/",
      "hestia:accessKey": "s3cret",
      "hestia:apiPassword": "s3cret",
      "hestia:caCert": "s3cret",
    };
    expect(JSON.stringify(await checkAlias({ domain: "acme.com" }, { config }))).not.to.contain("s3cret");
  });
});
