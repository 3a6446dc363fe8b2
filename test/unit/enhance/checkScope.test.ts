import { expect } from "chai";
import type { Properties } from "../../../provider/resource/dynamic";
import { UNKNOWN } from "../../../provider/resource/dynamic";
import { problemsOf, type Surroundings } from "../support";
import { DECIDED, type Levels, server, UNDECIDED, website } from "./scopes";
import { CONNECTED, checkDomain, connections, ORG, ORG2, SERVER, SITE, SITE2 } from "./support";

function surroundings({ config = {}, env = {} }: Levels): Surroundings {
  const own = Object.entries(config).map(([key, value]) => [`enhance:${key}`, value]);
  return { config: { ...CONNECTED, ...Object.fromEntries(own) }, env };
}

describe("the place of a domain", () => {
  for (const [what, levels, target] of DECIDED) {
    it(`is decided by ${what}`, async () => {
      const { inputs, problems } = await checkDomain(
        { domain: "acme.com", ...levels.args },
        surroundings(levels),
      );
      expect(problems).to.deep.equal([]);
      const { organizationId, websiteId, serverId } = inputs;
      const decided = Object.entries({ organizationId, websiteId, serverId });
      expect(Object.fromEntries(decided.filter(([, value]) => value !== undefined))).to.deep.equal(target);
    });
  }

  it("is decided by a named connection rather than the stack", async () => {
    const eu1 = { apiUrl: "https://eu1.example.com/api/", apiToken: "eu1-token", serverId: SERVER };
    const { config } = surroundings({ config: website(ORG, SITE) });
    const checked = await checkDomain(
      { domain: "acme.com", connection: "eu1" },
      { config: { ...config, ...connections({ eu1 }) } },
    );
    expect(checked.inputs).to.include({ serverId: SERVER, panel: "eu1.example.com:443" });
    expect(checked.inputs).not.to.have.any.keys("organizationId", "websiteId");
  });

  it("is decided by the stack where a named connection does not set it", async () => {
    const eu1 = { apiUrl: "https://eu1.example.com/api/", apiToken: "eu1-token", organizationId: ORG2 };
    const { config } = surroundings({ config: website(ORG, SITE) });
    const checked = await checkDomain(
      { domain: "acme.com", connection: "eu1" },
      { config: { ...config, ...connections({ eu1 }) } },
    );
    expect(checked.inputs).to.include(website(ORG2, SITE));
  });

  it("is returned in lower case, as the panel requires", async () => {
    const args = { organizationId: ` ${ORG.toUpperCase()} `, websiteId: SITE.toUpperCase() };
    expect((await checkDomain({ domain: "acme.com", ...args }, surroundings({}))).inputs).to.include(
      website(ORG, SITE),
    );
    const inSettings = surroundings({ config: { serverId: SERVER.toUpperCase() } });
    expect((await checkDomain({ domain: "acme.com" }, inSettings)).inputs).to.include(server(SERVER));
  });

  for (const [what, levels, property, reason] of UNDECIDED) {
    it(`is reported as missing with ${what}`, async () => {
      const checked = await checkDomain({ domain: "acme.com", ...levels.args }, surroundings(levels));
      expect(problemsOf(checked)).to.deep.equal({ [property]: reason });
    });
  }

  it("field case 7: is reported as missing with no setting at all, together with the organization", async () => {
    const reasons = problemsOf(await checkDomain({ domain: "acme.com" }, surroundings({})));
    expect(reasons).to.have.all.keys("websiteId", "organizationId");
    expect(reasons.websiteId).to.match(/^is not set, and neither is serverId/);
    expect(reasons.organizationId).to.match(/^is not set: give the organization that owns the website/);
  });

  for (const websiteId of [undefined, "network"]) {
    it(`field case 7: fails for a wrong organization beside websiteId ${websiteId}`, async () => {
      const { organizationId } = problemsOf(
        await checkDomain(
          { domain: "acme.com", websiteId },
          surroundings({ config: { organizationId: "17" } }),
        ),
      );
      expect(organizationId).to.match(/^\(from enhance:organizationId, "17"\) is no id of the panel/);
    });
  }

  it("field case 7: needs no organization for a server", async () => {
    for (const levels of [{ args: { serverId: "node1" } }, { config: { serverId: "node1" } }]) {
      const checked = await checkDomain({ domain: "acme.com", ...levels.args }, surroundings(levels));
      expect(problemsOf(checked)).to.have.all.keys("serverId");
    }
  });

  it("is reported as missing with the path of a named connection", async () => {
    const eu1 = { apiUrl: "https://eu1.example.com/api/", apiToken: "eu1-token" };
    const checked = await checkDomain(
      { domain: "acme.com", connection: "eu1" },
      { config: connections({ eu1 }) },
    );
    expect(problemsOf(checked).websiteId).to.contain(
      "pulumi config set --path 'enhance:connections.eu1.websiteId' <websiteId>",
    );
  });
});

describe("the place of a domain with unknown inputs", () => {
  const config = { ...CONNECTED, "enhance:organizationId": ORG, "enhance:websiteId": SITE };
  const check = async (args: Properties) => await checkDomain({ domain: "acme.com", ...args }, { config });

  it("is an unknown website", async () => {
    const { inputs, problems } = await check({ websiteId: UNKNOWN });
    expect(problems).to.deep.equal([]);
    expect(inputs).to.deep.include({ websiteId: UNKNOWN, organizationId: ORG, names: ["acme.com"] });
  });

  it("is a website of an unknown organization", async () => {
    expect((await check({ organizationId: UNKNOWN })).inputs).to.include({
      organizationId: UNKNOWN,
      websiteId: SITE,
    });
  });

  it("is an unknown server", async () => {
    const { inputs, problems } = await check({ serverId: UNKNOWN });
    expect(problems).to.deep.equal([]);
    expect(inputs).to.include({ serverId: UNKNOWN });
    expect(inputs).not.to.have.any.keys("organizationId", "websiteId");
  });

  it("is unknown while the connection is", async () => {
    const all = await check({ connection: UNKNOWN });
    expect(all.problems).to.deep.equal([]);
    expect(all.inputs).to.include({ panel: UNKNOWN, organizationId: UNKNOWN, websiteId: UNKNOWN });
    expect((await check({ connection: UNKNOWN, websiteId: SITE2 })).inputs).to.include({
      organizationId: UNKNOWN,
      websiteId: SITE2,
    });
    const onServer = await check({ connection: UNKNOWN, serverId: SERVER, organizationId: ORG });
    expect(onServer.inputs).to.include({ serverId: SERVER });
    expect(onServer.inputs).not.to.have.any.keys("organizationId", "websiteId");
  });

  it("is checked where only the connection is unknown", async () => {
    expect(
      problemsOf(await check({ connection: UNKNOWN, serverId: SERVER, kind: "addon" })),
    ).to.have.all.keys("kind");
    expect(
      problemsOf(await check({ connection: UNKNOWN, serverId: SERVER, websiteId: SITE })),
    ).to.have.all.keys("serverId");
  });
});
