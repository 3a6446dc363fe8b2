import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { demoEnhance, type EnhancePanel, startEnhancePanel } from "../../../panels/enhance";
import { demoCredentials, type HestiaPanel, startHestiaPanel } from "../../../panels/hestia";
import type { Finished } from "../../support/command";
import { callsTo as enhanceCallsTo } from "../../support/enhanceCalls";
import { ACCOUNT, callsTo, N, S } from "../../support/hestia";
import { EmptyFolder } from "../../support/mappedDomains";
import { World } from "../../support/ready";

interface Listed {
  readonly stack: { isRead: boolean; reason?: string };
  readonly names: {
    domain: string;
    panel: { kind: string; host: string; connection?: string };
    place: { id: string; title: string };
    kind: string;
    inStack: boolean | null;
    isReady: boolean | null;
    dns?: { status: string; addresses: string[]; failure?: string };
    certificate?: { status: string; certificate?: { issuer: string; expires: string }; failure?: string };
    remark?: string;
  }[];
  readonly failures: string[];
}

const { orgId, websiteId, serverId, otherDomains, tokens } = demoEnhance;
/** Nothing but what is mapped. */
const QUICK = ["--no-dns", "--no-certificates"];

describe("mapped-domains list", function () {
  this.timeout(30_000);
  const folder = new EmptyFolder();
  let hestia: HestiaPanel;
  let enhance: EnhancePanel;
  let world: World;
  before(async () => {
    world = await World.start();
  });
  after(async () => {
    await world.close();
    folder.remove();
  });
  beforeEach(async () => {
    hestia = await startHestiaPanel();
    enhance = await startEnhancePanel();
    hestia.setAliases(ACCOUNT, N, ["acme.com", "www.acme.com", "*.acme.com", `www.${N}`]);
    hestia.setAliases(ACCOUNT, S, ["globex.com"]);
    enhance.setDomains(websiteId, ["hooli.com", "initech.com"]);
  });
  afterEach(async () => {
    await hestia.close();
    await enhance.close();
  });

  const onHestia = (more: NodeJS.ProcessEnv = {}) => ({
    WU_HESTIA_API_URL: hestia.url,
    WU_HESTIA_API_HASH: demoCredentials.apiHash,
    WU_HESTIA_ACCOUNT: ACCOUNT,
    ...more,
  });
  const onEnhance = (more: NodeJS.ProcessEnv = {}) => ({
    WU_ENHANCE_API_URL: enhance.url,
    WU_ENHANCE_API_TOKEN: tokens.owner,
    WU_ENHANCE_ORG_ID: orgId,
    ...more,
  });
  const onBoth = () => ({ ...onHestia(), ...onEnhance() });
  const run = async (env: NodeJS.ProcessEnv, ...args: string[]): Promise<Finished> => {
    const finished = await folder.run(["list", ...args], env);
    expect(finished.code, finished.output).to.equal(0);
    return finished;
  };
  const listed = async (env: NodeJS.ProcessEnv, ...args: string[]): Promise<Listed> =>
    JSON.parse((await run(env, "--json", ...args)).stdout) as Listed;
  const domains = async (env: NodeJS.ProcessEnv, ...args: string[]): Promise<string[]> =>
    (await listed(env, ...QUICK, ...args)).names.map(({ domain }) => domain);

  describe("where", () => {
    it("nothing names a web domain or a website, has all of the account and of the organization", async () => {
      const { names } = await listed(onBoth(), ...QUICK);
      expect(names.map(({ domain, place }) => `${domain} ${place.title}`)).to.deep.equal([
        `acme.com ${ACCOUNT}/${N}`,
        `www.acme.com ${ACCOUNT}/${N}`,
        `*.acme.com ${ACCOUNT}/${N}`,
        `globex.com ${ACCOUNT}/${S}`,
        `hooli.com ${demoEnhance.domain}`,
        `initech.com ${demoEnhance.domain}`,
      ]);
    });

    it("the settings name one, has that one; and all where an option says so", async () => {
      const env = onHestia({ WU_HESTIA_WEB_DOMAIN: S });
      expect(await domains(env)).to.deep.equal(["globex.com"]);
      expect(await domains(env, "--account", ACCOUNT)).to.have.length(4);
      expect(await domains(env, "--web-domain", N)).to.have.length(3);
      expect(await domains(env, "--account", "tenant2")).to.deep.equal([]);
    });

    it("an Enhance organization has customers, has their websites too", async () => {
      const env = onEnhance({ WU_ENHANCE_API_TOKEN: tokens.masterOwner, WU_ENHANCE_ORG_ID: "" });
      const [, ...mapped] = otherDomains;
      expect(await domains(env)).to.have.members(["hooli.com", "initech.com", ...mapped]);
      expect(
        await domains({ ...env, WU_ENHANCE_WEBSITE_ID: websiteId, WU_ENHANCE_ORG_ID: orgId }),
      ).to.deep.equal(["hooli.com", "initech.com"]);
    });

    it("a website is named, takes its id or one of its domains", async () => {
      for (const website of [websiteId, demoEnhance.domain, "hooli.com"])
        expect(await domains(onEnhance(), "--website", website)).to.deep.equal(["hooli.com", "initech.com"]);
      const { code, stderr } = await folder.run(["list", "--website", "nobody.com"], onEnhance());
      expect(code).to.equal(4);
      expect(stderr).to.contain("There is no website nobody.com that this token sees");
    });

    it("a server is named, has its host names", async () => {
      const env = { WU_ENHANCE_API_URL: enhance.url, WU_ENHANCE_API_TOKEN: tokens.sysadmin };
      const found = await listed(env, ...QUICK, "--server", serverId, "--own");
      expect(found.names.map(({ domain, kind }) => `${domain} ${kind}`)).to.deep.equal([
        "node1.host.example.net host name",
      ]);
    });

    it("an option is of one kind of panel, asks no other", async () => {
      expect(await domains(onBoth(), "--account", ACCOUNT)).to.include("acme.com");
      expect(await domains(onBoth(), "--panel", "enhance")).to.deep.equal(["hooli.com", "initech.com"]);
      expect(callsTo(hestia)).to.deep.equal(["list"]);
    });

    it("two connections lead to one place, has its names once", async () => {
      const eu1 = { apiUrl: hestia.url, apiUser: "admin", apiPassword: demoCredentials.apiPassword };
      const config = JSON.stringify({ "hestia:connections": { objectValue: { eu1, old: eu1 } } });
      writeFileSync(join(folder.path, "pulumi"), `#!/bin/sh\n[ "$1" = config ] && echo '${config}'\n`, {
        mode: 0o755,
      });
      const env = {
        PATH: `${folder.path}:/usr/bin:/bin`,
        WU_HESTIA_ACCOUNT: ACCOUNT,
        WU_HESTIA_WEB_DOMAIN: S,
      };
      try {
        expect(await domains(env)).to.deep.equal(["globex.com"]);
        expect(await domains(env, "--connection", "old")).to.deep.equal(["globex.com"]);
      } finally {
        rmSync(join(folder.path, "pulumi"));
      }
    });

    it("the names are, shows their own ones with --own", async () => {
      const own = await listed(onBoth(), ...QUICK, "--own", "--only", "*network*");
      expect(own.names.map(({ domain, kind }) => `${domain} ${kind}`)).to.deep.equal([
        `${N} web domain`,
        `www.${N} web domain`,
        "network-example-com.preview.example.net preview",
        `${demoEnhance.domain} primary`,
      ]);
    });

    it("they are many, takes one list for an account, and one for a website", async () => {
      const many = Array.from({ length: 1000 }, (_, n) => `customer-${n}.com`);
      hestia.setAliases(ACCOUNT, N, many);
      enhance.setDomains(websiteId, many);
      expect(await domains(onBoth())).to.have.length(2001);
      expect(callsTo(hestia)).to.deep.equal(["list"]);
      expect(enhanceCallsTo(enhance).filter((call) => call === "list")).to.have.length(1);
    });
  });

  describe("names", () => {
    it("are filtered by patterns, of which a star stands for anything", async () => {
      hestia.setAliases(ACCOUNT, N, ["acme.com", "shop.acme.com", "a.b.acme.com", "xn--bcher-kva.example"]);
      const env = onHestia({ WU_HESTIA_WEB_DOMAIN: N });
      expect(await domains(env, "--only", "*.acme.com")).to.deep.equal(["a.b.acme.com", "shop.acme.com"]);
      expect(
        await domains(env, "--only", "*.acme.com", "--only", "ACME.com", "--exclude", "shop.*"),
      ).to.deep.equal(["a.b.acme.com", "acme.com"]);
      for (const pattern of ["bü*", "xn--b*", "{bücher,other}.example"])
        expect(await domains(env, "--only", pattern)).to.deep.equal(["xn--bcher-kva.example"]);
    });

    it("that no resource can hold are shown with the reason", async () => {
      hestia.setAliases(ACCOUNT, N, ["acme.com", "two words", "behind.com"]);
      const { names } = await listed(onHestia({ WU_HESTIA_WEB_DOMAIN: N }), ...QUICK);
      expect(Object.fromEntries(names.map(({ domain, remark }) => [domain, remark]))).to.deep.equal({
        "acme.com": undefined,
        "behind.com":
          'cannot be declared: it is stored and not served: the panel loads no alias behind "two words"',
        "two words":
          "cannot be declared: it has white space in it; letters, digits, hyphens and dots make a host name",
      });
    });

    it("are in the table one a line, with what is known of each", async () => {
      const { stdout, stderr } = await run(onHestia({ WU_HESTIA_WEB_DOMAIN: S }), ...QUICK);
      expect(stdout).to.equal(
        `DOMAIN      PANEL            PLACE                       KIND   IN STACK\n` +
          `globex.com  ${hestia.host}  ${ACCOUNT}/${S}  alias  unknown\n`,
      );
      expect(stderr).to.contain("Whether the stack has a name is not known: there is no `pulumi` on PATH.");
      expect(stderr).to.contain("The stack's configuration is not read (there is no `pulumi` on PATH)");
      expect(stderr).to.match(/1 name at 1 place\n$/);
    });
  });

  describe("DNS and certificates", () => {
    const NAMES = ["ready.com", "none.com", "away.com", "proxied.com", "mixed.com", "old.com", "plain.com"];

    const look = async (...args: string[]) => {
      const env = onHestia({ WU_HESTIA_WEB_DOMAIN: N, NODE_EXTRA_CA_CERTS: world.authority.file });
      const { dns, sites } = world;
      const more = ["--resolver", dns.host, "--port", String(sites.port), ...args];
      const finished = await folder.runBuilt(["list", ...more], env);
      expect(finished.code, finished.output).to.equal(0);
      return finished;
    };
    beforeEach(async () => {
      const { dns, sites, authority } = world;
      const webDomain = hestia.state.users[ACCOUNT]?.webDomains[N];
      if (webDomain !== undefined) webDomain.ip = "127.0.0.1";
      hestia.setAliases(ACCOUNT, N, NAMES);
      for (const name of ["ready.com", "mixed.com", "old.com", "plain.com"]) dns.set(name, "A", "127.0.0.1");
      dns.set("mixed.com", "A", "127.0.0.1", "203.0.113.9");
      dns.set("away.com", "A", "203.0.113.9");
      dns.set("proxied.com", "A", "104.16.0.1");
      await world.issue("ready.com");
      await world.issue("mixed.com");
      sites.install(await authority.issue(["old.com"], { expiresIn: -1 }));
    });

    const cells = (stdout: string) =>
      Object.fromEntries(
        stdout
          .trim()
          .split("\n")
          .slice(1)
          .map((line) => line.split(/ {2,}/))
          .map(([domain, _panel, _place, _kind, _stack, ...rest]) => [domain, rest]),
      );

    it("are told in words", async () => {
      const { stdout, stderr } = await look();
      const [dns, certificate = ""] = cells(stdout)["ready.com"] ?? [];
      expect(dns).to.equal("leads here");
      expect(certificate).to.match(/^until \d{4}-\d\d-\d\d \(Test Issuing CA\)$/);
      expect(cells(stdout)).to.deep.equal({
        "ready.com": ["leads here", certificate],
        "mixed.com": ["leads here and to 203.0.113.9", certificate],
        "none.com": ["no record", "-"],
        "away.com": ["leads to 203.0.113.9", "-"],
        "proxied.com": ["Cloudflare's proxy", "-"],
        "old.com": ["leads here", "expired"],
        "plain.com": ["leads here", "no browser trusts it"],
      });
      expect(stderr).to.contain("7 names at 1 place, 6 not ready");
    });

    it("filter the names with --not-ready", async () => {
      const { stdout, stderr } = await look("--not-ready");
      expect(Object.keys(cells(stdout))).to.have.members(NAMES.filter((name) => name !== "ready.com"));
      expect(stderr).to.contain("6 of 7 names");
    });

    it("are values in JSON", async () => {
      const { names } = JSON.parse((await look("--json", "--only", "{ready,old,none}.com")).stdout) as Listed;
      const [none, old, ready] = names;
      expect(ready?.isReady).to.equal(true);
      expect(ready?.dns).to.deep.equal({ status: "right", addresses: ["127.0.0.1"] });
      expect(ready?.certificate?.certificate?.issuer).to.equal("Test Issuing CA");
      expect(old?.certificate).to.include({ status: "invalid", failure: "CERT_HAS_EXPIRED" });
      expect(none).to.deep.include({ isReady: false, dns: { status: "missing", addresses: [] } });
    });

    it("are not looked at with --no-dns and --no-certificates", async () => {
      const { dns, sites } = world;
      dns.log.length = 0;
      sites.asked.length = 0;
      const without = await look("--no-dns", "--only", "{away,ready}.com");
      expect(cells(without.stdout)).to.have.all.keys("away.com", "ready.com");
      expect(dns.log).to.deep.equal([]);
      expect(sites.asked).to.have.members(["away.com", "ready.com"]);
      sites.asked.length = 0;
      const { stdout } = await look("--no-certificates", "--only", "ready.com");
      expect(cells(stdout)).to.deep.equal({ "ready.com": ["leads here"] });
      expect(sites.asked).to.deep.equal([]);
      const both = await folder.run(["list", ...QUICK, "--not-ready"], onHestia());
      expect(both.code).to.equal(3);
      expect(both.stderr).to.contain("--not-ready takes a look");
    });

    it("of a wildcard are those of a name below it", async () => {
      world.dns.set("*.shop.com", "A", "127.0.0.1");
      hestia.setAliases(ACCOUNT, N, ["*.shop.com"]);
      world.sites.install(await world.authority.issue(["*.shop.com"]));
      expect(cells((await look()).stdout)["*.shop.com"]?.[1]).to.match(/^until /);
    });

    it("are asked of a silent resolver, and of a silent server, for some names only", async () => {
      const names = Array.from({ length: 400 }, (_, n) => `customer-${n}.com`);
      hestia.setAliases(ACCOUNT, N, names);
      for (const name of names) world.dns.set(name, "A", "127.0.0.1");
      const { stdout } = await look("--port", "1");
      expect(Object.values(cells(stdout))).to.deep.equal(
        names.map(() => ["leads here", "connection refused"]),
      );
      for (const name of names) world.dns.fail(name, "silence");
      world.dns.log.length = 0;
      const silent = await look("--timeout", "0.3");
      expect(Object.values(cells(silent.stdout))).to.deep.equal(
        names.map(() => ["no answer (ETIMEOUT)", "-"]),
      );
      expect(world.dns.names.length).to.be.below(100);
      for (const name of names) world.dns.fail(name, undefined);
    });
  });

  describe("what goes wrong", () => {
    it("no panel in the settings: says how to name one", async () => {
      const { code, stderr } = await folder.run(["list"]);
      expect(code).to.equal(3);
      expect(stderr).to.contain("The settings name no panel.");
      expect(stderr).to.contain("mapped-domains init");
    });

    it("a connection that is none", async () => {
      const { code, stderr } = await folder.run(["list", "--connection", "eu1"], onHestia());
      expect(code).to.equal(3);
      expect(stderr).to.contain('"eu1" is no connection in hestia:connections or enhance:connections');
      const kind = await folder.run(["list", "--connection", "eu1", "--panel", "hestia"], onHestia());
      expect(kind.code).to.equal(3);
      expect(kind.stderr).to.contain('"eu1" is no connection of this stack');
    });

    it("no account: says how to give one", async () => {
      const { code, stderr } = await folder.run(["list"], onHestia({ WU_HESTIA_ACCOUNT: "" }));
      expect(code).to.equal(3);
      expect(stderr).to.contain(
        "hestia:account is not set: give --account, or pulumi config set hestia:account",
      );
    });

    it("one of two panels is down: lists the other, and ends with 4", async () => {
      await enhance.close();
      const { code, stdout, stderr } = await folder.run(["list", ...QUICK], onBoth());
      expect(code).to.equal(4);
      expect(stdout).to.contain("acme.com").and.not.to.contain("hooli.com");
      expect(stderr).to.contain(enhance.host);
      const found = await folder.run(["list", ...QUICK, "--json"], onBoth());
      expect((JSON.parse(found.stdout) as Listed).failures.join()).to.contain(enhance.host);
    });

    it("a web domain that is not there", async () => {
      const { code, stderr } = await folder.run(["list", "--web-domain", "nowhere.com"], onHestia());
      expect(code).to.equal(4);
      expect(stderr).to.contain(`Account ${ACCOUNT} has no web domain nowhere.com`);
    });

    it("an option that is none, or a value that does not fit", async () => {
      expect((await folder.run(["list", "--everything"])).code).to.equal(2);
      expect((await folder.run(["list", "--panel", "plesk"])).code).to.equal(2);
      const port = await folder.run(["list", "--port", "https"]);
      expect(port.stderr).to.contain("--port");
      expect(port.code).to.equal(2);
    });
  });
});
