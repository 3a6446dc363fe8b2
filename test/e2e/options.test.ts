import { expect } from "chai";
import { alias, HestiaStackHarness, stepsIn } from "./hestiaStack";

describe("options of Pulumi", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: alias("acme", { domain: "acme.com", www: true }) });
    await harness.up();
  });
  after(() => harness?.close());

  const BOTH = ["acme.com", "www.acme.com"];
  const urn = async (name: string) =>
    (await harness.stack.resources()).find((one) => one.urn.endsWith(`::${name}`))?.urn ?? "";

  it("ignoreChanges keeps the www name that is no longer declared", async () => {
    harness.declare(alias("acme", { domain: "acme.com", www: false }, { ignoreChanges: ["www"] }));
    const up = await harness.up("--expect-no-changes");
    expect(up.code, up.output).to.equal(0);
    expect(harness.stored()).to.deep.equal(BOTH);
  });

  it("ignoreChanges keeps the domain, and with it its names", async () => {
    harness.declare(alias("acme", { domain: "acme.org", www: true }, { ignoreChanges: ["domain"] }));
    const up = await harness.up("--expect-no-changes");
    expect(up.code, up.output).to.equal(0);
    expect(harness.stored()).to.deep.equal(BOTH);
  });

  it("--replace creates the alias again without removing it from the panel", async () => {
    harness.declare(alias("acme", { domain: "acme.com", www: true }));
    const up = await harness.up("--replace", await urn("acme"));
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["create-replacement acme", "replace acme", "delete-replaced acme"]);
    expect(harness.writes).to.deep.equal([]);
    expect(harness.stored()).to.deep.equal(BOTH);
  });

  it('--replace does nothing where onExisting is "fail", since the engine creates first', async () => {
    harness.declare(alias("acme", { domain: "acme.com", www: true, onExisting: "fail" }));
    const up = await harness.up("--replace", await urn("acme"));
    expect(up.code).not.to.equal(0);
    expect(up.output).to.contain('acme.com is on this web domain already, and onExisting is "fail"');
    expect(harness.writes).to.deep.equal([]);
  });

  it('--replace works with onExisting "fail" where deleteBeforeReplace is set: the alias is removed and added again', async () => {
    const args = { domain: "acme.com", www: true, onExisting: "fail" };
    harness.declare(alias("acme", args, { deleteBeforeReplace: true }));
    const up = await harness.up("--replace", await urn("acme"));
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["delete-replaced acme", "replace acme", "create-replacement acme"]);
    expect(harness.writes).to.deep.equal([
      "delete acme.com updatessl",
      "delete www.acme.com yes",
      "add acme.com,www.acme.com yes",
    ]);
    expect(harness.stored()).to.deep.equal(BOTH);
  });

  it("--target updates that alias and leaves the other alone", async () => {
    harness.declare(
      alias("acme", { domain: "acme.com", www: true }) + alias("globex", { domain: "globex.com" }),
    );
    await harness.up();
    harness.declare(
      alias("acme", { domain: "acme.com", www: false }) +
        alias("globex", { domain: "globex.com", www: true }),
    );
    const up = await harness.up("--target", await urn("globex"));
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["update globex"]);
    expect(harness.stored()).to.have.members([...BOTH, "globex.com", "www.globex.com"]);
    const rest = await harness.up();
    expect(stepsIn(rest)).to.deep.equal(["update acme"]);
    expect(harness.stored()).to.have.members(["acme.com", "globex.com", "www.globex.com"]);
  });

  it("--target destroys that alias alone", async () => {
    const destroy = await harness.destroy("--target", await urn("globex"));
    expect(destroy.code, destroy.output).to.equal(0);
    expect(harness.stored()).to.deep.equal(["acme.com"]);
  });

  it("protect keeps an alias from being destroyed", async () => {
    harness.declare(alias("acme", { domain: "acme.com" }, { protect: true }));
    await harness.up();
    const destroy = await harness.destroy();
    expect(destroy.code).not.to.equal(0);
    expect(destroy.output).to.match(/protected/);
    expect(harness.calls).to.deep.equal([]);
    expect(harness.stored()).to.deep.equal(["acme.com"]);
  });

  it("retainOnDelete leaves the alias on the panel", async () => {
    harness.declare(alias("acme", { domain: "acme.com" }, { retainOnDelete: true }));
    await harness.up();
    harness.declare("");
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(await harness.stack.resources()).to.deep.equal([]);
    expect(harness.calls).to.deep.equal([]);
    expect(harness.stored()).to.deep.equal(["acme.com"]);
  });
});
