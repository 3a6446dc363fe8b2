import { expect } from "chai";
import { issuedCertificate } from "../../../panels/enhance";
import type { Resource } from "../../support/engine";
import { EnhanceHarness, SITE } from "../../support/enhance";

const forced = { domain: "acme.com", forceHttps: true };

describe("a redirect to https", () => {
  let harness: EnhanceHarness;
  let domain: Resource;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    domain = harness.single();
  });
  afterEach(() => harness.close());

  const entry = () => harness.panel.domain("acme.com");
  const issue = () => Object.assign(entry(), { certificate: issuedCertificate("acme.com") });

  it("waits for the certificate, and says so with the DNS status", async () => {
    harness.panel.state.settings.newDomainDns = "ForeignServer";
    await domain.declare(forced);
    expect(harness.writes).to.deep.equal(["map acme.com"]);
    expect(entry().forceHttps).to.equal(false);
    expect(domain.outputs).to.include({ forceHttps: false });
    expect(harness.messages).to.deep.equal([
      "acme.com: forceHttps waits for the certificate, which the panel issues once the domain's DNS leads to it " +
        "(DNS status ForeignServer). After that, `pulumi up` applies it.",
    ]);
  });

  it("is no difference while it waits, refreshed or not", async () => {
    await domain.declare(forced);
    for (const refreshed of [false, true, true]) {
      harness.nextRun();
      if (refreshed) expect(await domain.refresh()).to.equal(true);
      expect(await domain.declare(forced)).to.equal("same");
      expect(harness.writes).to.deep.equal([]);
      expect(harness.messages).to.deep.equal([]);
    }
  });

  it("is applied by the up after a refresh that saw the certificate, and then is no difference", async () => {
    await domain.declare(forced);
    issue();
    harness.nextRun();
    expect(await domain.declare(forced), "nothing has looked yet").to.equal("same");
    expect(await domain.refresh()).to.equal(true);
    expect(await domain.declare(forced)).to.equal("update");
    expect(harness.calls).to.deep.equal(["list", "dns", "website", "list", "force true", "list", "dns"]);
    expect(entry().forceHttps).to.equal(true);
    expect(domain.outputs).to.include({ forceHttps: true });
    for (const refreshed of [false, true]) {
      harness.nextRun();
      if (refreshed) await domain.refresh();
      expect(await domain.declare(forced)).to.equal("same");
    }
  });

  it("is applied by any update that finds the certificate", async () => {
    await domain.declare(forced);
    issue();
    harness.nextRun();
    expect(await domain.declare({ ...forced, kind: "addon" })).to.equal("update");
    expect(harness.writes).to.deep.equal(["change kind=addon", "force true"]);
  });

  it("is applied at once to a domain that is adopted with a certificate", async () => {
    harness.panel.setDomains(SITE, ["acme.com"]);
    issue();
    await domain.declare(forced);
    expect(harness.writes).to.deep.equal(["force true"]);
    expect(domain.outputs).to.deep.include({ forceHttps: true, adopted: true });
    expect(harness.messages).to.deep.equal([]);
  });

  it("waits where it is declared later, with one update", async () => {
    await domain.declare({ domain: "acme.com" });
    harness.nextRun();
    expect(await domain.declare(forced)).to.equal("update");
    expect(harness.writes).to.deep.equal([]);
    expect(harness.messages).to.have.length(1);
    expect(await domain.declare(forced)).to.equal("same");
  });

  it("is removed also without a certificate", async () => {
    harness.panel.setDomains(SITE, ["acme.com"]);
    entry().forceHttps = true;
    await domain.declare({ domain: "acme.com", forceHttps: false });
    expect(harness.writes).to.deep.equal(["force false"]);
    expect(await domain.declare({ domain: "acme.com", forceHttps: false })).to.equal("same");
  });

  it("stays where the certificate is gone", async () => {
    await domain.declare(forced);
    issue();
    await domain.declare({ ...forced, kind: "alias" });
    delete entry().certificate;
    harness.nextRun();
    await domain.refresh();
    expect(await domain.declare({ ...forced, kind: "alias" })).to.equal("same");
    expect(entry().forceHttps).to.equal(true);
  });

  it("is not managed where it is not declared", async () => {
    harness.panel.setDomains(SITE, ["acme.com"]);
    Object.assign(issue(), { forceHttps: true });
    await domain.declare({ domain: "acme.com" });
    expect(harness.writes).to.deep.equal([]);
    expect(domain.outputs).not.to.have.property("forceHttps");
  });
});
