import { expect } from "chai";
import { demoEnhance, issuedCertificate } from "../../panels/enhance";
import { ORG, SITE } from "../support/enhance";
import { providerOf } from "../support/host-messages";
import { domain, domains, EnhanceStackHarness, expectDone, stepsIn } from "./enhanceStack";

const many = (count: number) => Array.from({ length: count }, (_, index) => `customer${index + 1}.test`);
const [, TAKEN] = demoEnhance.otherDomains;

/** The lines of a preview that show a change, in short form: `+ acme.com: true`. */
const changesIn = (output: string): string[] =>
  output.split("\n").flatMap((line) => {
    const [, sign, name, value] = /^ +([+~-]) +("?[\w.-]+"?) *: (.*)$/.exec(line) ?? [];
    return sign === undefined || value === "{" ? [] : [`${sign} ${name?.replaceAll('"', "")}: ${value}`];
  });

describe("a set of Enhance domains in a stack", function () {
  this.timeout(60_000);
  let harness: EnhanceStackHarness;
  const NAMES = many(30);
  before(async () => {
    harness = await EnhanceStackHarness.start({ program: domains({ domains: NAMES }) });
  });
  after(() => harness?.close());

  const setIn = async () => (await harness.stack.resources()).find(({ type }) => type.endsWith(":Domains"));

  it("is previewed with every name, and nothing is written", async () => {
    const preview = await harness.preview("--diff");
    expectDone(preview);
    expect(stepsIn(preview)).to.deep.equal(["create set"]);
    for (const name of NAMES) expect(preview.output).to.match(new RegExp(`"?${name}"? *: true`));
    expect(harness.writes).to.deep.equal([]);
  });

  it("is created as one resource, by one call for each name between two lists", async () => {
    expectDone(await harness.up());
    expect(harness.calls.filter((call) => call === "list")).to.have.length(2);
    expect(harness.writes).to.have.members(NAMES.map((name) => `map ${name}`));
    const set = await setIn();
    expect(set).to.include({ id: `${ORG}/${SITE}`, type: "pulumi-nodejs:dynamic/enhance:Domains" });
    expect(set?.outputs?.names).to.have.members(NAMES);
    expect(set?.outputs).to.deep.include({
      adopted: [],
      failed: {},
      __provider: providerOf("enhanceDomains"),
    });
    expect(set?.inputs).to.have.all.keys("__provider", "domains", "organizationId", "websiteId", "panel");
    expectDone(await harness.up("--expect-no-changes"));
    expect(harness.calls).to.deep.equal(["websites"]);
    expectDone(await harness.refresh("--expect-no-changes"));
    expect(harness.calls).to.deep.equal(["list", "website"]);
  });

  it("shows exactly the names that are added and removed, and changes only those", async () => {
    const names = [...NAMES.filter((name) => name !== "customer7.test"), "acme.com", "globex.com"];
    harness.declare(domains({ domains: names.reverse() }));
    const preview = await harness.preview("--diff");
    expect(changesIn(preview.output)).to.have.members([
      "+ acme.com: true",
      "+ globex.com: true",
      "- customer7.test: true",
    ]);
    expectDone(await harness.up());
    expect(harness.writes[0]).to.equal("unmap");
    expect(harness.writes).to.have.members(["unmap", "map acme.com", "map globex.com"]);
    expect(harness.mapped()).to.have.members(names);
  });

  it("changes options of a name in place", async () => {
    harness.declare(domains({ domains: ["acme.com", "globex.com"] }));
    expectDone(await harness.up());
    harness.declare(
      domains({ domains: { "acme.com": { kind: "addon" }, "globex.com": { forceHttps: true } } }),
    );
    const preview = await harness.preview("--diff");
    expect(changesIn(preview.output)).to.include.members(['+ kind: "addon"', "+ forceHttps: true"]);
    expectDone(await harness.up());
    expect(harness.writes).to.deep.equal(["change kind=addon"]);
  });

  it("redirects to https once there is a certificate, and shows no difference until then", async () => {
    expectDone(await harness.refresh("--expect-no-changes"));
    expectDone(await harness.up("--expect-no-changes"));
    harness.panel.domain("globex.com").certificate = issuedCertificate("globex.com");
    expectDone(await harness.up("--refresh"));
    expect(harness.writes).to.deep.equal(["force true"]);
    expectDone(await harness.up("--refresh", "--expect-no-changes"));
  });

  it("shows changes by hand by name, and the next up repairs only those", async () => {
    harness.panel.setDomains(SITE, ["acme.com", "theirs.com"]);
    harness.panel.domain("acme.com").mappingKind = "subdomain";
    const refresh = await harness.refresh("--diff");
    expectDone(refresh);
    expect(refresh.output).to.match(/"?globex\.com"?/);
    expect(harness.calls).to.deep.equal(["list", "website"]);
    const preview = await harness.preview("--diff");
    expect(changesIn(preview.output)).to.include('~ kind: "subdomain" => "addon"');
    expect(preview.output).to.match(/\+ +"?globex\.com"? *: \{/);
    expectDone(await harness.up());
    expect(harness.writes).to.have.members(["change kind=addon", "map globex.com"]);
    expect(harness.mapped()).to.have.members(["acme.com", "globex.com", "theirs.com"]);
  });

  it("is destroyed, and leaves other domains", async () => {
    expectDone(await harness.destroy());
    expect(harness.calls).to.deep.equal(["list", "unmap", "unmap", "list"]);
    expect(harness.mapped()).to.deep.equal(["theirs.com"]);
  });
});

describe("names of a set of Enhance domains", function () {
  this.timeout(60_000);
  let harness: EnhanceStackHarness;
  before(async () => {
    harness = await EnhanceStackHarness.start({
      program: domain("single", { domain: "acme.com" }) + domains({ domains: ["a.com", "b.com"] }),
    });
    expectDone(await harness.up());
  });
  after(() => harness?.close());

  it("that two resources declare are refused at preview", async () => {
    harness.declare(domain("single", { domain: "acme.com" }) + domains({ domains: ["a.com", "acme.com"] }));
    const preview = await harness.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output).to.match(/maps acme\.com, which the resource "(single|set)" of this program maps/);
  });

  it("come from a single resource without leaving the panel", async () => {
    harness.declare(domains({ domains: ["a.com", "b.com", "acme.com"] }));
    expectDone(await harness.up());
    expect(harness.writes).to.deep.equal([]);
    expect(harness.mapped()).to.have.members(["a.com", "b.com", "acme.com"]);
  });

  it("go to single resources without leaving the panel, whatever onExisting says of others", async () => {
    harness.declare(
      domain("single", { domain: "acme.com" }) +
        domain("other", { domain: "b.com" }) +
        domains({ domains: ["a.com"], onExisting: "fail" }),
    );
    const up = await harness.up();
    expectDone(up);
    expect(stepsIn(up)).to.have.members(["create single", "create other", "update set"]);
    expect(harness.writes).to.deep.equal([]);
    expect(harness.mapped()).to.have.members(["a.com", "b.com", "acme.com"]);
    expectDone(await harness.up("--refresh", "--expect-no-changes"));
  });

  it("that nobody declares show in a plain preview of an exclusive set, and its update removes them", async () => {
    harness.panel.setDomains(SITE, [...harness.mapped(), "stray.com"]);
    harness.declare(
      domain("single", { domain: "acme.com" }) +
        domain("other", { domain: "b.com" }) +
        domains({ domains: ["a.com"], exclusive: true }),
    );
    const preview = await harness.preview("--diff");
    expect(preview.output).to.match(/\+ drift.*\n?.*stray\.com is on the panel and not declared/);
    const up = await harness.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(["update set"]);
    expect(harness.writes).to.deep.equal(["unmap"]);
    expect(harness.mapped()).to.have.members(["a.com", "b.com", "acme.com"]);
    expect(harness.panel.domains(SITE)).to.include.members([demoEnhance.domain, demoEnhance.previewDomain]);
  });

  it("that cannot be mapped are reported, do not stop the others, and stay a difference until they can", async () => {
    const program = domains({ domains: ["a.com", "c.com", TAKEN] });
    harness.declare(program);
    const up = await harness.up();
    expect(up.code).not.to.equal(0);
    expect(up.output)
      .to.contain(`During update of ${TAKEN} on ${harness.panel.host}`)
      .and.contain("in use by another organization");
    expect(harness.mapped()).to.include.members(["a.com", "c.com"]).and.not.include(TAKEN);
    expectDone(await harness.refresh());
    const preview = await harness.preview("--diff");
    expect(changesIn(preview.output)).to.include(`+ ${TAKEN}: true`);
    harness.panel.setDomains(demoEnhance.otherWebsiteId, []);
    expectDone(await harness.up());
    expect(harness.writes).to.include(`map ${TAKEN}`).and.not.include("map a.com");
    expect(harness.mapped()).to.have.members(["a.com", "c.com", TAKEN]);
    expectDone(await harness.up("--refresh", "--expect-no-changes"));
  });

  it("are looked up by the website, which must exist", async () => {
    harness.declare(`
      ${domains({ domains: ["a.com", "c.com", TAKEN] })}
      exports.all = EnhanceDomains.get("all", "${ORG}/${SITE}").names;
    `);
    expectDone(await harness.up());
    expect((await harness.stack.outputs()).all).to.have.members(["a.com", "c.com", TAKEN]);
    harness.declare(`EnhanceDomains.get("all", "${ORG}/${ORG}");`);
    const preview = await harness.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output).to.match(/There is no such website[\s\S]*?During read of the set on /);
  });
});
