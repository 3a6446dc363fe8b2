import { expect } from "chai";
import { ACCOUNT, N, S } from "../support/hestia";
import { alias, aliasSet, HestiaStackHarness, stepsIn } from "./hestiaStack";

describe("a set with names that fail or drift", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({
      program: aliasSet("customers", { domains: ["a.test", "taken.test", "b.test"] }),
    });
    harness.panel.setAliases("tenant2", "other.example.org", ["taken.test"]);
  });
  after(() => harness?.close());

  const byHand = (...names: string[]) => harness.panel.setAliases(ACCOUNT, N, names);

  it("a name that fails is reported with its reason; the others are added and in the state", async () => {
    const up = await harness.up();
    expect(up.code).not.to.equal(0);
    expect(up.output).to.match(/During create of taken\.test on .*code 4 \(E_EXISTS\)/);
    expect(harness.stored()).to.deep.equal(["a.test", "b.test"]);
    const [set] = await harness.stack.resources();
    expect(set?.outputs?.names).to.deep.equal(["a.test", "b.test"]);
    expect(set?.outputs?.failed).to.have.all.keys("taken.test");
    expect(set?.initErrors).to.have.length(1);
  });

  it("that name shows as a difference, also after a refresh", async () => {
    const refresh = await harness.refresh();
    expect(refresh.code, refresh.output).to.equal(0);
    const preview = await harness.preview("--diff");
    expect(stepsIn(preview)).to.deep.equal(["update customers"]);
    expect(preview.output).to.match(/\+ taken\.test *: true/);
    expect(preview.output.match(/^ *[-+~] .*[ab]\.test/gm)).to.equal(null);
  });

  it("that name is added by the next up that can, by a call for it alone", async () => {
    harness.panel.setAliases("tenant2", "other.example.org", []);
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.writes).to.deep.equal(["add taken.test yes"]);
    const preview = await harness.preview("--expect-no-changes");
    expect(preview.code, preview.output).to.equal(0);
  });

  it("a name that somebody removes by hand is shown by a refresh and added again", async () => {
    byHand("taken.test", "b.test", "theirs.test");
    const refresh = await harness.refresh("--diff");
    expect(refresh.output).to.match(/- a\.test *: true/);
    expect(refresh.output).not.to.contain("theirs.test");
    const preview = await harness.preview("--diff");
    expect(preview.output).to.match(/\+ a\.test *: true/);
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.writes).to.deep.equal(["add a.test yes"]);
    expect(harness.stored()).to.include("theirs.test");
  });

  it("a set of which nothing is left is created again", async () => {
    byHand("theirs.test");
    const up = await harness.up("--refresh");
    expect(up.code, up.output).to.equal(0);
    expect(harness.stored()).to.have.members(["theirs.test", "a.test", "taken.test", "b.test"]);
    const check = await harness.up("--refresh", "--expect-no-changes");
    expect(check.code, check.output).to.equal(0);
  });

  it("all aliases of a web domain can be looked up, and stay when the stack is destroyed", async () => {
    harness.panel.setAliases(ACCOUNT, S, ["acme.com", "www.acme.com", "*.globex.com"]);
    harness.declare(`exports.theirs = { ...HestiaWebAliases.get("theirs", "tenant1/${S}") };`);
    await harness.up();
    const { theirs } = await harness.stack.outputs();
    expect(theirs).to.deep.include({
      domains: { "acme.com": { www: true }, "*.globex.com": true },
      names: ["acme.com", "www.acme.com", "*.globex.com"],
    });
    const destroy = await harness.destroy();
    expect(destroy.code, destroy.output).to.equal(0);
    expect(harness.writes).to.deep.equal([]);
  });
});

