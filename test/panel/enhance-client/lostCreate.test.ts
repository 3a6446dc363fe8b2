import { expect } from "chai";
import type { EnhanceFault, EnhanceFaultEffect } from "../../../panels/enhance";
import type { Resource } from "../../support/engine";
import { EnhanceBench, websiteOn } from "../../support/enhance";
import { gate } from "../enhance/support";
import { failureOf } from "./errors";
import { LOST, ODD } from "./lostAnswers";

const acme = { domain: "acme.com" };
const POST = "createWebsiteMappedDomain";

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

  for (const [what, effect] of [...LOST, ...ODD]) {
    it(`of a create, which ${what}: mapped once, by one POST`, async () => {
      fault(POST, effect);
      await domain.declare({ ...acme, kind: "addon" });
      expect(bench.writes).to.deep.equal(["map acme.com kind=addon"]);
      expect(bench.mapped).to.deep.equal(["acme.com"]);
      expect(domain.outputs).to.deep.include({ adopted: false, mappingKind: "addon", names: ["acme.com"] });
      expect(bench.panel.faults.pending).to.deep.equal([]);
    });
  }

  it("of a create, which takes longer than the timeout: mapped once, by one POST", async () => {
    bench.next({ ...websiteOn(bench.panel), "enhance:timeout": "1" });
    const { opened, open } = gate();
    bench.panel.faults.add({ do: "hook", when: "after", operationId: POST, run: () => opened });
    await domain.declare(acme);
    open();
    expect(bench.writes).to.deep.equal(["map acme.com"]);
    expect(bench.mapped).to.deep.equal(["acme.com"]);
  });

  for (const effect of [
    { do: "hang-up", when: "before" },
    { do: "html", status: 502, when: "before" },
  ] as const) {
    it(`of a create that was never done (${effect.do}) is an error after some looks; the next up maps it`, async () => {
      fault(POST, effect);
      const { kind, message } = await failureOf(domain.declare(acme));
      expect(kind).to.equal("unclear");
      expect(message).to.match(/^create acme\.com on .*The list did not show it in the seconds after/);
      expect(bench.calls).to.deep.equal(["list", "website", "map acme.com", ...Array(6).fill("list")]);
      expect(bench.clock.slept).to.deep.equal([500, 1_000, 2_000, 4_000, 8_000]);
      bench.next();
      expect(await domain.declare(acme)).to.equal("create");
      expect(bench.mapped).to.deep.equal(["acme.com"]);
    });
  }

  it("of a create that lands after the last look is adopted by the next up", async () => {
    fault(POST, { do: "lands-later", calls: 6 });
    await failureOf(domain.declare(acme));
    bench.next();
    await domain.declare(acme);
    expect(bench.writes).to.deep.equal([]);
    expect(domain.outputs).to.include({ adopted: true });
  });

  it("of a create that lands between the next up's look and its POST is adopted, too", async () => {
    fault(POST, { do: "lands-later", calls: 7 });
    await failureOf(domain.declare(acme));
    bench.next();
    await domain.declare(acme);
    expect(bench.calls).to.deep.equal(["list", "website", "map acme.com", "list", "dns"]);
    expect(bench.mapped).to.deep.equal(["acme.com"]);
  });

  it("of a look, too, does not end the wait for what may have landed", async () => {
    fault(POST, { do: "hang-up", when: "after" });
    const list = "getWebsiteDomainMappings";
    bench.panel.faults.add({ do: "html", status: 503, when: "before", nth: 2, times: 4, operationId: list });
    await domain.declare(acme);
    expect(bench.writes).to.deep.equal(["map acme.com"]);
    expect(domain.outputs).to.deep.include({ names: ["acme.com"] });
  });
});
