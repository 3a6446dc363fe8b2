import { expect } from "chai";
import { type Properties, UNKNOWN } from "../../../provider/resource/dynamic";
import { CONFIGURED, checkSet, PANEL, problemsOf } from "../support";

const RESOLVED = { account: "tenant1", webDomain: "network.example.com", panel: PANEL };
const CONNECTIONS = {
  "hestia:connections": JSON.stringify({ eu1: { apiUrl: "https://eu1.example.com/api/", apiHash: "hash" } }),
};

describe("check of a set: the inputs that it returns", () => {
  it("have account, web domain and panel from the settings, and a record of names", async () => {
    expect(await checkSet({ domains: [" ACME.com. ", "bücher.test", "*.globex.com"] })).to.deep.include({
      inputs: {
        ...RESOLVED,
        domains: { "acme.com": true, "xn--bcher-kva.test": true, "*.globex.com": true },
      },
      problems: [],
    });
  });

  it("are the same for a list as for a record", async () => {
    const { inputs } = await checkSet({ domains: ["acme.com", "globex.com"] });
    expect((await checkSet({ domains: { "globex.com": {}, "ACME.com": true } })).inputs).to.deep.equal(
      inputs,
    );
  });

  it("have restart, onExisting and the like only where they are declared", async () => {
    const callOptions = {
      www: false,
      restart: "graceful",
      onExisting: "fail",
      exclusive: true,
      connection: "eu1",
    };
    const config = { ...CONFIGURED, ...CONNECTIONS, "hestia:restart": "no", "hestia:onExisting": "fail" };
    const panel = "eu1.example.com:443";
    expect((await checkSet({ domains: [], ...callOptions }, { config })).inputs).to.deep.equal({
      ...RESOLVED,
      ...callOptions,
      panel,
      domains: {},
    });
    expect((await checkSet({ domains: [] }, { config })).inputs).to.have.all.keys(
      "domains",
      ...Object.keys(RESOLVED),
    );
  });

  it("prefer arguments to settings", async () => {
    const place = { account: "tenant2", webDomain: "www.Other.example.org." };
    expect((await checkSet({ domains: ["acme.com"], ...place })).inputs).to.include({
      account: "tenant2",
      webDomain: "other.example.org",
    });
  });

  it("can have thousands of names", async () => {
    const domains = Array.from({ length: 5000 }, (_, index) => `customer${index}.test`);
    const { inputs, problems } = await checkSet({ domains, www: true });
    expect(problems).to.deep.equal([]);
    expect(Object.keys(inputs.domains as object)).to.have.length(5000);
  });
});

describe("check of a set: bad input", () => {
  const BAD: [what: string, news: Properties, property: string, reason: RegExp][] = [
    ["no domains", { domains: undefined }, "domains", /^is not set; give the customers' domains: a list of/],
    ["one name", { domains: "acme.com" }, "domains", /^it is neither a list of names nor an object/],
    ["an invalid name", { domains: ["a b"] }, "domains", /^"a b" has white space/],
    ["another exclusive", { exclusive: "yes" }, "exclusive", /^must be one of true, false$/],
    ["another www", { www: "yes" }, "www", /^must be one of true, false, auto$/],
    ["another restart", { restart: "now" }, "restart", /^must be one of no, .*graceful/],
    ["another onExisting", { onExisting: "x" }, "onExisting", /^must be one of adopt, fail$/],
    ["an unknown connection", { connection: "eu9" }, "connection", /^"eu9" is no connection/],
    [
      "the web domain itself",
      { domains: ["Network.example.com"] },
      "domains",
      /^"network\.example\.com" is the web domain itself/,
    ],
    [
      "the web domain itself, given by an argument",
      { domains: ["other.example.org"], webDomain: "other.example.org" },
      "domains",
      /^"other\.example\.org" is the web domain itself/,
    ],
    ["an unknown input", { domain: "acme.com" }, "", /^"domain" is no input; inputs are domains, /],
  ];
  for (const [what, news, property, reason] of BAD) {
    it(`${what} is reported`, async () => {
      const problems = problemsOf(await checkSet({ domains: ["acme.com"], ...news }));
      expect(problems).to.have.all.keys(property);
      expect(problems[property]).to.match(reason);
    });
  }

  it("is reported at every property at once", async () => {
    const news = { domains: ["a b"], account: "c d", www: "x", restart: "now", exclusive: 1 };
    expect(problemsOf(await checkSet(news))).to.have.all.keys(...Object.keys(news));
  });

  it("is reported without a web domain, where none is set", async () => {
    const { "hestia:webDomain": _none, ...config } = CONFIGURED;
    expect(problemsOf(await checkSet({ domains: ["acme.com"] }, { config })).webDomain).to.match(
      /^is not set: give/,
    );
  });
});

describe("check of a set: values that are not known yet", () => {
  it("leave all domains unknown where one of a list is", async () => {
    const { inputs, problems } = await checkSet({ domains: ["acme.com", UNKNOWN] });
    expect(problems).to.deep.equal([]);
    expect(inputs).to.deep.equal({ ...RESOLVED, domains: UNKNOWN });
  });

  it("leave the other names known where it is one name's options", async () => {
    const domains = { "acme.com": UNKNOWN, "globex.com": { www: UNKNOWN }, "initech.com": { www: true } };
    expect((await checkSet({ domains })).inputs.domains).to.deep.equal({
      "acme.com": UNKNOWN,
      "globex.com": UNKNOWN,
      "initech.com": { www: true },
    });
  });

  it("of www leave the names unknown that have no www option of their own and can have a www name", async () => {
    const domains = { "acme.com": true, "globex.com": { www: false }, "*.acme.com": true };
    expect((await checkSet({ domains, www: UNKNOWN })).inputs.domains).to.deep.equal({
      "acme.com": UNKNOWN,
      "globex.com": true,
      "*.acme.com": true,
    });
  });

  it("of the connection leave unknown what comes from it, www names included", async () => {
    const domains = { "acme.com": true, "globex.com": { www: true } };
    const { inputs, problems } = await checkSet({ domains, connection: UNKNOWN });
    expect(problems).to.deep.equal([]);
    expect(inputs).to.deep.equal({
      connection: UNKNOWN,
      account: UNKNOWN,
      webDomain: UNKNOWN,
      panel: UNKNOWN,
      domains: { "acme.com": UNKNOWN, "globex.com": { www: true } },
    });
  });

  for (const property of ["account", "webDomain", "restart", "onExisting", "exclusive"]) {
    it(`stay unknown: ${property}`, async () => {
      const { inputs, problems } = await checkSet({ domains: ["acme.com"], [property]: UNKNOWN });
      expect(problems).to.deep.equal([]);
      expect(inputs).to.deep.include({ [property]: UNKNOWN, domains: { "acme.com": true } });
    });
  }
});
