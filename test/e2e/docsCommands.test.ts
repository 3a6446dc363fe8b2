import { spawnSync } from "node:child_process";
import { expect } from "chai";
import { demoEnhance, type EnhancePanel, startEnhancePanel } from "../../panels/enhance";
import { demoCredentials, type HestiaPanel, startHestiaPanel } from "../../panels/hestia";
import { PROFILE } from "../../provider/hestia/api/exitCodes";
import { type Finished, RunningCommand } from "../support/command";
import { DnsServer } from "../support/dns";
import { blocksIn, commandsIn, DOCS } from "../support/docs";
import { ACCOUNT, N } from "../support/hestia";
import { Stack } from "../support/stack";
import { selfSigned } from "../support/tls";

const { accessKey, secretKey, apiHash } = demoCredentials;
const { orgId, websiteId, tokens } = demoEnhance;

/** Commands that other tests and .ci/run carry out, or that are about this checkout itself. */
const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ["npm ci && npm run quickstart", ".ci/run: quickstart"],
  ["npm ci && npm test", ".ci/run: the test command"],
  ["npm ci", ".ci/run: as a part of the test command"],
  ["npm test", ".ci/run"],
  ["npm run lint", ".ci/run"],
  ["npm run typecheck", ".ci/run"],
  ["npm run quickstart", ".ci/run"],
  ["npm run bench", "test/unit/bench.test.ts: its parts; it takes an hour"],
  ["npx mocha 'test/panel/**/*.test.ts'", ".ci/run: mocha with a wider pattern"],
  [
    "npm install pulumi-mapped-domains @pulumi/pulumi",
    "test/host/packed.test.ts: what npm packs, put in place; no registry is asked",
  ],
  ["npm install pulumi-mapped-domains", "the same"],
  ["npx mapped-domains init", "test/e2e/init.test.ts, test/host/cli/init.test.ts"],
  ["npx pulumi-mapped-domains init", "test/e2e/init.test.ts: the packed command; no registry is asked"],
  [
    "npx mapped-domains init -C mappings --wp-config /var/www/html/wp-config.php --dry-run",
    "test/host/cli/init.test.ts",
  ],
  ["npx mapped-domains doctor", "test/e2e/doctor/doctor.test.ts"],
  ["npx mapped-domains doctor --bundle report.json", "test/host/cli/doctor.test.ts"],
  ["npx mapped-domains list", "test/host/cli/list.test.ts"],
  ["npx mapped-domains list --not-in-stack --no-dns --no-certificates", "the same"],
  ["npx mapped-domains generate --out index.ts", "test/e2e/generate.test.ts"],
  ["npx mapped-domains panel hestia", "test/e2e/panelCommand.test.ts, with what it prints"],
]);

/** Tools of the machine that docs/ uses, and that not every machine has. */
const TOOLS: readonly string[] = ["dig", "nslookup"];
const isInstalled = (tool: string): boolean => spawnSync("sh", ["-c", `command -v ${tool}`]).status === 0;

