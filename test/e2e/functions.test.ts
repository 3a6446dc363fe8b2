import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import { ORG, SITE } from "../support/enhance";
import { N, S } from "../support/hestia";
import { EnhanceStackHarness, expectDone } from "./enhanceStack";
import { HestiaStackHarness, stepsIn } from "./hestiaStack";

const IMPORTS = `const { hestia, enhance } = require("pulumi-mapped-domains");\n`;

describe("functions for programs, on Hestia", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    // The resources of the programs make no calls of their own.
    harness = await HestiaStackHarness.start({ program: "", config: { "hestia:detectDrift": "false" } });
  });
  after(() => harness?.close());
  const declare = (program: string) => harness.declare(IMPORTS + program);

  it("look up a web domain and its aliases, with outputs as options", async () => {
    harness.panel.setAliases("tenant1", S, ["acme.com"]);
    declare(`
      const webDomain = pulumi.output("${S}");
      exports.aliases = hestia.listAliasesOutput({ webDomain });
      exports.second = hestia.getWebDomainOutput({ webDomain });
      exports.own = hestia.getWebDomainOutput().webDomain;
    `);
    const up = await harness.up();
    expectDone(up);
    const { aliases, second, own } = await harness.stack.outputs();
    expect(aliases).to.deep.equal(["acme.com"]);
    expect(second).to.deep.include({ account: "tenant1", webDomain: S, suspended: false });
    expect(own).to.equal(N);
  });

  it("keep what is made of a secret option secret", async () => {
    declare(`exports.second = hestia.getWebDomainOutput({ webDomain: pulumi.secret("${S}") });`);
    const up = await harness.up();
    expectDone(up);
    expect(up.output).to.match(/second *: \[secret\]/);
    expect(harness.stack.stateText()).not.to.contain(S);
  });

  it("are unknown in a preview that does not know an option, and make no call", async () => {
    declare(`
      const first = new HestiaWebAlias("first", { domain: "first.test" });
      exports.account = hestia.getWebDomainOutput({ webDomain: first.requiredDnsRecords.apply(() => "${S}") }).account;
    `);
    const preview = await harness.preview();
    expectDone(preview);
    expect(harness.calls).to.deep.equal([]);
    expectDone(await harness.up());
    expect(await harness.stack.outputs()).to.deep.equal({ account: "tenant1" });
  });

  const FAILING: [what: string, program: string, says: RegExp][] = [
    ["a lookup", `hestia.getWebDomain({ webDomain: "gone.test" });`, /no web domain gone\.test/],
    [
      "a lookup with outputs",
      `exports.gone = hestia.listAliasesOutput({ webDomain: "gone.test" });`,
      /no web domain gone\.test/,
    ],
    [
      "assertConnection",
      `hestia.assertConnection({ webDomain: "gone.test" });`,
      /no web domain gone\.test\.\s+It has .*Correct webDomain or account/,
    ],
    [
      "settings that make no connection",
      `hestia.testConnection({ connection: "eu1" });`,
      /"eu1" is no connection/,
    ],
  ];
  for (const [what, program, says] of FAILING) {
    it(`print what is wrong with ${what} once, without a stack`, async () => {
      declare(program);
      const { code, output } = await harness.preview();
      expect(code).not.to.equal(0);
      expect(output).to.match(says);
      const diagnostics = output.slice(output.indexOf("Diagnostics:"));
      expect(diagnostics.match(/no web domain gone\.test|is no connection/g), output).to.have.length(1);
      expect(diagnostics)
        .not.to.match(/^ +at /m)
        .and.not.contain("nhandled")
        .and.not.contain("RunError");
    });
  }

  it("assertConnection returns what testConnection found where nothing is wrong", async () => {
    declare(`exports.way = hestia.assertConnection().then(({ way }) => way);`);
    expectDone(await harness.up());
    expect(await harness.stack.outputs()).to.deep.equal({ way: "access key" });
  });

  it("make one refused call in a run, however many ask", async () => {
    await harness.stack.setConfig("hestia:secretKey", "wrong-secret", { secret: true });
    declare(`
      for (const webDomain of ["${N}", "${S}", "a.test"])
        hestia.listAliases({ webDomain }).catch(() => undefined);
      hestia.assertConnection().catch(() => undefined);
    `);
    expectDone(await harness.preview());
    expect(harness.panel.state.authLog).to.have.length(1);
  });
});

describe("functions for programs, on Enhance", function () {
  this.timeout(60_000);
  let harness: EnhanceStackHarness;
  before(async () => {
    harness = await EnhanceStackHarness.start({ program: "" });
  });
  after(() => harness?.close());
  const declare = (program: string) => harness.declare(IMPORTS + program);

  it("give a resource its website, and list the website's domains", async () => {
    declare(`
      const site = enhance.getWebsiteOutput({ domain: pulumi.output("${demoEnhance.domain}") });
      const { websiteId, organizationId } = site;
      exports.before = enhance.listMappingsOutput({ websiteId, organizationId }).apply((all) => all.length);
      const acme = new EnhanceDomain("acme", { domain: "acme.com", websiteId, organizationId });
      exports.ids = [organizationId, websiteId];
      exports.domains = enhance.listMappingsOutput({ websiteId: acme.websiteId, organizationId })
        .apply((all) => all.map(({ domain, kind }) => domain + " " + kind));
    `);
    const up = await harness.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(["create acme"]);
    const { ids, domains, before } = await harness.stack.outputs();
    expect(ids).to.deep.equal([ORG, SITE]);
    expect(before).to.be.a("number");
    expect(domains).to.have.members([
      `${demoEnhance.domain} primary`,
      `${demoEnhance.previewDomain} preview`,
      "acme.com alias",
    ]);
  });

  it("assertConnection prints the cause and what to do, without a stack", async () => {
    declare(`module.exports = async () => void (await enhance.assertConnection());`);
    expectDone(await harness.preview());
    await harness.stack.setConfig("enhance:apiToken", "wrong-token", { secret: true });
    const { code, output } = await harness.preview();
    expect(code).not.to.equal(0);
    expect(output).to.contain("The token is wrong, has expired, or may not be used from this address");
    expect(output)
      .not.to.match(/^ +at /m)
      .and.not.contain("wrong-token");
  });
});
