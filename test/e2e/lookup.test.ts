import { expect } from "chai";
import { ACCOUNT, N } from "../support/hestia";
import { alias, HestiaStackHarness, stepsIn } from "./hestiaStack";

describe("an alias that something else manages", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({
      program: `exports.theirs = { ...HestiaWebAlias.get("theirs", "tenant1/${N}/acme.com") };`,
    });
    harness.panel.setAliases(ACCOUNT, N, ["acme.com", "www.acme.com"]);
  });
  after(() => harness?.close());

  it("is looked up by its id", async () => {
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.calls).to.deep.equal(["list"]);
    const { theirs } = await harness.stack.outputs();
    expect(theirs).to.deep.include({
      domain: "acme.com",
      names: ["acme.com", "www.acme.com"],
      account: ACCOUNT,
    });
  });

  it("stays on the panel when the stack is destroyed", async () => {
    const destroy = await harness.destroy();
    expect(destroy.code, destroy.output).to.equal(0);
    expect(harness.writes).to.deep.equal([]);
    expect(harness.stored()).to.deep.equal(["acme.com", "www.acme.com"]);
  });

  it("fails at preview where it does not exist", async () => {
    harness.declare(`HestiaWebAlias.get("theirs", "tenant1/${N}/missing.com");`);
    const preview = await harness.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output)
      .to.contain("There is no such alias.")
      .and.contain(`During read of missing.com on ${harness.panel.host} (account tenant1, web domain ${N})`);
  });

  it("fails at preview with a malformed id, and says what an id looks like", async () => {
    harness.declare(`HestiaWebAlias.get("theirs", "acme.com");`);
    const preview = await harness.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output).to.contain(
      '"acme.com" is no id of a web alias; it looks like account/webDomain/domain, such as tenant1/',
    );
  });
});

describe("inputs that are known only after another resource is created", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  const program = (www: boolean) => `
    const first = ${alias("first", { domain: "acme.com", www })}
    const name = first.requiredDnsRecords.apply(([record]) => "shop." + record.name);
    new HestiaWebAlias("second", { domain: name });
  `;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: program(false) });
  });
  after(() => harness?.close());

  it("are previewed as unknown", async () => {
    const preview = await harness.preview("--diff");
    expect(preview.code, preview.output).to.equal(0);
    expect(preview.output).to.match(/domain +: (\[unknown\]|output<string>)/);
    expect(preview.output).to.match(/names +: (\[unknown\]|output<string>)/);
    expect(harness.writes).to.deep.equal([]);
  });

  it("are used by the up", async () => {
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.stored()).to.deep.equal(["acme.com", "shop.acme.com"]);
  });

  it("preview as a replacement where they may change, and change nothing where they do not", async () => {
    harness.declare(program(true));
    const preview = await harness.preview();
    expect(preview.code, preview.output).to.equal(0);
    expect(stepsIn(preview)).to.include("replace second");
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["update first"]);
    expect(harness.stored()).to.have.members(["acme.com", "www.acme.com", "shop.acme.com"]);
  });
});
