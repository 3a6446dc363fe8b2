import { X509Certificate } from "node:crypto";
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { demoEnhance, type EnhancePanel, startEnhancePanel } from "../../panels/enhance";
import { demoCredentials, type HestiaPanel, startHestiaPanel } from "../../panels/hestia";
import { engineEnvironment, findEngine } from "../../tools/engine";
import { expectClean } from "../support/clean";
import { type Finished, RunningCommand } from "../support/command";
import { ACCOUNT, environmentFor, LIMITED, N, writesTo } from "../support/hestia";
import { Packed } from "../support/packed";
import { selfSigned } from "../support/tls";

const { domain, websiteId, serverId, tokens } = demoEnhance;

/** What the customers have on the panels before anything is declared. */
const ALIASES = ["acme.com", "www.acme.com", "shop.globex.com", "*.initech.com", "xn--bcher-kva.example"];
const DOMAINS = ["hooli.com", "umbrella.com"];

interface Listed {
  readonly names: readonly { readonly domain: string; readonly inStack: boolean | null }[];
}

/** What an engineer comes with. */
interface Start {
  readonly from: string;
  /** The options of `init`, and the environment that it reads; files that it reads go into the folder. */
  init(
    panels: { hestia: HestiaPanel; enhance: EnhancePanel },
    folder: string,
  ): { args: string[]; env: NodeJS.ProcessEnv };
}

const STARTS: readonly Start[] = [
  {
    from: "variables of the environment",
    init: ({ hestia, enhance }) => ({
      args: ["hestia", "enhance", "--website", domain, "--yes"],
      env: {
        ...environmentFor(hestia, LIMITED),
        WU_ENHANCE_API_URL: enhance.url,
        WU_ENHANCE_API_TOKEN: tokens.owner,
      },
    }),
  },
  {
    from: "the wp-config.php of a network on Enhance that also has a site on Hestia",
    init: ({ hestia, enhance }, folder) => {
      const file = join(folder, "wp-config.php");
      const constants: Readonly<Record<string, string>> = {
        DOMAIN_CURRENT_SITE: domain,
        WU_HESTIA_API_URL: hestia.url,
        WU_HESTIA_API_USER: "admin",
        WU_HESTIA_API_PASSWORD: demoCredentials.apiPassword,
        WU_HESTIA_ACCOUNT: ACCOUNT,
        WU_HESTIA_WEB_DOMAIN: N,
        WU_HESTIA_RESTART: "yes",
        WU_ENHANCE_API_TOKEN: tokens.sysadmin,
        WU_ENHANCE_API_URL: enhance.url,
        WU_ENHANCE_SERVER_ID: serverId,
      };
      const lines = Object.entries(constants).map(([name, value]) => `define( '${name}', '${value}' );`);
      writeFileSync(file, ["<?php", "define( 'MULTISITE', true );", ...lines, ""].join("\n"));
      return { args: ["--wp-config", file, "--yes"], env: {} };
    },
  },
];

for (const start of STARTS) describeChain(start);

function describeChain({ from, init }: Start): void {
  describe(`the command, with ${from}, an empty folder, and two panels that map names already`, function () {
    this.timeout(180_000);
    let root: string;
    let folder: string;
    let packed: Packed;
    let tool: string;
    let env: NodeJS.ProcessEnv;
    let hestia: HestiaPanel;
    let enhance: EnhancePanel;
    let trust: string[];

    before(async () => {
      root = mkdtempSync(join(realpathSync(tmpdir()), "mapped-domains-command-"));
      folder = join(root, "customers");
      mkdirSync(folder);
      packed = new Packed();
      tool = join(packed.installIn(join(root, "tool")), "dist", "provider", "cli", "main.js");
      env = engineEnvironment((await findEngine()).folder, join(root, "home"));
      const tls = await selfSigned();
      trust = ["--trust", new X509Certificate(tls.cert).fingerprint256];
      hestia = await startHestiaPanel({ tls });
      enhance = await startEnhancePanel({ tls });
      hestia.setAliases(ACCOUNT, N, ALIASES);
      enhance.setDomains(websiteId, DOMAINS);
    });
    after(async () => {
      await hestia?.close();
      await enhance?.close();
      packed?.remove();
      rmSync(root, { recursive: true, force: true });
    });

    async function run(
      program: string,
      args: readonly string[],
      more: NodeJS.ProcessEnv = {},
    ): Promise<Finished> {
      const options = { cwd: folder, env: { ...env, ...more }, timeout: 100_000 };
      const finished = await new RunningCommand(program, args, options).done;
      expectClean(finished.output);
      expect(finished.code, finished.output).to.equal(0);
      return finished;
    }
    const command = (...args: string[]) => run("npx", ["mapped-domains", ...args]);
    const pulumi = (...args: string[]) => run("pulumi", [...args, "--non-interactive", "--color", "never"]);
    const up = () => pulumi("up", "--yes", "--skip-preview");
    const writesToEnhance = () =>
      enhance.log.filter(({ method }) => method !== "GET").map(({ path }) => path);

    it("init finds all that it is not told, and doctor then has nothing to say", async () => {
      const { args, env: read } = init({ hestia, enhance }, root);
      await run(process.execPath, [tool, "init", ...args, ...trust], read);
      packed.installIn(folder);
      await command("doctor", "--no-names");
    });

    it("generate declares what is there, and up adopts it without a write", async () => {
      await command("generate", "--out", "index.ts", "--force");
      hestia.clearLog();
      enhance.clearLog();
      await up();
      expect(writesTo(hestia)).to.deep.equal([]);
      expect(writesToEnhance()).to.deep.equal([]);
      await pulumi("preview", "--expect-no-changes");
    });

    it("one more line is one more name", async () => {
      appendFileSync(
        join(folder, "index.ts"),
        `\nimport { HestiaWebAlias as Another } from "pulumi-mapped-domains";\nnew Another("stark", { domain: "stark.com", www: true });\n`,
      );
      await up();
      expect(writesTo(hestia)).to.deep.equal(["add stark.com,www.stark.com yes"]);
      expect(hestia.served(ACCOUNT, N)).to.have.members([...ALIASES, "stark.com", "www.stark.com"]);
    });

    it("list shows all of it, in the stack", async () => {
      const { stdout } = await command("list", "--json", "--no-dns", "--no-certificates");
      const { names } = JSON.parse(stdout) as Listed;
      expect(names.map((one) => one.domain)).to.have.members([
        ...ALIASES,
        "stark.com",
        "www.stark.com",
        ...DOMAINS,
      ]);
      expect(names.filter(({ inStack }) => inStack !== true)).to.deep.equal([]);
    });
  });
}
