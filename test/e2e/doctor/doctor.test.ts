import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import { demoCredentials, hestiaWebDomain } from "../../../panels/hestia";
import { ACCOUNT, environmentFor, N } from "../../support/hestia";
import { selfSigned } from "../../support/tls";
import { type Looked, SetUp, type Step } from "./setUp";

const { limitedAccessKey, limitedSecretKey, apiHash } = demoCredentials;
const { tokens, orgId, masterOrgId, websiteId, serverId, hostnameWebsiteId } = demoEnhance;

interface Broken {
  readonly title: string;
  /** One whose settings are in the environment, of this panel; or what makes another one. */
  readonly on: "hestia" | "enhance" | "stack" | (() => Promise<SetUp>);
  breaks(setUp: SetUp): unknown;
  /** The step that finds it, with what it says and what to do. */
  readonly finds: readonly [title: string, says: RegExp, cure: RegExp];
  /** Carries the cure out. */
  mends(setUp: SetUp, cure: string, found: Step): unknown;
  /** Runs the built command, where it has to trust the test's CA. */
  readonly built?: true;
}

/** Sets a variable that the cure names. */
const variable =
  (name: string, value: string | ((setUp: SetUp) => string)) =>
  ({ env }: SetUp) => {
    env[name] = typeof value === "string" ? value : "";
  };
const variableInCure = (name: string, value: string) => (setUp: SetUp, cure: string) => {
  expect(cure).to.contain(name);
  setUp.env[name] = value;
};
const webDomain = ({ hestia }: SetUp) => {
  const found = hestia.state.users[ACCOUNT]?.webDomains[N];
  if (found === undefined) throw new Error("the panel has no web domain");
  return found;
};
const website = ({ enhance }: SetUp) => {
  const found = enhance.state.websites[websiteId];
  if (found === undefined) throw new Error("the panel has no website");
  return found;
};
/** The command in a cure, whose line begins with it. */
const commandIn = (cure: string, begin: RegExp): string => {
  const at = cure.search(begin);
  expect(at, cure).not.to.equal(-1);
  return cure.slice(at).split("\n")[0] ?? "";
};
const runs = (begin: RegExp, filledIn: Readonly<Record<string, string>> = {}) =>
  async function mend(setUp: SetUp, cure: string): Promise<void> {
    const command = Object.entries(filledIn).reduce(
      (line, [place, value]) => line.replace(place, value),
      commandIn(cure, begin),
    );
    await setUp.shell(command);
  };
const settings = (change: (setUp: SetUp) => object) => (setUp: SetUp) => {
  Object.assign(setUp.hestia.state.settings, change(setUp));
};
const LONG = Array.from({ length: 4_000 }, (_, index) => `customer-${index}.example.org`);
const TRUST = /openssl s_client/;

