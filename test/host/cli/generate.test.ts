import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { demoEnhance, type EnhancePanel, startEnhancePanel } from "../../../panels/enhance";
import { type HestiaPanel, startHestiaPanel } from "../../../panels/hestia";
import type { Finished } from "../../support/command";
import { writesTo as enhanceWritesTo } from "../../support/enhanceCalls";
import { ACCOUNT, environmentFor, N, writesTo } from "../../support/hestia";
import { EmptyFolder } from "../../support/mappedDomains";

const { orgId, websiteId, tokens } = demoEnhance;

describe("mapped-domains generate", function () {
  this.timeout(30_000);
  let folder: EmptyFolder;
  let hestia: HestiaPanel;
  let enhance: EnhancePanel;
  beforeEach(async () => {
    folder = new EmptyFolder();
    hestia = await startHestiaPanel();
    enhance = await startEnhancePanel();
    hestia.setAliases(ACCOUNT, N, ["acme.com", "www.acme.com", "*.acme.com", "globex.com"]);
    enhance.setDomains(websiteId, ["hooli.com"]);
  });
  afterEach(async () => {
    expect([...writesTo(hestia), ...enhanceWritesTo(enhance)]).to.deep.equal([]);
    await hestia.close();
    await enhance.close();
    folder.remove();
  });

  const onHestia = (more: NodeJS.ProcessEnv = {}) => ({
    ...environmentFor(hestia),
    ...more,
  });
  const onBoth = () => ({
    ...onHestia(),
    WU_ENHANCE_API_URL: enhance.url,
    WU_ENHANCE_API_TOKEN: tokens.owner,
    WU_ENHANCE_ORG_ID: orgId,
    WU_ENHANCE_WEBSITE_ID: websiteId,
  });
  const generate = (env: NodeJS.ProcessEnv, ...args: string[]): Promise<Finished> =>
    folder.run(["generate", ...args], env);
  const resources = ({ stdout }: Finished) => stdout.match(/^new \w+\("[^"]*"/gm);
  const read = (file: string): string => readFileSync(join(folder.path, file), "utf8");

  it("prints the program of all panels, and what it leaves out beside it", async () => {
    const finished = await generate(onBoth());
    expect(finished.code, finished.output).to.equal(0);
    expect(resources(finished)).to.deep.equal([
      'new HestiaWebAlias("acme.com"',
      'new HestiaWebAlias("*.acme.com"',
      'new HestiaWebAlias("globex.com"',
      'new EnhanceDomain("hooli.com"',
    ]);
    expect(finished.stdout).not.to.contain("Left out").and.not.to.contain(websiteId);
    expect(finished.stderr).to.contain(
      `Left out of ${demoEnhance.domain}: "${demoEnhance.domain}" is the website's own, of the kind primary.`,
    );
    expect(finished.stderr).to.contain("Declared: 4 domains at 2 places.");
  });

  it("takes patterns for domains with their www names", async () => {
    const only = await generate(onBoth(), "--only", "*acme.com", "--exclude", "\\*.*");
    expect(resources(only)).to.deep.equal(['new HestiaWebAlias("acme.com"']);
    expect(only.stdout).to.contain("www: true").and.not.to.contain("*.acme.com");
    expect(only.stderr).not.to.contain("Left out");
  });

  it("makes a set above the number that is given, and takes no other for a number", async () => {
    expect(resources(await generate(onHestia(), "--sets-above", "2"))).to.deep.equal([
      `new HestiaWebAliases("${N}"`,
    ]);
    for (const wrong of ["many", "-1", "1.5"])
      expect((await generate(onHestia(), `--sets-above=${wrong}`)).code).to.equal(2);
  });

  it("writes files, and overwrites none without --force", async () => {
    const args = ["--out", "src/index.ts", "--file", "domains.json", "--sets-above", "0"];
    const written = await generate(onHestia(), ...args);
    expect(written.code, written.output).to.equal(0);
    expect(written.stdout).to.equal("");
    expect(written.stderr).to.contain("Wrote src/domains.json.").and.to.contain("Wrote src/index.ts.");
    expect(JSON.parse(read("src/domains.json"))).to.deep.equal({
      "acme.com": { www: true },
      "*.acme.com": true,
      "globex.com": true,
    });
    expect(read("src/index.ts")).to.contain('join(__dirname, "domains.json")');

    writeFileSync(join(folder.path, "src/index.ts"), "mine");
    const refused = await generate(onHestia(), ...args);
    expect(refused.code).to.equal(3);
    expect(refused.stderr).to.contain(
      "src/index.ts is there already: give --force to overwrite it, or another name with --out",
    );
    expect(read("src/index.ts")).to.equal("mine");

    const other = await generate(onHestia(), "--out", "other.ts");
    expect(other.code, other.output).to.equal(0);
    const forced = await generate(onHestia(), ...args, "--force");
    expect(forced.code, forced.output).to.equal(0);
    expect(read("src/index.ts")).not.to.equal("mine");
  });

  it("refuses one file for both, and says where a file cannot be written", async () => {
    const both = await generate(onHestia(), "--out", "index.ts", "--file", "index.ts");
    expect(both.code).to.equal(3);
    expect(both.stderr).to.contain("--out and --file name one file: give two");
    writeFileSync(join(folder.path, "file"), "");
    const below = await generate(onHestia(), "--out", "file/index.ts");
    expect(below.code).to.equal(3);
    expect(below.stderr).to.match(/file\/index\.ts cannot be written: E\w+/);
  });

  it("finds the file of domains from an ES module, where the package.json says that it is one", async () => {
    writeFileSync(join(folder.path, "package.json"), JSON.stringify({ type: "module" }));
    const { stdout } = await generate(onHestia(), "--file", "domains.json");
    expect(stdout).to.contain('const file = new URL("domains.json", import.meta.url);');
  });

  it("sets against settings that would have an update write", async () => {
    const config = JSON.stringify({
      "hestia:www": { value: "auto" },
      "hestia:onExisting": { value: "fail" },
    });
    const pulumi = join(folder.path, "pulumi");
    writeFileSync(pulumi, `#!/bin/sh\n[ "$1" = config ] && echo '${config}'\n`, { mode: 0o755 });
    const { stdout } = await generate(onHestia({ PATH: `${folder.path}:/usr/bin:/bin` }));
    expect(stdout).to.contain('const onNetworkExampleCom = { onExisting: "adopt", www: false } as const;');
  });

  it("prints one document with --json", async () => {
    hestia.setAliases(ACCOUNT, N, ["acme.com", "two words"]);
    const { stdout } = await generate(onHestia(), "--json");
    const document = JSON.parse(stdout) as Record<string, unknown>;
    expect(document.program).to.contain("new HestiaWebAlias");
    expect(document.declared).to.have.nested.property("[0].domains[0].domain", "acme.com");
    expect(document.leftOut).to.have.nested.property("[0].domain", "two words");
  });

  it("ends with 1 where there is no name to declare", async () => {
    const { code, stdout, stderr } = await generate(onHestia(), "--only", "nobody.com", "--out", "index.ts");
    expect(code).to.equal(1);
    expect(stdout).to.equal("");
    expect(stderr).to.contain("There is no name to declare.");
    expect(() => read("index.ts")).to.throw("ENOENT");
  });

  it("writes nothing where one of the panels does not answer", async () => {
    await enhance.close();
    const { code, stderr } = await generate(onBoth(), "--out", "index.ts");
    expect(code).to.equal(4);
    expect(stderr).to.contain(enhance.host);
    expect(() => read("index.ts")).to.throw("ENOENT");
  });

  it("needs the stack for --not-in-stack", async () => {
    const { code, stderr } = await generate(onHestia(), "--not-in-stack");
    expect(code).to.equal(3);
    expect(stderr).to.contain(
      "--not-in-stack needs the stack, which cannot be read: there is no `pulumi` on PATH",
    );
  });

  it("declares names of a suspended web domain, and says that they are not served", async () => {
    const webDomain = hestia.state.users[ACCOUNT]?.webDomains[N];
    if (webDomain !== undefined) webDomain.suspended = true;
    const finished = await generate(onHestia());
    expect(resources(finished)).to.have.length(3);
    expect(finished.stderr).to.contain(
      `web domain ${N} is suspended: what the program declares there is not served.`,
    );
  });
});
