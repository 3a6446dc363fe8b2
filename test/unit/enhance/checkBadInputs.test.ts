import { expect } from "chai";
import type { Properties } from "../../../provider/resource/dynamic";
import { UNKNOWN } from "../../../provider/resource/dynamic";
import { problemsOf } from "../support";
import { CONFIGURED, CONNECTED, checkDomain, ORG, SERVER } from "./support";

const onServer = { config: { ...CONNECTED, "enhance:serverId": SERVER } };

describe("check of an Enhance domain: bad input", () => {
  const FOLDER = /^is a folder below the website's home/;
  const BAD_INPUTS: [property: string, value: unknown, reason: RegExp][] = [
    ["domain", undefined, /^is not set; give the customer's domain, such as acme\.com$/],
    ["domain", "", /^is empty/],
    ["domain", 42, /^is not text/],
    ["domain", "*.acme.com", /^is a wildcard; one full name is needed here$/],
    ["domain", "*", /misplaced "\*"/],
    ["domain", "localhost", /^is a single label/],
    ["domain", "https://acme.com/shop", /^is a URL; .*such as acme\.com$/],
    ["domain", "ac me.com", /white space/],
    ["domain", "192.0.2.1", /^is an IP address/],
    ["organizationId", "network", /^is no id of the panel/],
    ["organizationId", `${ORG}0`, /^is no id of the panel/],
    ["websiteId", 7, /^is not text/],
    ["websiteId", "", /^is no id of the panel/],
    ["kind", "primary", /^must be one of alias, addon, subdomain$/],
    ["kind", "preview", /^must be one of/],
    ["kind", "Alias", /^must be one of/],
    ["documentRoot", "", FOLDER],
    ["documentRoot", "/", FOLDER],
    ["documentRoot", "/var/www", FOLDER],
    ["documentRoot", "..", FOLDER],
    ["documentRoot", "shop/../../etc", FOLDER],
    ["documentRoot", "shop//web", FOLDER],
    ["documentRoot", "./shop", FOLDER],
    ["documentRoot", "a\u0000b", FOLDER],
    ["documentRoot", 1, /^is not text/],
    ["forceHttps", "true", /^must be one of true, false$/],
    ["www", false, /^cannot be false: the panel serves www with every domain of a website$/],
    ["www", "auto", /^must be one of true, false$/],
    ["onExisting", "replace", /^must be one of adopt, fail$/],
    ["connection", "", /^is empty/],
    ["connection", "eu1", /^"eu1" is no connection of this stack \(none is configured\)/],
  ];
  for (const [property, value, reason] of BAD_INPUTS) {
    it(`${property} ${JSON.stringify(value) ?? "missing"} is reported at ${property}`, async () => {
      const problems = problemsOf(await checkDomain({ domain: "acme.com", [property]: value }));
      expect(problems).to.have.all.keys(property);
      expect(problems[property]).to.match(reason);
    });
  }

  it("that is not an input is reported without a property: the engine would print its value", async () => {
    const [problem] = (await checkDomain({ domain: "acme.com", apiToken: "secret" })).problems;
    expect(problem?.property).to.equal("");
    expect(problem?.reason).to.match(/^"apiToken" is no input; inputs are domain, organizationId, websiteId/);
  });

  it("is reported at every property at once", async () => {
    const news = { domain: "localhost", kind: "x", documentRoot: "/", forceHttps: 1, onExisting: "x" };
    expect(problemsOf(await checkDomain(news))).to.have.all.keys(...Object.keys(news));
  });

  for (const [property, value] of [
    ["kind", "alias"],
    ["documentRoot", "shop"],
    ["forceHttps", false],
    ["kind", UNKNOWN],
  ] as const) {
    it(`${property} ${value === UNKNOWN ? "that is not known yet" : value} does not go with a server`, async () => {
      const problems = problemsOf(await checkDomain({ domain: "acme.com", [property]: value }, onServer));
      expect(problems).to.deep.equal({ [property]: "does not go with a server, only with a website" });
    });
  }

  it("www beside a www name is refused on a server, and ignored on a website", async () => {
    const news = { domain: "www.acme.com", www: true };
    expect(problemsOf(await checkDomain(news, onServer)).www).to.match(/^does not go with www\.acme\.com/);
    expect((await checkDomain(news)).problems).to.deep.equal([]);
  });

  it("onExisting in the settings is reported with its key where no argument overrides it", async () => {
    const config = { ...CONFIGURED, "enhance:onExisting": "replace" };
    const problemsWith = async (news: Properties) =>
      problemsOf(await checkDomain({ domain: "acme.com", ...news }, { config }));
    expect(await problemsWith({})).to.deep.equal({
      onExisting: '(from enhance:onExisting, "replace") must be one of adopt, fail',
    });
    expect(await problemsWith({ onExisting: "fail" })).to.deep.equal({});
  });

  it("shows no token in the problems of the connection", async () => {
    const config = {
      "enhance:apiUrl": "http://user:s3cret@panel.example.com/",
      "enhance:apiToken": "s3cret",
      "enhance:caCert": "s3cret",
      "enhance:requestsPerSecond": "0",
    };
    expect(JSON.stringify(await checkDomain({ domain: "acme.com" }, { config }))).not.to.contain("s3cret");
  });
});