const BROKEN: readonly Broken[] = [
  {
    title: "no settings at all",
    on: "hestia",
    breaks: ({ env }) => {
      for (const name of Object.keys(env)) delete env[name];
    },
    finds: ["panels", /the settings name no panel/, /WU_HESTIA_API_URL/],
    mends: ({ env, hestia }) =>
      Object.assign(env, {
        ...environmentFor(hestia),
      }),
  },
  {
    title: "a URL without /api/",
    on: "hestia",
    breaks: (setUp) => {
      setUp.env.WU_HESTIA_API_URL = setUp.hestia.url.replace("/api/", "/");
    },
    finds: ["settings", /WU_HESTIA_API_URL does not end in \/api\//, /^Use http:/],
    mends: (setUp, cure) => {
      setUp.env.WU_HESTIA_API_URL = /http\S+/.exec(cure)?.[0] ?? "";
    },
  },
  {
    title: "no credential",
    on: "hestia",
    breaks: variable("WU_HESTIA_API_HASH", ""),
    finds: ["settings", /the connection has no credential/, /WU_HESTIA_API_HASH/],
    mends: variableInCure("WU_HESTIA_API_HASH", apiHash),
  },
  {
    title: "no account",
    on: "hestia",
    breaks: variable("WU_HESTIA_ACCOUNT", ""),
    finds: ["settings", /hestia:account is not set/, /WU_HESTIA_ACCOUNT/],
    mends: variableInCure("WU_HESTIA_ACCOUNT", ACCOUNT),
  },
  {
    title: "a port at which nothing listens",
    on: "hestia",
    breaks: variable("WU_HESTIA_API_URL", "http://127.0.0.1:9/api/"),
    finds: ["reachability", /connection was refused, nothing listens there/, /Check the port in apiUrl/],
    mends: (setUp) => {
      setUp.env.WU_HESTIA_API_URL = setUp.hestia.url;
    },
  },
  {
    title: "a certificate that the panel signed itself",
    on: async () => SetUp.inStack({ tls: await selfSigned() }),
    breaks: () => undefined,
    finds: ["TLS", /certificate is not trusted/, /SHA-256 ([0-9A-F]{2}:){31}[\s\S]*compare that fingerprint/],
    mends: runs(TRUST),
  },
  {
    title: "a certificate that has expired",
    on: async () => {
      const expired = await selfSigned({ expired: true });
      return SetUp.inStack({ tls: expired }, expired.cert);
    },
    breaks: () => undefined,
    finds: [
      "TLS",
      /outside its dates/,
      /Renew it on the panel, and check the clock[\s\S]*Then trust the new one/,
    ],
    mends: async (setUp, cure) => {
      await setUp.restart(await selfSigned());
      await runs(TRUST)(setUp, cure);
    },
  },
  {
    title: "a certificate for another name",
    on: async () => {
      const elsewhere = await selfSigned({ names: ["panel.example.com"], addresses: [] });
      return SetUp.inStack({ tls: elsewhere }, elsewhere.cert);
    },
    breaks: () => undefined,
    finds: [
      "TLS",
      /made out to another name/,
      /made out to DNS:panel\.example\.com[\s\S]*give the panel a certificate for this one/,
    ],
    mends: async (setUp, cure) => {
      await setUp.restart(await selfSigned());
      await runs(TRUST)(setUp, cure);
    },
  },
  {
    title: "https to a port that speaks http",
    on: "stack",
    breaks: ({ stack, hestia }) => stack?.setConfig("hestia:apiUrl", hestia.url.replace("http:", "https:")),
    finds: ["TLS", /no TLS connection came about/, /Check that apiUrl's port speaks https/],
    mends: (setUp) => setUp.stack?.setConfig("hestia:apiUrl", setUp.hestia.url),
  },
  (() => {
    let setRight = () => {};
    return {
      title: "a clock that is wrong",
      on: "hestia",
      breaks: async (setUp) => {
        const front = await setUp.behindClock(3 * 60 * 60 * 1000);
        setUp.env.WU_HESTIA_API_URL = front.url;
        setRight = front.setRight;
      },
      finds: ["clock", /the panel's clock is 3 hours ahead of this machine's/, /timedatectl set-ntp true/],
      mends: () => setRight(),
    } satisfies Broken;
  })(),
  {
    title: "a wrong credential",
    on: "hestia",
    breaks: variable("WU_HESTIA_API_HASH", "none-that-the-panel-knows-0000000"),
    finds: ["authentication", /authentication failed.*E_PASSWORD/, /Check the credential/],
    mends: ({ env, hestia }) => {
      expect(hestia.state.authLog, "one failed login").to.have.length(1);
      env.WU_HESTIA_API_HASH = apiHash;
    },
  },
  {
    title: "an address that the panel's API does not let in",
    on: "hestia",
    breaks: settings(() => ({ API_ALLOWED_IP: "192.0.2.1" })),
    finds: ["authentication", /IP is not allowed/, /v-add-sys-api-ip/],
    mends: settings(() => ({ API_ALLOWED_IP: "192.0.2.1,127.0.0.1" })),
  },
  {
    title: "an API that is switched off",
    on: "hestia",
    breaks: settings(() => ({ API: "no" })),
    finds: ["authentication", /E_DISABLED/, /v-change-sys-api enable legacy/],
    mends: settings(() => ({ API: "yes" })),
  },
  {
    title: "a key whose profile lacks commands",
    on: "hestia",
    breaks: (setUp) => {
      setUp.env.WU_HESTIA_API_HASH = `${limitedAccessKey}:${limitedSecretKey}`;
      const key = setUp.hestia.state.accessKeys[limitedAccessKey];
      if (key !== undefined) key.permissions = ["purge-nginx-cache"];
    },
    finds: [
      "permission",
      /the panel refused the command, not permitted \(v-add-web-domain-alias, /,
      /Install the permission profile/,
    ],
    mends: ({ hestia }, cure) => {
      expect(hestia.state.authLog, "no more than a test of the connection").to.have.length(2);
      const key = hestia.state.accessKeys[limitedAccessKey];
      const [, commands = ""] = /COMMANDS='(.*)'/.exec(cure) ?? [];
      hestia.state.profiles["web-aliases"] = { role: "user", commands: commands.split(",") };
      if (key !== undefined) key.permissions = ["web-aliases"];
    },
  },
  {
    title: "an account that is not there",
    on: "hestia",
    breaks: variable("WU_HESTIA_ACCOUNT", "Tenant1"),
    finds: ["account", /user Tenant1 doesn't exist/, /account names are case sensitive/],
    mends: variable("WU_HESTIA_ACCOUNT", ACCOUNT),
  },
  {
    title: "a web domain that is not there",
    on: "hestia",
    breaks: variable("WU_HESTIA_WEB_DOMAIN", "netwrok.example.com"),
    finds: ["web domain", /has no web domain netwrok\.example\.com/, new RegExp(`It has ${N}`)],
    mends: (setUp, cure) => {
      setUp.env.WU_HESTIA_WEB_DOMAIN = /It has ([^,]+),/.exec(cure)?.[1] ?? "";
    },
  },
  {
    title: "a web domain that is suspended",
    on: "hestia",
    breaks: (setUp) => {
      webDomain(setUp).suspended = true;
    },
    finds: ["web domain", /is suspended/, /Unsuspend the web domain/],
    mends: (setUp) => {
      webDomain(setUp).suspended = false;
    },
  },
  {
    title: "a web domain that the panel mistakes for another",
    on: "hestia",
    breaks: ({ hestia }) => {
      const own = hestia.state.users[ACCOUNT]?.webDomains ?? {};
      own["network-example.com"] = hestiaWebDomain();
    },
    finds: [
      "web domain",
      /would replace the aliases of \S+ by those of network-example\.com/,
      /Move network-example/,
    ],
    mends: ({ hestia }) => {
      const { [ACCOUNT]: from, tenant2: to } = hestia.state.users;
      if (to !== undefined) to.webDomains["network-example.com"] = hestiaWebDomain();
      delete from?.webDomains["network-example.com"];
    },
  },
  {
    title: "an alias with a blank in it, which keeps those after it from being served",
    on: "hestia",
    breaks: ({ hestia, args }) => {
      hestia.setAliases(ACCOUNT, N, ["bad name.test", "good.test"]);
      args.push("--no-names");
    },
    finds: ["alias list", /"bad name\.test", which has a space in it/, /v-delete-web-domain-alias/],
    mends: ({ hestia }, cure) => {
      const [, taken = ""] = /v-delete-web-domain-alias \S+ \S+ '(.*)'/.exec(cure) ?? [];
      const left = hestia.aliases(ACCOUNT, N).filter((alias) => alias !== taken);
      hestia.setAliases(ACCOUNT, N, left);
    },
  },
  {
    title: "more aliases than the panel can store",
    on: "hestia",
    breaks: ({ hestia, args }) => {
      hestia.setAliases(ACCOUNT, N, LONG);
      args.push("--no-names");
    },
    finds: [
      "alias list",
      /loses writes silently beyond 65000 bytes/,
      /Map further names to another web domain/,
    ],
    mends: ({ hestia }) => {
      hestia.setAliases(ACCOUNT, N, LONG.slice(0, 1_000));
      hestia.setAliases(ACCOUNT, "second.example.com", LONG.slice(1_000));
    },
  },
  {
    title: "a name without a DNS record",
    on: "hestia",
    built: true,
    breaks: async ({ hestia, sites, authority, dns }) => {
      hestia.setAliases(ACCOUNT, N, ["acme.com"]);
      sites.install(await authority.issue(["acme.com"]));
      dns.set("acme.com", "NS", "ns1.acme-dns.com");
    },
    finds: ["domains", /^1 of 1 name is not ready/, /Do what each line says/],
    mends: ({ dns }, _cure, { details = [] }) => {
      expect(details).to.deep.equal([
        "acme.com has no A or AAAA record: set A 127.0.0.1 at ns1.acme-dns.com",
      ]);
      dns.set("acme.com", "A", "127.0.0.1");
    },
  },
  {
    title: "a name without a certificate",
    on: "enhance",
    built: true,
    breaks: ({ enhance, dns }) => {
      enhance.setDomains(websiteId, ["acme.com"]);
      dns.set("acme.com", "A", "127.0.0.1");
    },
    finds: ["domains", /^1 of 1 name is not ready/, /Do what each line says/],
    mends: async ({ sites, authority }, _cure, { details = [] }) => {
      expect(details.join()).to.match(
        /presents a certificate .*: have the panel issue a certificate for acme\.com/,
      );
      sites.install(await authority.issue(["acme.com"]));
    },
  },
  {
    title: "a token that is wrong",
    on: "enhance",
    breaks: variable("WU_ENHANCE_API_TOKEN", "nobody-knows-this-token"),
    finds: ["authentication", /HTTP 403/, /The token is wrong, has expired/],
    mends: variable("WU_ENHANCE_API_TOKEN", tokens.owner),
  },
  {
    title: "a token whose role does not suffice",
    on: "enhance",
    breaks: variable("WU_ENHANCE_API_TOKEN", tokens.business),
    finds: [
      "role",
      /HTTP 403/,
      /The token itself is good. It is Business in Network; a website's domains need Owner/,
    ],
    mends: variable("WU_ENHANCE_API_TOKEN", tokens.owner),
  },
  {
    title: "an organization that does not own the website",
    on: "enhance",
    breaks: ({ env }) => {
      env.WU_ENHANCE_API_TOKEN = tokens.masterOwner;
      env.WU_ENHANCE_ORG_ID = masterOrgId;
    },
    finds: ["organization", /does not own website .*it is one of organization/, /WU_ENHANCE_ORG_ID/],
    mends: ({ env }, cure) => {
      env.WU_ENHANCE_ORG_ID = /enhance:organizationId ([\w-]+)/.exec(cure)?.[1] ?? "";
      expect(env.WU_ENHANCE_ORG_ID).to.equal(orgId);
    },
  },
  {
    title: "a website that is not there",
    on: "enhance",
    breaks: variable("WU_ENHANCE_WEBSITE_ID", serverId),
    finds: ["website", /HTTP 404/, /check organizationId and websiteId/],
    mends: variable("WU_ENHANCE_WEBSITE_ID", websiteId),
  },
  {
    title: "a website that is suspended",
    on: "enhance",
    breaks: (setUp) => {
      website(setUp).suspendedBy = masterOrgId;
    },
    finds: ["website", /is suspended: domains that are mapped to it lead to no site/, /Make it active again/],
    mends: (setUp) => {
      delete website(setUp).suspendedBy;
    },
  },
  {
    title: "a website of a kind that serves no customer",
    on: "enhance",
    breaks: ({ env }) => {
      env.WU_ENHANCE_API_TOKEN = tokens.masterOwner;
      env.WU_ENHANCE_ORG_ID = masterOrgId;
      env.WU_ENHANCE_WEBSITE_ID = hostnameWebsiteId;
    },
    finds: [
      "website",
      /holds a server's own host names/,
      /Give the id of the website that serves the customers/,
    ],
    mends: ({ env }) => {
      env.WU_ENHANCE_ORG_ID = orgId;
      env.WU_ENHANCE_WEBSITE_ID = websiteId;
    },
  },
  {
    title: "the guide's server in place of a website",
    on: "enhance",
    breaks: ({ env }) => {
      env.WU_ENHANCE_API_TOKEN = tokens.sysadmin;
      env.WU_ENHANCE_WEBSITE_ID = "";
      env.WU_ENHANCE_SERVER_ID = serverId;
    },
    finds: ["server", /the server's own host names/, /set enhance:organizationId and enhance:websiteId/],
    mends: ({ env }) => {
      env.WU_ENHANCE_WEBSITE_ID = websiteId;
      env.WU_ENHANCE_SERVER_ID = "";
    },
  },
  {
    title: "neither a website nor a server",
    on: "enhance",
    breaks: variable("WU_ENHANCE_WEBSITE_ID", ""),
    finds: ["settings", /websiteId is not set/, /WU_ENHANCE_WEBSITE_ID/],
    mends: variableInCure("WU_ENHANCE_WEBSITE_ID", websiteId),
  },
  {
    title: "a panel that is being updated",
    on: "enhance",
    breaks: ({ enhance }) => {
      enhance.state.settings.status = "updating";
    },
    finds: ["panel", /status updating/, /when the panel has become ready/],
    mends: ({ enhance }) => {
      enhance.state.settings.status = "ready";
    },
  },
  {
    title: "an address at which something else than the panel answers",
    on: "enhance",
    breaks: ({ enhance }) => {
      const page = { do: "answer", status: 200, contentType: "text/html", body: "<!doctype html>" } as const;
      enhance.faults.add({ ...page, when: "before", times: Number.POSITIVE_INFINITY });
    },
    finds: ["API", /none of the panel's API/, /must lead to the panel itself/],
    mends: ({ enhance }) => enhance.faults.clear(),
  },
  {
    title: "a credential in clear",
    on: "stack",
    breaks: ({ stack }) => stack?.setConfig("hestia:secretKey", demoCredentials.secretKey),
    finds: [
      "credentials",
      /hestia:secretKey is a credential and stands .* in clear/,
      /config set --secret hestia:secretKey/,
    ],
    mends: runs(/pulumi config/, { "<secretKey>": demoCredentials.secretKey }),
  },
  {
    title: "a credential of a named connection in clear",
    on: "stack",
    breaks: async (setUp) => {
      const own = { apiUrl: setUp.hestia.url, apiHash };
      for (const [key, value] of Object.entries(own))
        await setUp.stack?.setConfig(`hestia:connections.eu1.${key}`, value, { path: true });
    },
    finds: [
      "credentials",
      /hestia:connections\.eu1\.apiHash is a credential/,
      /--secret --path 'hestia:connections\.eu1\.apiHash'/,
    ],
    mends: runs(/pulumi config/, { "<apiHash>": apiHash }),
  },
  {
    title: "a key that nobody reads",
    on: "stack",
    breaks: async ({ stack, hestia }) => {
      await stack?.removeConfig("hestia:apiUrl");
      await stack?.setConfig("hestia:apiURL", hestia.url);
    },
    finds: ["keys", /nothing reads hestia:apiURL/, /If hestia:apiUrl is meant, set that and remove this one/],
    mends: async (setUp, cure) => {
      const [, set = "", remove = ""] = /(pulumi config set [^;]*); (pulumi config rm .*)/.exec(cure) ?? [];
      await setUp.shell(set.replace("<apiUrl>", setUp.hestia.url));
      await setUp.shell(remove);
    },
  },
  {
    title: "a stack whose passphrase is not given",
    on: "stack",
    breaks: variable("PULUMI_CONFIG_PASSPHRASE", "not-the-one"),
    finds: ["stack", /its configuration cannot be read: .*passphrase/, /PULUMI_CONFIG_PASSPHRASE/],
    mends: ({ env }) => {
      delete env.PULUMI_CONFIG_PASSPHRASE;
    },
  },
  {
    title: "no `pulumi` on PATH",
    on: "stack",
    breaks: variable("PATH", "/nowhere"),
    finds: [
      "stack",
      /there is no `pulumi` on PATH.*Read instead/,
      /Install Pulumi .* or add its folder to PATH/,
    ],
    mends: ({ env }) => {
      delete env.PATH;
    },
  },
  {
    title: "a package that is not installed for the program",
    on: "stack",
    breaks: ({ cwd }) => renameSync(join(cwd, "node_modules"), join(cwd, "elsewhere")),
    finds: [
      "packages",
      /pulumi-mapped-domains and @pulumi\/pulumi are not found/,
      /npm install pulumi-mapped-domains/,
    ],
    mends: ({ cwd }) => renameSync(join(cwd, "elsewhere"), join(cwd, "node_modules")),
  },
  {
    title: "a wp-config.php of another site",
    on: "hestia",
    breaks: ({ cwd, args }) => {
      writeFileSync(join(cwd, "wp-config.php"), "<?php define('DB_NAME', 'shop');");
      args.push("--wp-config", "wp-config.php");
    },
    finds: ["wp-config.php", /defines none of the plugin's constants/, /begin with WU_HESTIA_/],
    mends: ({ cwd }) => {
      writeFileSync(join(cwd, "wp-config.php"), `<?php define('WU_HESTIA_ACCOUNT', '${ACCOUNT}');`);
    },
  },
];

const start = (on: Broken["on"]): Promise<SetUp> =>
  typeof on === "function" ? on() : on === "stack" ? SetUp.inStack() : SetUp.inEnvironment(on);

const problemsIn = ({ steps }: Looked) => steps.filter(({ state }) => state === "problem");

describe("mapped-domains doctor", function () {
  this.timeout(180_000);
  let setUp: SetUp | undefined;
  afterEach(() => setUp?.close());

  describe("names the cause and the cure, and is content once the cure is carried out:", () => {
    for (const { title, on, breaks, finds, mends, built } of BROKEN) {
      it(title, async () => {
        const broken = await start(on);
        setUp = broken;
        const look = () => (built === true ? broken.lookBuilt() : broken.look());
        await breaks(broken);
        const before = await look();
        expect(before.code, JSON.stringify(before.sections, undefined, 1)).to.equal(1);
        const [step, says, cure] = finds;
        const found = problemsIn(before).find((one) => one.title === step && says.test(one.says));
        if (found === undefined)
          expect.fail(`no step ${step} says ${says}: ${JSON.stringify(before.sections, undefined, 1)}`);
        expect(found.cure).to.match(cure);
        await mends(broken, found.cure ?? "", found);
        const after = await look();
        expect(problemsIn(after)).to.deep.equal([]);
        expect(after).to.include({ code: 0, ok: true, problems: 0 });
      });
    }
  });
});
