import { expect } from "chai";
import { findUser, findWebDomain, hestiaState, hestiaWebDomain } from "../../../panels/hestia";
import { testHestiaConnection } from "../../../provider/hestia/testConnection";
import { ACCOUNT, forbidRestarts, N, S } from "../../support/hestia";
import { alias, aliases, type Cure } from "./cure";
import {
  apiHash,
  apiPassword,
  configSet,
  limitedAccessKey,
  limitedSecretKey,
  secretKey,
  type World,
} from "./world";

const acme = { acme: alias() };
const declare = (program: World["program"]) => (world: World) => {
  world.program = program;
};
const configure = (config: Readonly<Record<string, string>>) => (world: World) => {
  Object.assign(world.config, config);
};
const both =
  (...steps: ((world: World) => unknown)[]) =>
  async (world: World) => {
    for (const step of steps) await step(world);
  };
/** The panel's own settings: what its administrator changes in its web interface, or in hestia.conf. */
const panelHas = (settings: Partial<World["hestia"]["state"]["settings"]>) => (world: World) => {
  Object.assign(world.hestia.state.settings, settings);
};
const suspended =
  (is: boolean, webDomain = N) =>
  (world: World) => {
    Object.assign(findWebDomain(world.hestia.state, ACCOUNT, webDomain) ?? {}, { suspended: is });
  };
const accountHas = (changes: object) => (world: World) => {
  Object.assign(findUser(world.hestia.state, ACCOUNT) ?? {}, changes);
};
const othersHave =
  (...names: string[]) =>
  (world: World) =>
    world.hestia.setAliases("tenant2", "other.example.org", names);
const stored = (webDomain: string, names: string[]) => (world: World) =>
  world.hestia.setAliases(ACCOUNT, webDomain, names);
const exits =
  (code: number, command = "v-add-web-domain-alias", times = 1) =>
  (world: World) =>
    world.hestia.faults.add({ do: "exit", code, when: "before", command, times });
const clearFaults = ({ hestia }: World) => hestia.faults.clear();
const byHash = configure({ "hestia:accessKey": "", "hestia:secretKey": "", "hestia:apiHash": apiHash });
const tenantKey = {
  id: "TENANTKEY00000000001",
  secret: "tenant-secret-00000000000000000000000000",
};
const byTenantKey = both(
  ({ hestia }) => {
    const { id, secret } = tenantKey;
    hestia.state.accessKeys[id] = { secret, user: ACCOUNT, permissions: ["web-aliases"] };
  },
  configure({ "hestia:accessKey": tenantKey.id, "hestia:secretKey": tenantKey.secret }),
);
const byLimitedKey = configure({
  "hestia:accessKey": limitedAccessKey,
  "hestia:secretKey": limitedSecretKey,
});
const mayNotRestart = ({ hestia }: World) => forbidRestarts(hestia);
const tested = (world: World) => world.ask((session) => testHestiaConnection(session));

/** The panel uses a web domain as a regular expression, which matches this one as well. */
const MISTAKEN = "network-example.com";
const mistakenOne = (world: World) => world.command(`v-add-web-domain ${ACCOUNT} ${MISTAKEN}`);

/** Names of 250 bytes, a few less than a web domain holds. */
function longNames(): string[] {
  const label = "x".repeat(60);
  return Array.from(
    { length: 270 },
    (_, index) => `${label}.${label}.${label}.${"y".repeat(50)}${index}.test`,
  );
}
const long = longNames();

