import { expect } from "chai";
import { type Properties, UNKNOWN } from "../../../provider/resource/dynamic";
import { lifecycleOf } from "../../support/handlers";
import { problemsOf, type Surroundings } from "../support";
import { CONFIGURED, CONNECTED, ORG, ORG2, PANEL, SERVER, SITE, SITE2, sessionOf } from "./support";

const RESOLVED = { organizationId: ORG, websiteId: SITE, panel: PANEL };

function check(news: Properties, surroundings: Surroundings = { config: CONFIGURED }, olds: Properties = {}) {
  return lifecycleOf("enhanceDomains", sessionOf(surroundings).session).check(olds, news, {
    id: "set#1",
    ignored: [],
  });
}

const domainsOf = async (domains: unknown) => (await check({ domains })).inputs.domains;
const problemWith = async (domains: unknown) => problemsOf(await check({ domains })).domains;

describe("check of a set of Enhance domains: the inputs that it returns", () => {
  it("have website and panel from the settings, and an entry for each name", async () => {
    expect(await check({ domains: ["Acme.com.", "bücher.test"] })).to.deep.include({
      inputs: { ...RESOLVED, domains: { "acme.com": true, "xn--bcher-kva.test": true } },
      problems: [],
    });
  });

  it("have the declared options of a name, or true", async () => {
    const domains = {
      "plain.com": true,
      "empty.com": {},
      "addon.com": { kind: "addon", documentRoot: " shop/ " },
      "forced.com": { forceHttps: true },
    };
    expect(await domainsOf(domains)).to.deep.equal({
      "plain.com": true,
      "empty.com": true,
      "addon.com": { kind: "addon", documentRoot: "shop" },
      "forced.com": { forceHttps: true },
    });
    expect(await domainsOf({})).to.deep.equal({});
  });

  it("prefer arguments to settings, and need no setting that is not used", async () => {
    const given = { organizationId: ORG2, websiteId: SITE2, onExisting: "fail", exclusive: true };
    expect((await check({ domains: [], ...given }, { config: CONNECTED })).inputs).to.deep.equal({
      ...given,
      domains: {},
      panel: PANEL,
    });
  });

  it("have a website where the settings name a server as well: a set belongs to a website", async () => {
    const config = { ...CONFIGURED, "enhance:serverId": SERVER };
    expect(await check({ domains: [] }, { config })).to.deep.include({
      inputs: { ...RESOLVED, domains: {} },
      problems: [],
    });
  });

  for (const [what, domains, known] of [
    ["the names", UNKNOWN, UNKNOWN],
    ["one name", ["acme.com", UNKNOWN], UNKNOWN],
    ["a name's options", { "acme.com": UNKNOWN }, { "acme.com": UNKNOWN }],
    [
      "one option",
      { "acme.com": { kind: "addon", documentRoot: UNKNOWN } },
      { "acme.com": { kind: "addon", documentRoot: UNKNOWN } },
    ],
  ] as const) {
    it(`leave unknown what is not known yet: ${what}`, async () => {
      expect(await check({ domains })).to.deep.include({
        inputs: { ...RESOLVED, domains: known },
        problems: [],
      });
    });
  }

  it("leave the place unknown while the connection is unknown", async () => {
    expect(await check({ domains: ["acme.com"], connection: UNKNOWN })).to.deep.include({
      inputs: {
        domains: { "acme.com": true },
        connection: UNKNOWN,
        organizationId: UNKNOWN,
        websiteId: UNKNOWN,
        panel: UNKNOWN,
      },
      problems: [],
    });
  });

  it("are as declared where the engine gives the inputs of the state (ignoreChanges)", async () => {
    const olds = {
      ...RESOLVED,
      domains: { "acme.com": true, "addon.com": { kind: "addon" }, "stray.com": "unmanaged" },
    };
    expect(await check({ domains: olds.domains }, undefined, olds)).to.deep.include({
      inputs: { ...RESOLVED, domains: { "acme.com": true, "addon.com": { kind: "addon" } } },
      problems: [],
    });
  });
});

describe("check of a set of Enhance domains: what is wrong", () => {
  const WRONG: [what: string, domains: unknown, expected: RegExp][] = [
    ["a wildcard", ["*.acme.com"], /^"\*\.acme\.com" is a wildcard; one full name is needed here$/],
    ["one name in two spellings", ["acme.com", "ACME.com."], /^"acme\.com" and "ACME\.com\." are one name$/],
    ["a name twice", ["acme.com", "acme.com"], /^"acme\.com" stands there twice$/],
    [
      "a www name beside its domain",
      ["www.acme.com", "acme.com"],
      /^"www\.acme\.com" stands beside acme\.com, with which the panel serves it anyway$/,
    ],
    [
      "an invalid kind",
      { "acme.com": { kind: "primary" } },
      /^"acme\.com": kind must be one of alias, addon, subdomain$/,
    ],
    [
      "an invalid folder",
      { "acme.com": { documentRoot: "/var/www" } },
      /^"acme\.com": documentRoot is a folder/,
    ],
    ["an unknown option", { "acme.com": { www: true } }, /^"acme\.com": "www" is no input; inputs are kind/],
    ["false", { "acme.com": false }, /^"acme\.com" takes true or an object of options \(kind, documentRoot/],
    ["a text", "acme.com", /^it is neither a list of names nor an object of names and options$/],
  ];
  for (const [what, domains, expected] of WRONG) {
    it(`${what} is reported`, async () => {
      expect(await problemWith(domains)).to.match(expected);
    });
  }

  it("only the first of many problems are reported, with the number of the others", async () => {
    const names = Array.from({ length: 14 }, (_, index) => `bad_${index}.com`);
    expect(await problemWith(names)).to.match(/^("bad_\d\.com" has "_" in it[^"]*; ){10}and 4 more$/);
  });

  it("a missing name, website or organization is reported with how to set it", async () => {
    expect(problemsOf(await check({}, { config: CONNECTED }))).to.deep.equal({
      domains: "is not set; give the customers' domains: a list of names, or an object of names and options",
      websiteId:
        "is not set: give the website as an argument, or pulumi config set enhance:websiteId <websiteId>, or set " +
        "WU_ENHANCE_WEBSITE_ID in the environment",
      organizationId:
        "is not set: give the organization that owns the website as an argument, or pulumi config set " +
        "enhance:organizationId <organizationId>, or set WU_ENHANCE_ORG_ID in the environment",
    });
  });

  it("wrong settings are reported with their key", async () => {
    const config = { ...CONFIGURED, "enhance:websiteId": "network", "enhance:onExisting": "steal" };
    const problems = problemsOf(await check({ domains: [] }, { config }));
    expect(problems.websiteId).to.match(/^\(from enhance:websiteId, "network"\) is no id of the panel/);
    expect(problems.onExisting).to.match(/^\(from enhance:onExisting, "steal"\) must be one of adopt, fail/);
  });

  it("a server is no input of a set", async () => {
    const [problem] = (await check({ domains: [], serverId: SERVER })).problems;
    expect(problem?.reason).to.match(
      /^"serverId" is no input; inputs are domains, organizationId, websiteId/,
    );
  });
});
