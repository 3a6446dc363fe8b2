import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { Packed } from "../support/packed";
import { CHECKOUT } from "../support/project";

const NAME = "pulumi-mapped-domains";

describe("the package as npm packs it", function () {
  this.timeout(120_000);
  let root: string;
  let installed: string;
  let packed: Packed;

  before(() => {
    root = mkdtempSync(join(tmpdir(), "mapped-domains-packed-"));
    packed = new Packed();
    installed = packed.installIn(join(root, "program"));
  });
  after(() => {
    packed.remove();
    rmSync(root, { recursive: true, force: true });
  });

  it("has what programs and the engine load, and nothing besides dist, docs, examples and the texts about itself", () => {
    const load = `
      const main = require("${NAME}"), host = require("${NAME}/host");
      console.log(JSON.stringify([Object.keys(main), typeof host.hestiaWebAlias]));
    `;
    const printed = execFileSync("node", ["-e", load], { cwd: join(root, "program"), encoding: "utf8" });
    const [exported, handler] = JSON.parse(printed) as [string[], string];
    expect(exported).to.include.members([
      "HestiaWebAlias",
      "HestiaWebAliases",
      "EnhanceDomain",
      "EnhanceDomains",
    ]);
    expect(handler).not.to.equal("undefined");
    const texts = ["CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "package.json"];
    const files = [...texts, "dist", "docs", "examples"];
    expect(readdirSync(installed)).to.have.members(files);
    expect(readdirSync(join(installed, "dist"))).to.have.members(["panels", "provider"]);
  });

  it("has everything to which README and docs/ link", () => {
    const pages = [
      "README.md",
      ...readdirSync(join(installed, "docs"), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".md"))
        .map((file) => join("docs", file)),
    ];
    const links = pages.flatMap((page) =>
      [...readFileSync(join(installed, page), "utf8").matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
        ([, link = ""]) => join(dirname(page), link),
      ),
    );
    expect(links).to.include("examples/many/index.ts");
    expect(links.filter((link) => !existsSync(join(installed, link)))).to.deep.equal([]);
  });

  it("has the local panels as an entry of their own, which nothing else loads", () => {
    const load = `
      require("${NAME}"), require("${NAME}/host");
      const ofPanels = () => Object.keys(require.cache).filter((path) => path.includes("/dist/panels/")).length;
      const before = ofPanels();
      const { startHestiaPanel, startEnhancePanel } = require("${NAME}/panels");
      (async () => {
        const panels = [await startHestiaPanel(), await startEnhancePanel()];
        const answers = await Promise.all(panels.map(({ host }) => fetch("http://" + host + "/_control/state")));
        console.log(JSON.stringify([before, ofPanels() > 0, answers.map(({ status }) => status)]));
        await Promise.all(panels.map((panel) => panel.close()));
      })();
    `;
    const printed = execFileSync("node", ["-e", load], { cwd: join(root, "program"), encoding: "utf8" });
    expect(JSON.parse(printed)).to.deep.equal([0, true, [200, 200]]);
  });

  it("has types for each entry, also for programs with the older resolution of Pulumi's templates", () => {
    const program = join(root, "program", "index.ts");
    writeFileSync(
      program,
      `import { type HestiaPanel, startHestiaPanel } from "${NAME}/panels";\n` +
        `import { HestiaWebAlias } from "${NAME}";\n` +
        "export const all: [() => Promise<HestiaPanel>, typeof HestiaWebAlias] = [startHestiaPanel, HestiaWebAlias];\n",
    );
    const tsc = join(CHECKOUT, "node_modules", "typescript", "bin", "tsc");
    const types = ["--typeRoots", join(CHECKOUT, "node_modules", "@types"), "--types", "node"];
    for (const resolution of [
      ["--module", "commonjs", "--moduleResolution", "node10"],
      ["--module", "nodenext"],
    ]) {
      const args = [
        tsc,
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--target",
        "es2022",
        ...types,
        ...resolution,
      ];
      const { status, stdout } = spawnSync("node", [...args, program], { encoding: "utf8" });
      expect(status, stdout).to.equal(0);
    }
  });

  it("has the command, which npm links to", () => {
    const { bin } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      bin: Record<string, string>;
    };
    const command = join(installed, bin["mapped-domains"] ?? "");
    const printed = execFileSync(command, ["--help"], { cwd: root, encoding: "utf8" });
    expect(printed).to.match(/^Usage: mapped-domains /);
  });
});
