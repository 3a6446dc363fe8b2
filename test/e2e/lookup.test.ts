import { expect } from "chai";
import { ACCOUNT, N } from "../support/hestia";
import { alias, Bench, stepsIn } from "./bench";

describe("an alias that something else manages", function () {
  this.timeout(60_000);
  let bench: Bench;
  before(async () => {
    bench = await Bench.start({
      program: `exports.theirs = { ...HestiaWebAlias.get("theirs", "tenant1/${N}/acme.com") };`,
    });
    bench.panel.setAliases(ACCOUNT, N, ["acme.com", "www.acme.com"]);
  });
  after(() => bench?.close());

  it("is looked up by its id", async () => {
    const up = await bench.up();
    expect(up.code, up.output).to.equal(0);
    expect(bench.calls).to.deep.equal(["list"]);
    const { theirs } = await bench.stack.outputs();
    expect(theirs).to.deep.include({
      domain: "acme.com",
      names: ["acme.com", "www.acme.com"],
      account: ACCOUNT,
    });
  });

  it("stays on the panel when the stack is destroyed", async () => {
    const destroy = await bench.destroy();
    expect(destroy.code, destroy.output).to.equal(0);
    expect(bench.writes).to.deep.equal([]);
    expect(bench.stored()).to.deep.equal(["acme.com", "www.acme.com"]);
  });

  it("fails at preview where it is not there", async () => {
    bench.declare(`HestiaWebAlias.get("theirs", "tenant1/${N}/missing.com");`);
    const preview = await bench.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output).to.contain(
      `read missing.com on ${bench.panel.host} (account tenant1, web domain ${N}): there is no such alias.`,
    );
  });

  it("fails at preview with an id that is none, and says what one looks like", async () => {
    bench.declare(`HestiaWebAlias.get("theirs", "acme.com");`);
    const preview = await bench.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output).to.contain(
      '"acme.com" is no id of a web alias; it looks like account/webDomain/domain, such as tenant1/',
    );
  });
});

describe("values that are known only after another resource was created", function () {
  this.timeout(60_000);
  let bench: Bench;
  const program = (www: boolean) => `
    const first = ${alias("first", { domain: "acme.com", www })}
    const name = first.requiredDnsRecords.apply(([record]) => "shop." + record.name);
    new HestiaWebAlias("second", { domain: name });
  `;
  before(async () => {
    bench = await Bench.start({ program: program(false) });
  });
  after(() => bench?.close());

  it("are shown as such in the preview", async () => {
    const preview = await bench.preview("--diff");
    expect(preview.code, preview.output).to.equal(0);
    expect(preview.output).to.match(/domain +: (\[unknown\]|output<string>)/);
    expect(preview.output).to.match(/names +: (\[unknown\]|output<string>)/);
    expect(bench.calls).to.deep.equal([]);
  });

  it("are used by the up", async () => {
    const up = await bench.up();
    expect(up.code, up.output).to.equal(0);
    expect(bench.stored()).to.deep.equal(["acme.com", "shop.acme.com"]);
  });

  it("preview as a replacement where they may change, and come to nothing where they do not", async () => {
    bench.declare(program(true));
    const preview = await bench.preview();
    expect(preview.code, preview.output).to.equal(0);
    expect(stepsIn(preview)).to.include("replace second");
    const up = await bench.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["update first"]);
    expect(bench.stored()).to.have.members(["acme.com", "www.acme.com", "shop.acme.com"]);
  });
});
