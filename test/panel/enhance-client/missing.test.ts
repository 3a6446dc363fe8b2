import { expect } from "chai";
import type { Resource } from "../../support/engine";
import { EnhanceHarness } from "../../support/enhance";
import { failureOf } from "./errors";

const acme = { domain: "acme.com" };
const POST = "createWebsiteMappedDomain";
const DELETE = "deleteWebsiteDomainMapping";

describe("a write whose result the list contradicts", () => {
  let harness: EnhanceHarness;
  let domain: Resource;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    domain = harness.single();
    await domain.declare(acme);
    harness.nextRun();
  });
  afterEach(() => harness.close());

  for (const detail of ["org", "website"]) {
    it(`fails where it is the ${detail}, and the resource stays in the state`, async () => {
      const answer = { do: "error", status: 404, code: "not_found", detail, when: "before" } as const;
      harness.panel.faults.add({ ...answer, operationId: DELETE });
      const { message } = await failureOf(domain.destroy());
      expect(message).to.match(new RegExp(`There is no such ${detail}, or not in this organization`));
      expect(message).to.match(/`pulumi state delete <urn>` forgets/);
      harness.panel.faults.add({ ...answer, operationId: "getWebsiteDomainMappings" });
      expect((await failureOf(domain.destroy())).kind).to.equal("missing");
      expect(harness.mapped).to.deep.equal(["acme.com"]);
    });
  }

  it("fails where the panel answers success to a delete and the list still has the domain", async () => {
    harness.panel.faults.add({ do: "answer", status: 204, when: "before", operationId: DELETE });
    const { kind, message } = await failureOf(domain.destroy());
    expect(kind).to.equal("unproved");
    expect(message).to.match(/said that acme\.com was removed, and its list still has it/);
  });

  it("fails where the panel answers success to a create and the list does not have the domain", async () => {
    harness.panel.faults.add({ do: "answer", status: 201, when: "before", operationId: POST });
    const { kind, message } = await failureOf(harness.single("other").declare({ domain: "other.com" }));
    expect(kind).to.equal("unproved");
    expect(message).to.match(/said that other\.com was added, and its list does not have it/);
  });
});
