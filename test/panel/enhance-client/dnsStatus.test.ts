import { expect } from "chai";
import { Bench, Domain } from "./bench";

describe("the DNS status of a domain", () => {
  let bench: Bench;
  let domain: Domain;
  beforeEach(async () => {
    bench = await Bench.start();
    domain = new Domain(bench);
    bench.panel.state.settings.newDomainDns = "ForeignServer";
  });
  afterEach(() => bench.close());

  it("is looked at once on create and on update, and is as it was after a refresh", async () => {
    await domain.declare({ domain: "acme.com" });
    expect(domain.outputs).to.include({ dnsStatus: "ForeignServer" });
    bench.panel.domain("acme.com").dnsStatus = "Resolved";
    bench.next();
    await domain.refresh();
    expect(domain.outputs).to.include({ dnsStatus: "ForeignServer" });
    await domain.declare({ domain: "acme.com", kind: "addon" });
    expect(domain.outputs).to.include({ dnsStatus: "Resolved" });
    expect(bench.calls.filter((call) => call === "dns")).to.have.length(1);
  });

  for (const [what, bareWords, word] of [
    ["a bare word", ["getWebsiteDomainMappingDnsStatus"], "Resolved"],
    ["JSON", [], "Resolved"],
  ] as const) {
    it(`is read from ${what}`, async () => {
      bench.panel.state.settings.bareWords = [...bareWords];
      bench.panel.state.settings.newDomainDns = word;
      await domain.declare({ domain: "acme.com" });
      expect(domain.outputs).to.include({ dnsStatus: word });
    });
  }

  it("is Unknown where the panel has a word for it that nobody knows", async () => {
    const operationId = "getWebsiteDomainMappingDnsStatus";
    bench.panel.faults.add({ do: "answer", status: 200, body: "Pending", when: "after", operationId });
    await domain.declare({ domain: "acme.com" });
    expect(domain.outputs).to.include({ dnsStatus: "Unknown" });
  });

  it("is told to be unknown where it cannot be asked for, and nothing fails for it", async () => {
    Object.assign(bench.panel.state.settings.access, {
      getWebsiteDomainMappingDnsStatus: { roles: [], sites: false },
    });
    await domain.declare({ domain: "acme.com" });
    expect(domain.outputs).not.to.have.property("dnsStatus");
    expect(bench.run.said.join()).to.match(
      /^The DNS status of acme\.com is not known: on .*did not tell the domain's DNS status \[HTTP 403/,
    );
  });
});
