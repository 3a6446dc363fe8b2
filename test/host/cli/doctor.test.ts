import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import { demoCredentials, hestiaWebDomain } from "../../../panels/hestia";
import { FAMILIES } from "../../../provider/cli/doctor/families";
import { testHestiaConnection } from "../../../provider/hestia/testConnection";
import { Session } from "../../../provider/resource/session";
import { SetUp } from "../../e2e/doctor/setUp";
import { CREDENTIALS } from "../../support/clean";
import { readPage } from "../../support/docs";
import { ACCOUNT, forbidRestarts, LIMITED, N } from "../../support/hestia";

const { limitedAccessKey, apiHash, apiPassword } = demoCredentials;
const { tokens, websiteId } = demoEnhance;

const titles = (steps: readonly { title: string; state: string }[], state: string) =>
  steps.filter((step) => step.state === state).map(({ title }) => title);

describe("mapped-domains doctor: what it looks at, and how it says it", function () {
  this.timeout(60_000);
  let setUp: SetUp;
  afterEach(() => setUp.close());

  const onHestia = async () => {
    setUp = await SetUp.inEnvironment("hestia");
    return setUp;
  };
  const onEnhance = async () => {
    setUp = await SetUp.inEnvironment("enhance");
    return setUp;
  };

  it("takes every step on a Hestia panel where all is well, and changes nothing", async () => {
    const { hestia } = await onHestia();
    const before = structuredClone(hestia.state);
    const { code, steps } = await setUp.look();
    expect(code).to.equal(0);
    expect(titles(steps, "ok")).to.deep.equal([
      "environment",
      "URL",
      "reachability",
      "clock",
      "authentication",
      ...Array.from({ length: 6 }, () => "permission"),
      "account",
      "web domain",
      "addresses",
      "alias list",
      "domains",
    ]);
    expect(titles(steps, "skipped"), "no TLS, no version").to.deep.equal(["stack", "TLS", "panel"]);
    expect(hestia.state.users).to.deep.equal(before.users);
    expect(hestia.state.authLog).to.deep.equal([]);
  });

  it("takes every step on an Enhance panel where all is well, and changes nothing", async () => {
    const { enhance } = await onEnhance();
    const before = structuredClone(enhance.state);
    const { code, steps } = await setUp.look();
    expect(code).to.equal(0);
    expect(titles(steps, "ok")).to.deep.equal([
      "environment",
      "URL",
      "reachability",
      "clock",
      "panel",
      "authentication",
      "role",
      "organization",
      "website",
      "addresses",
      "quota",
      "domains",
    ]);
    expect(enhance.state).to.deep.equal(before);
  });

  for (const [what, credential] of Object.entries({
    "a good": LIMITED,
    "a wrong": "wrong-hash",
    "a hash": apiHash,
  }))
    it(`asks a Hestia panel no more than a test of the connection does, with ${what} credential`, async () => {
      const { hestia, env } = await onHestia();
      env.WU_HESTIA_API_HASH = credential;
      forbidRestarts(hestia);
      const session = new Session(undefined, () => {}, env);
      await testHestiaConnection(session);
      const asked = hestia.calls().map(({ command }) => command);
      const refused = hestia.state.authLog.length;
      hestia.clearLog();
      await setUp.run();
      const calls = hestia.calls().map(({ command }) => command);
      expect(calls.filter((command) => command !== "")).to.deep.equal(asked);
      expect(hestia.state.authLog).to.have.length(2 * refused);
    });

  it("looks at panels of one kind, or at one connection, where it is told to", async () => {
    const { env, enhance } = await onHestia();
    env.WU_ENHANCE_API_URL = enhance.url;
    env.WU_ENHANCE_API_TOKEN = tokens.owner;
    const sections = async (...args: string[]) =>
      (await setUp.look(...args)).sections.map(({ title }) => title.replace(/:\d+/, ""));
    expect(await sections()).to.deep.equal([
      "Configuration",
      "Hestia panel 127.0.0.1",
      "Enhance panel 127.0.0.1",
    ]);
    expect(await sections("--panel", "hestia")).to.deep.equal(["Configuration", "Hestia panel 127.0.0.1"]);
    const unknown = await setUp.look("--connection", "eu1");
    expect(unknown.code).to.equal(1);
    expect(unknown.steps.map(({ says }) => says)).to.include('the settings have no connection "eu1"');
  });

  it("takes the place that its options name", async () => {
    const { env } = await onHestia();
    env.WU_HESTIA_WEB_DOMAIN = "";
    expect((await setUp.look("--web-domain", N)).code).to.equal(0);
    expect((await setUp.look("--account", "tenant2", "--web-domain", "tenanttwo.org")).code).to.equal(0);
  });

  it("warns of what works and should be known, with exit code 0", async () => {
    const { env, hestia, args } = await onHestia();
    env.WU_HESTIA_API_HASH = LIMITED;
    env.WU_HESTIA_APIUSER = "admin";
    forbidRestarts(hestia);
    args.splice(args.indexOf("--address"), 2);
    const domain = hestia.state.users[ACCOUNT]?.webDomains[N];
    if (domain !== undefined) domain.ip = "10.0.0.5";
    const names = Array.from({ length: 2_580 }, (_, index) => `c${index}.customers.example`);
    hestia.setAliases(ACCOUNT, N, ["_dmarc.acme.com", ...names]);
    const { code, steps } = await setUp.look();
    expect(code).to.equal(0);
    const warnings = steps.filter(({ state }) => state === "warning");
    expect(warnings.map(({ title, says }) => `${title}: ${says}`)).to.satisfy((said: string[]) =>
      [
        /^environment: nothing reads WU_HESTIA_APIUSER/,
        /^permission: the panel refused the command, .*\(v-restart-web, HTTP 4.*Aliases can be mapped without it/,
        /^addresses: DNS records lead to 10\.0\.0\.5, which the internet does not reach/,
        /^alias list: 6\d,\d{3} of 65,000 bytes/,
        /^alias list: .*"_dmarc\.acme\.com", stored in a spelling that the panel's delete command refuses/,
      ].every((pattern, index) => pattern.test(said[index] ?? "")),
    );
    expect(steps.at(-1)).to.include({ title: "domains", state: "skipped" });
  });

  it("says first how many of thousands of names are not ready, then a few of them, and all as JSON", async () => {
    const { hestia, dns } = await onHestia();
    const names = Array.from({ length: 1_500 }, (_, index) => `c${index}.customers.example`);
    hestia.setAliases(ACCOUNT, N, names);
    dns.set("customers.example", "NS", "ns1.customers.example");
    const { code, stdout } = await setUp.run();
    expect(code).to.equal(1);
    expect(stdout).to.contain("1,500 of 1,500 names are not ready");
    expect(stdout).to.contain("and 1,490 more (--json has all)");
    expect(stdout.split("\n").length).to.be.below(80);
    const { steps } = await setUp.look();
    expect(steps.at(-1)?.details).to.have.length(1_500);
  });

  it("fits into 80 columns, but for commands, which stay whole", async () => {
    const { env, hestia } = await onHestia();
    env.WU_HESTIA_API_HASH = LIMITED;
    const key = hestia.state.accessKeys[limitedAccessKey];
    if (key !== undefined) key.permissions = ["purge-nginx-cache"];
    hestia.setAliases(ACCOUNT, N, ["bad name.test", "good.test"]);
    const webDomains = hestia.state.users[ACCOUNT]?.webDomains ?? {};
    webDomains["network-example.com"] = hestiaWebDomain();
    for (const account of [ACCOUNT, "", "nobody"]) {
      env.WU_HESTIA_ACCOUNT = account;
      const { stdout } = await setUp.run("--no-names");
      const long = stripVTControlCharacters(stdout)
        .split("\n")
        .filter((line) => line.length > 80 && !/^ +(pulumi|openssl|v-|COMMANDS=)/.test(line));
      expect(long).to.deep.equal([]);
    }
    expect((await setUp.run("--no-names")).stdout).not.to.match(/Pulumi config/);
  });

  it("prints nothing but JSON on standard output with --json", async () => {
    await onHestia();
    const { stdout } = await setUp.run("--json");
    expect(() => JSON.parse(stdout)).not.to.throw();
  });

  it("ends with 2 for an option that does not fit", async () => {
    await onHestia();
    expect((await setUp.run("--panel", "plesk")).code).to.equal(2);
    expect((await setUp.run("--port", "zero")).code).to.equal(2);
  });

  describe("--bundle", () => {
    it("has versions, keys, results and calls, and no credential", async () => {
      const { env, cwd, enhance, hestia } = await onHestia();
      Object.assign(env, {
        WU_HESTIA_API_PASSWORD: apiPassword,
        WU_ENHANCE_API_URL: enhance.url,
        WU_ENHANCE_API_TOKEN: tokens.business,
      });
      // A panel that repeats what it was sent.
      const body = JSON.stringify({ code: "unauthorized", message: `no ${tokens.business}` });
      enhance.faults.add({
        do: "answer",
        status: 403,
        contentType: "application/json",
        body,
        when: "before",
        nth: 3,
      });
      hestia.setAliases(ACCOUNT, N, ["acme.com"]);
      const file = join(cwd, "report.json");
      const { stderr } = await setUp.run("--bundle", file);
      expect(stderr).to.contain(file).and.contain("no credentials");
      const text = readFileSync(file, "utf8");
      for (const credential of CREDENTIALS) expect(text).not.to.contain(credential);
      const bundle = JSON.parse(text) as {
        versions: Record<string, string>;
        environment: { set: string[] };
        results: { title: string; steps: unknown[] }[];
        calls: { operation: string; panel: string }[];
      };
      expect(bundle.versions).to.include({ node: process.version });
      expect(bundle.versions["pulumi-mapped-domains"]).to.match(/^\d+\.\d+/);
      expect(bundle.environment.set).to.include.members(["WU_HESTIA_API_HASH", "WU_ENHANCE_API_TOKEN"]);
      expect(bundle.results.map(({ title }) => title)).to.have.length(3);
      expect(bundle.calls.map(({ operation }) => operation)).to.include.members([
        "v-list-web-domains",
        "GET login/memberships",
      ]);
      expect(statSync(file).mode & 0o077, "for its owner alone").to.equal(0);
    });

    it("that cannot be written is an error with exit code 3", async () => {
      await onHestia();
      const { code, stderr } = await setUp.run("--no-names", "--bundle", "missing/report.json");
      expect(code).to.equal(3);
      expect(stderr).to.match(/--bundle: .*missing\/report\.json cannot be written \(ENOENT\)/);
    });
  });

  it("reads a wp-config.php alone, without an engine, and says so", async () => {
    const { env, cwd, enhance } = await onEnhance();
    for (const name of Object.keys(env)) delete env[name];
    mkdirSync(join(cwd, "site"));
    writeFileSync(
      join(cwd, "site", "wp-config.php"),
      `<?php
      define('WU_ENHANCE_API_URL', '${enhance.url}');
      define('WU_ENHANCE_API_TOKEN', '${tokens.owner}');
      define('WU_ENHANCE_ORG_ID', '${demoEnhance.orgId}');
      define('WU_ENHANCE_WEBSITE_ID', '${websiteId}');`,
    );
    const { code, steps } = await setUp.look("--wp-config", "site/wp-config.php");
    expect(code).to.equal(0);
    expect(steps[0]?.says).to.match(
      /no Pulumi project.*Read instead: a wp-config\.php that --wp-config names/,
    );
    expect(steps[1]?.says).to.match(/^it defines WU_ENHANCE_API_URL, /);
  });
});

describe("the keys that mapped-domains doctor knows", () => {
  for (const { settings, keys } of FAMILIES) {
    const { namespace } = settings;
    it(`are those of docs/configuration.md: ${namespace}`, () => {
      const rows = [...readPage("docs/configuration.md").matchAll(/^\| `(\w+):(\w+)` \|/gm)];
      const documented = rows.flatMap(([, space, key]) => (space === namespace ? [key] : []));
      expect([...keys].filter((key) => key !== "connections").sort()).to.deep.equal(documented.sort());
    });
  }
});
