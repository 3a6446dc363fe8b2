import { expect } from "chai";
import { ACCOUNT, N, S } from "../support/hestia";
import { alias, HestiaStackHarness, stepsIn } from "./hestiaStack";

describe("an alias in a stack", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({
      program: `
        const acme = new HestiaWebAlias("acme", { domain: " ACME.com. " });
        exports.acme = { ...acme };
      `,
    });
  });
  after(() => harness?.close());

  const PROVIDER = 'exports.handler=()=>require("pulumi-mapped-domains/host").hestiaWebAlias';

  it("is previewed with all its outputs, and nothing else", async () => {
    const { steps } = await harness.stack.previewJson();
    expect(steps.find(({ urn }) => urn.endsWith("::acme"))?.newState?.inputs).to.deep.equal({
      __provider: PROVIDER,
      domain: "acme.com",
      account: ACCOUNT,
      webDomain: N,
      www: false,
      names: ["acme.com"],
      panel: harness.panel.host,
    });
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("is created", async () => {
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["create acme"]);
    expect(harness.calls).to.deep.equal(["list", "add acme.com yes", "list"]);
    expect(harness.stored()).to.deep.equal(["acme.com"]);
  });

  it("has its outputs, with the DNS records that lead to it", async () => {
    const { acme } = await harness.stack.outputs();
    expect(acme).to.deep.include({
      id: `tenant1/${N}/acme.com`,
      domain: "acme.com",
      names: ["acme.com"],
      adopted: false,
      panel: harness.panel.host,
      requiredDnsRecords: [{ name: "acme.com", type: "A", value: "192.0.2.10" }],
    });
  });

  it("is in the state with a short provider text and nothing hidden", async () => {
    const [acme] = await harness.stack.resources();
    expect(acme?.inputs).to.have.all.keys(
      ...["__provider", "domain", "account", "webDomain", "www", "names", "panel"],
    );
    expect(acme?.outputs).not.to.have.property("__declaration");
    expect(acme?.outputs).to.have.property("__provider", PROVIDER);
    expect(harness.stack.stateText(), "where the program makes it").to.match(
      /"sourcePosition": "project:\/\/\/index\.js#\d+,\d+"/,
    );
  });

  it("takes one list where nothing is to do", async () => {
    const up = await harness.up("--expect-no-changes");
    expect(up.code, up.output).to.equal(0);
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("gets its www name in place", async () => {
    harness.declare(alias("acme", { domain: "acme.com", www: true }));
    const preview = await harness.preview("--diff");
    expect(preview.output)
      .to.match(/~ www +: false => true/)
      .and.to.match(/\+ \[1\]: "www\.acme\.com"/);
    expect(harness.calls).to.deep.equal(["list"]);
    const up = await harness.up();
    expect(stepsIn(up)).to.deep.equal(["update acme"]);
    expect(harness.writes).to.deep.equal(["add www.acme.com yes"]);
  });

  it("is replaced create first, so that a name is always mapped", async () => {
    harness.declare(alias("acme", { domain: "acme.org", www: true }));
    const up = await harness.up();
    expect(stepsIn(up)).to.deep.equal(["create-replacement acme", "replace acme", "delete-replaced acme"]);
    expect(harness.writes).to.deep.equal([
      "add acme.org,www.acme.org yes",
      "delete acme.com updatessl",
      "delete www.acme.com yes",
    ]);
    expect(harness.stored()).to.deep.equal(["acme.org", "www.acme.org"]);
  });

  it("is removed from its web domain before it is added to another, since a panel holds a name once", async () => {
    harness.declare(alias("acme", { domain: "acme.org", www: true, webDomain: S }));
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["delete-replaced acme", "replace acme", "create-replacement acme"]);
    expect(harness.stored()).to.deep.equal([]);
    expect(harness.stored(S)).to.deep.equal(["acme.org", "www.acme.org"]);
  });

  it("is destroyed", async () => {
    const destroy = await harness.destroy();
    expect(destroy.code, destroy.output).to.equal(0);
    expect(stepsIn(destroy)).to.deep.equal(["delete acme"]);
    expect(harness.stored(S)).to.deep.equal([]);
    expect(await harness.stack.resources()).to.deep.equal([]);
  });
});
