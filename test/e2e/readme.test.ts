import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ModuleKind, transpileModule } from "typescript";
import { CHECKOUT } from "../support/project";
import { HestiaStackHarness } from "./hestiaStack";

/** The program of docs/functions.md that tests a connection, as JavaScript. */
function programWith(line: string): string {
  const page = readFileSync(join(CHECKOUT, "docs", "functions.md"), "utf8");
  const program = page.match(/```ts\n[\s\S]*?```/g)?.find((one) => one.includes(line));
  expect(program, `docs/functions.md's program with ${line}`).not.to.equal(undefined);
  const source = program?.replace(/^```ts\n|```$/g, "") ?? "";
  return transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS } }).outputText;
}

describe("the test of a connection in docs/functions.md", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: "" });
    harness.stack.setProgram(programWith("Tests the connection"));
  });
  after(() => harness?.close());

  it("field case 17: runs as printed there, and prints nothing where all is well", async () => {
    const preview = await harness.preview();
    expect(preview.code, preview.output).to.equal(0);
    expect(preview.output).not.to.contain("Diagnostics");
    expect(harness.calls).to.include("list");
  });

  it("field case 17: prints what is wrong, and no stack trace", async () => {
    await harness.stack.setConfig("hestia:account", "tenant9");
    const preview = await harness.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output).to.contain("tenant9");
    expect(preview.output)
      .not.to.match(/^ +at /m)
      .and.not.to.contain("Unhandled");
  });
});
