import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { demoCredentials } from "../../panels/hestia";
import { expectClean } from "../support/clean";
import { type Finished, RunningCommand } from "../support/command";
import { CHECKOUT } from "../support/project";
import { alias, HestiaStackHarness, stepsIn } from "./hestiaStack";

const RESOURCES: readonly (readonly [resource: string, args: string])[] = [
  ["HestiaWebAlias", `{ domain: "a.test" }`],
  ["HestiaWebAliases", `{ domains: ["a.test"] }`],
  ["EnhanceDomain", `{ domain: "a.test" }`],
  ["EnhanceDomains", `{ domains: ["a.test"] }`],
];

/** The class of a provider that a program makes, for resources to be given as an option. */
const PROVIDER_CLASS = `
  class Provider extends pulumi.ProviderResource {
    constructor(name, inputs) { super("pulumi-nodejs", name, inputs); }
  }
`;

/** Expects that a run failed with this message and printed no stack trace. */
function expectRefused({ code, output }: Finished, ...texts: string[]): void {
  expect(code, output).not.to.equal(0);
  for (const text of texts) expect(output).to.contain(text);
  expectClean(output);
}

describe("a package that the engine cannot find", function () {
  this.timeout(120_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: alias("a", { domain: "a.test" }) });
  });
  after(() => harness?.close());

  const NOT_FOUND = "pulumi-mapped-domains is not found from the program's folder";
  const CURE = "npm install pulumi-mapped-domains";
  const own = () => join(harness.stack.folder, "node_modules", "pulumi-mapped-domains");
  const install = () => symlinkSync(CHECKOUT, own(), "dir");

  it("field case 9: is refused by the constructor where only a library has it, as with pnpm; installed beside the program it works", async () => {
    rmSync(own());
    // A strict installation: the library finds its dependency, the program does not.
    const library = join(harness.stack.folder, "node_modules", ".store", "library", "node_modules");
    mkdirSync(join(library, "library"), { recursive: true });
    symlinkSync(CHECKOUT, join(library, "pulumi-mapped-domains"), "dir");
    symlinkSync(join(CHECKOUT, "node_modules", "@pulumi"), join(library, "@pulumi"), "dir");
    writeFileSync(join(library, "library", "index.js"), `module.exports = require("pulumi-mapped-domains");`);
    symlinkSync(join(library, "library"), join(harness.stack.folder, "node_modules", "library"), "dir");
    for (const [resource, args] of RESOURCES) {
      harness.stack.setProgram(`new (require("library").${resource})("a", ${args});`);
      expectRefused(await harness.preview(), NOT_FOUND, harness.stack.folder, CURE);
    }
    install();
    harness.stack.setProgram(`new (require("library").HestiaWebAlias)("a", { domain: "a.test" });`);
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.stored()).to.deep.equal(["a.test"]);
  });

  it("field case 9: is refused by the constructor where it is only in the program's bundle", async () => {
    rmSync(own());
    // A bundled program: one file with the package's code, the dependencies installed beside it.
    const bundle = join(harness.stack.folder, "bundle");
    mkdirSync(bundle);
    symlinkSync(join(CHECKOUT, "dist"), join(bundle, "dist"), "dir");
    harness.stack.setProgram(
      `new (require("./bundle/dist/provider").HestiaWebAlias)("a", { domain: "a.test" });`,
    );
    expectRefused(await harness.preview(), NOT_FOUND, CURE);
    install();
    const up = await harness.up("--expect-no-changes");
    expect(up.code, up.output).to.equal(0);
  });

  it("field case 9: is found also where the program changes its working folder", async () => {
    harness.declare(`process.chdir("/"); ${alias("a", { domain: "a.test" })}`);
    const up = await harness.up("--expect-no-changes");
    expect(up.code, up.output).to.equal(0);
  });

  it("field case 9: at destroy is installed again, as the troubleshooting page says", async () => {
    renameSync(own(), `${own()}-gone`);
    const failed = await harness.stack.destroy();
    expect(failed.code).not.to.equal(0);
    expect(failed.output).to.contain("Cannot find module 'pulumi-mapped-domains/host'");
    expect(harness.stored()).to.deep.equal(["a.test"]);
    renameSync(`${own()}-gone`, own());
    const destroy = await harness.destroy();
    expect(destroy.code, destroy.output).to.equal(0);
    expect(harness.stored()).to.deep.equal([]);
  });
});

describe("options of a resource that cannot work", function () {
  this.timeout(120_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: "" });
  });
  after(() => harness?.close());

  it("field case 10: import is refused by the constructor, and leaving it out adopts", async () => {
    harness.panel.setAliases("tenant1", "network.example.com", ["a.test"]);
    for (const [resource, args] of RESOURCES) {
      harness.declare(
        `new (require("pulumi-mapped-domains").${resource})("a", ${args}, { import: "tenant1/network.example.com/a.test" });`,
      );
      expectRefused(
        await harness.preview(),
        "The `import` option cannot work",
        "Leave it out: `pulumi up` adopts",
      );
      expect(harness.calls).to.deep.equal([]);
    }
    harness.declare(alias("a", { domain: "a.test" }));
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.writes).to.deep.equal([]);
    expect(harness.stored()).to.deep.equal(["a.test"]);
  });
});

