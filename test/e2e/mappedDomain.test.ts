import { expect } from "chai";
import { startEnhancePanel } from "../../panels/enhance";
import type { DnsRecord } from "../../provider/core/dns";
import { DnsServer } from "../support/dns";
import { ORG, SITE, websiteOn } from "../support/enhance";
import { EnhanceStackHarness, expectDone } from "./enhanceStack";
import { HestiaStackHarness, stepsIn } from "./hestiaStack";

const IMPORTS = `const { MappedDomain } = require("pulumi-mapped-domains");\n`;
const TYPE = "pulumi-mapped-domains:index:MappedDomain";
/** The alias of docs/mapped-domain.md with which a resource leaves the component. */
const LEAVES = `{ aliases: [{ parent: pulumi.createUrn("acme", "${TYPE}") }] }`;
const FOLDER = `class Folder extends pulumi.ComponentResource {
  constructor() { super("test:index:Folder", "folder"); }
}
const folder = new Folder();`;

/** Both panels, each with what is behind the component, and how a program declares it by itself. */
const PANELS = [
  {
    panel: "Hestia",
    start: () => HestiaStackHarness.start({ program: "" }),
    mapped: (harness: HestiaStackHarness | EnhanceStackHarness) => (harness as HestiaStackHarness).stored(),
    expected: ["acme.com", "www.acme.com"],
    component: (opts = "{}", more = "") =>
      `const acme = new MappedDomain("acme", { domain: "acme.com", on: { hestia: { restart: "graceful" } }, www: true, ${more} }, ${opts});`,
    alone: (opts = "{}") =>
      `new HestiaWebAlias("acme", { domain: "acme.com", www: true, restart: "graceful" }, ${opts});`,
  },
  {
    panel: "Enhance",
    start: () => EnhanceStackHarness.start({ program: "" }),
    mapped: (harness: HestiaStackHarness | EnhanceStackHarness) => (harness as EnhanceStackHarness).mapped(),
    expected: ["acme.com"],
    component: (opts = "{}", more = "") =>
      `const acme = new MappedDomain("acme", { domain: "acme.com", on: { enhance: { kind: "addon" } }, ${more} }, ${opts});`,
    alone: (opts = "{}") => `new EnhanceDomain("acme", { domain: "acme.com", kind: "addon" }, ${opts});`,
  },
] as const;

for (const { panel, start, mapped, expected, component, alone } of PANELS) {
  describe(`MappedDomain on ${panel}`, function () {
    this.timeout(120_000);
    let harness: HestiaStackHarness | EnhanceStackHarness;
    let dns: DnsServer;
    before(async () => {
      dns = await DnsServer.start();
      harness = await start();
    });
    after(async () => {
      await harness?.close();
      await dns?.close();
    });

    /** Brings a program up, which must change nothing on the panel; and then there is nothing left to do. */
    async function move(program: string): Promise<string[]> {
      harness.declare(IMPORTS + program);
      const up = await harness.up();
      expectDone(up);
      expect(harness.writes).to.deep.equal([]);
      expect(mapped(harness)).to.have.members(expected);
      expectDone(await harness.preview("--expect-no-changes"));
      return stepsIn(up);
    }

    it("maps the domain, and has the mapping's names and DNS records as outputs", async () => {
      harness.declare(
        `${IMPORTS}${component()} exports.names = acme.names; exports.dns = acme.requiredDnsRecords;`,
      );
      const up = await harness.up();
      expectDone(up);
      expect(stepsIn(up)).to.have.members(["create acme", "create acme"]);
      expect(mapped(harness)).to.have.members(expected);
      const { names, dns } = await harness.stack.outputs();
      expect(names).to.deep.equal(expected);
      expect((dns as { name: string }[]).map(({ name }) => name)).to.include.members(["acme.com"]);
      expectDone(await harness.refresh("--expect-no-changes"));
      expectDone(await harness.preview("--expect-no-changes"));
    });

    it("waits for its names with `ready`: it fails while DNS is wrong, keeps the mapping, and succeeds once it is right", async () => {
      const records = (await harness.stack.outputs()).dns as DnsRecord[];
      const ready = `{ waitFor: "dns", timeout: 0, resolvers: ["${dns.host}"] }`;
      harness.declare(`${IMPORTS}${component("{}", `ready: ${ready}`)} exports.ready = acme.ready;
        acme.requiredDnsRecords.apply((all) => console.log(all.length + " records are known"));`);
      const failed = await harness.up();
      expect(failed.code).not.to.equal(0);
      expect(failed.output).to.contain("acme.com has no A or AAAA record");
      expect(failed.output, "while it waits").to.contain(`${records.length} records are known`);
      expect(harness.writes).to.deep.equal([]);
      expect(mapped(harness)).to.have.members(expected);
      for (const { name, type, value } of records) dns.set(name, type, value);
      const up = await harness.up();
      expectDone(up);
      expect(stepsIn(up)).to.deep.equal(["update acme"]);
      expect((await harness.stack.outputs()).ready).to.equal(true);
      expectDone(await harness.preview("--expect-no-changes"));
      const [resource] = (await harness.stack.resources()).filter(({ urn }) => urn.includes("domains:Ready"));
      expect(resource?.urn).to.contain(`${TYPE}$`);
    });

    it("lets its wait out with the documented alias, too", async () => {
      const args = `{ domains: ${JSON.stringify(expected)}, addresses: ["192.0.2.1"], waitFor: "dns", timeout: 0 }`;
      harness.declare(`
        const { DomainReady } = require("pulumi-mapped-domains");
        ${alone(LEAVES)}
        new DomainReady("acme", ${args}, ${LEAVES});
      `);
      const preview = await harness.preview();
      expectDone(preview);
      expect(stepsIn(preview)).to.have.members(["update acme", "delete acme"]);
    });

    it("is destroyed with its mapping", async () => {
      expectDone(await harness.destroy());
      expect(mapped(harness)).to.deep.equal([]);
    });

    it("takes in a resource of the same name without a write, and its state goes with it", async () => {
      harness.declare(alone());
      expectDone(await harness.up());
      const [before] = await harness.stack.resources();
      expect(await move(component())).to.deep.equal(["create acme"]);
      const after = (await harness.stack.resources()).find(({ id }) => id === before?.id);
      expect(after?.urn).to.contain(`${TYPE}$pulumi-nodejs:dynamic/`);
      expect(after?.created).to.equal(before?.created);
    });

    it("lets it out again with the documented alias", async () => {
      expect(await move(alone(LEAVES))).to.deep.equal(["delete acme"]);
      expect(await move(alone()), "the alias may go afterwards").to.deep.equal([]);
    });

    it("takes in a resource from another component's children where it is one of them itself", async () => {
      expectDone(await harness.destroy());
      harness.declare(`${FOLDER} ${alone("{ parent: folder }")}`);
      expectDone(await harness.up());
      expect(await move(`${FOLDER} ${component("{ parent: folder }")}`)).to.deep.equal(["create acme"]);
    });

    it("without its alias a resource that leaves is adopted, and stays on the panel", async () => {
      harness.declare(alone());
      expectDone(await harness.up());
      expect(mapped(harness)).to.have.members(expected);
    });
  });
}

