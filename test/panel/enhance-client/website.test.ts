import { expect } from "chai";
import { issuedCertificate } from "../../../panels/enhance";
import type { Resource } from "../../support/engine";
import { EnhanceBench, ORG, SITE } from "../../support/enhance";
import { reasonOf } from "./errors";

const acme = { domain: "acme.com" };

describe("a domain of a website", () => {
  let bench: EnhanceBench;
  let domain: Resource;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
    domain = bench.single();
  });
  afterEach(() => bench.close());

  const entry = () => bench.panel.domain("acme.com");

  it("is created by one POST between two lists, with all its outputs", async () => {
    await domain.declare(acme);
    expect(bench.calls).to.deep.equal(["list", "website", "map acme.com", "list", "dns"]);
    expect(bench.mapped).to.deep.equal(["acme.com"]);
    expect(domain.id).to.equal(`${ORG}/${SITE}/acme.com`);
    const record = (name: string, type: string, value: string) => ({ name, type, value });
    expect(domain.outputs).to.deep.equal({
      domain: "acme.com",
      organizationId: ORG,
      websiteId: SITE,
      names: ["acme.com"],
      panel: bench.panel.host,
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
    expect(bench.said).to.deep.equal([]);
  });

  it("is created as it is declared, with what is not declared left to the panel", async () => {
    await domain.declare({ ...acme, kind: "addon", documentRoot: "shop" });
    expect(bench.writes).to.deep.equal(["map acme.com kind=addon documentRoot=shop"]);
    expect(domain.outputs).to.include({ kind: "addon", mappingKind: "addon", documentRoot: "shop" });
  });

  it("needs no www name's record beside a www name", async () => {
    await domain.declare({ domain: "www.acme.com" });
    const names = (domain.outputs.requiredDnsRecords as { name: string }[]).map(({ name }) => name);
    expect(new Set(names)).to.deep.equal(new Set(["www.acme.com"]));
  });

  it("sends only what changes", async () => {
    await domain.declare({ ...acme, kind: "addon", documentRoot: "shop" });
    bench.next();
    await domain.declare({ ...acme, kind: "addon", documentRoot: "web" });
    expect(bench.writes).to.deep.equal(["change documentRoot=web"]);
  });

  it("takes over what is declared no more, without touching it", async () => {
    await domain.declare({ ...acme, kind: "addon" });
    bench.next();
    expect(await domain.declare(acme)).to.equal("update");
    expect(bench.writes).to.deep.equal([]);
    expect(entry().mappingKind).to.equal("addon");
    expect(domain.outputs).not.to.have.property("kind");
    expect(await domain.declare(acme)).to.equal("same");
  });

  it("changes www, which is served anyway, and onExisting without a call, and keeps what was seen", async () => {
    const args = { ...acme, kind: "alias", forceHttps: true };
    await domain.declare(args);
    const { outputs } = domain;
    bench.next();
    expect(await domain.declare({ ...args, onExisting: "fail", www: true })).to.equal("update");
    expect(bench.calls).to.deep.equal([]);
    expect(domain.outputs).to.deep.equal({ ...outputs, onExisting: "fail", www: true });
  });

  it("that the panel kept as it was fails, names it, and stays in the state as it is", async () => {
    await domain.declare({ ...acme, kind: "alias", documentRoot: "public_html" });
    bench.panel.state.settings.keepsKind = true;
    bench.next();
    const reason = await reasonOf(domain.declare({ ...acme, kind: "addon", documentRoot: "shop" }));
    expect(reason).to.match(
      /^update acme\.com on 127\.0\.0\.1:\d+ \(organization .*, website .*\): the panel kept kind alias in place of addon\. /,
    );
    expect(reason).to.match(/Set the option `deleteBeforeReplace: true` .*--replace/);
    expect(domain.outputs).to.include({ kind: "alias", mappingKind: "alias", documentRoot: "shop" });
  });

  it("that is kept as it was shows as a change again after a refresh", async () => {
    bench.panel.setDomains(SITE, ["acme.com"]);
    bench.panel.state.settings.keepsKind = true;
    await reasonOf(domain.declare({ ...acme, kind: "addon" }));
    expect(domain.outputs).to.include({ kind: "alias", adopted: true });
    bench.next();
    await domain.refresh();
    bench.panel.state.settings.keepsKind = false;
    expect(await domain.declare({ ...acme, kind: "addon" })).to.equal("update");
    expect(entry().mappingKind).to.equal("addon");
  });

  it("whose change is refused keeps what the list shows, not what was declared", async () => {
    await domain.declare({ ...acme, kind: "alias" });
    bench.next();
    Object.assign(entry(), { certificate: issuedCertificate("acme.com") });
    const operationId = "setWebsiteDomainForceSsl";
    bench.panel.faults.add({ do: "error", status: 403, code: "unauthorized", when: "before", operationId });
    const reason = await reasonOf(domain.declare({ ...acme, kind: "addon", forceHttps: true }));
    expect(reason).to.match(/the panel did not change the redirect to https \[HTTP 403, code unauthorized\]/);
    expect(entry().mappingKind).to.equal("addon");
    expect(domain.outputs).to.include({ kind: "addon", mappingKind: "addon", forceHttps: false });
  });

  it("comes back where it was gone", async () => {
    await domain.declare(acme);
    bench.panel.setDomains(SITE, []);
    bench.next();
    expect(await domain.declare({ ...acme, kind: "addon" })).to.equal("update");
    expect(bench.writes).to.deep.equal(["map acme.com kind=addon"]);
  });

  it("may be mapped anew where its organization has kept the name", async () => {
    bench.panel.state.settings.unmappedDomains = "kept";
    await domain.declare(acme);
    bench.next();
    await domain.destroy();
    expect(bench.mapped).to.deep.equal([]);
    const again = bench.single("again");
    bench.next();
    await again.declare(acme);
    expect(bench.mapped).to.deep.equal(["acme.com"]);
  });
});
