import { expect } from "chai";
import { issuedCertificate } from "../../../panels/enhance";
import type { Resource } from "../../support/engine";
import { EnhanceHarness, ORG, SITE } from "../../support/enhance";
import { reasonOf } from "./errors";

const acme = { domain: "acme.com" };

describe("a domain of a website", () => {
  let harness: EnhanceHarness;
  let domain: Resource;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    domain = harness.single();
  });
  afterEach(() => harness.close());

  const entry = () => harness.panel.domain("acme.com");

  it("is created by one POST between two lists, with all its outputs", async () => {
    await domain.declare(acme);
    expect(harness.calls).to.deep.equal(["list", "website", "map acme.com", "list", "dns"]);
    expect(harness.mapped).to.deep.equal(["acme.com"]);
    expect(domain.id).to.equal(`${ORG}/${SITE}/acme.com`);
    const record = (name: string, type: string, value: string) => ({ name, type, value });
    expect(domain.outputs).to.deep.equal({
      domain: "acme.com",
      organizationId: ORG,
      websiteId: SITE,
      names: ["acme.com"],
      panel: harness.panel.host,
      domainId: entry().id,
      mappingKind: "alias",
      dnsStatus: "Unknown",
      adopted: false,
      requiredDnsRecords: [
        record("acme.com", "A", "192.0.2.20"),
        record("acme.com", "AAAA", "2001:db8::20"),
        record("www.acme.com", "A", "192.0.2.20"),
        record("www.acme.com", "AAAA", "2001:db8::20"),
      ],
    });
    expect(harness.messages).to.deep.equal([]);
  });

  it("is created as declared, with undeclared options left to the panel", async () => {
    await domain.declare({ ...acme, kind: "addon", documentRoot: "shop" });
    expect(harness.writes).to.deep.equal(["map acme.com kind=addon documentRoot=shop"]);
    expect(domain.outputs).to.include({ kind: "addon", mappingKind: "addon", documentRoot: "shop" });
  });

  it("needs no www name's record beside a www name", async () => {
    await domain.declare({ domain: "www.acme.com" });
    const names = (domain.outputs.requiredDnsRecords as { name: string }[]).map(({ name }) => name);
    expect(new Set(names)).to.deep.equal(new Set(["www.acme.com"]));
  });

  it("sends only what changes", async () => {
    await domain.declare({ ...acme, kind: "addon", documentRoot: "shop" });
    harness.nextRun();
    await domain.declare({ ...acme, kind: "addon", documentRoot: "web" });
    expect(harness.writes).to.deep.equal(["change documentRoot=web"]);
  });

  it("stops managing an option that is no longer declared, without a call", async () => {
    await domain.declare({ ...acme, kind: "addon" });
    harness.nextRun();
    expect(await domain.declare(acme)).to.equal("update");
    expect(harness.writes).to.deep.equal([]);
    expect(entry().mappingKind).to.equal("addon");
    expect(domain.outputs).not.to.have.property("kind");
    expect(await domain.declare(acme)).to.equal("same");
  });

  it("changes www, which is always served, and onExisting without a call, and keeps its outputs", async () => {
    const args = { ...acme, kind: "alias", forceHttps: true };
    await domain.declare(args);
    const { outputs } = domain;
    harness.nextRun();
    expect(await domain.declare({ ...args, onExisting: "fail", www: true })).to.equal("update");
    expect(harness.calls).to.deep.equal([]);
    expect(domain.outputs).to.deep.equal({ ...outputs, onExisting: "fail", www: true });
  });

  it("whose change the panel ignored fails with an error that names it, and stays in the state as it is", async () => {
    await domain.declare({ ...acme, kind: "alias", documentRoot: "public_html" });
    harness.panel.state.settings.keepsKind = true;
    harness.nextRun();
    const reason = await reasonOf(domain.declare({ ...acme, kind: "addon", documentRoot: "shop" }));
    expect(reason).to.match(
      /^update acme\.com on 127\.0\.0\.1:\d+ \(organization .*, website .*\): the panel kept kind alias in place of addon\. /,
    );
    expect(reason).to.match(/Set the option `deleteBeforeReplace: true` .*--replace/);
    expect(domain.outputs).to.include({ kind: "alias", mappingKind: "alias", documentRoot: "shop" });
  });

  it("whose change the panel ignored shows the change again after a refresh", async () => {
    harness.panel.setDomains(SITE, ["acme.com"]);
    harness.panel.state.settings.keepsKind = true;
    await reasonOf(domain.declare({ ...acme, kind: "addon" }));
    expect(domain.outputs).to.include({ kind: "alias", adopted: true });
    harness.nextRun();
    await domain.refresh();
    harness.panel.state.settings.keepsKind = false;
    expect(await domain.declare({ ...acme, kind: "addon" })).to.equal("update");
    expect(entry().mappingKind).to.equal("addon");
  });

  it("whose change is refused keeps what the list shows, not what was declared", async () => {
    await domain.declare({ ...acme, kind: "alias" });
    harness.nextRun();
    Object.assign(entry(), { certificate: issuedCertificate("acme.com") });
    const operationId = "setWebsiteDomainForceSsl";
    harness.panel.faults.add({ do: "error", status: 403, code: "unauthorized", when: "before", operationId });
    const reason = await reasonOf(domain.declare({ ...acme, kind: "addon", forceHttps: true }));
    expect(reason).to.match(/the panel did not change the redirect to https \[HTTP 403, code unauthorized\]/);
    expect(entry().mappingKind).to.equal("addon");
    expect(domain.outputs).to.include({ kind: "addon", mappingKind: "addon", forceHttps: false });
  });

  it("is mapped again where it was gone", async () => {
    await domain.declare(acme);
    harness.panel.setDomains(SITE, []);
    harness.nextRun();
    expect(await domain.declare({ ...acme, kind: "addon" })).to.equal("update");
    expect(harness.writes).to.deep.equal(["map acme.com kind=addon"]);
  });

  it("may be mapped again where its organization has kept the name", async () => {
    harness.panel.state.settings.unmappedDomains = "kept";
    await domain.declare(acme);
    harness.nextRun();
    await domain.destroy();
    expect(harness.mapped).to.deep.equal([]);
    const again = harness.single("again");
    harness.nextRun();
    await again.declare(acme);
    expect(harness.mapped).to.deep.equal(["acme.com"]);
  });
});
