import { expect } from "chai";
import { alias, Bench, stepsIn } from "./bench";

describe("options of Pulumi", function () {
  this.timeout(60_000);
  let bench: Bench;
  before(async () => {
    bench = await Bench.start({ program: alias("acme", { domain: "acme.com", www: true }) });
    await bench.up();
  });
  after(() => bench?.close());

  const BOTH = ["acme.com", "www.acme.com"];
  const urn = async (name: string) =>
    (await bench.stack.resources()).find((one) => one.urn.endsWith(`::${name}`))?.urn ?? "";

  it("ignoreChanges keeps the www name that is no longer declared", async () => {
    bench.declare(alias("acme", { domain: "acme.com", www: false }, { ignoreChanges: ["www"] }));
    const up = await bench.up("--expect-no-changes");
    expect(up.code, up.output).to.equal(0);
    expect(bench.stored()).to.deep.equal(BOTH);
  });

  it("ignoreChanges keeps the domain, and with it its names", async () => {
    bench.declare(alias("acme", { domain: "acme.org", www: true }, { ignoreChanges: ["domain"] }));
    const up = await bench.up("--expect-no-changes");
    expect(up.code, up.output).to.equal(0);
    expect(bench.stored()).to.deep.equal(BOTH);
  });

  it("--replace makes the alias anew without taking it off the panel", async () => {
    bench.declare(alias("acme", { domain: "acme.com", www: true }));
    const up = await bench.up("--replace", await urn("acme"));
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["create-replacement acme", "replace acme", "delete-replaced acme"]);
    expect(bench.writes).to.deep.equal([]);
    expect(bench.stored()).to.deep.equal(BOTH);
  });

  it('--replace does nothing where onExisting is "fail", since the engine creates first', async () => {
    bench.declare(alias("acme", { domain: "acme.com", www: true, onExisting: "fail" }));
    const up = await bench.up("--replace", await urn("acme"));
    expect(up.code).not.to.equal(0);
    expect(up.output).to.contain('acme.com is on this web domain already, and onExisting is "fail"');
    expect(bench.writes).to.deep.equal([]);
  });

  it('--replace works with onExisting "fail" where deleteBeforeReplace is set: the alias goes and comes anew', async () => {
    const args = { domain: "acme.com", www: true, onExisting: "fail" };
    bench.declare(alias("acme", args, { deleteBeforeReplace: true }));
    const up = await bench.up("--replace", await urn("acme"));
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["delete-replaced acme", "replace acme", "create-replacement acme"]);
    expect(bench.writes).to.deep.equal([
      "delete acme.com no",
      "delete www.acme.com yes",
      "add acme.com,www.acme.com yes",
    ]);
    expect(bench.stored()).to.deep.equal(BOTH);
  });

  it("--target updates that alias and leaves the other alone", async () => {
    bench.declare(
      alias("acme", { domain: "acme.com", www: true }) + alias("globex", { domain: "globex.com" }),
    );
    await bench.up();
    bench.declare(
      alias("acme", { domain: "acme.com", www: false }) +
        alias("globex", { domain: "globex.com", www: true }),
    );
    const up = await bench.up("--target", await urn("globex"));
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["update globex"]);
    expect(bench.stored()).to.have.members([...BOTH, "globex.com", "www.globex.com"]);
    const rest = await bench.up();
    expect(stepsIn(rest)).to.deep.equal(["update acme"]);
    expect(bench.stored()).to.have.members(["acme.com", "globex.com", "www.globex.com"]);
  });

  it("--target destroys that alias alone", async () => {
    const destroy = await bench.destroy("--target", await urn("globex"));
    expect(destroy.code, destroy.output).to.equal(0);
    expect(bench.stored()).to.deep.equal(["acme.com"]);
  });

  it("protect keeps an alias from being destroyed", async () => {
    bench.declare(alias("acme", { domain: "acme.com" }, { protect: true }));
    await bench.up();
    const destroy = await bench.destroy();
    expect(destroy.code).not.to.equal(0);
    expect(destroy.output).to.match(/protected/);
    expect(bench.calls).to.deep.equal([]);
    expect(bench.stored()).to.deep.equal(["acme.com"]);
  });

  it("retainOnDelete leaves the alias on the panel", async () => {
    bench.declare(alias("acme", { domain: "acme.com" }, { retainOnDelete: true }));
    await bench.up();
    bench.declare("");
    const up = await bench.up();
    expect(up.code, up.output).to.equal(0);
    expect(await bench.stack.resources()).to.deep.equal([]);
    expect(bench.calls).to.deep.equal([]);
    expect(bench.stored()).to.deep.equal(["acme.com"]);
  });
});
