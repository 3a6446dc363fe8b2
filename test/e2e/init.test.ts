import { X509Certificate } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { demoEnhance, type EnhancePanel, startEnhancePanel } from "../../panels/enhance";
import { demoCredentials, type HestiaPanel, startHestiaPanel } from "../../panels/hestia";
import { engineEnvironment, findEngine } from "../../tools/engine";
import { expectClean } from "../support/clean";
import { type Finished, RunningCommand } from "../support/command";
import { ACCOUNT, environmentFor, LIMITED, N, writesTo } from "../support/hestia";
import { Packed } from "../support/packed";
import { selfSigned } from "../support/tls";

const { limitedAccessKey, limitedSecretKey, apiPassword } = demoCredentials;
const { orgId, websiteId, serverId, domain, tokens } = demoEnhance;

interface StackFile {
  readonly config?: Readonly<Record<string, unknown>>;
}

/** As a new user: the packed package, empty folders, a real `pulumi`, panels with self-signed certificates. */
describe("mapped-domains init, with pulumi on PATH", function () {
  this.timeout(400_000);
  let root: string;
  let packed: Packed;
  let main: string;
  let env: NodeJS.ProcessEnv;
  let hestia: HestiaPanel;
  let enhance: EnhancePanel;
  let trust: string[];

  before(async () => {
    root = mkdtempSync(join(realpathSync(tmpdir()), "mapped-domains-init-"));
    packed = new Packed();
    main = join(packed.installIn(join(root, "tool")), "dist", "provider", "cli", "main.js");
    env = engineEnvironment((await findEngine()).folder, join(root, "home"));
    const tls = await selfSigned();
    trust = ["--trust", new X509Certificate(tls.cert).fingerprint256];
    hestia = await startHestiaPanel({ tls });
    enhance = await startEnhancePanel({ tls });
  });
  after(async () => {
    await hestia?.close();
    await enhance?.close();
    packed?.remove();
    rmSync(root, { recursive: true, force: true });
  });

  let folders = 0;
  const newFolder = (): string => {
    const folder = join(root, `project${++folders}`);
    mkdirSync(folder);
    return folder;
  };
  async function run(
    program: string,
    args: readonly string[],
    cwd: string,
    more: NodeJS.ProcessEnv = {},
  ): Promise<Finished> {
    const options = { cwd, env: { ...env, ...more }, timeout: 200_000 };
    const finished = await new RunningCommand(program, args, options).done;
    expectClean(finished.output);
    return finished;
  }
  const init = (cwd: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Finished> =>
    run(process.execPath, [main, "init", ...args], cwd, more);
  const pulumi = (cwd: string, ...args: string[]): Promise<Finished> =>
    run("pulumi", [...args, "--non-interactive", "--color", "never"], cwd);
  async function succeeds(finished: Promise<Finished>): Promise<Finished> {
    const ended = await finished;
    expect(ended.code, ended.output).to.equal(0);
    return ended;
  }
  const onHestia = (more: NodeJS.ProcessEnv = {}) => ({
    ...environmentFor(hestia, LIMITED),
    ...more,
  });
  const configOf = (folder: string, stack = "dev"): Readonly<Record<string, unknown>> =>
    (parse(readFileSync(join(folder, `Pulumi.${stack}.yaml`), "utf8")) as StackFile).config ?? {};
  function expectCleanFiles(folder: string): void {
    for (const file of readdirSync(folder).filter((one) => one !== "node_modules")) {
      expectClean(readFileSync(join(folder, file), "utf8"));
    }
  }

  /** Installs, previews nothing, declares the example, and maps it. */
  async function expectWorks(folder: string): Promise<void> {
    packed.installIn(folder);
    const installed = JSON.parse((await run("npm", ["ls", "--json", "--depth=0"], folder)).stdout) as {
      problems?: string[];
    };
    const wrong = (installed.problems ?? []).filter((problem) => !problem.startsWith("extraneous"));
    expect(wrong).to.deep.equal([]);
    const empty = await succeeds(pulumi(folder, "preview"));
    expect(empty.output).to.match(/\+ 1 to create/);
    // With the example that the program has.
    const program = join(folder, "index.ts");
    writeFileSync(program, readFileSync(program, "utf8").replaceAll("  // ", "  "));
    await succeeds(pulumi(folder, "up", "--yes", "--skip-preview"));
    expectCleanFiles(folder);
  }

  it("in an empty folder, with options and the environment: preview and up work; a second init finds nothing missing", async () => {
    const folder = newFolder();
    const { stdout } = await succeeds(init(folder, [...trust, "--yes"], onHestia()));
    expect(stdout)
      .to.contain("Written to stack dev:")
      .and.to.match(/hestia:secretKey +\[secret\]/);
    expect(configOf(folder)).to.have.all.keys([
      "hestia:apiUrl",
      "hestia:caCert",
      "hestia:accessKey",
      "hestia:secretKey",
      "hestia:account",
      "hestia:webDomain",
    ]);
    await expectWorks(folder);
    expect(hestia.aliases(ACCOUNT, N)).to.include.members(["acme.com", "www.acme.com"]);

    const again = await succeeds(init(folder, []));
    expect(again.stdout).to.contain("The stack has all settings already.");
    expect(again.stdout).to.contain(`2 domains lead to ${N} already`);
  });

  it("with the constants of a wp-config.php of the Enhance integration: the network's website is mapped to", async () => {
    const folder = newFolder();
    const wpConfig = join(root, "wp-config-enhance.php");
    writeFileSync(
      wpConfig,
      `<?php
      define( 'DOMAIN_CURRENT_SITE', '${domain}' );
      define('WU_ENHANCE_API_TOKEN', '${tokens.sysadmin}');
      define('WU_ENHANCE_API_URL', '${enhance.url}');
      define('WU_ENHANCE_SERVER_ID', '${serverId}');`,
    );
    await succeeds(init(folder, ["--wp-config", wpConfig, ...trust]));
    expect(configOf(folder)).to.include({
      "enhance:organizationId": orgId,
      "enhance:websiteId": websiteId,
    });
    expect(configOf(folder)).not.to.have.property("enhance:serverId");
    await expectWorks(folder);
    expect(enhance.domains(websiteId)).to.include("acme.com");
  });

  it("with the constants of a wp-config.php of the Hestia integration; then the access key that it advises", async () => {
    const folder = newFolder();
    const wpConfig = join(root, "wp-config-hestia.php");
    hestia.setAliases(ACCOUNT, N, []);
    writeFileSync(
      wpConfig,
      `<?php
      define('WU_HESTIA_API_URL', '${hestia.url}');
      define('WU_HESTIA_API_USER', 'admin');
      define('WU_HESTIA_API_PASSWORD', '${apiPassword}');
      define('WU_HESTIA_ACCOUNT', '${ACCOUNT}');
      define('WU_HESTIA_WEB_DOMAIN', '${N}');
      define('WU_HESTIA_RESTART', 'yes');`,
    );
    const { stdout } = await succeeds(init(folder, ["--wp-config", wpConfig, ...trust]));
    await expectWorks(folder);
    expect(hestia.aliases(ACCOUNT, N)).to.have.members(["acme.com", "www.acme.com"]);

    const advised = stdout.match(/^ *pulumi config (?:set|rm) .*$/gm) ?? [];
    expect(advised).to.have.length(3);
    for (const line of advised) {
      const typed = line
        .replace("<ACCESS_KEY_ID>", limitedAccessKey)
        .replace("<SECRET_ACCESS_KEY>", limitedSecretKey);
      await succeeds(run("sh", ["-c", typed], folder));
    }
    hestia.clearLog();
    const preview = await succeeds(pulumi(folder, "preview", "--expect-no-changes"));
    expect(preview.output).to.contain("unchanged");
    expect(hestia.log.length).to.be.above(0);
    const tested = await succeeds(init(folder, []));
    expect(tested.stderr).to.contain("the access key may add them");
  });

  it("where names are there already, the next steps that it says declare them, and nothing is written to the panel", async () => {
    const folder = newFolder();
    hestia.setAliases(ACCOUNT, N, ["globex.com", "www.globex.com", "shop.initech.com"]);
    const { stdout } = await succeeds(init(folder, trust, onHestia()));
    const [, next = ""] = /^Next:\n((?: {2}.+\n)+)/m.exec(stdout) ?? [];
    const [install, ...steps] = next.trimEnd().split("\n");
    expect(install?.trim()).to.equal("npm install");
    packed.installIn(folder);
    for (const step of steps) await succeeds(run("sh", ["-c", step], folder));
    hestia.clearLog();
    await succeeds(pulumi(folder, "up", "--yes", "--skip-preview"));
    expect(writesTo(hestia)).to.deep.equal([]);
    expect(readFileSync(join(folder, "index.ts"), "utf8")).to.contain("shop.initech.com");
  });

  it("in a folder with a project it adds what the stack lacks, to the stack that is named, and changes no value", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "Pulumi.yaml"), "name: mine\nruntime: nodejs\n");
    const made = await succeeds(init(folder, [...trust, "--stack", "prod"], onHestia()));
    expect(made.stderr).to.contain("no file is changed");
    expect(readdirSync(folder).sort()).to.deep.equal(["Pulumi.prod.yaml", "Pulumi.yaml"]);

    const refused = await init(folder, ["--set", "hestia:account=tenant2"]);
    expect(refused.code, refused.output).to.equal(3);
    expect(refused.output).to.contain("pulumi config set hestia:account tenant2");
    const before = configOf(folder, "prod");
    await succeeds(
      init(folder, [...trust, "--set", `enhance:websiteId=${websiteId}`], {
        WU_ENHANCE_API_URL: enhance.url,
        WU_ENHANCE_API_TOKEN: tokens.owner,
      }),
    );
    const after = configOf(folder, "prod");
    for (const [key, value] of Object.entries(before)) expect(after[key], key).to.deep.equal(value);
    expect(after).to.include({ "enhance:websiteId": websiteId, "enhance:organizationId": orgId });
    expectCleanFiles(folder);
  });

  it("refuses a server in the stack, and the command that it says lets it go on", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "Pulumi.yaml"), "name: server\nruntime: nodejs\n");
    await succeeds(pulumi(folder, "stack", "init", "dev"));
    await succeeds(pulumi(folder, "config", "set", "enhance:serverId", serverId));
    const onEnhance = { WU_ENHANCE_API_URL: enhance.url, WU_ENHANCE_API_TOKEN: tokens.owner };
    const refused = await init(folder, ["enhance", ...trust], onEnhance);
    expect(refused.code, refused.output).to.equal(3);
    const command = /pulumi config rm enhance:serverId/.exec(refused.output)?.[0] ?? "";
    await succeeds(run("sh", ["-c", command], folder));
    await succeeds(init(folder, ["enhance", ...trust], onEnhance));
    expect(configOf(folder)).to.include({ "enhance:websiteId": websiteId });
  });

  it("where it fails in the middle, says what is done; run again, it does the rest", async () => {
    const folder = newFolder();
    // The stack's file cannot be written.
    mkdirSync(join(folder, "Pulumi.dev.yaml"));
    const failed = await init(folder, trust, onHestia());
    expect(failed.code, failed.output).to.equal(3);
    expect(failed.stderr).to.match(/^`pulumi (stack init|config set) .*` failed: /m);
    expect(failed.stderr).to.contain(`Written to ${folder}, and left there:\n  Pulumi.yaml\n  index.ts`);
    expect(failed.stderr)
      .to.contain("Not done:")
      .and.to.contain("pulumi config set --secret hestia:secretKey <secretKey>");
    expect(failed.stderr).to.contain("rm Pulumi.yaml index.ts package.json tsconfig.json .gitignore");

    rmSync(join(folder, "Pulumi.dev.yaml"), { recursive: true });
    await succeeds(init(folder, trust, onHestia()));
    expect(configOf(folder)).to.include({ "hestia:webDomain": N });
  });

  it("what it says to undo with leaves the folder empty", async () => {
    const folder = newFolder();
    mkdirSync(join(folder, "Pulumi.dev.yaml"));
    const failed = await init(folder, [...trust, "--name", "undone"], onHestia());
    const [, undo = ""] = failed.stderr.split("To undo what is done:\n");
    for (const line of undo.split("\n").filter((one) => one.trim() !== "")) {
      await run("sh", ["-c", line.trim()], folder);
    }
    expect(readdirSync(folder)).to.deep.equal(["Pulumi.dev.yaml"]);
  });

  it("writes nothing where pulumi is not logged in, or has no passphrase; both cures let it go on", async () => {
    const folder = newFolder();
    const { PULUMI_BACKEND_URL: _url, PULUMI_CONFIG_PASSPHRASE: passphrase, ...bare } = env;
    const out = { ...bare, PULUMI_HOME: join(root, "logged-out"), HOME: join(root, "nobody") };
    mkdirSync(out.HOME);
    const asIs = (args: readonly string[], more: NodeJS.ProcessEnv) =>
      new RunningCommand(process.execPath, [main, "init", ...args], {
        cwd: folder,
        env: { ...out, ...onHestia(), ...more },
        timeout: 200_000,
      }).done;
    const loggedOut = await asIs(trust, {});
    expect(loggedOut.code, loggedOut.output).to.equal(3);
    expect(loggedOut.output).to.contain("`pulumi login --local`").and.to.contain("Nothing has been written.");
    expect(readdirSync(folder)).to.deep.equal([]);
    // With --local it would be the home of whoever runs this, whatever HOME says.
    const backend = join(root, "logged-in");
    mkdirSync(backend);
    const login = new RunningCommand("pulumi", ["login", `file://${backend}`], {
      cwd: folder,
      env: out,
      timeout: 60_000,
    });
    await succeeds(login.done);
    const noPassphrase = await asIs(trust, {});
    expect(noPassphrase.code, noPassphrase.output).to.equal(3);
    expect(noPassphrase.output).to.contain("Set PULUMI_CONFIG_PASSPHRASE");
    expect(readdirSync(folder)).to.deep.equal([]);
    const done = await asIs(trust, { PULUMI_CONFIG_PASSPHRASE: passphrase });
    expect(done.code, done.output).to.equal(0);
    expect(existsSync(join(folder, "Pulumi.dev.yaml"))).to.equal(true);
  });
});
