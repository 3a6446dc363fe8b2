import { expect } from "chai";
import { ORG, SITE } from "../support/enhance";
import { providerOf } from "../support/host-messages";
import { domain, EnhanceStackHarness, expectDone, stepsIn } from "./enhanceStack";

describe("an Enhance domain in a stack", function () {
  this.timeout(60_000);
  let harness: EnhanceStackHarness;
  before(async () => {
    harness = await EnhanceStackHarness.start({
      program: `exports.acme = { ...new EnhanceDomain("acme", { domain: " ACME.com. " }) };`,
    });
  });
  after(() => harness?.close());

  const PLACE = { organizationId: ORG, websiteId: SITE };

  it("is previewed with all its outputs, and nothing else", async () => {
    const { steps } = await harness.stack.previewJson();
    expect(steps.find(({ urn }) => urn.endsWith("::acme"))?.newState?.inputs).to.deep.equal({
      __provider: providerOf("enhanceDomain"),
      domain: "acme.com",
      names: ["acme.com"],
      ...PLACE,
      panel: harness.panel.host,
    });
    expect(harness.writes).to.deep.equal([]);
  });

  it("is created by one POST", async () => {
    const up = await harness.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(["create acme"]);
    expect(harness.calls).to.deep.equal(["list", "website", "map acme.com", "list", "dns"]);
    expect(harness.mapped()).to.deep.equal(["acme.com"]);
  });

  it("has its outputs, with the DNS records that lead to it", async () => {
    const { acme } = await harness.stack.outputs();
    const record = (name: string, type: string, value: string) => ({ name, type, value });
    expect(acme).to.deep.include({
      id: `${ORG}/${SITE}/acme.com`,
      domain: "acme.com",
      names: ["acme.com"],
      ...PLACE,
      domainId: harness.panel.domain("acme.com").id,
      mappingKind: "alias",
      dnsStatus: "Resolved",
      adopted: false,
      panel: harness.panel.host,
      requiredDnsRecords: [
        record("acme.com", "A", "192.0.2.20"),
        record("acme.com", "AAAA", "2001:db8::20"),
        record("www.acme.com", "A", "192.0.2.20"),
        record("www.acme.com", "AAAA", "2001:db8::20"),
      ],
    });
  });

  it("is in the state with a short provider text and nothing hidden", async () => {
    const [acme] = await harness.stack.resources();
    expect(acme?.inputs).to.have.all.keys("__provider", "domain", "names", "panel", ...Object.keys(PLACE));
    expect(acme?.outputs).not.to.have.property("__declaration");
    expect(acme?.outputs).to.have.property("__provider", providerOf("enhanceDomain"));
    expect(providerOf("enhanceDomain").length).to.be.below(100);
  });

  it("makes one call, a look, where nothing is to do, and a refresh finds no change", async () => {
    expectDone(await harness.up("--expect-no-changes"));
    expect(harness.calls).to.deep.equal(["websites"]);
    expectDone(await harness.refresh("--expect-no-changes"));
    expect(harness.calls).to.deep.equal(["list", "website"]);
  });

  it("changes kind and document root in place", async () => {
    harness.declare(domain("acme", { domain: "acme.com", kind: "addon", documentRoot: "shop" }));
    const preview = await harness.preview("--diff");
    expect(preview.output)
      .to.match(/\+ kind +: "addon"/)
      .and.to.match(/\+ documentRoot *: "shop"/);
    expect(harness.writes).to.deep.equal([]);
    const up = await harness.up();
    expect(stepsIn(up)).to.deep.equal(["update acme"]);
    expect(harness.writes).to.deep.equal(["change kind=addon documentRoot=shop"]);
  });

  it("is replaced create first, so that a name is always mapped", async () => {
    harness.declare(domain("acme", { domain: "acme.org" }));
    const up = await harness.up();
    expect(stepsIn(up)).to.deep.equal(["create-replacement acme", "replace acme", "delete-replaced acme"]);
    expect(harness.writes).to.deep.equal(["map acme.org", "unmap"]);
    expect(harness.mapped()).to.deep.equal(["acme.org"]);
  });

  it("is destroyed", async () => {
    const destroy = await harness.destroy();
    expectDone(destroy);
    expect(stepsIn(destroy)).to.deep.equal(["delete acme"]);
    expect(harness.calls).to.deep.equal(["list", "unmap", "list"]);
    expect(harness.mapped()).to.deep.equal([]);
    expect(await harness.stack.resources()).to.deep.equal([]);
  });
});
