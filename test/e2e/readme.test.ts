import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ModuleKind, transpileModule } from "typescript";
import { CHECKOUT } from "../support/project";
import { HestiaStackHarness } from "./hestiaStack";

/** The README's program that has a line, as JavaScript. */
function programWith(line: string): string {
  const readme = readFileSync(join(CHECKOUT, "README.md"), "utf8");
  const program = readme.match(/```ts\n[\s\S]*?```/g)?.find((one) => one.includes(line));
  expect(program, `the README's program with ${line}`).not.to.equal(undefined);
  const source = program?.replace(/^```ts\n|```$/g, "") ?? "";
  return transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS } }).outputText;
}

describe("the README's test of a connection", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: "" });
    harness.stack.setProgram(programWith("assertConnection"));
  });
  after(() => harness?.close());

  it("field case 17: runs as printed in the README, and prints nothing where all is well", async () => {
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