/** Where the panel refuses the credential. */
const ACCESS: readonly Cure[] = [
  {
    title: "a wrong secret",
    advice: ["Check the credential (hestia:accessKey and secretKey, apiHash, or apiUser and apiPassword)."],
    cause: both(declare(acme), configure({ "hestia:secretKey": secretKey.replace("full", "none") })),
    cure: configure({ "hestia:secretKey": secretKey }),
  },
  {
    title:
      "a failed login, which is not repeated within a preview or an update, so that no address is banned",
    advice: ["Do not retry blindly: fail2ban on the panel bans an address after a few failures."],
    cause: both(
      declare({ ...acme, b: alias({ domain: "b.test" }), c: alias({ domain: "c.test" }) }),
      configure({ "hestia:secretKey": secretKey.replace("full", "none") }),
      panelHas({ banAfter: 3 }),
    ),
    cure: both(
      ({ hestia }) => expect(hestia.state.authLog).to.have.length(2),
      configure({ "hestia:secretKey": secretKey }),
    ),
  },
  {
    title: "an address that is not allowed",
    advice: [
      "Add this machine's address to the panel's API allow list: `v-add-sys-api-ip <address>` there, or Server settings > Security > API (API_ALLOWED_IP; single addresses, no CIDR).",
    ],
    cause: both(declare(acme), panelHas({ API_ALLOWED_IP: "192.0.2.1" })),
    cure: panelHas({ API_ALLOWED_IP: "192.0.2.1,127.0.0.1" }),
  },
  {
    title: "a user that is not the panel's admin",
    advice: [
      "A password lets in the panel's admin alone, and the user is not the panel's admin: set hestia:apiUser to that account (ROOT_USER in hestia.conf, admin by default).",
    ],
    cause: both(
      declare(acme),
      configure({
        "hestia:accessKey": "",
        "hestia:secretKey": "",
        "hestia:apiUser": ACCOUNT,
        "hestia:apiPassword": apiPassword,
      }),
    ),
    cure: configure({ "hestia:apiUser": "admin" }),
  },
  {
    title: "a key without the profile",
    advice: [
      "Install the permission profile on the panel as /usr/local/hestia/data/api/web-aliases:\n…\nand make a key with it: v-add-access-key admin web-aliases mapped-domains json",
    ],
    cause: both(declare(acme), byLimitedKey, ({ hestia }) => {
      hestia.state.accessKeys[limitedAccessKey] = {
        secret: limitedSecretKey,
        user: "admin",
        permissions: ["sync-dns-cluster"],
      };
      delete hestia.state.profiles["web-aliases"];
    }),
    cure: async (world, text) => {
      // The file of the profile is a part of the local panel's state.
      const [, role = "", commands = ""] = /ROLE='(\w+)'\n *COMMANDS='([^']+)'/.exec(text) ?? [];
      expect(role).to.equal("user");
      world.hestia.state.profiles["web-aliases"] = { role: "user", commands: commands.split(",") };
      const command = /make a key with it: (.+ json)/.exec(text)?.[1] ?? "";
      const made: unknown = JSON.parse(await world.command(command));
      const { ACCESS_KEY_ID, SECRET_ACCESS_KEY } = made as Record<string, string>;
      Object.assign(world.config, {
        "hestia:accessKey": ACCESS_KEY_ID,
        "hestia:secretKey": SECRET_ACCESS_KEY,
      });
    },
  },
  {
    title: "a key that may not update the counters, by the profile",
    advice: ["Add v-update-user-counters to COMMANDS in the key's profile on the panel"],
    cause: both(declare(acme), byLimitedKey, configure({ "hestia:updateCounters": "true" })),
    succeeds: true,
    cure: both(
      ({ hestia }) => {
        hestia.state.profiles["web-aliases"]?.commands.push("v-update-user-counters");
      },
      declare({ ...acme, b: alias({ domain: "b.test" }) }),
    ),
    verify: ({ hestia }) => expect(findUser(hestia.state, ACCOUNT)?.aliasCounter).to.equal(2),
  },
  {
    title: "a key that may not update the counters, by the setting",
    advice: ["or set hestia:updateCounters to false."],
    cause: both(declare(acme), byLimitedKey, configure({ "hestia:updateCounters": "true" })),
    succeeds: true,
    cure: both(
      configure({ "hestia:updateCounters": "false" }),
      declare({ ...acme, b: alias({ domain: "b.test" }) }),
    ),
  },
  {
    title: "another account's key, by a key of the panel's admin",
    advice: ["The access key belongs to another account: use a key of this account or of the panel's admin."],
    cause: both(
      declare({ acme: alias({ account: "tenant2", webDomain: "tenanttwo.org" }) }),
      byTenantKey,
      panelHas({ API_SYSTEM: "2" }),
    ),
    cure: byLimitedKey,
  },
  {
    title: "an ordinary user's key, by one of the panel's admin",
    advice: ["Use an access key of the panel's admin"],
    cause: both(declare(acme), byTenantKey),
    cure: byLimitedKey,
  },
  {
    title: "an ordinary user's key, by the panel's setting",
    advice: ["or set API_SYSTEM to 2."],
    cause: both(declare(acme), byTenantKey),
    cure: panelHas({ API_SYSTEM: "2" }),
  },
  {
    title: "access keys that are switched off",
    advice: [
      "Switch the API on: `v-change-sys-api enable …` on the panel, or Server settings > Security > API.",
    ],
    cause: both(declare(acme), panelHas({ API_SYSTEM: "0" })),
    cure: ({ hestia }, text) => {
      expect(text).to.contain("`v-change-sys-api enable api`");
      hestia.state.settings.API_SYSTEM = "1";
    },
  },
  {
    title: "the legacy API, switched off",
    advice: [
      "Switch the API on: `v-change-sys-api enable …` on the panel, or Server settings > Security > API.",
    ],
    cause: both(declare(acme), byHash, panelHas({ API: "no" })),
    cure: ({ hestia }, text) => {
      expect(text).to.contain("`v-change-sys-api enable legacy`");
      hestia.state.settings.API = "yes";
    },
  },
  {
    title: "a panel in demo mode",
    advice: ["set DEMO_MODE='no' in /usr/local/hestia/conf/hestia.conf on the panel"],
    cause: both(declare(acme), panelHas({ DEMO_MODE: "yes" })),
    cure: panelHas({ DEMO_MODE: "no" }),
  },
];