const shell = (line: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Finished> =>
  new RunningCommand("sh", ["-c", line], { cwd, env, timeout: 100_000 }).done;

describe("the commands in docs/ and README", function () {
  this.timeout(240_000);
  const carriedOut = new Set<string>();
  let stack: Stack;
  let hestia: HestiaPanel;
  let enhance: EnhancePanel;

  before(async () => {
    const tls = await selfSigned();
    hestia = await startHestiaPanel({ tls });
    enhance = await startEnhancePanel();
    stack = await Stack.create({ program: "", env: { PULUMI_SKIP_CONFIRMATIONS: "true" } });
  });
  after(async () => {
    await stack?.dispose();
    await hestia?.close();
    await enhance?.close();
  });

  /** Runs a command of a page, with these texts in place of its examples. */
  async function run(command: string, values: Readonly<Record<string, string>> = {}): Promise<Finished> {
    carriedOut.add(command);
    const line = Object.entries(values).reduce(
      (text, [example, value]) => text.replace(example, value),
      command,
    );
    return shell(line, stack.folder, stack.env);
  }

  async function runAll(
    commands: readonly string[],
    values: Readonly<Record<string, string>>,
  ): Promise<Finished[]> {
    const finished: Finished[] = [];
    for (const command of commands) {
      const one = await run(command, values);
      expect(one.code, `${command}: ${one.output}`).to.equal(0);
      finished.push(one);
    }
    return finished;
  }

  /** A command on the Hestia panel, as its admin would run it in a shell there. */
  async function onPanel(command: string): Promise<string> {
    carriedOut.add(command);
    const [cmd = "", ...args] = command.split(" ");
    const fields = Object.fromEntries(args.map((arg, index) => [`arg${index + 1}`, arg]));
    const body = new URLSearchParams({ hash: apiHash, cmd, ...fields }).toString();
    const headers = "-H 'Content-Type: application/x-www-form-urlencoded'";
    const call = await shell(`curl -sSk ${headers} -d '${body}' ${hestia.url}`, stack.folder, stack.env);
    expect(call.code, call.output).to.equal(0);
    return call.stdout;
  }

  const declare = (program: string): void =>
    stack.setProgram(`
    const { HestiaWebAlias, HestiaWebAliases, EnhanceDomain, EnhanceDomains } = require("pulumi-mapped-domains");
    ${program}
  `);
  const stored = (): string[] => hestia.aliases(ACCOUNT, N);
  const isConfiguration = (command: string): boolean => /pulumi config set/.test(command);

  it("docs/hestia.md, step by step, leads to a panel that takes an alias", async () => {
    const [profile, makeKey = "", ...others] = commandsIn("docs/hestia.md")
      .join("\n")
      .split(/\n(?=v-|pulumi|openssl)/);
    expect(profile).to.equal(PROFILE);
    for (const line of PROFILE.split("\n")) carriedOut.add(line);
    const key = JSON.parse(await onPanel(makeKey)) as Record<string, string>;
    await runAll(others.filter(isConfiguration), {
      "https://panel.example.com:8083/api/": hestia.url,
      "panel.example.com:8083": hestia.host,
      "<ACCESS_KEY_ID>": key.ACCESS_KEY_ID ?? "",
      "<SECRET_ACCESS_KEY>": key.SECRET_ACCESS_KEY ?? "",
    });
    declare('new HestiaWebAlias("acme", { domain: "acme.com" });');
    const up = await stack.up();
    expect(up.code, up.output).to.equal(0);
    expect(stored()).to.deep.equal(["acme.com"]);
  });

  it("docs/enhance.md, step by step, leads to a website that takes a domain", async () => {
    const commands = commandsIn("docs/enhance.md");
    await runAll(commands, {
      "https://panel.example.com/api/": enhance.url,
      "organizationId <id>": `organizationId ${orgId}`,
      "websiteId <id>": `websiteId ${websiteId}`,
      "<token>": tokens.owner,
    });
    declare('new EnhanceDomain("globex", { domain: "globex.com" });');
    const up = await stack.up();
    expect(up.code, up.output).to.equal(0);
    expect(enhance.domains(websiteId)).to.include("globex.com");
  });

  it("README's configuration does the same for both", async () => {
    await runAll(commandsIn("README.md").filter(isConfiguration), {
      "https://panel.example.com:8083/api/": hestia.url,
      "https://panel.example.com/api/": enhance.url,
      "<key id>": accessKey,
      "<secret>": secretKey,
      "organizationId <id>": `organizationId ${orgId}`,
      "websiteId <id>": `websiteId ${websiteId}`,
      "<token>": tokens.owner,
    });
    declare(
      'new HestiaWebAlias("acme", { domain: "acme.com" }); new EnhanceDomain("globex", { domain: "globex.com" });',
    );
    const up = await stack.up();
    expect(up.code, up.output).to.equal(0);
  });

  it("docs/configuration.md's named connection is one", async () => {
    const eu1 = await startHestiaPanel();
    try {
      await runAll(commandsIn("docs/configuration.md"), {
        "https://eu1.example.com:8083/api/": eu1.url,
        "<key id>": accessKey,
        "<secret>": secretKey,
      });
      declare('new HestiaWebAlias("acme", { domain: "acme.com", connection: "eu1" });');
      const up = await stack.up();
      expect(up.code, up.output).to.equal(0);
      expect(eu1.aliases(ACCOUNT, N)).to.deep.equal(["acme.com"]);
      declare("");
      const down = await stack.up();
      expect(down.code, down.output).to.equal(0);
    } finally {
      await eu1.close();
    }
  });

  it("docs/watching.md: a run with a name that fails ends with an exit code, and --continue-on-error maps the others", async () => {
    const [up = "", failed = "", preview = ""] = commandsIn("docs/watching.md");
    hestia.setAliases("tenant2", "other.example.org", ["taken.test"]);
    const program = `
      const bad = new HestiaWebAlias("bad", { domain: "taken.test" });
      new HestiaWebAlias("later", { domain: "later.test" }, { dependsOn: [new HestiaWebAlias("good", { domain: "good.test" })] });
    `;
    declare(program);
    const single = await run(up);
    expect(single.code, single.output).not.to.equal(0);
    expect(single.output).to.contain("taken.test");
    expect(stored()).to.include.members(["good.test", "later.test"]);

    const domains = JSON.stringify(["acme.com", "taken.test"]);
    declare(`exports.failed = new HestiaWebAliases("set", { domains: ${domains} }).failed;`);
    const set = await run(up);
    expect(set.code, set.output).not.to.equal(0);
    expect(stored()).to.include("acme.com");

    hestia.setAliases("tenant2", "other.example.org", []);
    const [, none] = await runAll([up, failed], {});
    expect(JSON.parse(none?.stdout ?? "")).to.deep.equal({});

    await runAll([preview], {});
    hestia.setAliases(ACCOUNT, N, ["acme.com"]);
    const seen = await run(preview);
    expect(seen.code, seen.output).not.to.equal(0);
    expect(seen.output).to.contain("taken.test is not on the panel");
  });

  it("docs/drift.md: the line of cron sends a mail where there is drift, and none where there is not", async () => {
    const [line = ""] = commandsIn("docs/drift.md");
    const schedule = "0 * * * *  ";
    expect(line.startsWith(schedule)).to.equal(true);
    const values = {
      [schedule]: "",
      "/srv/mappings": stack.folder,
      "--stack prod": `--stack ${stack.name}`,
      "/tmp/drift.txt": "drift.txt",
      "</tmp/drift.txt": "<drift.txt",
      'mail -s "mapped domains drift" ops@example.com': "cat",
    };
    const alarm = await run(line, values);
    expect(alarm.stdout).to.contain("error: no changes were expected");
    const up = await stack.up();
    expect(up.code, up.output).to.equal(0);
    expect(stored()).to.have.members(["acme.com", "taken.test"]);
    expect((await run(line, values)).stdout).to.equal("");
  });

  it("docs/troubleshooting.md: a log of every call", async () => {
    declare('new HestiaWebAlias("acme", { domain: "acme.com" });');
    const commands = commandsIn("docs/troubleshooting.md").filter((one) => !one.startsWith("npm "));
    await runAll(commands, {});
    const log = await shell("cat calls.jsonl", stack.folder, stack.env);
    expect(log.stdout).to.contain('"operation":"v-list-web-domains"');
  });

  it("docs/dns-and-certificates.md: what to look at on the panels, and a certificate by hand", async () => {
    const all = commandsIn("docs/dns-and-certificates.md");
    const [show = ""] = all.filter((one) => one.startsWith("v-"));
    hestia.setAliases(ACCOUNT, N, ["acme.com"]);
    expect(JSON.parse(await onPanel(show))).to.have.nested.property(
      `network\\.example\\.com.ALIAS`,
      "acme.com",
    );

    const [list = "", preflight = "", request = ""] = all.filter((one) => one.startsWith("curl "));
    enhance.setDomains(websiteId, ["globex.com"]);
    const globex = enhance.domain("globex.com");
    const values = {
      API_URL: enhance.url.replace(/\/$/, ""),
      TOKEN: tokens.owner,
      ORGANIZATION_ID: orgId,
      WEBSITE_ID: websiteId,
      DOMAIN_ID: globex.id,
    };
    const call = async (command: string): Promise<unknown> => {
      carriedOut.add(command);
      const { code, output, stdout } = await shell(command, stack.folder, { ...stack.env, ...values });
      expect(code, output).to.equal(0);
      return stdout === "" ? undefined : JSON.parse(stdout);
    };
    Object.assign(globex, { dnsStatus: "Failed" });
    expect(await call(preflight)).to.have.property("error");
    Object.assign(globex, { dnsStatus: "Resolved" });
    expect(await call(preflight)).to.deep.equal({ canIssue: true });
    expect(await call(request)).to.equal(undefined);
    const { items } = (await call(list)) as {
      items: { domain: string; cert: { issuer: string; cn: string } }[];
    };
    const cert = items.find(({ domain }) => domain === "globex.com")?.cert;
    expect(cert?.issuer).to.be.a("string").and.not.to.equal(cert?.cn);
  });

  for (const tool of TOOLS.filter(isInstalled)) {
    it(`docs/dns-and-certificates.md: ${tool} shows the records of a name`, async () => {
      const commands = commandsIn("docs/dns-and-certificates.md").filter((one) => one.startsWith(`${tool} `));
      expect(commands).to.have.length.above(0);
      for (const command of commands) carriedOut.add(command);
      const dns = await DnsServer.start();
      try {
        dns.set("acme.com", "A", "203.0.113.7");
        dns.set("acme.com", "NS", "ns1.example.net");
        const [, port = ""] = dns.host.split(":");
        for (const command of commands) {
          const asked = command
            .replace(/ @\S+$/, "")
            .replace(tool, `${tool} ${tool === "dig" ? `@127.0.0.1 -p ${port}` : `-port=${port}`}`);
          const { output } = await shell(
            tool === "dig" ? asked : `${asked} 127.0.0.1`,
            stack.folder,
            stack.env,
          );
          expect(output).to.contain(command.endsWith("NS") ? "ns1.example.net" : "203.0.113.7");
        }
      } finally {
        await dns.close();
      }
    });
  }

  const absent = TOOLS.filter((tool) => !isInstalled(tool));
  const except =
    absent.length === 0
      ? ""
      : `, but those of ${absent.join(" and ")}, not installed here (Debian: bind9-dnsutils)`;
  it(`are all carried out here, or named with what carries them out${except}`, () => {
    const commands = DOCS.flatMap((page) => commandsIn(page).map((command) => ({ page, command })));
    expect(commands.length).to.be.above(40);
    const isAbsent = (command: string) => absent.some((tool) => command.startsWith(`${tool} `));
    const open = commands.filter(
      ({ command }) => !carriedOut.has(command) && !ELSEWHERE.has(command) && !isAbsent(command),
    );
    expect(open.map(({ page, command }) => `${page}: ${command}`)).to.deep.equal([]);
    const all = commands.map(({ command }) => command);
    expect([...ELSEWHERE.keys()].filter((command) => !all.includes(command))).to.deep.equal([]);
    expect(DOCS.flatMap((page) => blocksIn(page, "(?:bash|shell|console)"))).to.deep.equal([]);
  });
});
