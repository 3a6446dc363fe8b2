import { expect } from "chai";
import type { Resource } from "../../support/engine";
import { EnhanceHarness } from "../../support/enhance";

describe("the DNS status of a domain", () => {
  let harness: EnhanceHarness;
  let domain: Resource;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    domain = harness.single();
    harness.panel.state.settings.newDomainDns = "ForeignServer";
  });
  afterEach(() => harness.close());

  const looks = () => harness.calls.filter((call) => call === "dns").length;

  for (const status of ["ForeignServer", "Failed", "Mixed", "Unknown", "Error"] as const) {
    it(`field case 8: is read by each refresh while it is ${status}`, async () => {
      harness.panel.state.settings.newDomainDns = status;
      await domain.declare({ domain: "acme.com" });
      expect(domain.outputs).to.include({ dnsStatus: status });
      for (const now of [status, "Resolved"] as const) {
        harness.panel.domain("acme.com").dnsStatus = now;
        harness.nextRun();
        await domain.refresh();
        expect(domain.outputs).to.include({ dnsStatus: now });
        expect(looks()).to.equal(1);
      }
      expect(await domain.declare({ domain: "acme.com" }), "no difference").to.equal("same");
    });
  }

  it("field case 8: is no longer read by a refresh once it is Resolved, but is by an update", async () => {
    harness.panel.state.settings.newDomainDns = "Resolved";
    await domain.declare({ domain: "acme.com" });
    harness.panel.domain("acme.com").dnsStatus = "ForeignServer";
    harness.nextRun();
    await domain.refresh();
    expect(domain.outputs).to.include({ dnsStatus: "Resolved" });
    expect(looks()).to.equal(0);
    await domain.declare({ domain: "acme.com", kind: "addon" });
    expect(domain.outputs).to.include({ dnsStatus: "ForeignServer" });
    expect(looks()).to.equal(1);
  });

  it("field case 8: stays as it was where a refresh cannot read it, and is read by a lookup", async () => {
    await domain.declare({ domain: "acme.com" });
    const { id } = domain;
    harness.nextRun();
    expect((await harness.run.on("enhanceDomain").read(id, {})).properties).to.include({
      dnsStatus: "ForeignServer",
    });
    Object.assign(harness.panel.state.settings.access, {
      getWebsiteDomainMappingDnsStatus: { roles: [], sites: false },
    });
    await domain.refresh();
    expect(domain.outputs).to.include({ dnsStatus: "ForeignServer" });
  });

  for (const [what, bareWords, word] of [
    ["a bare word", ["getWebsiteDomainMappingDnsStatus"], "Resolved"],
    ["JSON", [], "Resolved"],
  ] as const) {
    it(`is read from ${what}`, async () => {
      harness.panel.state.settings.bareWords = [...bareWords];
      harness.panel.state.settings.newDomainDns = word;
      await domain.declare({ domain: "acme.com" });
      expect(domain.outputs).to.include({ dnsStatus: word });
    });
  }

  it("is Unknown where the panel has an unknown word for it", async () => {
    const operationId = "getWebsiteDomainMappingDnsStatus";
    harness.panel.faults.add({ do: "answer", status: 200, body: "Pending", when: "after", operationId });
    await domain.declare({ domain: "acme.com" });
    expect(domain.outputs).to.include({ dnsStatus: "Unknown" });
  });

  it("is Unknown where it cannot be read, and nothing fails", async () => {
    Object.assign(harness.panel.state.settings.access, {
      getWebsiteDomainMappingDnsStatus: { roles: [], sites: false },
    });
    await domain.declare({ domain: "acme.com" });
    expect(domain.outputs).not.to.have.property("dnsStatus");
    expect(harness.messages.join()).to.match(
      /^The DNS status of acme\.com is not known: the panel did not tell the domain's DNS status \(HTTP 403/,
    );
  });
});
