import { expect } from "chai";
import { ACCOUNT, N, S } from "../support/hestia";
import { alias, aliasSet, Bench, stepsIn } from "./bench";

describe("whose an alias is", function () {
  this.timeout(60_000);
  let bench: Bench;
  before(async () => {
    bench = await Bench.start({ program: "" });
  });
  after(() => bench?.close());

  const acme = { domain: "acme.com", www: true };
  const BOTH = ["acme.com", "www.acme.com"];

  it("one that exists is adopted, and nothing is sent but a list", async () => {
    bench.panel.setAliases(ACCOUNT, N, BOTH);
    bench.declare(`exports.adopted = ${alias("acme", acme).replace(/;\s*$/, "")}.adopted;`);
    const up = await bench.up();
    expect(stepsIn(up)).to.deep.equal(["create acme"]);
    expect(bench.calls).to.deep.equal(["list"]);
    expect(await bench.stack.outputs()).to.deep.equal({ adopted: true });
  });

  it("never leaves the panel when its resource is renamed", async () => {
    bench.declare(alias("renamed", acme));
    const up = await bench.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["create renamed", "delete acme"]);
    expect(bench.writes).to.deep.equal([]);
    expect(bench.stored()).to.deep.equal(BOTH);
  });

  it("never leaves the panel when its resource is renamed with `aliases`: there is nothing to do", async () => {
    bench.declare(alias("again", acme, { aliases: [{ name: "renamed" }] }));
    const up = await bench.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal([]);
    expect(bench.calls).to.deep.equal([]);
    expect((await bench.stack.resources()).map(({ urn }) => urn.split("::").at(-1))).to.deep.equal(["again"]);
  });

  it("never leaves the panel when its resource moves into a component", async () => {
    bench.declare(`
      class Customer extends pulumi.ComponentResource {
        constructor(name) {
          super("test:index:Customer", name);
          new HestiaWebAlias(name, ${JSON.stringify(acme)}, { parent: this });
        }
      }
      new Customer("again");
    `);
    const up = await bench.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up).filter((step) => step.startsWith("delete"))).to.deep.equal(["delete again"]);
    expect(bench.writes).to.deep.equal([]);
    expect(bench.stored()).to.deep.equal(BOTH);
    const refresh = await bench.refresh("--expect-no-changes");
    expect(refresh.code, refresh.output).to.equal(0);
  });

  it("leaves the panel with the last resource that declares it, although it was adopted", async () => {
    bench.declare("");
    const up = await bench.up();
    expect(up.code, up.output).to.equal(0);
    expect(bench.stored()).to.deep.equal([]);
  });

  it("one that another web domain has is refused, and the error names that one", async () => {
    bench.panel.setAliases(ACCOUNT, S, ["acme.com"]);
    bench.declare(alias("acme", acme));
    const up = await bench.up();
    expect(up.code).not.to.equal(0);
    expect(up.output).to.contain(
      `error: create acme.com on ${bench.panel.host} (account tenant1, web domain ${N}): ` +
        `acme.com is an alias of web domain ${S} of account tenant1.`,
    );
    expect(bench.writes).to.deep.equal([]);
    bench.panel.setAliases(ACCOUNT, S, []);
  });

  describe("field case 17: one that a new resource declares on another web domain than the old one", () => {
    const moved = { domain: "acme.com", webDomain: S };
    const start = async () => {
      bench.declare(alias("old", { domain: "acme.com" }));
      expect((await bench.up()).code).to.equal(0);
    };
    afterEach(async () => {
      bench.declare("");
      expect((await bench.up()).code).to.equal(0);
    });

    it("is refused and stays; with the option that the error names, one run moves it", async () => {
      await start();
      bench.declare(alias("new", moved));
      const refused = await bench.up();
      expect(refused.code).not.to.equal(0);
      expect(refused.output).to.contain('give it the option `aliases: [{ name: "');
      expect(bench.stored()).to.deep.equal(["acme.com"]);

      bench.declare(alias("new", moved, { aliases: [{ name: "old" }] }));
      const up = await bench.up();
      expect(up.code, up.output).to.equal(0);
      expect([bench.stored(), bench.stored(S)]).to.deep.equal([[], ["acme.com"]]);
    });

    it("moves in two runs where the first one removes it, also from a single alias to a set", async () => {
      await start();
      bench.declare("");
      expect((await bench.up()).code).to.equal(0);
      bench.declare(aliasSet("customers", { domains: ["acme.com"], webDomain: S }));
      const up = await bench.up();
      expect(up.code, up.output).to.equal(0);
      expect([bench.stored(), bench.stored(S)]).to.deep.equal([[], ["acme.com"]]);
    });
  });

  it("one that is declared twice is refused at preview, and nothing is sent", async () => {
    bench.declare(alias("one", acme) + alias("two", { domain: "WWW.acme.com" }));
    const preview = await bench.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output).to.match(
      /property domain value \{.*\} has a problem: maps www\.acme\.com, which the resource "(one|two)" of this program maps on the same panel already/,
    );
    expect(bench.calls).to.deep.equal([]);
  });

  it("a name may pass from one resource to another in one run", async () => {
    bench.declare(alias("one", acme));
    await bench.up();
    bench.declare(
      alias("one", { domain: "acme.com", www: false }) + alias("www", { domain: "www.acme.com" }),
    );
    const up = await bench.up();
    expect(up.code, up.output).to.equal(0);
    expect(bench.stored()).to.have.members(BOTH);
    const check = await bench.up("--refresh", "--expect-no-changes");
    expect(check.code, check.output).to.equal(0);
  });

  it("two names may change places between resources, and neither leaves the panel", async () => {
    bench.declare(alias("one", { domain: "acme.com" }) + alias("two", { domain: "globex.com" }));
    await bench.up();
    bench.declare(alias("one", { domain: "globex.com" }) + alias("two", { domain: "acme.com" }));
    const up = await bench.up();
    expect(up.code, up.output).to.equal(0);
    expect(bench.writes).to.deep.equal([]);
    expect(bench.stored()).to.include.members(["acme.com", "globex.com"]);
  });
});
