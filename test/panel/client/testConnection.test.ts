import { expect } from "chai";
import { demoCredentials, type HestiaPanel, hestiaWebDomain } from "../../../panels/hestia";
import { ConfigurationError } from "../../../provider/core/errors";
import { type HestiaTestOptions, testHestiaConnection } from "../../../provider/hestia/testConnection";
import { Session } from "../../../provider/resource/session";
import { forbidRestarts } from "../../support/hestia";
import { ACCOUNT, accountOf, closePanels, N, S, startPanel, webDomainOf } from "./support";

const { apiHash, apiUser, apiPassword, accessKey, secretKey } = demoCredentials;
const { limitedAccessKey, limitedSecretKey } = demoCredentials;
const LIMITED = { "hestia:accessKey": limitedAccessKey, "hestia:secretKey": limitedSecretKey };
const WAYS = {
  hash: { "hestia:apiHash": apiHash },
  password: { "hestia:apiUser": apiUser, "hestia:apiPassword": apiPassword },
  "access key": { "hestia:accessKey": accessKey, "hestia:secretKey": secretKey },
};
const ALL_ALLOWED = {
  "v-list-web-domains": "allowed",
  "v-list-web-domain": "allowed",
  "v-add-web-domain-alias": "allowed",
  "v-delete-web-domain-alias": "allowed",
  "v-restart-web": "allowed",
  "v-restart-proxy": "allowed",
};
/** What a panel is like, without the calls that it has had. */
const stateOf = ({ state: { restarts: _restarts, ...state } }: HestiaPanel) => structuredClone(state);
/** Those that restart are not asked for where another one was refused. */
const NOT_ASKED = { "v-restart-web": "unknown", "v-restart-proxy": "unknown" };

function test(panel: HestiaPanel, config: Record<string, string>, options: HestiaTestOptions = {}) {
  const all: Record<string, string> = {
    "hestia:apiUrl": panel.url,
    "hestia:account": ACCOUNT,
    "hestia:webDomain": N,
    ...config,
  };
  const session = new Session(undefined, () => {}, {});
  session.configure({ get: (key) => all[key] });
  return testHestiaConnection(session, options);
}

