import { expect } from "chai";
import type { Resource } from "../../support/engine";
import { EnhanceBench } from "../../support/enhance";
import { failureOf } from "./errors";

const acme = { domain: "acme.com" };
const POST = "createWebsiteMappedDomain";
const DELETE = "deleteWebsiteDomainMapping";

describe("a delete that finds something missing", () => {
  let bench: EnhanceBench;
  let domain: Resource;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
    domain = bench.single();
    await domain.declare(acme);
    bench.next();
  });
  afterEach(() => bench.close());

  for (const detail of ["org", "website"]) {
    it(`fails where it is the ${detail}, and the resource stays in the state`, async () => {
      const answer = { do: "error", status: 404, code: "not_found", detail, when: "before" } as const;
      bench.panel.faults.add({ ...answer, operationId: DELETE });
      const { message } = await failureOf(domain.destroy());
      expect(message).to.match(new RegExp(`There is no such ${detail}, or not in this organization`));
      expect(message).to.match(/`pulumi state delete <urn>` forgets/);
      bench.panel.faults.add({ ...answer, operationId: "getWebsiteDomainMappings" });
      expect((await failureOf(domain.destroy())).kind).to.equal("missing");
      expect(bench.mapped).to.deep.equal(["acme.com"]);
    });
  }

  it("fails where the panel says done and the list still has it", async () => {
    bench.panel.faults.add({ do: "answer", status: 204, when: "before", operationId: DELETE });
    const { kind, message } = await failureOf(domain.destroy());
    expect(kind).to.equal("unproved");
    expect(message).to.match(/said that acme\.com was removed, and its list still has it/);
  });

  it("fails where the panel says mapped and the list does not have it", async () => {
    bench.panel.faults.add({ do: "answer", status: 201, when: "before", operationId: POST });
    const { kind, message } = await failureOf(bench.single("other").declare({ domain: "other.com" }));
    expect(kind).to.equal("unproved");
    expect(message).to.match(/said that other\.com was added, and its list does not have it/);
  });
});
