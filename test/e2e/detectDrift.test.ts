import { expect } from "chai";
import { alias, aliasSet, HestiaStackHarness, stepsIn } from "./hestiaStack";

describe("a stack that detects drift", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  const program =
    alias("acme", { domain: "acme.com", www: true }) + aliasSet("all", { domains: ["a.test", "b.test"] });
  const ALL = ["acme.com", "www.acme.com", "a.test", "b.test"];
  const takeOff = (...names: string[]) =>
    harness.panel.setAliases(
      "tenant1",
      "network.example.com",
      harness.stored().filter((name) => !names.includes(name)),
    );

  before(async () => {
    harness = await HestiaStackHarness.start({ program, config: { "hestia:detectDrift": "true" } });
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
  });
  after(() => harness?.close());

  it("has none where everything is there: one list for all of them", async () => {
    const preview = await harness.preview("--expect-no-changes");
    expect(preview.code, preview.output).to.equal(0);
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("shows in a plain preview what somebody took off, which fails --expect-no-changes", async () => {
    takeOff("www.acme.com", "b.test");
    const preview = await harness.preview("--diff");
    expect(preview.code, preview.output).to.equal(0);
    expect(preview.output).to.match(/\+ drift.*\n?.*www\.acme\.com is not on the panel/);
    expect(preview.output).to.match(/b\.test is not on the panel/);
    const alarm = await harness.preview("--expect-no-changes");
    expect(alarm.code, alarm.output).not.to.equal(0);
    expect(harness.writes).to.deep.equal([]);
  });

  it("puts it back with a plain up, and then there is nothing to do, in a preview and in a refresh", async () => {
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.have.members(["update acme", "update all"]);
    expect(harness.stored()).to.have.members(ALL);
    const refresh = await harness.refresh("--expect-no-changes");
    expect(refresh.code, refresh.output).to.equal(0);
    const preview = await harness.preview("--expect-no-changes");
    expect(preview.code, preview.output).to.equal(0);
    const again = await harness.up();
    expect(stepsIn(again)).to.deep.equal([]);
  });

  it("shows the same drift the second time as well", async () => {
    takeOff("b.test");
    await harness.up();
    takeOff("b.test");
    const preview = await harness.preview("--diff");
    expect(preview.output).to.contain("(2 runs in a row) b.test is not on the panel");
    await harness.up();
    expect(harness.stored()).to.have.members(ALL);
  });

  it("goes by the state where the panel does not answer, says so once, and succeeds", async () => {
    takeOff("b.test");
    harness.panel.faults.add({
      command: "v-list-web-domains",
      do: "exit",
      code: 15,
      when: "before",
      times: 9,
    });
    const preview = await harness.preview();
    expect(preview.code, preview.output).to.equal(0);
    const diagnostics = preview.output.slice(preview.output.indexOf("Diagnostics:"));
    expect(diagnostics.match(/Drift was not looked for/g)).to.have.length(1);
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    harness.panel.faults.clear();
  });

  it("does not look where the resource's ignoreChanges has drift", async () => {
    takeOff("b.test");
    harness.declare(
      alias("acme", { domain: "acme.com", www: true }) +
        aliasSet("all", { domains: ["a.test", "b.test"] }, { ignoreChanges: ["drift"] }),
    );
    const preview = await harness.preview("--expect-no-changes");
    expect(preview.code, preview.output).to.equal(0);
  });
});
