import { join } from "node:path";
import { expect } from "chai";
import { startHestiaPanel } from "../../panels/hestia";
import { ACCOUNT, connectionTo, N } from "../support/hestia";
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
    harness = await HestiaStackHarness.start({ program });
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

  for (const ignoreChanges of [["drift"], ["*"]]) {
    it(`does not look where the resource's ignoreChanges is ${JSON.stringify(ignoreChanges)}`, async () => {
      takeOff("b.test");
      harness.declare(
        alias("acme", { domain: "acme.com", www: true }) +
          aliasSet("all", { domains: ["a.test", "b.test"] }, { ignoreChanges }),
      );
      const preview = await harness.preview("--expect-no-changes");
      expect(preview.code, preview.output).to.equal(0);
    });
  }
});

describe("drift and the engine's other ways", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  const acme = (options = {}) => alias("acme", { domain: "acme.com", www: true }, options);
  const other = alias("other", { domain: "other.test" });
  const ALL = ["acme.com", "www.acme.com", "other.test"];
  const setStored = (...names: string[]) => harness.panel.setAliases(ACCOUNT, N, names);
  const expectDone = ({ code, output }: { code: number | null; output: string }) =>
    expect(code, output).to.equal(0);
  /** Does something between the look of the preview and that of the update. */
  const betweenLooks = (run: () => void) =>
    harness.panel.faults.add({ command: "v-list-web-domains", do: "hook", when: "before", nth: 2, run });

  /** A preview, and the update after it. */
  const previewAndUpdate = async () => {
    harness.panel.clearLog();
    const up = await harness.stack.run("up", "--yes", "--stack", harness.stack.name);
    expectDone(up);
    return up;
  };
  const urnOf = async (name: string) =>
    (await harness.stack.resources()).find(({ urn }) => urn.endsWith(`::${name}`))?.urn ?? "";

  before(async () => {
    harness = await HestiaStackHarness.start({ program: acme() + other });
    expectDone(await harness.up());
  });
  after(() => harness?.close());
  beforeEach(() => setStored(...ALL));

  it("is put right in an update of the resource that is a target, and left for another that is none", async () => {
    setStored("other.test");
    expectDone(await harness.up("--target", await urnOf("other")));
    expect(harness.stored()).to.deep.equal(["other.test"]);
    expectDone(await harness.up("--target", await urnOf("acme")));
    expect(harness.stored()).to.have.members(ALL);
  });

  it("is put right of a resource that is protected", async () => {
    harness.declare(acme({ protect: true }) + other);
    expectDone(await harness.up());
    setStored("acme.com", "other.test");
    expectDone(await harness.up());
    expect(harness.stored()).to.have.members(ALL);
    harness.declare(acme({ protect: false }) + other);
    expectDone(await harness.up());
  });

  it("is found between the preview and the update, and put right in the same up", async () => {
    harness.declare(acme() + alias("other", { domain: "other.test", restart: "reload" }));
    betweenLooks(() => setStored("acme.com", "other.test"));
    const { output } = await previewAndUpdate();
    const [, preview = "", update = ""] = output.split(/^(?:Previewing update|Updating).*$/m);
    expect(preview).not.to.contain("drift");
    expect(update).to.match(/WebAlias acme updated .*\[diff: \+drift\]/);
    expect(harness.stored()).to.have.members(ALL);
  });

  it("is nothing that has gone by the time of the update", async () => {
    harness.declare(acme() + other);
    setStored("acme.com", "other.test");
    betweenLooks(() => setStored(...ALL));
    const { output } = await previewAndUpdate();
    expect(output)
      .to.match(/WebAlias acme update .*\[diff: [+~]drift/)
      .and.not.to.match(/WebAlias acme updated/);
    expect(harness.writes).to.deep.equal([]);
    expect(harness.stored()).to.have.members(ALL);
  });

  describe("with a plan", () => {
    const plan = () => join(harness.stack.folder, "plan.json");
    before(() => {
      harness.stack.env.PULUMI_EXPERIMENTAL = "true";
    });
    after(() => {
      delete harness.stack.env.PULUMI_EXPERIMENTAL;
    });

    it("is put right where it is the drift that the plan has", async () => {
      setStored("acme.com", "other.test");
      expectDone(await harness.preview("--save-plan", plan()));
      expectDone(await harness.up("--plan", plan()));
      expect(harness.stored()).to.have.members(ALL);
    });

    it("fails the update where it has come since the plan, which a preview or another plan cures", async () => {
      expectDone(await harness.preview("--save-plan", plan()));
      setStored("acme.com", "other.test");
      const up = await harness.up("--plan", plan());
      expect(up.code).not.to.equal(0);
      expect(up.output).to.match(/violates plan/);
      expect(harness.writes).to.deep.equal([]);
      expectDone(await harness.preview("--save-plan", plan()));
      expectDone(await harness.up("--plan", plan()));
      expect(harness.stored()).to.have.members(ALL);
    });
  });

  it("is found under the old name where a resource is renamed with the option `aliases`, and adopted without it", async () => {
    setStored("acme.com", "other.test");
    const renamed = (options: object) => alias("renamed", { domain: "acme.com", www: true }, options);
    harness.declare(renamed({ aliases: [{ name: "acme" }] }) + other);
    const preview = await harness.preview("--diff");
    expect(preview.output).to.match(/www\.acme\.com is not on the panel/);
    expectDone(await harness.up());
    expect(harness.stored()).to.have.members(ALL);
    setStored("acme.com", "other.test");
    harness.declare(acme() + other);
    expectDone(await harness.up());
    expect(harness.stored()).to.have.members(ALL);
    expectDone(await harness.preview("--expect-no-changes"));
  });

  it("is put right together with what failed in the last run", async () => {
    harness.panel.setAliases("tenant2", "other.example.org", ["taken.test"]);
    const program = acme() + other + aliasSet("some", { domains: ["a.test", "taken.test"] });
    harness.declare(program);
    expect((await harness.up()).code).not.to.equal(0);
    setStored(...ALL);
    harness.panel.setAliases("tenant2", "other.example.org", []);
    const preview = await harness.preview("--diff");
    expect(preview.output).to.match(/a\.test is not on the panel/);
    expectDone(await harness.up());
    expect(harness.stored()).to.have.members([...ALL, "a.test", "taken.test"]);
    expectDone(await harness.up("--expect-no-changes"));
    harness.declare(acme() + other);
    expectDone(await harness.up());
  });

  it("stays a secret where the domain is one", async () => {
    const secret = 'new HestiaWebAlias("hidden", { domain: pulumi.secret("hidden.test") });';
    harness.declare(acme() + other + secret);
    expectDone(await harness.up());
    setStored(...ALL);
    const preview = await harness.preview("--diff");
    expect(preview.output)
      .to.match(/\+ drift *: \[secret\]/)
      .and.not.to.contain("hidden.test is not");
    const up = await harness.up();
    expectDone(up);
    expect(up.output).not.to.contain("hidden.test is not");
    expect(harness.stack.stateText()).not.to.contain("hidden.test is not");
    expect(harness.stored()).to.include("hidden.test");
    harness.declare(acme() + other);
    expectDone(await harness.up());
  });

  it("is put right on one panel while another is down, of which it says so once", async () => {
    const second = await startHestiaPanel();
    const { "hestia:apiUrl": apiUrl, ...credential } = connectionTo(second);
    for (const [key, value] of Object.entries({ apiUrl, accessKey: credential["hestia:accessKey"] }))
      await harness.stack.setConfig(`hestia:connections.eu1.${key}`, value ?? "", { path: true });
    await harness.stack.setConfig("hestia:connections.eu1.secretKey", credential["hestia:secretKey"] ?? "", {
      path: true,
      secret: true,
    });
    const away = { connection: "eu1", account: ACCOUNT, webDomain: N };
    const both = ["x.test", "y.test"].map((domain) => alias(domain, { domain, ...away })).join("");
    harness.declare(acme() + other + both);
    expectDone(await harness.up());
    await second.close();
    setStored("acme.com", "other.test");
    const preview = await harness.preview();
    expectDone(preview);
    expect(stepsIn(preview)).to.deep.equal(["update acme"]);
    const up = await harness.up();
    expectDone(up);
    expect(harness.stored()).to.have.members(ALL);
    const diagnostics = up.output.slice(up.output.lastIndexOf("Diagnostics:"));
    expect(diagnostics.match(/Drift was not looked for/g)).to.have.length(1);
    expect(diagnostics).to.contain(second.host);
  });

  it("is not waited for longer than ten seconds", async () => {
    harness.declare(acme() + other);
    for (const name of ["x.test", "y.test"])
      await harness.stack.run("state", "delete", await urnOf(name), "--yes");
    harness.panel.faults.add({
      command: "v-list-web-domains",
      do: "hook",
      when: "before",
      times: 9,
      run: () => new Promise(() => {}),
    });
    const preview = await harness.preview("--expect-no-changes");
    expectDone(preview);
    expect(preview.output).to.match(/Drift was not looked for, .*The panel has answered nothing for 10 s/);
    harness.panel.faults.clear();
  });
});
