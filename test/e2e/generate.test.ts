import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import { demoEnhance, issuedCertificate } from "../../panels/enhance";
import type { Finished } from "../support/command";
import { ACCOUNT, N, S } from "../support/hestia";
import { mappedDomains } from "../support/mappedDomains";
import { CHECKOUT } from "../support/project";
import type { Stack } from "../support/stack";
import { EnhanceStackHarness } from "./enhanceStack";
import { HestiaStackHarness } from "./hestiaStack";

const NO_PROGRAM = "";

/** Makes a stack's project one in TypeScript, as `pulumi new typescript` does: the engine compiles and checks the program. */
function useTypeScript(stack: Stack): void {
  const { folder } = stack;
  const packageJson = { name: "test", private: true, main: "index.ts" };
  writeFileSync(join(folder, "Pulumi.yaml"), "name: test\nmain: index.ts\nruntime: nodejs\n");
  writeFileSync(join(folder, "package.json"), JSON.stringify(packageJson));
  symlinkSync(join(CHECKOUT, "node_modules", "@types"), join(folder, "node_modules", "@types"), "dir");
}

/** The program in JavaScript, which takes the engine seconds less in each run. */
function useJavaScript(stack: Stack): void {
  const { folder } = stack;
  const program = readFileSync(join(folder, "index.ts"), "utf8");
  const { outputText } = ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  stack.setProgram(outputText);
}

/** Runs the command in the stack's project, with the engine on PATH. */
async function command(stack: Stack, ...args: string[]): Promise<Finished> {
  const finished = await mappedDomains(args, { cwd: stack.folder, env: stack.env });
  expect(finished.code, finished.output).to.equal(0);
  return finished;
}

const numbered = (count: number, name: (n: number) => string): string[] =>
  Array.from({ length: count }, (_, n) => name(n));

interface Run {
  readonly stack: Stack;
  readonly writes: readonly string[];
  up(...args: string[]): Promise<Finished>;
  preview(...args: string[]): Promise<Finished>;
}

/** Expects that an `up` adopts everything, and that a preview after it has nothing to do; neither writes. */
async function expectAdopted(harness: Run): Promise<void> {
  const up = await harness.up();
  expect(up.code, up.output).to.equal(0);
  expect(up.output).not.to.match(/warning|error/i);
  expect(harness.writes).to.deep.equal([]);
  const preview = await harness.preview("--expect-no-changes", "--diff");
  expect(preview.code, preview.output).to.equal(0);
  expect(harness.writes).to.deep.equal([]);
}

const domainsListed = async (stack: Stack, ...args: string[]): Promise<string[]> => {
  const { stdout } = await command(stack, "list", "--no-dns", "--no-certificates", "--json", ...args);
  return (JSON.parse(stdout) as { names: { domain: string }[] }).names.map(({ domain }) => domain);
};

describe("mapped-domains generate, with 1,000 names of a Hestia web domain", function () {
  this.timeout(240_000);
  let harness: HestiaStackHarness;
  const JUNK = ["under_score.com", "localhost", "two words"];
  const STORED = [
    ...numbered(400, (n) => `customer${n}.com`).flatMap((name) => [name, `www.${name}`]),
    ...numbered(100, (n) => `shop${n}.example.org`),
    ...numbered(40, (n) => `*.wild${n}.com`),
    ...["xn--bcher-kva.example", "www.xn--bcher-kva.example", "MÜLLER.de", "*.xn--bcher-kva.example"],
    ...numbered(50, (n) => `www.alone${n}.com`),
    `www.${N}`,
    "Upper.Case.COM",
    ...JUNK,
  ];
  before(async () => {
    harness = await HestiaStackHarness.start({ program: NO_PROGRAM });
    harness.panel.setAliases(ACCOUNT, N, STORED);
  });
  after(() => harness?.close());

  it("writes a program, and says what it leaves out", async () => {
    expect(STORED.length).to.be.at.least(995);
    const { stderr } = await command(harness.stack, "generate", "--out", "index.ts");
    expect(stderr).to.contain('Left out of tenant1/network.example.com: "two words" has white space in it');
    expect(stderr).to.contain('"under_score.com" has "_" in it');
    expect(stderr).to.contain('"localhost" is a single label');
    const program = readFileSync(join(harness.stack.folder, "index.ts"), "utf8");
    expect(program).to.contain('"*.xn--bcher-kva.example": true, // *.bücher.example');
    expect(program.match(/^new /gm)).to.have.length(1);
    for (const name of JUNK) expect(program).not.to.contain(name);
    useJavaScript(harness.stack);
  });

  it("`pulumi up` of it adopts all and writes nothing; a second preview has nothing to do", () =>
    expectAdopted(harness));

  it("the stack then has every name, as the list says", async () => {
    expect(await domainsListed(harness.stack, "--not-in-stack")).to.have.members(JUNK);
    const { stdout } = await command(
      harness.stack,
      ...["list", "--no-dns", "--no-certificates", "--only", "customer7.com"],
    );
    expect(stdout).to.contain(`yes (${N})`);
  });

  it("a name that somebody adds is the only one of a program for what is not in the stack", async () => {
    harness.panel.setAliases(ACCOUNT, N, [...JUNK.slice(0, 2), ...STORED.slice(0, -3), "new.com"]);
    const { stdout } = await command(harness.stack, "generate", "--not-in-stack");
    expect(stdout.match(/^new .*$/gm)).to.deep.equal([
      'new HestiaWebAlias("new.com", { domain: "new.com" });',
    ]);
  });

  it("a name that goes from the panel is said by the list", async () => {
    const [gone = "", ...others] = STORED.slice(0, -3);
    harness.panel.setAliases(ACCOUNT, N, others);
    const { stderr } = await command(harness.stack, "list", "--no-dns", "--no-certificates");
    expect(stderr).to.contain(`The stack has 1 name that the panel does not have: ${gone}.`);
  });

  it("one resource each, of two web domains, in a file beside the program: the same names, adopted from the set", async () => {
    const few = STORED.filter((_, index) => index % 40 === 0 || index > STORED.length - 12).slice(0, -3);
    harness.panel.setAliases(ACCOUNT, N, few);
    harness.panel.setAliases(ACCOUNT, S, ["second.org", "www.second.org"]);
    const all = ["--account", ACCOUNT, "--sets-above", "100"];
    await command(
      harness.stack,
      "generate",
      ...all,
      "--out",
      "index.ts",
      "--file",
      "domains.json",
      "--force",
    );
    const data: unknown = JSON.parse(readFileSync(join(harness.stack.folder, "domains.json"), "utf8"));
    expect(data).to.have.nested.property("second\\.example\\.com.second\\.org.www", true);
    useTypeScript(harness.stack);
    await expectAdopted(harness);
    expect((await harness.stack.resources()).length).to.be.above(20);
    expect(await domainsListed(harness.stack, "--not-in-stack", "--account", ACCOUNT)).to.deep.equal([]);
    expect(harness.stored()).to.have.members(few);
  });
});