/** Where the panel refuses a name, or does not have its web domain. */
const NAMES: readonly Cure[] = [
  {
    title: "the limit of aliases",
    advice: ["Raise WEB_ALIASES in the account's package: it bounds the aliases of one web domain."],
    cause: both(declare({ set: aliases(["a.test", "b.test"]) }), accountHas({ webAliases: 1 })),
    cure: accountHas({ webAliases: 2 }),
  },
  {
    title: "a web domain that is suspended",
    advice: ["Unsuspend the web domain or the account on the panel, then run the command again."],
    cause: both(declare(acme), suspended(true)),
    cure: suspended(false),
  },
  {
    title: "an account that is suspended",
    advice: ["Unsuspend the web domain or the account on the panel, then run the command again."],
    cause: both(declare(acme), accountHas({ suspended: true })),
    cure: accountHas({ suspended: false }),
  },
  {
    title: "a key's account that is suspended",
    advice: ["Unsuspend the web domain or the account on the panel, then run the command again."],
    cause: both(declare(acme), byTenantKey, panelHas({ API_SYSTEM: "2" }), accountHas({ suspended: true })),
    cure: accountHas({ suspended: false }),
  },
  {
    title: "a name on another web domain of the account, moved",
    advice: [
      'If this resource takes the place of another one of the stack, give it the option `aliases: [{ name: "<the other\'s name>" }]` instead, and one run moves the name.',
    ],
    program: { there: alias({ webDomain: S }) },
    cause: declare(acme),
    cure: (world) => world.rename("there", "acme"),
    verify: ({ hestia }) => expect(hestia.aliases(ACCOUNT, S)).to.deep.equal([]),
  },
  {
    title: "a name on another web domain of the account, removed there first",
    advice: ["remove it there in a run of its own before this one."],
    program: { there: alias({ webDomain: S }), rest: alias({ domain: "rest.test" }) },
    cause: declare({ rest: alias({ domain: "rest.test" }), ...acme }),
    cure: async (world) => {
      world.program = { rest: alias({ domain: "rest.test" }) };
      const { ok, text } = await world.up();
      expect(ok, text).to.equal(true);
      world.program = { rest: alias({ domain: "rest.test" }), ...acme };
    },
  },
  {
    title: "a name that is a web domain of the account, left out of the program",
    advice: ["Leave it out of the program, or delete that web domain on the panel first."],
    cause: declare({ set: aliases(["acme.com", S]) }),
    cure: declare({ set: aliases(["acme.com"]) }),
  },
  {
    title: "a name that is a web domain of the account, which is deleted on the panel",
    advice: ["or delete that web domain on the panel first."],
    cause: declare({ a: alias({ domain: S }) }),
    cure: ({ hestia }) => {
      delete findUser(hestia.state, ACCOUNT)?.webDomains[S];
    },
  },
  {
    title: "a name that another account has",
    advice: ["The panel has it already: ….", "Remove it there first."],
    cause: both(declare(acme), othersHave("acme.com")),
    cure: othersHave(),
  },
  {
    title: "a name below another account's web domain, mapped there",
    advice: [
      "The domain above it is a web, DNS or mail domain of another account: ….",
      "Map the name in that account,",
    ],
    cause: declare({ a: alias({ domain: "shop.tenanttwo.org" }) }),
    cure: declare({
      a: alias({ domain: "shop.tenanttwo.org", account: "tenant2", webDomain: "tenanttwo.org" }),
    }),
  },
  {
    title: "a name below another account's web domain, which is removed",
    advice: ["or remove that domain there."],
    cause: declare({ a: alias({ domain: "shop.tenanttwo.org" }) }),
    cure: ({ hestia }) => {
      delete findUser(hestia.state, "tenant2")?.webDomains["tenanttwo.org"];
    },
  },
  {
    title: "a web domain that is not there, corrected",
    advice: ["Correct webDomain or account"],
    cause: declare({ acme: alias({ webDomain: "nowhere.example.com" }) }),
    cure: declare({ acme: alias({ webDomain: N }) }),
  },
  {
    title: "a web domain that is not there, made on the panel",
    advice: ["or create it on the panel: v-add-web-domain … …"],
    cause: declare({ acme: alias({ webDomain: "nowhere.example.com" }) }),
    cure: (world, text) => world.command(/v-add-web-domain \S+ \S+/.exec(text)?.[0] ?? ""),
  },
  {
    title: "field case 15: a web domain that begins with www, to which the panel adds no alias",
    advice: ["Give another web domain as webDomain, one without www. in front."],
    cause: both(
      declare({ acme: alias({ webDomain: "www.shop.com" }) }),
      accountHas({ webDomains: { "www.shop.com": hestiaWebDomain(), [N]: hestiaWebDomain() } }),
    ),
    cure: declare({ acme: alias({ webDomain: N }) }),
  },
  {
    title: "an account without any web domain",
    advice: ["or create it: v-add-web-domain … …"],
    cause: both(declare(acme), (world) => accountHas({ webDomains: {} })(world)),
    cure: (world, text) => world.command(/v-add-web-domain \S+ \S+/.exec(text)?.[0] ?? ""),
  },
  {
    title: "an account without any web domain, corrected",
    advice: ["Else correct account,"],
    cause: both(declare({ acme: alias({ account: "tenant2" }) }), ({ hestia }) =>
      Object.assign(hestia.state.users.tenant2 ?? {}, { webDomains: {} }),
    ),
    cure: declare({ acme: alias({ account: ACCOUNT }) }),
  },
  {
    title: "an account in another case",
    advice: [
      "Correct the account: account names are case sensitive, and `v-list-users` on the panel shows them.",
    ],
    cause: declare({ acme: alias({ account: "Tenant1" }) }),
    cure: declare({ acme: alias({ account: ACCOUNT }) }),
  },
  {
    title: "an existing name that onExisting protects",
    advice: ['Set onExisting to "adopt" to take it over.'],
    cause: both(declare({ acme: alias({ onExisting: "fail" }) }), stored(N, ["acme.com"])),
    cure: declare({ acme: alias({ onExisting: "adopt" }) }),
  },
  {
    title: "an existing name that the setting onExisting protects",
    advice: ['Set onExisting to "adopt" to take it over.'],
    cause: both(declare(acme), configure({ "hestia:onExisting": "fail" }), stored(N, ["acme.com"])),
    cure: configure({ "hestia:onExisting": "adopt" }),
  },
  {
    title: "a web domain that the panel mistakes for another one, which goes to another account",
    advice: ["Move … to another account of the panel (v-change-domain-owner),"],
    cause: both(declare(acme), mistakenOne),
    cure: ({ hestia }) => {
      // What the command does on the panel; the local panel does not have this command.
      const { [MISTAKEN]: moved, ...rest } = findUser(hestia.state, ACCOUNT)?.webDomains ?? {};
      Object.assign(findUser(hestia.state, "tenant2")?.webDomains ?? {}, { [MISTAKEN]: moved });
      accountHas({ webDomains: rest })({ hestia } as World);
    },
  },
  {
    title: "a web domain that the panel mistakes for another one, by a third",
    advice: ["or map the names to a web domain that no other is mistaken for."],
    cause: both(declare(acme), mistakenOne),
    cure: declare({ acme: alias({ webDomain: S }) }),
  },
  {
    title: "more aliases than a web domain holds",
    advice: ["Map further names to another web domain that serves the same site."],
    cause: both(declare(acme), stored(N, long)),
    cure: declare({ acme: alias({ webDomain: S }) }),
  },
  {
    title: "a delete from more aliases than a web domain holds",
    advice: [
      "Shorten the ALIAS value of this web domain by hand in /usr/local/hestia/data/users/…/web.conf on the panel, then run there `v-rebuild-web-domain … …`.",
    ],
    program: acme,
    cause: stored(N, ["acme.com", ...long, ...long.map((name) => `b${name}`)].slice(0, 330)),
    operation: "destroy",
    // The control route of the local panel stands for the file and the rebuild.
    cure: stored(N, ["acme.com", ...long.slice(0, 10)]),
    verify: ({ hestia }) => expect(hestia.aliases(ACCOUNT, N)).to.deep.equal(long.slice(0, 10)),
  },
  {
    title: "an alias beside an exclusive set that no call can delete",
    advice: [
      "To remove it, take it out of ALIAS in the line of the web domain in /usr/local/hestia/data/users/…/web.conf on the panel's server, then run: v-rebuild-web-domain … …",
    ],
    cause: both(declare({ set: aliases(["acme.com"], { exclusive: true }) }), stored(N, ["p_q.test"])),
    succeeds: true,
    // The control route of the local panel stands for the file and the rebuild.
    cure: stored(N, ["acme.com"]),
  },
  {
    title: "a move to a web domain that is suspended",
    advice: ["Unsuspend the web domain or the account on the panel, then run the command again."],
    program: acme,
    cause: both(declare({ acme: alias({ webDomain: S }) }), suspended(true, S)),
    cure: suspended(false, S),
    verify: ({ hestia }) => expect(hestia.aliases(ACCOUNT, N)).to.deep.equal([]),
  },
  {
    title: "a value that the panel refuses",
    advice: ["Correct the value that the panel names."],
    cause: both(declare({ acme: alias({ account: "a..b" }) }), exits(2, "v-list-web-domains", 2)),
    cure: both(declare(acme), clearFaults),
  },
];

