import { chmodSync, cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { type EnhancePanel, startEnhancePanel } from "../../panels/enhance";
import { websiteOn } from "../support/enhance";
import { CHECKOUT } from "../support/project";
import type { Operation } from "../support/stack";
import { HestiaStackHarness } from "./hestiaStack";

const PACK = join(CHECKOUT, "examples", "policy-pack");
/** The engine starts a pack whose runtime is no language by a program `pulumi-analyzer-policy-<runtime>` on PATH. */
const RUNTIME = "nodejs-without-plugin";
const STARTER = `#!/bin/sh
runner=$(node -p 'require.resolve("@pulumi/pulumi/cmd/run-policy-pack")') || exit 1
exec node "$runner" "$@"
`;

describe("examples/policy-pack on the engine", function () {
  this.timeout(180_000);
  let harness: HestiaStackHarness;
  let enhance: EnhancePanel;
  let pack: string;
  let suffixes: string;

  before(async () => {
    enhance = await startEnhancePanel();
    const { "enhance:apiToken": apiToken = "", ...config } = websiteOn(enhance);
    harness = await HestiaStackHarness.start({
      program: "",
      config,
      secrets: { "enhance:apiToken": apiToken },
    });
    const { folder, env } = harness.stack;
    suffixes = join(folder, "suffixes.json");
    const allowed = { "allowed-suffixes": { suffixes: ["acme.com", "bücher.example"] } };
    writeFileSync(suffixes, JSON.stringify(allowed));
    pack = join(folder, "policy-pack");
    cpSync(PACK, pack, { recursive: true });
    symlinkSync(join(CHECKOUT, "node_modules"), join(pack, "node_modules"), "dir");
    const { output } = await harness.preview("--policy-pack", pack);
    if (!output.includes("not supported")) return;
    // An engine that was built from source has an old language host, which starts no packs: the engine's older way does.
    const settings = join(pack, "PulumiPolicy.yaml");
    const text = readFileSync(settings, "utf8");
    writeFileSync(settings, text.replace("runtime: nodejs", `runtime: ${RUNTIME}`));
    const programs = join(folder, "programs");
    mkdirSync(programs);
    const starter = join(programs, `pulumi-analyzer-policy-${RUNTIME}`);
    writeFileSync(starter, STARTER);
    chmodSync(starter, 0o755);
    env.PATH = `${programs}${delimiter}${env.PATH}`;
  });
  after(async () => {
    await harness?.close();
    await enhance?.close();
  });

  const preview = (program: string): Promise<Operation> => {
    harness.declare(`const { EnhanceDomain, EnhanceDomains } = require("pulumi-mapped-domains"); ${program}`);
    return harness.preview("--policy-pack", pack, "--policy-pack-config", suffixes);
  };

  it("lets domains of the suffixes through, in the form that the package's check gives them", async () => {
    const { code, output } = await preview(`
      new HestiaWebAlias("alias", { domain: "Acme.com" });
      new HestiaWebAliases("aliases", { domains: ["shop.acme.com", "bücher.example"] });
      new EnhanceDomain("domain", { domain: "acme.com" });
      new EnhanceDomains("domains", { domains: { "shop.acme.com": { forceHttps: true } } });
    `);
    expect(code, output).to.equal(0);
    expect(output).to.contain("mapped-domains@v1.0.0");
  });

  it("refuses other domains and wildcards, of single resources and of sets, each by its name", async () => {
    const { code, output } = await preview(`
      new HestiaWebAlias("alias", { domain: "evil-acme.com" });
      new HestiaWebAlias("wildcard", { domain: "*.acme.com" });
      new HestiaWebAliases("aliases", { domains: ["shop.acme.com", "globex.com", "*.shop.acme.com"] });
      new EnhanceDomain("domain", { domain: "initech.com" });
      new EnhanceDomains("domains", { domains: { "shop.acme.com": true, "hooli.com": true } });
    `);
    expect(code, output).not.to.equal(0);
    const outside = [...output.matchAll(/(\S+) is not below acme\.com or bücher\.example/g)];
    const wild = [...output.matchAll(/(\S+) is a wildcard/g)];
    const names = (found: RegExpMatchArray[]) => [...new Set(found.map(([, name]) => name))];
    expect(names(outside), output).to.have.members([
      "evil-acme.com",
      "globex.com",
      "initech.com",
      "hooli.com",
    ]);
    expect(names(wild), output).to.have.members(["*.acme.com", "*.shop.acme.com"]);
  });
});
