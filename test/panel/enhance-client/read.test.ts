import { expect } from "chai";
import { issuedCertificate } from "../../../panels/enhance";
import type { Resource } from "../../support/engine";
import { EnhanceHarness, SITE } from "../../support/enhance";
import { failureOf } from "./errors";

const acme = { domain: "acme.com" };

const LIST = "getWebsiteDomainMappings";

describe("a read of a domain", () => {
  let harness: EnhanceHarness;
  let domain: Resource;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    // The DNS status is final, so that a refresh does not read it.
    harness.panel.state.settings.newDomainDns = "Resolved";
    domain = harness.single();
    await domain.declare(acme);
    harness.nextRun();
  });
  afterEach(() => harness.close());

  const entry = () => harness.panel.domain("acme.com");

  it("is repeated where the first answer was incomplete", async () => {
    for (const effect of [
      { do: "hang-up", when: "after" } as const,
      { do: "error", status: 502, code: "bad_gateway", when: "before" } as const,
    ]) {
      harness.nextRun();
      harness.panel.faults.add({ ...effect, operationId: LIST });
      expect(await domain.refresh()).to.equal(true);
      expect(harness.calls).to.deep.equal(["list", "list", "website"]);
    }
  });

  it("lists again after a write of the same run, and after half a minute", async () => {
    await domain.refresh();
    await harness.single("other").declare({ domain: "other.com" });
    harness.panel.clearLog();
    harness.panel.setDomains(SITE, ["other.com"]);
    expect(await domain.refresh()).to.equal(true);
    expect(harness.calls, "a list that is newer than the write").to.deep.equal([]);
    await harness.clock.sleep(31_000);
    expect(await domain.refresh()).to.equal(false);
  });

  it("never shares a list with another organization's way to the website", async () => {
    await domain.refresh();
    const wrong = harness.run
      .on("enhanceDomain")
      .read(`${harness.panel.state.websites[SITE]?.serverId}/${SITE}/acme.com`, {});
    expect((await failureOf(wrong)).message).to.match(
      /belongs to organization .*pulumi config set enhance:organizationId/,
    );
  });

  it("works without the right to see the website: its addresses stay as they were", async () => {
    Object.assign(harness.panel.state.settings.access, { getWebsite: { roles: [], sites: false } });
    const { outputs } = domain;
    expect(await domain.refresh()).to.equal(true);
    expect(domain.outputs).to.deep.equal(outputs);
    expect(await domain.refresh()).to.equal(true);
    expect(harness.messages.join()).to.match(
      /^What requiredDnsRecords lead to, the addresses of website .*, are not known: the panel did not show the website \(HTTP 403/,
    );
    expect(harness.messages, "it is said once").to.have.length(1);
    harness.nextRun();
    await harness.single("other").declare({ domain: "other.com" });
    expect(harness.mapped).to.include("other.com");
  });

  it("asks for the website again where the first answer did not have it", async () => {
    harness.panel.faults.add({
      do: "error",
      status: 403,
      code: "unauthorized",
      when: "before",
      operationId: "getWebsite",
    });
    await domain.refresh();
    const { requiredDnsRecords } = domain.outputs;
    harness.panel.state.servers = {};
    await domain.refresh();
    expect(domain.outputs.requiredDnsRecords).to.deep.equal([]).and.not.deep.equal(requiredDnsRecords);
  });

  it("returns a certificate without its key and with ISO dates", async () => {
    const issued = new Date("2026-08-25T10:00:00Z");
    Object.assign(entry(), { certificate: issuedCertificate("acme.com", issued) });
    await domain.refresh();
    expect(domain.outputs.certificate).to.deep.equal({
      issuer: "Let's Encrypt",
      issued: "2026-08-25T10:00:00Z",
      expires: "2026-11-23T10:00:00Z",
      names: ["acme.com", "www.acme.com"],
    });
    expect(await domain.declare(acme), "which is no change").to.equal("same");
  });

  it("shows a change by hand as drift where the option is declared, and the next up restores it", async () => {
    const args = { ...acme, kind: "alias", documentRoot: "public_html", forceHttps: false };
    await domain.declare(args);
    Object.assign(entry(), { mappingKind: "addon", documentRoot: "shop", forceHttps: true });
    harness.nextRun();
    await domain.refresh();
    expect(domain.inputs).to.include({ kind: "addon", documentRoot: "shop", forceHttps: true });
    expect(await domain.declare(args)).to.equal("update");
    expect(harness.writes).to.deep.equal(["change kind=alias documentRoot=public_html", "force false"]);
    expect(await domain.declare(args)).to.equal("same");
  });

  it("shows no change for a change by hand where the option is not declared", async () => {
    Object.assign(entry(), { mappingKind: "addon", documentRoot: "shop", forceHttps: true });
    const { inputs } = domain;
    await domain.refresh();
    expect(domain.inputs).to.deep.equal(inputs);
    expect(domain.outputs).to.include({ mappingKind: "addon" });
    expect(await domain.declare(acme)).to.equal("same");
    expect(harness.writes).to.deep.equal([]);
  });
});
