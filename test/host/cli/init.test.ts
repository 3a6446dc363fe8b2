import { X509Certificate } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { demoEnhance, type EnhancePanel, startEnhancePanel } from "../../../panels/enhance";
import { demoCredentials, type HestiaPanel, startHestiaPanel } from "../../../panels/hestia";
import { PROFILE } from "../../../provider/hestia/api/exitCodes";
import type { Finished } from "../../support/command";
import { Conversation, CTRL_C, DOWN, ENTER } from "../../support/conversation";
import { commandsIn } from "../../support/docs";
import { ACCOUNT, environmentFor, LIMITED, N, S } from "../../support/hestia";
import { EmptyFolder, mappedDomainsHere } from "../../support/mappedDomains";
import { type Certificate, selfSigned } from "../../support/tls";

const { limitedAccessKey, limitedSecretKey, apiHash, apiPassword } = demoCredentials;
const { orgId, websiteId, otherWebsiteId, serverId, domain, tokens } = demoEnhance;
/** What makes an access key, as the docs have it. */
const MAKING_A_KEY = commandsIn("docs/hestia.md").filter(
  (line) => PROFILE.includes(line) || line.startsWith("v-add-access-key "),
);
const FILES = [".gitignore", "Pulumi.yaml", "index.ts", "package.json", "tsconfig.json"];
const CREDENTIALS = [limitedSecretKey, apiHash, apiPassword, ...Object.values(tokens)];

