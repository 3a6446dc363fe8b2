import { expect } from "chai";
import { demoEnhance, type EnhancePanel, startEnhancePanel } from "../../../panels/enhance";
import { ConfigurationError } from "../../../provider/core/errors";
import { hostNamesOnly } from "../../../provider/enhance/panel";
import { type EnhanceTestOptions, testEnhanceConnection } from "../../../provider/enhance/testConnection";
import { Session } from "../../../provider/resource/session";
import { connectionTo, ORG, PLACE, SERVER, SITE, tokens } from "../../support/enhance";
import { callsTo, violationsOf } from "../../support/enhanceCalls";
import { factsFirst } from "../../support/messages";
import { errorOf } from "./errors";

const FOR_WEBSITE = { "enhance:organizationId": ORG, "enhance:websiteId": SITE };
const ON_SERVER = { "enhance:serverId": SERVER };
const member = (role: string) => ({ organizationId: ORG, name: "Network", isMaster: false, roles: [role] });
const master = (role: string) => ({
  organizationId: demoEnhance.masterOrgId,
  name: "Hosting",
  isMaster: true,
  roles: [role],
});

describe("testConnection of an Enhance panel", () => {
  let panel: EnhancePanel;
  beforeEach(async () => {
    panel = await startEnhancePanel();
  });
  afterEach(async () => {
    await panel.close();
    expect(violationsOf(panel)).to.deep.equal([]);
  });

  function test(token: string, settings: object = FOR_WEBSITE, options: EnhanceTestOptions = {}) {
    const config: Record<string, string> = { ...connectionTo(panel, token), ...settings };
    const session = new Session(undefined, () => {}, {});
    session.configure({ get: (key) => config[key] });
    return testEnhanceConnection(session, options);
  }

  it("finds the website, and changes nothing", async () => {
    panel.setDomains(SITE, ["a.test", "b.test"]);
    const before = structuredClone(panel.state);
    expect(await test(tokens.owner)).to.deep.equal({
      ok: true,
      panel: panel.host,
      scope: "website",
      target: PLACE,
      website: demoEnhance.domain,
      domains: 4,
      memberships: [member("Owner")],
      problems: [],
    });
    expect(panel.state).to.deep.equal(before);
    expect(callsTo(panel)).to.deep.equal(["memberships", "website", "list"]);
  });

  it("finds the server, whose names serve no customer, and changes nothing", async () => {
    const before = structuredClone(panel.state);
    expect(await test(tokens.sysadmin, ON_SERVER)).to.deep.equal({
      ok: false,
      panel: panel.host,
      scope: "server",
      target: `server ${SERVER}`,
      website: undefined,
      domains: 1,
      memberships: [master("Sysadmin")],
      problems: [hostNamesOnly(panel.host)],
    });
    expect(panel.state).to.deep.equal(before);
    expect(callsTo(panel)).to.deep.equal(["memberships", "server list"]);
  });

  it("takes its arguments before the settings", async () => {
    const other = { organizationId: demoEnhance.otherOrgId, websiteId: demoEnhance.otherWebsiteId };
    const report = await test(tokens.otherOwner, ON_SERVER, other);
    expect(report).to.include({ ok: true, scope: "website", website: demoEnhance.otherDomains[0] });
  });

  for (const token of ["nobody-knows-this-token", tokens.expired, tokens.blocked]) {
    it(`reports that the token itself is refused, whatever role it has: ${token}`, async () => {
      const report = await test(token);
      expect(report).to.deep.include({ ok: false, memberships: [], website: undefined, domains: undefined });
      expect(report.problems).to.have.length(1);
      expect(factsFirst(report.problems[0] ?? ""))
        .to.match(/did not tell what the token is \[HTTP 403, code unauthorized\]/)
        .and.match(/is wrong, has expired, or may not be used from this address; its role does not matter/)
        .and.not.contain(token);
      expect(callsTo(panel)).to.deep.equal(["memberships"]);
    });
  }

  const INSUFFICIENT: [what: string, token: string, settings: object, expected: RegExp[]][] = [
    [
      "a role that does not suffice for a website",
      tokens.business,
      FOR_WEBSITE,
      [
        /code unauthorized\]\. The token itself is good\. It is Business in Network; a website's domains need Owner, /,
        /SuperAdmin, Sysadmin \(System Administrator\) or Support in organization d8554b6d/,
        /^((?!token is wrong|testConnection).)*$/,
      ],
    ],
    [
      "a token of another organization",
      tokens.otherOwner,
      FOR_WEBSITE,
      [/HTTP 403, code unauthorized/, /It is Owner in Other; .*in organization d8554b6d.* or one above it/],
    ],
    [
      "a token of another organization than the master, for a server",
      tokens.owner,
      ON_SERVER,
      [
        /only_mo_allowed/,
        /^((?!use one of its tokens|testConnection).)*$/,
        /It is Owner in Network; a server's domains need a role in the master organization: Owner, /,
      ],
    ],
    [
      "a website of another organization",
      tokens.masterOwner,
      { ...FOR_WEBSITE, "enhance:organizationId": demoEnhance.masterOrgId },
      [/HTTP 404, code not_found\]/, /belongs to organization .*pulumi config set enhance:organizationId/],
    ],
    [
      "a server that is not there",
      tokens.sysadmin,
      { "enhance:serverId": SITE },
      [/HTTP 404, code not_found\]: server/, /There is no such server: correct serverId/, /^((?!owns).)*$/],
    ],
  ];
  for (const [what, token, settings, expected] of INSUFFICIENT) {
    it(`field case 7: distinguishes from that ${what}`, async () => {
      const report = await test(token, settings);
      expect(report.ok).to.equal(false);
      expect(report.memberships).to.have.length(1);
      expect(report.problems).to.have.length(1);
      for (const pattern of expected) expect(factsFirst(report.problems[0] ?? "")).to.match(pattern);
    });
  }

  it("field case 7: names the command that sets the token of a named connection", async () => {
    const eu1 = { apiUrl: panel.url, apiToken: "nobody-knows-this-token" };
    const settings = { ...FOR_WEBSITE, "enhance:connections": JSON.stringify({ eu1 }) };
    const { problems } = await test(tokens.owner, settings, {
      connection: "eu1",
      organizationId: ORG,
      websiteId: SITE,
    });
    expect(problems.join()).to.contain(
      "pulumi config set --secret --path 'enhance:connections.eu1.apiToken' <token>",
    );
  });

  it("reports a panel that does not answer", async () => {
    const settings = { ...FOR_WEBSITE, "enhance:apiUrl": "http://127.0.0.1:9/api/" };
    const report = await test(tokens.owner, settings);
    expect(report).to.deep.include({ ok: false, panel: "127.0.0.1:9", memberships: [] });
    expect(factsFirst(report.problems.join())).to.match(/^On 127\.0\.0\.1:9: the connection was refused/);
  });

  it("reports an address that is not the panel's API", async () => {
    const body = "<!doctype html>";
    panel.faults.add({ do: "answer", status: 200, contentType: "text/html", body, when: "before" });
    const { problems } = await test(tokens.owner);
    expect(factsFirst(problems.join())).to.match(
      /none of the panel's API.*enhance:apiUrl must lead to the panel itself/,
    );
  });

  const UNUSABLE: [what: string, settings: object, options: EnhanceTestOptions, says: RegExp][] = [
    [
      "no token",
      { ...FOR_WEBSITE, "enhance:apiToken": "" },
      {},
      /^enhance:apiToken is not set: pulumi config set --secret/,
    ],
    ["neither website nor server", {}, {}, /^websiteId is not set, and neither is serverId/m],
    ["both website and server", { ...FOR_WEBSITE, ...ON_SERVER }, {}, /websiteId is in doubt/],
    [
      "a website that is no id",
      {},
      { organizationId: ORG, websiteId: "x" },
      /websiteId is no id of the panel/,
    ],
    [
      "an unknown connection",
      FOR_WEBSITE,
      { connection: "eu1" },
      /^connection "eu1" is no connection of this stack/,
    ],
  ];
  for (const [what, settings, options, says] of UNUSABLE) {
    it(`fails with ${what}, before any call`, async () => {
      const error = await errorOf(test(tokens.owner, settings, options));
      expect(error).to.be.instanceOf(ConfigurationError);
      expect(error.message).to.match(says);
      expect(panel.calls()).to.deep.equal([]);
    });
  }
});