/** Where the panel itself has a problem. */
const FAILURES: readonly Cure[] = [
  {
    title: "a web server that does not take its configuration",
    advice: [
      "Mend the web server's configuration on the panel (nginx -t, apachectl configtest), then run the command again: it restarts.",
    ],
    cause: both(declare(acme), panelHas({ failingConfigTest: "nginx" })),
    cure: panelHas({ failingConfigTest: "" }),
    verify: ({ hestia }) => expect(hestia.served(ACCOUNT, N)).to.deep.equal(["acme.com"]),
  },
  {
    title: "a write that should have brought the restart and failed",
    advice: ["Run v-restart-web and v-restart-proxy on the panel, or run the command again: it restarts."],
    cause: both(
      byLimitedKey,
      mayNotRestart,
      declare({ a: alias({ domain: "a.test" }), b: alias({ domain: "b.test", webDomain: S }) }),
      ({ hestia }) => {
        const add = { command: "v-add-web-domain-alias", nth: 2, times: 9 };
        hestia.faults.add({ ...add, do: "exit", code: 15, when: "before" });
      },
      exits(15, "v-delete-web-domain-alias"),
    ),
    cure: clearFaults,
    verify: ({ hestia }) => expect(hestia.served(ACCOUNT, N)).to.deep.equal(["a.test"]),
  },
  {
    title: "an alias with a space in it",
    advice: ["Delete it on the panel, then run the command again: v-delete-web-domain-alias … … '…'"],
    cause: both(declare(acme), stored(N, ["bad name.test"])),
    cure: (world) => world.command(`v-delete-web-domain-alias ${ACCOUNT} ${N} 'bad name.test'`),
    verify: ({ hestia }) => expect(hestia.served(ACCOUNT, N)).to.deep.equal(["acme.com"]),
  },
  {
    title: "an alias with a space at its end",
    advice: [
      "To remove it, take it out of ALIAS in the line of the web domain in /usr/local/hestia/data/users/…/web.conf on the panel's server, then run: v-rebuild-web-domain … …",
    ],
    cause: both(declare(acme), stored(N, [" bad.test"])),
    // The control route of the local panel stands for the file and the rebuild.
    cure: stored(N, []),
    verify: ({ hestia }) => expect(hestia.served(ACCOUNT, N)).to.deep.equal(["acme.com"]),
  },
  {
    title: "a delete that takes neighbours along which could not be put back",
    advice: ["Unsuspend the web domain, then run the command again."],
    program: { a: alias({ domain: "a.b.test" }), rest: alias({ domain: "rest.test" }) },
    // Else the update of the alias that stays would be the first to fail.
    prepare: configure({ "hestia:detectDrift": "false" }),
    cause: both(
      declare({ rest: alias({ domain: "rest.test" }) }),
      stored(N, ["a.b.test", "a-b.test", "rest.test"]),
      suspended(true),
    ),
    cure: suspended(false),
    verify: ({ hestia }) => expect(hestia.aliases(ACCOUNT, N)).to.have.members(["a-b.test", "rest.test"]),
  },
  {
    title: "a delete that takes neighbours along, on a web domain that has reached its limit",
    advice: ["Raise WEB_ALIASES in the account's package, then run the command again."],
    program: { set: aliases(["a.b.test"]) },
    prepare: configure({ "hestia:detectDrift": "false" }),
    cause: both(
      declare({ set: aliases(["new.test"]) }),
      stored(N, ["a.b.test", "a-b.test"]),
      accountHas({ webAliases: 2 }),
    ),
    cure: accountHas({ webAliases: 3 }),
    verify: ({ hestia }) => expect(hestia.aliases(ACCOUNT, N)).to.have.members(["a-b.test", "new.test"]),
  },
  {
    title: "a delete that removed neighbours",
    advice: ["Add … to web domain … on the panel."],
    program: acme,
    cause: both(stored(N, ["acme.com", "acme-com", "acmexcom"]), exits(14)),
    operation: "destroy",
    cure: async (world, text) => {
      const [, names = "", webDomain = ""] = /Add (.+) to web domain (\S+) on the panel\./.exec(text) ?? [];
      clearFaults(world);
      await world.command(`v-add-web-domain-alias ${ACCOUNT} ${webDomain} ${names.replaceAll(", ", ",")}`);
    },
    verify: ({ hestia }) => expect(hestia.aliases(ACCOUNT, N)).to.have.members(["acme-com", "acmexcom"]),
  },
  {
    title: "another program that undoes what is written",
    advice: ["Stop it, then run the command again."],
    cause: both(declare(acme), ({ hestia }) =>
      hestia.faults.add({ do: "lose-write", command: "v-add-web-domain-alias", times: 20 }),
    ),
    cure: clearFaults,
  },
  {
    title: "a list that does not come after the write",
    advice: ["Run the command again: it looks and mends."],
    // The fault is for the lists of the update.
    prepare: configure({ "hestia:detectDrift": "false" }),
    cause: both(declare(acme), ({ hestia }) =>
      hestia.faults.add({
        do: "html",
        status: 502,
        when: "before",
        command: "v-list-web-domains",
        nth: 2,
        times: 10,
      }),
    ),
    cure: clearFaults,
  },
  {
    title: "a server error",
    advice: ["Look at /var/log/hestia on the panel."],
    cause: both(declare(acme), ({ hestia }) =>
      hestia.faults.add({ do: "html", status: 502, when: "before", times: 10 }),
    ),
    // Removing the fault stands for fixing what the log shows.
    cure: clearFaults,
  },
  {
    title: "a call that is too large",
    advice: ["The call was too large for the panel; send fewer names."],
    cause: both(declare({ acme: alias({ www: true }) }), ({ hestia }) =>
      hestia.faults.add({
        do: "exit",
        code: -1,
        when: "before",
        command: "v-add-web-domain-alias",
        times: 9,
        match: ({ args }) => args[2]?.includes(",") === true,
      }),
    ),
    cure: declare(acme),
  },
  {
    title: "no disk space",
    advice: ["Free space on the panel's server."],
    cause: both(declare(acme), exits(13)),
    cure: clearFaults,
  },
  {
    title: "a load that is too high",
    advice: ["Run the command again when the load has gone down."],
    cause: both(declare(acme), exits(14)),
    cure: clearFaults,
  },
  {
    title: "a web server that is not enabled",
    advice: ["The panel has no web server enabled: see WEB_SYSTEM in hestia.conf (v-list-sys-config)."],
    cause: both(declare(acme), panelHas({ WEB_SYSTEM: "" })),
    cure: panelHas({ WEB_SYSTEM: "apache2" }),
  },
  {
    title: "a public suffix list that is missing",
    // The command is run on files in test/panel/client/cures.test.ts.
    advice: ["The panel could not read its public suffix list.", "Run there …"],
    cause: both(declare(acme), panelHas({ publicSuffixList: false })),
    cure: panelHas({ publicSuffixList: true }),
  },
  {
    title: "a public suffix list that is missing, where the panel sends only a code",
    advice: [
      "Check that the web domain exists and belongs to the account; account names are case sensitive.",
      "If so, the panel may lack its public suffix list; then run there …",
    ],
    cause: both(declare(acme), byHash, panelHas({ publicSuffixList: false })),
    cure: panelHas({ publicSuffixList: true }),
  },
  {
    title: "an API whose files are missing",
    advice: [
      "If the API was taken away on this panel, bring it back with `v-change-sys-api enable all` there, and let this machine in again with `v-add-sys-api-ip <address>`: the allow list is empty by then.",
    ],
    cause: both(
      declare(acme),
      panelHas({ apiRemoved: true, API: "no", API_SYSTEM: "0", API_ALLOWED_IP: "" }),
    ),
    // The commands cannot be sent through the API that they enable.
    cure: panelHas({ apiRemoved: false, API: "yes", API_SYSTEM: "1", API_ALLOWED_IP: "127.0.0.1" }),
  },
  {
    title: "a redirect",
    advice: ["apiUrl must lead straight to the panel's API: https, the panel's own port (8083) and /api/."],
    cause: both(declare(acme), async (world) => {
      const port = await world.server((_request, response) => {
        response.writeHead(301, { location: world.hestia.url }).end();
      });
      world.config["hestia:apiUrl"] = `http://127.0.0.1:${port}/api/`;
    }),
    cure: (world) => {
      world.config["hestia:apiUrl"] = world.hestia.url;
    },
  },
  {
    title: "a web site in place of the panel",
    advice: [
      "apiUrl must end in /api/ on the panel's own port (8083 by default), not on a web site of the server.",
    ],
    cause: both(declare(acme), async (world) => {
      const port = await world.server((_request, response) => {
        response.writeHead(404).end("<html>no such page</html>");
      });
      world.config["hestia:apiUrl"] = `http://127.0.0.1:${port}/api/`;
    }),
    cure: (world) => {
      world.config["hestia:apiUrl"] = world.hestia.url;
    },
  },
  {
    title: "a proxy that changes requests",
    advice: ["Check apiUrl: a proxy before the panel changes requests."],
    cause: both(declare(acme), async (world) => {
      const port = await world.server(async (_request, response) => {
        const { status, headers } = await fetch(world.hestia.url, { method: "POST" });
        response.writeHead(status, { "Hestia-Exit-Code": headers.get("hestia-exit-code") ?? "" }).end();
      });
      world.config["hestia:apiUrl"] = `http://127.0.0.1:${port}/api/`;
    }),
    cure: (world) => {
      world.config["hestia:apiUrl"] = world.hestia.url;
    },
  },
  {
    title: "an invalid list",
    advice: ["Run `v-list-web-domains … json` on the panel by hand to see what it prints."],
    cause: both(declare(acme), async (world) => {
      const port = await world.server((_request, response) => {
        response.writeHead(200, { "Hestia-Exit-Code": "0" }).end("PHP Warning: something");
      });
      world.config["hestia:apiUrl"] = `http://127.0.0.1:${port}/api/`;
    }),
    cure: async (world) => {
      expect(await world.command(`v-list-web-domains ${ACCOUNT} json`)).to.contain(N);
      world.config["hestia:apiUrl"] = world.hestia.url;
    },
  },
  {
    title: "a failure that the panel's log explains",
    advice: ["The panel's logs in /var/log/hestia tell more."],
    cause: both(declare(acme), exits(15)),
    cure: clearFaults,
  },
  {
    title: "a lookup of an alias with a wrong id",
    advice: ["Correct the id, which is …."],
    program: acme,
    cause: () => undefined,
    operation: (world) => world.get("hestiaWebAlias", `${ACCOUNT}/${N}/acme.org`),
    cure: () => undefined,
    retry: (world) => world.get("hestiaWebAlias", `${ACCOUNT}/${N}/acme.com`),
  },
  {
    title: "a lookup of a set with a wrong id",
    advice: ["Correct the id, which is …."],
    program: acme,
    cause: () => undefined,
    operation: (world) => world.get("hestiaWebAliases", `${ACCOUNT}/nowhere.example.com`),
    cure: () => undefined,
    retry: (world) => world.get("hestiaWebAliases", `${ACCOUNT}/${N}`),
  },
  {
    title: "what testConnection finds: a web domain that is suspended",
    advice: ["Unsuspend the web domain or the account on the panel, then run the command again."],
    cause: suspended(true),
    operation: tested,
    cure: suspended(false),
  },
  {
    title: "what testConnection finds: no account that is configured",
    advice: ["… is not set: …"],
    cause: configure({ "hestia:account": "" }),
    operation: tested,
    cure: (world, text) => configSet(world, text, "hestia:account", ACCOUNT),
  },
];

