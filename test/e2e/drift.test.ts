import { expect } from "chai";
import { ACCOUNT, N } from "../support/hestia";
import { alias, HestiaStackHarness, stepsIn } from "./hestiaStack";

describe("changes by hand on the panel", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({
      program: alias("acme", { domain: "acme.com", www: true }) + alias("globex", { domain: "globex.com" }),
    });
    await harness.up();
  });
  after(() => harness?.close());

  const ALL = ["acme.com", "www.acme.com", "globex.com"];
  const byHand = (...names: string[]) => harness.panel.setAliases(ACCOUNT, N, names);

  it("is found by a refresh, with one list for all aliases", async () => {
    byHand("acme.com", "www.acme.com", "theirs.com");
    const refresh = await harness.refresh();
    expect(refresh.code, refresh.output).to.equal(0);
    expect(refresh.output).to.match(/- +pulumi-nodejs:dynamic\/hestia:WebAlias globex deleted/);
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("is repaired by the next up, which leaves the names of others alone", async () => {
    const up = await harness.up();
    expect(stepsIn(up)).to.deep.equal(["create globex"]);
    expect(harness.stored()).to.have.members([...ALL, "theirs.com"]);
  });

  it("does not show in a refresh when nothing was changed", async () => {
    const refresh = await harness.refresh("--expect-no-changes");
    expect(refresh.code, refresh.output).to.equal(0);
    const preview = await harness.preview("--expect-no-changes");
    expect(preview.code, preview.output).to.equal(0);
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("shows as an update where only the www name is gone, and is repaired", async () => {
    byHand("acme.com", "globex.com");
    const refresh = await harness.refresh();
    expect(refresh.output).to.match(/hestia:WebAlias acme updated .*\[diff: ~names\]/);
    const preview = await harness.preview("--diff");
    expect(stepsIn(preview)).to.deep.equal(["update acme"]);
    expect(preview.output).to.match(/\+ \[1\]: "www\.acme\.com"/);
    const up = await harness.up();
    expect(stepsIn(up)).to.deep.equal(["update acme"]);
    expect(harness.writes).to.deep.equal(["add www.acme.com yes"]);
    expect(harness.stored()).to.have.members(ALL);
  });

  it("is found and repaired at once by `up --refresh`", async () => {
    byHand();
    const up = await harness.up("--refresh");
    expect(up.code, up.output).to.equal(0);
    expect(harness.stored()).to.have.members(ALL);
    expect(harness.panel.served(ACCOUNT, N)).to.have.members(ALL);
  });

  it("does not fail a destroy when all is already gone", async () => {
    byHand();
    const destroy = await harness.destroy();
    expect(destroy.code, destroy.output).to.equal(0);
    expect(harness.calls.filter((call) => call !== "list")).to.deep.equal([]);
  });
});