describe("MappedDomain", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: "" });
  });
  after(() => harness?.close());

  for (const on of ["undefined", "{}", "{ hestia: {}, enhance: {} }"]) {
    it(`cure: refuses \`on\` with ${on}, and works with one panel as the error says`, async () => {
      harness.declare(`${IMPORTS}new MappedDomain("acme", { domain: "acme.com", on: ${on} });`);
      const refused = await harness.preview();
      expect(refused.code).not.to.equal(0);
      expect(refused.output).to.contain(
        "MappedDomain acme: give one panel as `on`: { hestia: {…} } or { enhance: {…} }",
      );
      harness.declare(`${IMPORTS}new MappedDomain("acme", { domain: "acme.com", on: { hestia: {} } });`);
      expectDone(await harness.preview());
    });
  }

  it("hands all of a panel's arguments on", async () => {
    const on = `{ enhance: { organizationId: "${ORG}", websiteId: "${SITE}" } }`;
    harness.declare(`${IMPORTS}new MappedDomain("acme", { domain: "acme.com", on: ${on} });`);
    await harness.stack.setConfig("enhance:apiUrl", "https://panel.test/api/");
    await harness.stack.setConfig("enhance:apiToken", "token", { secret: true });
    const preview = await harness.preview("--diff");
    expectDone(preview);
    expect(preview.output).to.contain(ORG).and.contain(SITE);
  });

  it("gives its mapping an option with a transform, as documented", async () => {
    const transform = `({ props, opts }) => ({ props, opts: { ...opts, retainOnDelete: true } })`;
    harness.declare(
      `${IMPORTS}new MappedDomain("acme", { domain: "acme.com", on: { hestia: {} } }, { transforms: [${transform}] });`,
    );
    expectDone(await harness.up());
    expectDone(await harness.destroy());
    expect(harness.stored()).to.deep.equal(["acme.com"]);
  });

  it("whose panel changes is mapped on the new one first, and then removed from the old one", async () => {
    const enhance = await startEnhancePanel();
    try {
      const declared = (on: string) =>
        harness.declare(`${IMPORTS}new MappedDomain("acme", { domain: "acme.com", on: ${on} });`);
      declared("{ hestia: {} }");
      expectDone(await harness.up());
      const { "enhance:apiToken": token = "", ...plain } = websiteOn(enhance);
      for (const [key, value] of Object.entries(plain)) await harness.stack.setConfig(key, value);
      await harness.stack.setConfig("enhance:apiToken", token, { secret: true });
      declared("{ enhance: {} }");
      const up = await harness.up();
      expectDone(up);
      expect(stepsIn(up)).to.deep.equal(["create acme", "delete acme"]);
      expect(harness.stored()).to.deep.equal([]);
      expect(enhance.domains(SITE)).to.include("acme.com");
    } finally {
      await harness.destroy();
      await enhance.close();
    }
  });
});
