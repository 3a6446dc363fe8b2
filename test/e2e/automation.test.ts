import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { RunningCommand } from "../support/command";
import { HestiaStackHarness } from "./hestiaStack";

/** A process that, as a platform's own server may, runs one program after the other with the Automation API. */
const SERVER = `
  const { LocalWorkspace } = require("@pulumi/pulumi/automation");
  const { HestiaWebAliases } = require("pulumi-mapped-domains");
  const up = async (domains) => {
    const program = async () => void new HestiaWebAliases("customers", { domains });
    const options = { workDir: process.cwd() };
    const stack = await LocalWorkspace.selectStack({ stackName: "dev", projectName: "test", program }, options);
    const { summary } = await stack.up({ onOutput: (text) => process.stdout.write(text) });
    console.log(JSON.stringify(summary.resourceChanges));
  };
  (async () => {
    for (const domains of JSON.parse(process.argv[2])) await up(domains);
  })();
`;

describe("programs that one process runs one after the other", function () {
  this.timeout(120_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: "" });
  });
  after(() => harness?.close());

  it("are independent: what the next program no longer declares is removed", async () => {
    const { folder: cwd, env } = harness.stack;
    writeFileSync(join(cwd, "server.js"), SERVER);
    const runs = [["a.test", "b.test"], ["a.test"], ["c.test"]];
    const server = new RunningCommand(process.execPath, ["server.js", JSON.stringify(runs)], {
      cwd,
      env,
      timeout: 100_000,
    });
    const { code, output } = await server.done;
    expect(code, output).to.equal(0);
    expect(harness.writes).to.deep.equal([
      "add a.test,b.test yes",
      "delete b.test yes",
      "add c.test updatessl",
      "delete a.test yes",
    ]);
    expect(output).not.to.contain("stays on the panel");
  });
});
