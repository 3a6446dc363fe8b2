import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import { ORG, SITE } from "../support/enhance";
import { domain, EnhanceStackHarness, expectDone, stepsIn } from "./enhanceStack";

describe("the ownership of an Enhance domain", function () {
  this.timeout(60_000);
  let harness: EnhanceStackHarness;
  const acme = { domain: "acme.com" };
  const [, taken] = demoEnhance.otherDomains;
  const [, held] = demoEnhance.deletedDomains;
  before(async () => {
    harness = await EnhanceStackHarness.start({ program: domain("acme", acme) });
    harness.panel.setDomains(SITE, ["acme.com"]);
  });
  after(() => harness?.close());

  it("is adopted where it already exists, and nothing is changed", async () => {
    expectDone(await harness.up());
    expect(harness.calls).to.deep.equal(["list", "website", "dns"]);
    const [resource] = await harness.stack.resources();
    expect(resource?.outputs).to.deep.include({ adopted: true, names: ["acme.com"] });
  });

  it("stays on the panel and in the stack when its resource is renamed and moves into a component", async () => {
    harness.declare(`
      class Customer extends pulumi.ComponentResource {
        constructor(name) {
          super("test:index:Customer", name);
          new EnhanceDomain("renamed", ${JSON.stringify(acme)}, { parent: this });
        }
      }
      new Customer("customer");
    `);
    const up = await harness.up();
    expectDone(up);
    expect(stepsIn(up)).to.include.members(["create customer", "create renamed", "delete acme"]);
    expect(harness.writes).to.deep.equal([]);
    expect(harness.mapped()).to.deep.equal(["acme.com"]);
  });

  it("is refused at preview where it is declared twice", async () => {
    harness.declare(domain("one", acme) + domain("two", { domain: "ACME.com." }));
    const preview = await harness.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output).to.match(
      /property domain value \{.*\} has a problem: maps acme\.com, which the resource "(one|two)" of this program maps/,
    );
    expect(harness.writes).to.deep.equal([]);
  });

  it("is refused where another website has it, with what to do; free domains are mapped all the same", async () => {
    const own = demoEnhance.domain;
    const names = [taken, held, own, "free.com"];
    harness.declare([...names, "acme.com"].map((name) => domain(name, { domain: name })).join(""));
    const up = await harness.up("--continue-on-error");
    expect(up.code).not.to.equal(0);
    for (const name of [taken, held, own])
      expect(up.output).to.contain(
        `During create of ${name} on ${harness.panel.host} (organization ${ORG}, website ${SITE})`,
      );
    expect(up.output)
      .to.contain("error: The domain is in use by another organization of this panel")
      .and.contain("error: The domain is held by a website that was deleted, and is kept with it")
      .and.contain("error: The domain is the website's primary one, which is not a mapping to adopt");
    expect(harness.mapped()).to.deep.equal(["acme.com", "free.com"]);
  });

  it("stays on the panel with retainOnDelete, and is looked up by its id", async () => {
    harness.declare(domain("free.com", { domain: "free.com" }, { retainOnDelete: true }));
    expectDone(await harness.up());
    expect(harness.mapped(), "the last to declare it lets it go").to.deep.equal(["free.com"]);
    harness.declare(`exports.theirs = { ...EnhanceDomain.get("theirs", "${ORG}/${SITE}/free.com") };`);
    expectDone(await harness.up());
    expect(harness.writes).to.deep.equal([]);
    const { theirs } = await harness.stack.outputs();
    expect(theirs).to.deep.include({
      domain: "free.com",
      mappingKind: "alias",
      names: ["free.com"],
      websiteId: SITE,
    });
    expectDone(await harness.destroy());
    expect(harness.writes).to.deep.equal([]);
    expect(harness.mapped()).to.deep.equal(["free.com"]);
  });

  it("fails at preview where a lookup does not find it", async () => {
    harness.declare(`EnhanceDomain.get("theirs", "${ORG}/${SITE}/missing.com");`);
    const preview = await harness.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output).to.match(
      /There is no such domain\.\s+Correct the id, which is org[\s\S]*?During read of missing\.com on /,
    );
  });
});