describe("an explicit provider", function () {
  this.timeout(120_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: "" });
  });
  after(() => harness?.close());

  const declare = (
    inputs: string,
    resource = `new HestiaWebAlias("a", { domain: "a.test" }, { provider: own });`,
  ) => harness.declare(`${PROVIDER_CLASS} const own = new Provider("own", ${inputs}); ${resource}`);
  const inComponent = `
    class Customers extends pulumi.ComponentResource {
      constructor() {
        super("my:index:Customers", "customers", {}, { providers: [own] });
        new HestiaWebAlias("a", { domain: "a.test" }, { parent: this });
      }
    }
    new Customers();
  `;
  const missing = [
    "the resource has an explicit provider, which does not see the stack's configuration",
    `hestia:apiUrl is not set: give the explicit provider the input "hestia:apiUrl": "https://panel.example.com:8083/api/"`,
    `"hestia:secretKey": pulumi.secret("<secretKey>")`,
    `account is not set: give it as an argument, or give the explicit provider the input "hestia:account": "<account>"`,
  ];

  it("field case 10: without settings fails with an error that says they are inputs of the provider", async () => {
    for (const resource of [undefined, inComponent]) {
      declare("{}", resource);
      const preview = await harness.preview();
      expectRefused(preview, ...missing);
      expect(preview.output).not.to.contain("pulumi config set");
    }
  });

  it("field case 10: with the settings as its inputs maps what is declared", async () => {
    const { accessKey, secretKey } = demoCredentials;
    const settings = {
      "hestia:apiUrl": harness.panel.url,
      "hestia:accessKey": accessKey,
      "hestia:account": "tenant1",
      "hestia:webDomain": "network.example.com",
      "hestia:timeout": 30,
    };
    declare(
      `{ ...${JSON.stringify(settings)}, "hestia:secretKey": pulumi.secret(${JSON.stringify(secretKey)}) }`,
    );
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.include("create a");
    expect(harness.stored()).to.deep.equal(["a.test"]);
  });

  it("field case 10: has named connections as an object", async () => {
    const { accessKey, secretKey } = demoCredentials;
    const place = `account: "tenant1", webDomain: "network.example.com", connection: "eu1"`;
    const resource = `new HestiaWebAlias("a", { domain: "a.test", ${place} }, { provider: own });`;
    declare("{}", resource);
    expectRefused(await harness.preview(), `"hestia:connections": { "eu1": { apiUrl: "<apiUrl>" } }`);
    const eu1 = `apiUrl: ${JSON.stringify(harness.panel.url)}, accessKey: ${JSON.stringify(accessKey)}`;
    declare(
      `{ "hestia:connections": { eu1: { ${eu1}, secretKey: pulumi.secret(${JSON.stringify(secretKey)}) } } }`,
      resource,
    );
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.stored()).to.deep.equal(["a.test"]);
  });
});

describe("a process of the Automation API", function () {
  this.timeout(120_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: "" });
  });
  after(() => harness?.close());

  /** Runs a preview from another folder than the application's. */
  async function previewFrom(cwd: string, settings: string): Promise<Finished> {
    const { folder, env } = harness.stack;
    const file = join(folder, "server.js");
    writeFileSync(
      file,
      `
        const { LocalWorkspace } = require("@pulumi/pulumi/automation");
        const { HestiaWebAlias } = require("pulumi-mapped-domains");
        const program = async () => void new HestiaWebAlias("a", { domain: "a.test" });
        const args = { stackName: "other", projectName: "test", program };
        (async () => {
          const stack = await LocalWorkspace.createOrSelectStack(args, { ${settings} });
          for (const [key, value] of Object.entries(JSON.parse(process.argv[2]))) await stack.setConfig(key, value);
          await stack.preview({ onOutput: (text) => process.stdout.write(text) });
        })().catch(() => process.exit(1));
      `,
    );
    const { accessKey, secretKey } = demoCredentials;
    const config = {
      "hestia:apiUrl": { value: harness.panel.url },
      "hestia:accessKey": { value: accessKey },
      "hestia:secretKey": { value: secretKey, secret: true },
      "hestia:account": { value: "tenant1" },
      "hestia:webDomain": { value: "network.example.com" },
    };
    const options = { cwd, env, timeout: 100_000 };
    return new RunningCommand(process.execPath, [file, JSON.stringify(config)], options).done;
  }

  it("field case 10: that was started in another folder fails, and the error names the setting that fixes it", async () => {
    const failed = await previewFrom("/", "");
    expect(failed.code).not.to.equal(0);
    expect(failed.output).to.contain(
      "pulumi-mapped-domains is not found from /, where this process was started",
    );
    expect(failed.output).to.contain("give that folder as `main` in the workspace's `projectSettings`");
    const main = JSON.stringify(harness.stack.folder);
    const repaired = await previewFrom(
      "/",
      `projectSettings: { name: "test", runtime: "nodejs", main: ${main} }`,
    );
    expect(repaired.code, repaired.output).to.equal(0);
  });

  it("field case 10: that was started in the application's folder works", async () => {
    const { code, output } = await previewFrom(harness.stack.folder, "");
    expect(code, output).to.equal(0);
    expect(output).not.to.contain("is not found from");
  });
});
