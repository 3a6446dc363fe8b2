import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { expect } from "chai";
import { engineEnvironment, enginePath } from "../../tools/engine/environment";

describe("engine: environment", () => {
  let home = "";
  const added = new Set<string>();
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "engine-environment-"));
  });
  afterEach(() => {
    for (const name of added) delete process.env[name];
    added.clear();
    rmSync(home, { recursive: true, force: true });
  });

  it("puts the engine first on PATH, and then the Node.js that runs us", () => {
    const env = engineEnvironment("/engine", home);
    expect(env.PATH?.split(delimiter).slice(0, 2)).to.deep.equal(["/engine", dirname(process.execPath)]);
    expect(env.PATH).to.contain(process.env.PATH);
  });

  it("puts the Node.js that runs us first where the engine's folder has another", () => {
    const nodeFolder = dirname(process.execPath);
    expect(enginePath(nodeFolder, "/ours", "/bin").split(delimiter)).to.deep.equal([
      "/ours",
      nodeFolder,
      "/bin",
    ]);
    expect(enginePath("/engine", "/ours", "").split(delimiter)).to.deep.equal(["/engine", "/ours"]);
  });

  it("keeps everything of Pulumi's under the given home", () => {
    const env = engineEnvironment("/engine", home);
    expect(env.PULUMI_HOME).to.equal(join(home, "pulumi-home"));
    expect(env.PULUMI_BACKEND_URL).to.equal(`file://${join(home, "state")}`);
    expect(existsSync(join(home, "state"))).to.equal(true);
    expect(env)
      .to.include({ PULUMI_SKIP_UPDATE_CHECK: "true" })
      .and.to.have.property("PULUMI_CONFIG_PASSPHRASE");
  });

  it("passes on no credential and no setting of the caller's", () => {
    const caller = {
      WU_HESTIA_API_PASSWORD: "x",
      WU_ENHANCE_API_TOKEN: "x",
      PULUMI_ACCESS_TOKEN: "x",
      PULUMI_CONFIG_PASSPHRASE_FILE: "x",
      PULUMI_STACK: "x",
      MAPPED_DOMAINS_OTHER: "kept",
    };
    for (const [name, value] of Object.entries(caller)) {
      if (process.env[name] !== undefined) continue;
      added.add(name);
      process.env[name] = value;
    }
    const env = engineEnvironment("/engine", home);
    const names = Object.keys(env).filter((name) =>
      /^WU_|ACCESS_TOKEN|PASSPHRASE_FILE|PULUMI_STACK/.test(name),
    );
    expect(names).to.deep.equal([]);
    expect(env.MAPPED_DOMAINS_OTHER).to.equal("kept");
  });
});
