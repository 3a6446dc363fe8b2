import { expect } from "chai";
import { ORG, SITE } from "../support/enhance";
import { providerOf } from "../support/host-messages";
import { domain, EnhanceBench, expectDone, stepsIn } from "./enhanceBench";

describe("an Enhance domain in a stack", function () {
  this.timeout(60_000);
  let bench: EnhanceBench;
  before(async () => {
    bench = await EnhanceBench.start({
      program: `exports.acme = { ...new EnhanceDomain("acme", { domain: " ACME.com. " }) };`,
    });
  });
  after(() => bench?.close());

  const PLACE = { organizationId: ORG, websiteId: SITE };

  it("is previewed with all that it will be, and nothing else", async () => {
    const { steps } = await bench.stack.previewJson();
    expect(steps.find(({ urn }) => urn.endsWith("::acme"))?.newState?.inputs).to.deep.equal({
      __provider: providerOf("enhanceDomain"),
      domain: "acme.com",
      names: ["acme.com"],
      ...PLACE,
      panel: bench.panel.host,
    });
    expect(bench.calls).to.deep.equal([]);
  });

  it("is created by one POST", async () => {
    const up = await bench.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(["create acme"]);
    expect(bench.calls).to.deep.equal(["list", "website", "map acme.com", "list", "dns"]);
    expect(bench.mapped()).to.deep.equal(["acme.com"]);
  });

  it("has its outputs, with the DNS records that lead to it", async () => {
    const { acme } = await bench.stack.outputs();
    const record = (name: string, type: string, value: string) => ({ name, type, value });
    expect(acme).to.deep.include({
      id: `${ORG}/${SITE}/acme.com`,
      domain: "acme.com",
      names: ["acme.com"],
      ...PLACE,
      domainId: bench.panel.domain("acme.com").id,
      mappingKind: "alias",
      dnsStatus: "Resolved",
      adopted: false,
      panel: bench.panel.host,
      requiredDnsRecords: [
        record("acme.com", "A", "192.0.2.20"),
        record("acme.com", "AAAA", "2001:db8::20"),
        record("www.acme.com", "A", "192.0.2.20"),
        record("www.acme.com", "AAAA", "2001:db8::20"),
      ],
    });
  });

  it("is in the state with a short provider text and nothing hidden", async () => {
    const [acme] = await bench.stack.resources();
    expect(acme?.inputs).to.have.all.keys("__provider", "domain", "names", "panel", ...Object.keys(PLACE));
    expect(acme?.outputs).not.to.have.property("__declaration");
    expect(acme?.outputs).to.have.property("__provider", providerOf("enhanceDomain"));
    expect(providerOf("enhanceDomain").length).to.be.below(100);
  });

  it("takes no call where nothing is to do, and a refresh finds nothing", async () => {
    expectDone(await bench.up("--expect-no-changes"));
    expect(bench.calls).to.deep.equal([]);
    expectDone(await bench.refresh("--expect-no-changes"));
    expect(bench.calls).to.deep.equal(["list", "website"]);
  });

  it("changes kind and document root in place", async () => {
    bench.declare(domain("acme", { domain: "acme.com", kind: "addon", documentRoot: "shop" }));
    const preview = await bench.preview("--diff");
    expect(preview.output)
      .to.match(/\+ kind +: "addon"/)
      .and.to.match(/\+ documentRoot *: "shop"/);
    expect(bench.calls).to.deep.equal([]);
    const up = await bench.up();
    expect(stepsIn(up)).to.deep.equal(["update acme"]);
    expect(bench.writes).to.deep.equal(["change kind=addon documentRoot=shop"]);
  });

  it("is replaced by another name before it goes, so that nothing is missing in between", async () => {
    bench.declare(domain("acme", { domain: "acme.org" }));
    const up = await bench.up();
    expect(stepsIn(up)).to.deep.equal(["create-replacement acme", "replace acme", "delete-replaced acme"]);
    expect(bench.writes).to.deep.equal(["map acme.org", "unmap"]);
    expect(bench.mapped()).to.deep.equal(["acme.org"]);
  });

  it("is destroyed", async () => {
    const destroy = await bench.destroy();
    expectDone(destroy);
    expect(stepsIn(destroy)).to.deep.equal(["delete acme"]);
    expect(bench.calls).to.deep.equal(["list", "unmap", "list"]);
    expect(bench.mapped()).to.deep.equal([]);
    expect(await bench.stack.resources()).to.deep.equal([]);
  });
});
