import { expect } from "chai";
import { ACCOUNT, N } from "../support/hestia";
import { alias, Bench, stepsIn } from "./bench";

describe("what somebody does on the panel by hand", function () {
  this.timeout(60_000);
  let bench: Bench;
  before(async () => {
    bench = await Bench.start({
      program: alias("acme", { domain: "acme.com", www: true }) + alias("globex", { domain: "globex.com" }),
    });
    await bench.up();
  });
  after(() => bench?.close());

  const ALL = ["acme.com", "www.acme.com", "globex.com"];
  const byHand = (...names: string[]) => bench.panel.setAliases(ACCOUNT, N, names);

  it("is seen by a refresh, with one list for all aliases", async () => {
    byHand("acme.com", "www.acme.com", "theirs.com");
    const refresh = await bench.refresh();
    expect(refresh.code, refresh.output).to.equal(0);
    expect(refresh.output).to.match(/- +pulumi-nodejs:dynamic\/hestia:WebAlias globex deleted/);
    expect(bench.calls).to.deep.equal(["list"]);
  });

  it("is mended by the next up, which leaves the work of others alone", async () => {
    const up = await bench.up();
    expect(stepsIn(up)).to.deep.equal(["create globex"]);
    expect(bench.stored()).to.have.members([...ALL, "theirs.com"]);
  });

  it("is nothing to a refresh when there was nothing", async () => {
    const refresh = await bench.refresh("--expect-no-changes");
    expect(refresh.code, refresh.output).to.equal(0);
    const preview = await bench.preview("--expect-no-changes");
    expect(preview.code, preview.output).to.equal(0);
    expect(bench.calls).to.deep.equal([]);
  });

  it("shows as an update where only the www name is gone, and is mended", async () => {
    byHand("acme.com", "globex.com");
    const refresh = await bench.refresh();
    expect(refresh.output).to.match(/hestia:WebAlias acme updated .*\[diff: ~names\]/);
    const preview = await bench.preview("--diff");
    expect(stepsIn(preview)).to.deep.equal(["update acme"]);
    expect(preview.output).to.match(/\+ \[1\]: "www\.acme\.com"/);
    const up = await bench.up();
    expect(stepsIn(up)).to.deep.equal(["update acme"]);
    expect(bench.writes).to.deep.equal(["add www.acme.com yes"]);
    expect(bench.stored()).to.have.members(ALL);
  });

  it("is seen and mended in one by `up --refresh`", async () => {
    byHand();
    const up = await bench.up("--refresh");
    expect(up.code, up.output).to.equal(0);
    expect(bench.stored()).to.have.members(ALL);
    expect(bench.panel.served(ACCOUNT, N)).to.have.members(ALL);
  });

  it("is no failure of a destroy when all is gone already", async () => {
    byHand();
    const destroy = await bench.destroy();
    expect(destroy.code, destroy.output).to.equal(0);
    expect(bench.calls.filter((call) => call !== "list")).to.deep.equal([]);
  });
});