/** The same advice at a refresh and a destroy, where an `up` would add what is to be removed. */
const AGAIN: readonly Cure[] = [
  {
    title: "a refresh where the account lists no web domain, by what was there",
    advice: [
      "If there should be some, /usr/local/hestia/data/users/…/web.conf on the panel is empty or damaged: bring it back from a backup, then run this again.",
    ],
    program: acme,
    cause: (world) => accountHas({ webDomains: {} })(world),
    operation: "refresh",
    cure: both(
      (world) => accountHas({ webDomains: hestiaState().users[ACCOUNT]?.webDomains })(world),
      stored(N, ["acme.com"]),
    ),
  },
  {
    title: "a destroy where the account lists no web domain, because they were removed",
    advice: [
      "If they were removed on purpose, take the resource out of the state: `pulumi state delete <urn>`.",
    ],
    program: acme,
    cause: (world) => accountHas({ webDomains: {} })(world),
    operation: "destroy",
    cure: (world) => world.forget("acme"),
  },
  {
    title: "a refresh under a load that is too high",
    advice: ["Run the command again when the load has gone down."],
    program: acme,
    cause: exits(14, "v-list-web-domains", 9),
    operation: "refresh",
    cure: clearFaults,
  },
  {
    title: "a destroy under a load that is too high",
    advice: ["Run the command again when the load has gone down."],
    program: acme,
    cause: exits(14, "v-delete-web-domain-alias"),
    operation: "destroy",
    cure: clearFaults,
    verify: nothingLeft,
  },
  {
    title: "a destroy with the key of an account that is suspended",
    advice: ["Unsuspend the web domain or the account on the panel, then run the command again."],
    program: acme,
    cause: both(byTenantKey, panelHas({ API_SYSTEM: "2" }), accountHas({ suspended: true })),
    operation: "destroy",
    cure: accountHas({ suspended: false }),
    verify: nothingLeft,
  },
  {
    title: "a destroy whose list does not come after the delete",
    advice: ["Run the command again: it looks and mends."],
    program: acme,
    cause: ({ hestia }) => {
      const list = { command: "v-list-web-domains", nth: 2, times: 10 };
      hestia.faults.add({ ...list, do: "html", status: 502, when: "before" });
    },
    operation: "destroy",
    cure: clearFaults,
    verify: nothingLeft,
  },
  {
    title: "a destroy that another program undoes",
    advice: ["Stop it, then run the command again."],
    program: acme,
    cause: ({ hestia }) =>
      hestia.faults.add({ do: "lose-write", command: "v-delete-web-domain-alias", times: 20 }),
    operation: "destroy",
    cure: clearFaults,
    verify: nothingLeft,
  },
  {
    title: "a destroy that would remove neighbours which could not be put back",
    advice: ["Unsuspend the web domain, then run the command again."],
    program: { a: alias({ domain: "a.b.test" }) },
    cause: both(stored(N, ["a.b.test", "a-b.test"]), suspended(true)),
    operation: "destroy",
    cure: suspended(false),
    verify: ({ hestia }) => expect(hestia.aliases(ACCOUNT, N)).to.deep.equal(["a-b.test"]),
  },
];

export const HESTIA: readonly Cure[] = [...ACCESS, ...NAMES, ...FAILURES, ...AGAIN];

function nothingLeft({ hestia }: World): void {
  expect(hestia.aliases(ACCOUNT, N)).to.deep.equal([]);
}
