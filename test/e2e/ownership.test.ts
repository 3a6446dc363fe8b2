import { expect } from "chai";
import { ACCOUNT, N, S } from "../support/hestia";
import { alias, aliasSet, HestiaStackHarness, stepsIn } from "./hestiaStack";

describe("the ownership of an alias", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: "" });
  });
  after(() => harness?.close());

  const acme = { domain: "acme.com", www: true };
  const BOTH = ["acme.com", "www.acme.com"];

  it("one that exists is adopted with a list and no other call", async () => {
    harness.panel.setAliases(ACCOUNT, N, BOTH);
    harness.declare(`exports.adopted = ${alias("acme", acme).replace(/;\s*$/, "")}.adopted;`);
    const up = await harness.up();
    expect(stepsIn(up)).to.deep.equal(["create acme"]);
    expect(harness.calls).to.deep.equal(["list"]);
    expect(await harness.stack.outputs()).to.deep.equal({ adopted: true });
  });

  it("never leaves the panel when its resource is renamed", async () => {
    harness.declare(alias("renamed", acme));
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["create renamed", "delete acme"]);
    expect(harness.writes).to.deep.equal([]);
    expect(harness.stored()).to.deep.equal(BOTH);
  });

  it("never leaves the panel when its resource is renamed with `aliases`: there is nothing to do", async () => {
    harness.declare(alias("again", acme, { aliases: [{ name: "renamed" }] }));
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal([]);
    expect(harness.calls).to.deep.equal(["list"]);
    expect((await harness.stack.resources()).map(({ urn }) => urn.split("::").at(-1))).to.deep.equal([
      "again",
    ]);
  });

  it("never leaves the panel when its resource moves into a component", async () => {
    harness.declare(`
      class Customer extends pulumi.ComponentResource {
        constructor(name) {
          super("test:index:Customer", name);
          new HestiaWebAlias(name, ${JSON.stringify(acme)}, { parent: this });
        }
      }
      new Customer("again");
    `);
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up).filter((step) => step.startsWith("delete"))).to.deep.equal(["delete again"]);
    expect(harness.writes).to.deep.equal([]);
    expect(harness.stored()).to.deep.equal(BOTH);
    const refresh = await harness.refresh("--expect-no-changes");
    expect(refresh.code, refresh.output).to.equal(0);
  });

  it("leaves the panel with the last resource that declares it, although it was adopted", async () => {
    harness.declare("");
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.stored()).to.deep.equal([]);
  });

  it("one that another web domain has is refused, and the error names that web domain", async () => {
    harness.panel.setAliases(ACCOUNT, S, ["acme.com"]);
    harness.declare(alias("acme", acme));
    const up = await harness.up();
    expect(up.code).not.to.equal(0);
    expect(up.output)
      .to.contain(`error: acme.com is an alias of web domain ${S} of account tenant1.`)
      .and.contain(`During create of acme.com on ${harness.panel.host} (account tenant1, web domain ${N})`);
    expect(harness.writes).to.deep.equal([]);
    harness.panel.setAliases(ACCOUNT, S, []);
  });

  describe("field case 17: one that a new resource declares on another web domain than the old one", () => {
    const moved = { domain: "acme.com", webDomain: S };
    const start = async () => {
      harness.declare(alias("old", { domain: "acme.com" }));
      expect((await harness.up()).code).to.equal(0);
    };
    afterEach(async () => {
      harness.declare("");
      expect((await harness.up()).code).to.equal(0);
    });

    it("is refused and stays; with the option that the error names, one run moves it", async () => {
      await start();
      harness.declare(alias("new", moved));
      const refused = await harness.up();
      expect(refused.code).not.to.equal(0);
      expect(refused.output).to.contain('give it the option `aliases: [{ name: "');
      expect(harness.stored()).to.deep.equal(["acme.com"]);

      harness.declare(alias("new", moved, { aliases: [{ name: "old" }] }));
      const up = await harness.up();
      expect(up.code, up.output).to.equal(0);
      expect([harness.stored(), harness.stored(S)]).to.deep.equal([[], ["acme.com"]]);
    });

    it("moves in two runs where the first removes it, also from a single alias to a set", async () => {
      await start();
      harness.declare("");
      expect((await harness.up()).code).to.equal(0);
      harness.declare(aliasSet("customers", { domains: ["acme.com"], webDomain: S }));
      const up = await harness.up();
      expect(up.code, up.output).to.equal(0);
      expect([harness.stored(), harness.stored(S)]).to.deep.equal([[], ["acme.com"]]);
    });
  });

  it("one that is declared twice is refused at preview, and nothing is written", async () => {
    harness.declare(alias("one", acme) + alias("two", { domain: "WWW.acme.com" }));
    const preview = await harness.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output).to.match(
      /property domain value \{.*\} has a problem: maps www\.acme\.com, which the resource "(one|two)" of this program maps on the same panel already/,
    );
    expect(harness.writes).to.deep.equal([]);
  });

  it("a name may pass from one resource to another in one run", async () => {
    harness.declare(alias("one", acme));
    await harness.up();
    harness.declare(
      alias("one", { domain: "acme.com", www: false }) + alias("www", { domain: "www.acme.com" }),
    );
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.stored()).to.have.members(BOTH);
    const check = await harness.up("--refresh", "--expect-no-changes");
    expect(check.code, check.output).to.equal(0);
  });

  it("two resources may swap their names, and neither name leaves the panel", async () => {
    harness.declare(alias("one", { domain: "acme.com" }) + alias("two", { domain: "globex.com" }));
    await harness.up();
    harness.declare(alias("one", { domain: "globex.com" }) + alias("two", { domain: "acme.com" }));
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.writes).to.deep.equal([]);
    expect(harness.stored()).to.include.members(["acme.com", "globex.com"]);
  });
});
