import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { expectClean } from "../support/clean";
import { expectDone } from "./enhanceStack";
import { alias, HestiaStackHarness, stepsIn } from "./hestiaStack";

const PROGRAM = `
  require("pulumi-mapped-domains").hestia.listAliases();
  ${alias("acme", { domain: "acme.com" })}
`;

describe("MAPPED_DOMAINS_LOG", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: PROGRAM });
  });
  after(() => harness?.close());

  const operationsIn = (text: string) => text.match(/(?<="operation":")[\w-]+/g) ?? [];

  it("with a file's name has every call of every process of a run there, and prints nothing", async () => {
    harness.stack.env.MAPPED_DOMAINS_LOG = "calls.jsonl";
    const up = await harness.up();
    expectDone(up);
    expect(up.output).not.to.contain("operation").and.not.contain("Diagnostics");
    const text = readFileSync(join(harness.stack.folder, "calls.jsonl"), "utf8");
    expect(operationsIn(text)).to.deep.equal(harness.panel.log.map(({ command }) => command));
    expect(operationsIn(text)).to.include.members(["v-list-web-domains", "v-add-web-domain-alias"]);
    for (const line of text.trimEnd().split("\n"))
      expect(JSON.parse(line)).to.include({ panel: harness.panel.host, attempt: 1 });
    expectClean(text);
  });

  it("with `debug` shows the calls under Diagnostics", async () => {
    harness.stack.env.MAPPED_DOMAINS_LOG = "debug";
    const destroy = await harness.destroy();
    expectDone(destroy);
    const diagnostics = destroy.output.slice(destroy.output.indexOf("Diagnostics:"));
    expect(operationsIn(diagnostics)).to.deep.equal(harness.panel.log.map(({ command }) => command));
  });

  it("with a file that cannot be written says so once a process, and the run succeeds", async () => {
    harness.stack.env.MAPPED_DOMAINS_LOG = "missing/calls.jsonl";
    harness.declare(alias("acme", { domain: "acme.com" }));
    const up = await harness.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(["create acme"]);
    const diagnostics = up.output.slice(up.output.lastIndexOf("Diagnostics:"));
    expect(diagnostics.match(/Calls are not logged: .*missing\/calls\.jsonl/g)).to.have.length(1);
    harness.stack.env.MAPPED_DOMAINS_LOG = "calls.jsonl";
    const mended = await harness.refresh();
    expectDone(mended);
    expect(mended.output).not.to.contain("Calls are not logged");
  });
});
