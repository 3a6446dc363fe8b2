import { expect } from "chai";
import { type EnhanceFault, type EnhanceFaultEffect, issuedCertificate } from "../../../panels/enhance";
import type { Resource } from "../../support/engine";
import { EnhanceBench } from "../../support/enhance";
import { failureOf, reasonOf } from "./errors";
import { LOST } from "./lostAnswers";

const acme = { domain: "acme.com" };
const PATCH = "updateWebsiteDomainMapping";
const DELETE = "deleteWebsiteDomainMapping";

describe("a lost answer", () => {
  let bench: EnhanceBench;
  let domain: Resource;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
    domain = bench.single();
  });
  afterEach(() => bench.close());

  const fault = (operationId: EnhanceFault["operationId"], effect: EnhanceFaultEffect) =>
    bench.panel.faults.add({ ...effect, ...(operationId === undefined ? {} : { operationId }) });

  for (const [what, effect] of LOST) {
    it(`of a delete, which ${what}: removed, by one DELETE`, async () => {
      await domain.declare(acme);
      bench.next();
      fault(DELETE, effect);
      await domain.destroy();
      expect(bench.writes).to.deep.equal(["unmap"]);
      expect(bench.mapped).to.deep.equal([]);
    });

    it(`of a change in place, which ${what}: changed, by one PATCH, and the redirect after it`, async () => {
      await domain.declare(acme);
      Object.assign(bench.panel.domain("acme.com"), { certificate: issuedCertificate("acme.com") });
      bench.next();
      fault(PATCH, effect);
      await domain.declare({ ...acme, kind: "addon", forceHttps: true });
      expect(bench.writes).to.deep.equal(["change kind=addon", "force true"]);
      expect(bench.panel.domain("acme.com")).to.include({ mappingKind: "addon", forceHttps: true });
      expect(domain.outputs).to.include({ kind: "addon", forceHttps: true });
    });
  }

  it("of a delete that was never done is an error, and the domain stays", async () => {
    await domain.declare(acme);
    bench.next();
    fault(DELETE, { do: "html", status: 502, when: "before" });
    const { kind, message } = await failureOf(domain.destroy());
    expect(kind).to.equal("unclear");
    expect(message).to.match(/^delete acme\.com on .*did not remove the domain.*HTTP 502/);
    expect(bench.writes).to.deep.equal(["unmap"]);
    expect(bench.mapped).to.deep.equal(["acme.com"]);
  });

  it("of a change that was never done is told as what it was, not as a panel that cannot do it", async () => {
    await domain.declare({ ...acme, kind: "alias" });
    bench.next();
    fault(PATCH, { do: "html", status: 502, when: "before" });
    const reason = await reasonOf(domain.declare({ ...acme, kind: "addon" }));
    expect(reason)
      .to.match(/the panel did not change the mapping \[HTTP 502\]/)
      .and.not.match(/--replace/);
    expect(bench.writes).to.deep.equal(["change kind=addon"]);
    expect(domain.outputs).to.include({ kind: "alias" });
    bench.next();
    expect(await domain.declare({ ...acme, kind: "addon" })).to.equal("update");
    expect(bench.panel.domain("acme.com").mappingKind).to.equal("addon");
  });

  it("of the list after a change leaves the resource in the state", async () => {
    await domain.declare({ ...acme, kind: "alias" });
    bench.next();
    const list = "getWebsiteDomainMappings";
    bench.panel.faults.add({ do: "html", status: 503, when: "before", nth: 2, times: 2, operationId: list });
    const reason = await reasonOf(domain.declare({ ...acme, kind: "addon" }));
    expect(reason).to.match(/^update acme\.com on .*did not list the website's domains \[HTTP 503\]/);
    bench.next();
    expect(await domain.declare({ ...acme, kind: "addon" })).to.equal("update");
    expect(bench.writes).to.deep.equal([]);
  });
});