describe("mapped-domains generate, with 1,000 domains of an Enhance website", function () {
  this.timeout(240_000);
  let harness: EnhanceStackHarness;
  const { websiteId, domain: primary } = demoEnhance;
  const MAPPED = [
    ...numbered(980, (n) => `customer${n}.com`),
    ...["xn--bcher-kva.example", "www.alone.com", "addon.com", "moved.com", "secure.com", "waits.com"],
    ...["slash.com", "www.customer1.com"],
  ];
  before(async () => {
    harness = await EnhanceStackHarness.start({ program: NO_PROGRAM });
    const { panel } = harness;
    panel.setDomains(websiteId, MAPPED);
    Object.assign(panel.domain("addon.com"), { mappingKind: "addon", documentRoot: "addon.com" });
    Object.assign(panel.domain("moved.com"), { documentRoot: "public_html/moved" });
    Object.assign(panel.domain("slash.com"), { documentRoot: "public_html/slash/" });
    const certificate = issuedCertificate("secure.com");
    Object.assign(panel.domain("secure.com"), { certificate, forceHttps: true });
    Object.assign(panel.domain("waits.com"), { forceHttps: true });
  });
  after(() => harness?.close());

  it("writes a program, and says what it leaves out", async () => {
    const { stderr } = await command(harness.stack, "generate", "--out", "index.ts");
    expect(stderr).to.contain(
      '"www.customer1.com" stands beside customer1.com, with which the panel serves it anyway',
    );
    expect(stderr).to.contain(`"${primary}" is the website's own, of the kind primary`);
    const program = readFileSync(join(harness.stack.folder, "index.ts"), "utf8");
    expect(program).to.contain('"addon.com": { kind: "addon", documentRoot: "addon.com" },');
    expect(program).to.contain('"moved.com": { documentRoot: "public_html/moved" },');
    expect(program).to.contain('"secure.com": { forceHttps: true },');
    expect(program).to.contain('"slash.com": true,');
    useJavaScript(harness.stack);
  });

  it("`pulumi up` of it adopts all and writes nothing; a second preview has nothing to do", () =>
    expectAdopted(harness));

  it("the stack then has every name but those that were left out, as the list says", async () => {
    expect(await domainsListed(harness.stack, "--not-in-stack")).to.deep.equal(["www.customer1.com"]);
  });

  it("one resource each for some of them, with what is not plain: adopted from the set", async () => {
    const kept = MAPPED.slice(940);
    harness.panel.setDomains(websiteId, kept);
    await command(harness.stack, "generate", "--sets-above", "100", "--out", "index.ts", "--force");
    const program = readFileSync(join(harness.stack.folder, "index.ts"), "utf8");
    expect(program).to.contain('new EnhanceDomain("moved.com", {\n  domain: "moved.com",');
    useJavaScript(harness.stack);
    await expectAdopted(harness);
    expect(harness.mapped()).to.have.members(kept);
  });
});