describe("an exclusive set beside two aliases", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  const singles =
    alias("acme", { domain: "acme.com", www: true }) + alias("globex", { domain: "globex.com" });
  const set = (...domains: string[]) => aliasSet("customers", { domains, exclusive: true });
  const OWN = ["a.test", "acme.com", "www.acme.com", "globex.com"];
  before(async () => {
    harness = await HestiaStackHarness.start({ program: set("a.test") + singles });
    harness.panel.setAliases(ACCOUNT, N, ["stray.test", `www.${N}`]);
  });
  after(() => harness?.close());

  it("removes nothing when it is created, and says what the next up removes", async () => {
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(up.output).to.match(
      /also has stray\.test, which this run did not declare\. The next `pulumi up` removes/,
    );
    expect(harness.stored()).to.have.members([...OWN, "stray.test", `www.${N}`]);
  });

  it("shows in a plain preview only what would be removed", async () => {
    const preview = await harness.preview("--diff");
    expect(stepsIn(preview)).to.deep.equal(["update customers"]);
    expect(preview.output).to.match(/\+ drift.*\n?.*"stray\.test is on the panel and not declared"/);
    expect(preview.output.match(/^ *[-+~] .*(acme|globex|network|a\.test)/gm)).to.equal(null);
    expect(preview.output).to.match(
      /also has stray\.test, which nobody declares: the update of its exclusive set removes it/,
    );
    expect(harness.writes).to.deep.equal([]);
  });

  it("removes nothing with --target, and does without it, as it says", async () => {
    const [resource] = (await harness.stack.resources()).filter(({ type }) => type.endsWith(":WebAliases"));
    const targeted = await harness.up("--target", resource?.urn ?? "");
    expect(targeted.code, targeted.output).to.equal(0);
    expect(targeted.output).to.match(
      /still has stray\.test: not all resources of the program were checked .* Run `pulumi up` again, without `--target`\./,
    );
    expect(harness.writes).to.deep.equal([]);
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(up.output).to.match(/removed stray\.test, which nobody declared/);
    expect(harness.writes).to.deep.equal(["delete stray.test yes"]);
    expect(harness.stored()).to.have.members([...OWN, `www.${N}`]);
  });

  it("shows no difference with `up --refresh`, in whatever order the program declares", async () => {
    for (const program of [set("a.test") + singles, singles + set("a.test")]) {
      harness.declare(program);
      const up = await harness.up("--refresh", "--expect-no-changes");
      expect(up.code, up.output).to.equal(0);
    }
    expect(harness.stored()).to.have.members([...OWN, `www.${N}`]);
  });

  it("keeps a name that an alias declares in the same run, also where only an output tells it", async () => {
    harness.panel.setAliases(ACCOUNT, N, [...OWN, "initech.com", "hooli.com"]);
    harness.declare(`
      ${set("a.test")} ${singles} ${alias("initech", { domain: "initech.com" })}
      new HestiaWebAlias("hooli", { domain: pulumi.output("hooli.com") });
    `);
    const up = await harness.up("--refresh");
    expect(up.code, up.output).to.equal(0);
    expect(harness.writes).to.deep.equal([]);
    expect(harness.stored()).to.have.members([...OWN, "initech.com", "hooli.com"]);
  });

  it("warns of resources that are made after an exclusive set, until the set is made last", async () => {
    const late = alias("late", { domain: "late.com" });
    harness.declare(`${set("a.test")} ${singles} setTimeout(() => { ${late} }, 50);`);
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(up.output).to.match(
      /warning: This program makes resources after an exclusive set, .*make the set last\./,
    );
    harness.declare(`${singles} setTimeout(() => { ${late} ${set("a.test")} }, 50);`);
    const last = await harness.up();
    expect(last.code, last.output).to.equal(0);
    expect(last.output).not.to.contain("This program makes resources");
    expect(harness.stored()).to.include("late.com");
    const preview = await harness.preview("--expect-no-changes");
    expect(preview.code, preview.output).to.equal(0);
  });

  it("is removed, and the aliases stay", async () => {
    harness.declare(singles);
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.stored()).to.have.members(["acme.com", "www.acme.com", "globex.com"]);
  });
});