describe("testConnection", () => {
  afterEach(closePanels);

  for (const [way, config] of Object.entries(WAYS)) {
    it(`finds nothing wrong with ${way}, and changes nothing`, async () => {
      const panel = await startPanel();
      panel.setAliases(ACCOUNT, N, ["a.test", "b.test"]);
      const before = stateOf(panel);
      expect(await test(panel, config)).to.deep.equal({
        ok: true,
        panel: panel.host,
        way,
        account: ACCOUNT,
        webDomains: [N, S],
        webDomain: { name: N, aliases: 2, suspended: false },
        commands: ALL_ALLOWED,
        problems: [],
      });
      expect(stateOf(panel)).to.deep.equal(before);
    });
  }

  it("field case 15: says that nothing can be added to a web domain that begins with www, in place of `create it`", async () => {
    const panel = await startPanel();
    accountOf(panel).webDomains["www.shop.com"] = hestiaWebDomain();
    const { ok, problems } = await test(panel, { ...WAYS.hash, "hestia:webDomain": "www.shop.com" });
    expect(ok).to.equal(false);
    expect(problems[0]).to.contain(
      "o alias can be added to the web domain www.shop.com of account tenant1, since its name begins with www..\n" +
        "  Hestia cuts the www. off, and the account has no shop.com. Give another web domain as webDomain, one without www. in front.",
    );
    expect(problems.join()).not.to.match(/[Cc]reate it/);
    accountOf(panel).webDomains["shop.com"] = hestiaWebDomain();
    expect(
      await test(panel, { ...WAYS.hash, "hestia:webDomain": "www.shop.com" }),
      "the panel has it",
    ).to.include({
      ok: true,
    });
  });

  it("finds nothing wrong with a key that has only the documented profile", async () => {
    const panel = await startPanel();
    expect(await test(panel, LIMITED)).to.deep.include({ ok: true, commands: ALL_ALLOWED });
    expect(panel.state.authLog).to.deep.equal([]);
  });

  it("tells of a key that may not restart alone, which aliases can do without", async () => {
    const panel = await startPanel();
    forbidRestarts(panel);
    const report = await test(panel, LIMITED);
    expect(report).to.deep.include({ ok: true, problems: [] });
    expect(report.commands).to.deep.equal({ ...ALL_ALLOWED, ...NOT_ASKED, "v-restart-web": "refused" });
    expect(panel.state.authLog).to.have.length(1);
  });

  it("tells which commands a key may not run, with the profile that it needs", async () => {
    const panel = await startPanel();
    const key = panel.state.accessKeys[limitedAccessKey];
    if (key !== undefined) key.permissions = ["purge-nginx-cache"];
    const report = await test(panel, LIMITED);
    expect(report).to.include({ ok: false });
    expect(report.commands).to.deep.equal({
      ...ALL_ALLOWED,
      "v-add-web-domain-alias": "refused",
      "v-delete-web-domain-alias": "refused",
      ...NOT_ASKED,
    });
    expect(report.problems).to.have.length(2);
    expect(report.problems[0]).to.contain("data/api/web-aliases");
    expect(report.problems[1], "field case 20: the same cure is printed once").not.to.contain("ROLE=");
    expect(panel.state.authLog).to.have.length(2);
  });

  describe("with hestia:updateCounters", () => {
    const COUNTERS = "v-update-user-counters";
    const WITH_COUNTERS = { "hestia:updateCounters": "true" };
    const allowedTo = (panel: HestiaPanel, ...more: string[]) => {
      panel.state.profiles["web-aliases"]?.commands.push(...more);
    };

    for (const [way, config] of Object.entries(WAYS)) {
      it(`checks the command that counts as well, and counts nothing, ${way}`, async () => {
        const panel = await startPanel();
        panel.setAliases(ACCOUNT, N, ["a.test", "b.test"]);
        const before = stateOf(panel);
        const report = await test(panel, { ...config, ...WITH_COUNTERS });
        expect(report).to.deep.include({ ok: true, commands: { ...ALL_ALLOWED, [COUNTERS]: "allowed" } });
        expect(stateOf(panel)).to.deep.equal(before);
      });
    }

    it("reports what the profile of a key lacks that may not run it", async () => {
      const panel = await startPanel();
      const report = await test(panel, { ...LIMITED, ...WITH_COUNTERS });
      expect(report).to.deep.include({ ok: false, commands: { ...ALL_ALLOWED, [COUNTERS]: "refused" } });
      expect(report.problems).to.have.length(1);
      expect(report.problems[0]).to.contain("Add v-update-user-counters to COMMANDS");
      expect(panel.state.authLog).to.have.length(1);
      allowedTo(panel, COUNTERS);
      expect((await test(panel, { ...LIMITED, ...WITH_COUNTERS })).ok).to.equal(true);
    });

    it("recognizes a key of the account itself", async () => {
      const panel = await startPanel();
      panel.state.settings.API_SYSTEM = "2";
      const key = panel.state.accessKeys[limitedAccessKey];
      if (key !== undefined) key.user = ACCOUNT;
      expect((await test(panel, { ...LIMITED, ...WITH_COUNTERS })).commands).to.include({
        [COUNTERS]: "refused",
      });
      allowedTo(panel, COUNTERS);
      const before = stateOf(panel);
      expect(await test(panel, { ...LIMITED, ...WITH_COUNTERS })).to.deep.include({ ok: true, problems: [] });
      expect(stateOf(panel)).to.deep.equal(before);
    });

    it("that is false, does not ask for it", async () => {
      const panel = await startPanel();
      const report = await test(panel, { ...WAYS.hash, "hestia:updateCounters": "false" });
      expect(report.commands).to.deep.equal(ALL_ALLOWED);
      expect(panel.calls(COUNTERS)).to.deep.equal([]);
    });
  });

  it("reports a wrong credential once, after one login", async () => {
    const panel = await startPanel();
    const report = await test(panel, { "hestia:apiHash": "wrong-hash" });
    expect(report).to.deep.include({ ok: false, webDomains: [], webDomain: undefined });
    expect(new Set(Object.values(report.commands))).to.deep.equal(new Set(["refused", "unknown"]));
    expect(report.problems).to.have.length(1);
    expect(report.problems[0]).to.contain("E_PASSWORD").and.not.contain("wrong-hash");
    expect(panel.calls()).to.have.length(1);
    expect(panel.state.authLog).to.have.length(1);
  });

  it("field case 20: reports a password with a wrong user once, after one login", async () => {
    const panel = await startPanel();
    const report = await test(panel, { "hestia:apiUser": "tenant1", "hestia:apiPassword": apiPassword });
    expect(report.problems).to.have.length(1);
    expect(report.problems[0]).to.contain("hestia:apiUser").and.not.contain("ROLE=");
    expect(panel.calls()).to.have.length(1);
  });

  it("reports a missing web domain, with those that exist", async () => {
    const panel = await startPanel();
    const report = await test(panel, WAYS.hash, { webDomain: "gone.test" });
    expect(report).to.deep.include({ ok: false, webDomain: undefined, commands: ALL_ALLOWED });
    expect(report.problems).to.have.length(1);
    expect(report.problems[0]).to.contain(`${N}, ${S}`);
  });

  it("reports a missing account", async () => {
    const panel = await startPanel();
    const report = await test(panel, WAYS["access key"], { account: "tenant9" });
    expect(report).to.deep.include({ ok: false, commands: ALL_ALLOWED });
    expect(report.problems[0]).to.contain("user tenant9 doesn't exist");
  });

  it("field case 19: reports a web domain that the panel mistakes for another, and no other", async () => {
    const panel = await startPanel();
    const webDomains = panel.state.users[ACCOUNT]?.webDomains ?? {};
    Object.assign(webDomains, {
      "shop.acme.test": hestiaWebDomain(),
      "shop-acme.test": hestiaWebDomain(),
    });
    const report = await test(panel, WAYS["access key"], { webDomain: "shop.acme.test" });
    expect(report).to.include({ ok: false });
    expect(report.problems).to.have.length(1);
    expect(report.problems[0]).to.contain(
      "would replace the aliases of shop.acme.test by those of shop-acme.test",
    );
    expect((await test(panel, WAYS["access key"], { webDomain: "shop-acme.test" })).ok).to.equal(true);
  });

  it("reports a suspended web domain", async () => {
    const panel = await startPanel();
    webDomainOf(panel, N).suspended = true;
    const report = await test(panel, WAYS.hash);
    expect(report).to.deep.include({ ok: false, webDomain: { name: N, aliases: 0, suspended: true } });
    expect(report.problems).to.have.length(1);
  });

  it("reports a panel that does not answer, and what could not be checked", async () => {
    const panel = await startPanel();
    await panel.close();
    const report = await test(panel, WAYS.hash);
    expect(report.ok).to.equal(false);
    expect(new Set(Object.values(report.commands))).to.deep.equal(new Set(["unknown"]));
    expect(report.problems).to.have.length(1);
    expect(report.problems[0]).to.contain("ECONNREFUSED");
  });

  const UNUSABLE: [what: string, config: Record<string, string>, options: HestiaTestOptions, says: RegExp][] =
    [
      ["no credential", {}, {}, /has no credential/],
      [
        "no account",
        { ...WAYS.hash, "hestia:account": "" },
        {},
        /hestia:account is not set: pulumi config set/,
      ],
      ["no web domain", { ...WAYS.hash, "hestia:webDomain": "" }, {}, /hestia:webDomain is not set/],
      ["a bad account", { ...WAYS.hash, "hestia:account": "ten ant" }, {}, /"ten ant"\) is no account name/],
      [
        "a bad updateCounters",
        { ...WAYS.hash, "hestia:updateCounters": "maybe" },
        {},
        /^ConfigurationError: updateCounters \(from hestia:updateCounters, "maybe"\) must be one of true, false$/,
      ],
      ["an unknown connection", WAYS.hash, { connection: "eu1" }, /"eu1" is no connection of this stack/],
    ];
  for (const [what, config, options, says] of UNUSABLE) {
    it(`fails with ${what}, before any call`, async () => {
      const panel = await startPanel();
      const error: unknown = await test(panel, config, options).catch((thrown) => thrown);
      expect(error).to.be.instanceOf(ConfigurationError);
      expect(String(error)).to.match(says);
      expect(panel.calls()).to.deep.equal([]);
    });
  }
});