/** Without an engine on PATH: files and printed commands. What the engine takes part in is in test/e2e/init.test.ts. */
describe("mapped-domains init", function () {
  this.timeout(30_000);
  let folder: EmptyFolder;
  let tls: Certificate;
  let fingerprint: string;
  let hestia: HestiaPanel;
  let enhance: EnhancePanel;

  before(async () => {
    tls = await selfSigned();
    fingerprint = new X509Certificate(tls.cert).fingerprint256;
  });
  beforeEach(async () => {
    folder = new EmptyFolder();
    hestia = await startHestiaPanel({ tls });
    enhance = await startEnhancePanel({ tls });
  });
  afterEach(async () => {
    for (const file of written()) {
      const text = readFileSync(join(folder.path, file), "utf8");
      for (const credential of CREDENTIALS) expect(text, file).not.to.contain(credential);
    }
    folder.remove();
    await hestia.close();
    await enhance.close();
  });

  const written = (): string[] => readdirSync(folder.path).sort();
  const read = (file: string): string => readFileSync(join(folder.path, file), "utf8");
  const onHestia = (more: NodeJS.ProcessEnv = {}) => ({
    ...environmentFor(hestia, LIMITED),
    ...more,
  });
  const onEnhance = (more: NodeJS.ProcessEnv = {}) => ({
    WU_ENHANCE_API_URL: enhance.url,
    WU_ENHANCE_API_TOKEN: tokens.owner,
    ...more,
  });
  const run = (env: NodeJS.ProcessEnv, ...args: string[]): Promise<Finished> =>
    folder.run(["init", ...args], env);
  const trusting = (env: NodeJS.ProcessEnv, ...args: string[]): Promise<Finished> =>
    run(env, "--trust", fingerprint, ...args);
  async function fails(code: number, finished: Promise<Finished>): Promise<string> {
    const { code: ended, stdout, output } = await finished;
    expect(ended, output).to.equal(code);
    expect(stdout).to.equal("");
    expect(output).to.match(/Nothing has been written\.\n$/);
    expect(written()).to.deep.equal([]);
    return output;
  }
  async function succeeds(finished: Promise<Finished>): Promise<Finished> {
    const ended = await finished;
    expect(ended.code, ended.output).to.equal(0);
    return ended;
  }
  function wpConfig(constants: Readonly<Record<string, string>>): string[] {
    const lines = Object.entries(constants).map(([name, value]) => `define('${name}', '${value}');`);
    const file = join(folder.path, "..", `wp-config-${process.pid}.php`);
    writeFileSync(file, `<?php\n${lines.join("\n")}`);
    return ["--wp-config", file];
  }

  describe("where nobody can be asked", () => {
    it("says that a panel has to be named", async () => {
      expect(await fails(3, run({}))).to.contain("the panel: `mapped-domains init hestia`");
    });

    it("says all that is missing for Hestia, with the profile and the command that makes a key", async () => {
      const output = await fails(3, run({}, "hestia"));
      expect(output).to.contain("nobody can be asked without a terminal");
      expect(output).to.contain("--set hestia:apiUrl=");
      expect(output).to.contain("WU_HESTIA_API_HASH=<key id>:<secret>");
      expect(output).to.contain("--set hestia:account=");
      for (const line of MAKING_A_KEY) expect(output).to.contain(line);
      expect(MAKING_A_KEY).to.have.length(3);
    });

    it("says all that is missing for Enhance, also with --yes", async () => {
      const output = await fails(3, run({}, "enhance", "--yes"));
      expect(output).to.contain("with --yes nothing is asked");
      expect(output).to.contain("--set enhance:apiUrl=");
      expect(output).to.contain("WU_ENHANCE_API_TOKEN");
    });

    it("refuses options that do not fit, with exit code 2", async () => {
      for (const args of [
        ["cpanel"],
        ["--set", "hestia:acount=x"],
        ["--set", "enhance:apiToken=x"],
        ["--nope"],
      ]) {
        const { code } = await run({}, ...args);
        expect(code, args.join(" ")).to.equal(2);
      }
    });

    it("does not trust a self-signed certificate, and says its fingerprint; with it, the panel is trusted", async () => {
      const output = await fails(3, run(onHestia(), "--yes"));
      expect(output).to.contain(`--trust ${fingerprint}`);
      expect(hestia.log).to.have.length(0);
      expect(await fails(3, run(onHestia(), "--trust", "AA:BB"))).to.contain("is another one");
      await succeeds(run(onHestia(), "--trust", `sha256:${fingerprint.toLowerCase().replaceAll(":", "")}`));
      expect(written()).to.deep.equal(FILES);
    });

    it("does not trust a certificate that a certificate of somebody else is to vouch for", async () => {
      const other = await selfSigned();
      const output = await fails(4, run(onHestia(), "--set", `hestia:caCert=${other.cert}`));
      expect(output).to.contain("certificate is another one than caCert trusts");
    });

    it("takes a PEM with --set, and prints no command that fetches another one", async () => {
      const { stdout } = await succeeds(run(onHestia(), "--set", `hestia:caCert=${tls.cert}`));
      expect(stdout).to.contain("pulumi config set hestia:caCert <caCert>").and.not.to.contain("openssl");
    });

    it("says what is wrong with an address", async () => {
      const output = await fails(3, run(onHestia({ WU_HESTIA_API_URL: "https://127.0.0.1:8083" })));
      expect(output).to.contain(
        'from WU_HESTIA_API_URL of the environment, "https://127.0.0.1:8083" does not end in /api/; use https://127.0.0.1:8083/api/',
      );
    });

    it("ends with exit code 4 where the panel does not answer, or does not let the caller in", async () => {
      const gone = hestia.url;
      await hestia.close();
      expect(await fails(4, run(onHestia({ WU_HESTIA_API_URL: gone })))).to.contain(
        "The connection was refused",
      );
      const wrong = onEnhance({ WU_ENHANCE_API_TOKEN: "wrong-token" });
      expect(await fails(4, trusting(wrong))).to.contain("HTTP 403");
    });

    it("lists the web domains where one has to be chosen", async () => {
      const output = await fails(3, trusting(onHestia({ WU_HESTIA_WEB_DOMAIN: undefined })));
      expect(output).to.contain(`a choice of 2 (${N}, ${S}): --set hestia:webDomain=`);
    });

    it("takes the only web domain of an account", async () => {
      delete hestia.state.users[ACCOUNT]?.webDomains[S];
      const { stdout } = await succeeds(trusting(onHestia({ WU_HESTIA_WEB_DOMAIN: undefined })));
      expect(stdout).to.contain(`pulumi config set hestia:webDomain ${N}`);
    });

    it("lists the websites where one has to be chosen, and takes the one with the domain of --website", async () => {
      const env = onEnhance({ WU_ENHANCE_API_TOKEN: tokens.sysadmin });
      const output = await fails(3, trusting(env));
      expect(output).to.contain(domain).and.to.contain(websiteId).and.to.contain(otherWebsiteId);
      const { stdout } = await succeeds(trusting(env, "--website", "shop.example.org"));
      expect(stdout).to.contain(`pulumi config set enhance:websiteId ${otherWebsiteId}`);
      expect(stdout).to.contain(`pulumi config set enhance:organizationId ${demoEnhance.otherOrgId}`);
    });

    it("finds the organization of a website that is known by its id", async () => {
      const { stdout } = await succeeds(trusting(onEnhance({ WU_ENHANCE_WEBSITE_ID: websiteId })));
      expect(stdout).to.contain(`pulumi config set enhance:organizationId ${orgId}`);
      const nowhere = onEnhance({ WU_ENHANCE_WEBSITE_ID: serverId });
      const { code, output } = await trusting(nowhere);
      expect(code).to.equal(3);
      expect(output).to.contain(`The token sees no website ${serverId}`);
    });

    it("writes nothing where the test finds problems, with exit code 1", async () => {
      const site = hestia.state.users[ACCOUNT]?.webDomains[N];
      if (site) site.suspended = true;
      expect(await fails(1, trusting(onHestia()))).to.contain("is suspended");
    });
  });

  describe("with a wp-config.php", () => {
    it("of the Hestia integration, goes by its constants; a password is taken, and the better way shown", async () => {
      const file = wpConfig({
        WU_HESTIA_API_URL: hestia.url,
        WU_HESTIA_API_USER: "admin",
        WU_HESTIA_API_PASSWORD: apiPassword,
        WU_HESTIA_ACCOUNT: ACCOUNT,
        WU_HESTIA_WEB_DOMAIN: N,
        WU_HESTIA_RESTART: "yes",
      });
      const { stdout } = await succeeds(trusting({}, ...file));
      expect(stdout).to.contain("pulumi config set --secret hestia:apiPassword <apiPassword>");
      expect(stdout).to.contain("pulumi config set hestia:restart yes");
      for (const line of MAKING_A_KEY) expect(stdout).to.contain(line);
      expect(stdout).to.contain("pulumi config rm hestia:apiPassword");
    });

    it("of the Enhance integration, finds the network's website, and says why not the server", async () => {
      const file = wpConfig({
        DOMAIN_CURRENT_SITE: domain,
        WU_ENHANCE_API_URL: enhance.url,
        WU_ENHANCE_API_TOKEN: tokens.sysadmin,
        WU_ENHANCE_SERVER_ID: serverId,
      });
      const { stdout, stderr } = await succeeds(trusting({}, ...file));
      expect(stderr).to.contain(
        "WU_ENHANCE_SERVER_ID of the wp-config.php names server node1 (node1.host.example.net)",
      );
      expect(stderr).to.contain("leads to no customer's site");
      expect(stdout)
        .to.contain(`pulumi config set enhance:websiteId ${websiteId}`)
        .and.not.to.contain(serverId);
    });

    it("takes the network's web domain where the account has several", async () => {
      const file = wpConfig({ DOMAIN_CURRENT_SITE: S });
      const { stdout } = await succeeds(trusting(onHestia({ WU_HESTIA_WEB_DOMAIN: undefined }), ...file));
      expect(stdout).to.contain(`pulumi config set hestia:webDomain ${S}`);
    });

    it("names the constants that PHP would have to find out", async () => {
      const file = wpConfig({});
      writeFileSync(file[1] ?? "", "<?php define('WU_ENHANCE_API_TOKEN', getenv('T'));");
      expect(await fails(3, run({}, "enhance", ...file))).to.match(
        /WU_ENHANCE_API_TOKEN too, and PHP finds out/,
      );
      writeFileSync(file[1] ?? "", "<?php define('DB_NAME', 'x');");
      expect(await fails(3, run({}, "enhance", ...file))).to.contain("none of the plugin's constants");
    });
  });

  describe("what it writes", () => {
    it("is a project, and the commands that are left where there is no pulumi", async () => {
      const { stdout } = await succeeds(trusting(onHestia()));
      expect(written()).to.deep.equal(FILES);
      expect(read("index.ts")).to.contain(`Customers' domains that lead to ${N}`);
      expect(stdout).to.contain("There is no `pulumi` on PATH. Once it is installed, run:");
      expect(stdout).to.contain("pulumi stack init dev");
      expect(stdout).to.contain(`pulumi config set hestia:accessKey ${limitedAccessKey}`);
      expect(stdout).to.contain("pulumi config set --secret hestia:secretKey <secretKey>");
      expect(stdout).not.to.contain("Better");
    });

    it("is nothing with --dry-run, which shows it", async () => {
      const { stdout } = await succeeds(trusting(onHestia(), "--dry-run", "--name", "acme"));
      expect(written()).to.deep.equal([]);
      for (const file of FILES) expect(stdout).to.contain(`${file}:\n`);
      expect(stdout)
        .to.contain("name: acme")
        .and.to.contain("pulumi config set --secret hestia:secretKey <secretKey>");
    });

    it("is one JSON document with --json, and nothing else there", async () => {
      const { stdout } = await succeeds(
        trusting({ ...onHestia(), ...onEnhance() }, "--json", "--website", domain),
      );
      const told = JSON.parse(stdout) as {
        panels: { kind: string }[];
        files: { path: string; state: string }[];
        commands: { command: string; done: boolean }[];
      };
      expect(told.panels.map(({ kind }) => kind)).to.deep.equal(["hestia", "enhance"]);
      expect(told.files.every(({ state }) => state === "written")).to.equal(true);
      expect(told.commands[0]).to.deep.equal({ command: "pulumi stack init dev", done: false });
    });

    it("leaves files that are there as they are, and says so", async () => {
      writeFileSync(join(folder.path, "package.json"), '{"name":"mine"}');
      writeFileSync(join(folder.path, ".gitignore"), "mine\n");
      const { stdout } = await succeeds(trusting(onHestia()));
      expect(stdout).to.match(/There already, and left as it is:\n {2}package\.json .*\n {2}\.gitignore/);
      expect(read("package.json")).to.equal('{"name":"mine"}');
      expect(read(".gitignore")).to.equal("mine\n");
    });

    it("is no file in a folder with a project", async () => {
      writeFileSync(join(folder.path, "Pulumi.yaml"), "name: mine\nruntime: nodejs\n");
      const { stdout, stderr } = await succeeds(trusting(onHestia()));
      expect(stderr).to.contain("no file is changed");
      expect(written()).to.deep.equal(["Pulumi.yaml"]);
      expect(stdout).to.contain("pulumi config set hestia:apiUrl").and.not.to.contain("stack init");
    });

    it("is told of where a file cannot be written", async () => {
      const file = join(folder.path, "file");
      writeFileSync(file, "");
      const { code, stderr } = await trusting(onHestia(), "-C", join(file, "sub"));
      expect(code).to.equal(3);
      expect(stderr)
        .to.contain("Pulumi.yaml cannot be written: ENOTDIR")
        .and.to.contain("Nothing has been written.");
    });

    it("says how many domains are there already", async () => {
      hestia.setAliases(ACCOUNT, N, ["acme.com", "globex.com"]);
      const { stdout } = await succeeds(trusting(onHestia()));
      expect(stdout).to.contain(`2 domains lead to ${N} already`);
      expect(stdout).to.contain("npx mapped-domains generate --out index.ts --force");
    });
  });

  describe("at a terminal", () => {
    let conversation: Conversation;
    beforeEach(() => {
      conversation = new Conversation();
    });
    const start = (env: NodeJS.ProcessEnv, ...args: string[]): Promise<Finished> =>
      mappedDomainsHere(["init", ...args], {
        cwd: folder.path,
        env: { PATH: folder.path, ...env },
        prompts: conversation.prompts,
      });
    const answer = (question: string, keys: string) => conversation.answer(question, keys);
    const expectNoCredentials = () => {
      for (const credential of CREDENTIALS) expect(conversation.shown).not.to.contain(credential);
    };

    it("asks for everything of Hestia, and lets what was wrong be corrected", async () => {
      const done = start({});
      await answer("Which panel?", ENTER);
      await answer("Address of the Hestia panel", `${hestia.host}${ENTER}`);
      await answer("is it to be trusted?", `y${ENTER}`);
      await answer("How is the panel to be called?", ENTER);
      await answer("ACCESS_KEY_ID:", `${limitedAccessKey}${ENTER}`);
      await answer("SECRET_ACCESS_KEY:", `${limitedSecretKey}${ENTER}`);
      await answer("Account that owns the web domain:", `tenant9${ENTER}`);
      // try again, address, credential, account, stop
      await answer("And now?", `${DOWN}${DOWN}${DOWN}${ENTER}`);
      await answer("Account that owns the web domain:", `${ACCOUNT}${ENTER}`);
      await answer("Which web domain?", `${DOWN}${ENTER}`);
      const { stdout, stderr } = await succeeds(done);
      expect(stdout).to.contain(`pulumi config set hestia:webDomain ${S}`);
      for (const line of MAKING_A_KEY) expect(stderr).to.contain(line);
      expect(written()).to.deep.equal(FILES);
      expectNoCredentials();
    });

    it("asks for everything of Enhance; a wrong token can be given anew", async () => {
      const done = start({}, "enhance");
      await answer("Address of the Enhance panel", `${enhance.url}${ENTER}`);
      await answer("is it to be trusted?", `y${ENTER}`);
      await answer("Token", `wrong-token${ENTER}`);
      // try again, address, token, stop
      await answer("And now?", `${DOWN}${DOWN}${ENTER}`);
      await answer("Token", `${tokens.sysadmin}${ENTER}`);
      await answer("Which website?", ENTER);
      const { stdout } = await succeeds(done);
      expect(stdout).to.contain(`pulumi config set enhance:websiteId ${websiteId}`);
      expectNoCredentials();
    });

    it("says what is wrong with an address, and proposes the right one", async () => {
      const done = start(onHestia({ WU_HESTIA_API_URL: hestia.url.replace("/api/", "") }));
      await answer(`(${hestia.url})`, ENTER);
      await answer("is it to be trusted?", `y${ENTER}`);
      await succeeds(done);
    });

    it("ends and writes nothing with Ctrl-C, or where the certificate is not trusted", async () => {
      const stopped = start({}, "hestia");
      await answer("Address of the Hestia panel", CTRL_C);
      expect(await fails(1, stopped)).to.contain("Stopped.");
      const distrusted = start(onHestia());
      await answer("is it to be trusted?", ENTER);
      await fails(1, distrusted);
      expect(hestia.log).to.have.length(0);
    });

    it("asks whether to go on where the test finds problems", async () => {
      const site = hestia.state.users[ACCOUNT]?.webDomains[N];
      if (site) site.suspended = true;
      const refused = start(onHestia(), "--trust", fingerprint);
      await answer("Write the project all the same?", ENTER);
      await fails(1, refused);
      const done = start(onHestia(), "--trust", fingerprint);
      await answer("Write the project all the same?", `y${ENTER}`);
      await succeeds(done);
      expect(written()).to.deep.equal(FILES);
    });

    it("asks nothing with --yes or --json", async () => {
      await fails(3, start({}, "hestia", "--yes"));
      await fails(3, start({}, "hestia", "--json"));
      expect(conversation.shown).to.equal("");
    });
  });
});
