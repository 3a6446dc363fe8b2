import { expect } from "chai";
import { EnhanceBench, ORG, SITE } from "../../support/enhance";
import { failureOf } from "./errors";

describe("a lookup of a domain that something else manages", () => {
  let bench: EnhanceBench;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
    bench.panel.setDomains(SITE, ["acme.com"]);
  });
  afterEach(() => bench.close());

  it("finds it by its id alone, in any spelling", async () => {
    const found = await bench.run.on("enhanceDomain").read(`${ORG.toUpperCase()}/${SITE}/ACME.com.`, {});
    expect(found.id).to.equal(`${ORG}/${SITE}/acme.com`);
    expect(found.properties).to.deep.include({
      domain: "acme.com",
      organizationId: ORG,
      websiteId: SITE,
      names: ["acme.com"],
      mappingKind: "alias",
      panel: bench.panel.host,
    });
    expect(found.properties.requiredDnsRecords).to.have.length(4);
  });

  it("fails where it is not there: the engine would take an empty answer for a find", async () => {
    const { kind, message } = await failureOf(
      bench.run.on("enhanceDomain").read(`${ORG}/${SITE}/acme.org`, {}),
    );
    expect(kind).to.equal("missing");
    expect(message).to.match(
      /^read acme\.org on .* \(organization .*\): there is no such domain\. Correct the id, which is organizationId\/websiteId\/domain or/,
    );
  });
});
