import { expect } from "chai";
import { ACCOUNT, N, S } from "../support/hestia";
import { aliasSet, HestiaStackHarness, stepsIn } from "./hestiaStack";

const PROVIDER = 'exports.handler=()=>require("pulumi-mapped-domains/host").hestiaWebAliases';

describe("a set of aliases in a stack", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({
      program: `
        const set = new HestiaWebAliases("customers", { domains: ["ACME.com", "old.test", "*.globex.com"] });
        exports.customers = { ...set };
      `,
    });
  });
  after(() => harness?.close());

  it("is previewed with all its outputs, and nothing else", async () => {
    const { steps } = await harness.stack.previewJson();
    expect(steps.find(({ urn }) => urn.endsWith("::customers"))?.newState?.inputs).to.deep.equal({
      __provider: PROVIDER,
      domains: { "acme.com": true, "old.test": true, "*.globex.com": true },
      account: ACCOUNT,
      webDomain: N,
      panel: harness.panel.host,
    });
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("is created with one write, and has its outputs", async () => {
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["create customers"]);
    expect(harness.writes).to.deep.equal(["add *.globex.com,acme.com,old.test yes"]);
    const { customers } = await harness.stack.outputs();
    expect(customers).to.deep.include({
      id: `tenant1/${N}`,
      names: ["*.globex.com", "acme.com", "old.test"],
      adopted: [],
      failed: {},
      addresses: ["192.0.2.10"],
      panel: harness.panel.host,
    });
  });

  it("is in the state with a short provider text and nothing hidden", async () => {
    const [set] = await harness.stack.resources();
    expect(set?.inputs).to.have.all.keys("__provider", "domains", "account", "webDomain", "panel");
    expect(set?.outputs).to.have.property("__provider", PROVIDER);
    expect(set?.outputs).not.to.have.property("__declaration");
  });

  it("takes one list in the preview and no call where nothing is to do, whatever the form of its names", async () => {
    harness.declare(
      aliasSet("customers", { domains: { "*.globex.com": true, "acme.com": {}, "old.test": true } }),
    );
    const up = await harness.up("--expect-no-changes");
    expect(up.code, up.output).to.equal(0);
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("is previewed by name: only names that are added or removed", async () => {
    harness.declare(aliasSet("customers", { domains: ["new.test", "acme.com", "*.globex.com"] }));
    const preview = await harness.preview("--diff");
    expect(stepsIn(preview)).to.deep.equal(["update customers"]);
    expect(preview.output).to.match(/^ *\+ new\.test *: true$/m);
    expect(preview.output).to.match(/^ *- old\.test *: true$/m);
    expect(preview.output.match(/^ *[-+~] .*(acme|globex)/gm)).to.equal(null);
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("is updated by calls for those names alone", async () => {
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.writes).to.deep.equal(["add new.test updatessl", "delete old.test yes"]);
    expect(harness.panel.served(ACCOUNT, N)).to.have.members(["new.test", "acme.com", "*.globex.com"]);
  });

  it("shows a www name by its domain", async () => {
    harness.declare(aliasSet("customers", { domains: { "new.test": { www: true }, "acme.com": true } }));
    const preview = await harness.preview("--diff");
    expect(preview.output).to.match(/\+ new\.test *: \{\s+\+ www: true/);
    expect(preview.output).to.match(/- \*\.globex\.com *: true/);
    expect(preview.output.match(/^ *[-+~] .*acme/gm)).to.equal(null);
    const up = await harness.up();
    expect(harness.writes).to.deep.equal(["add www.new.test updatessl", "delete *.globex.com yes"]);
    expect(up.code, up.output).to.equal(0);
  });

  it("gets all www names where that is declared for the set, also beside `true`", async () => {
    harness.declare(aliasSet("customers", { domains: { "new.test": true, "acme.com": true }, www: true }));
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.writes).to.deep.equal(["add www.acme.com yes"]);
    harness.panel.setAliases(ACCOUNT, N, ["new.test", "acme.com"]);
    const repaired = await harness.up("--refresh");
    expect(repaired.code, repaired.output).to.equal(0);
    expect(harness.stored()).to.have.members(["new.test", "www.new.test", "acme.com", "www.acme.com"]);
  });

  it("never leaves the panel when it is renamed", async () => {
    harness.declare(aliasSet("renamed", { domains: ["new.test", "acme.com"], www: true }));
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["create renamed", "delete customers"]);
    expect(harness.writes).to.deep.equal([]);
    expect(harness.stored()).to.have.length(4);
  });

  it("keeps its names under ignoreChanges, whatever is declared", async () => {
    const options = { ignoreChanges: ["domains"] };
    harness.declare(aliasSet("renamed", { domains: ["other.test"], www: true }, options));
    const up = await harness.up("--expect-no-changes");
    expect(up.code, up.output).to.equal(0);
    expect(harness.writes).to.deep.equal([]);
  });

  it("is removed from its web domain before it is added to another", async () => {
    harness.declare(aliasSet("renamed", { domains: ["new.test", "acme.com"], www: true, webDomain: S }));
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal([
      "delete-replaced renamed",
      "replace renamed",
      "create-replacement renamed",
    ]);
    expect(harness.stored()).to.deep.equal([]);
    expect(harness.stored(S)).to.have.length(4);
    expect(
      harness.writes.filter((one) => one.endsWith(" yes")),
      "the only restart",
    ).to.have.length(1);
  });

  it("is destroyed with one call for each name", async () => {
    const destroy = await harness.destroy();
    expect(destroy.code, destroy.output).to.equal(0);
    expect(harness.writes).to.have.length(4);
    expect(harness.stored(S)).to.deep.equal([]);
    expect(await harness.stack.resources()).to.deep.equal([]);
  });
});
