import { expect } from "chai";
import type { EnhanceFault, EnhanceFaultEffect } from "../../../panels/enhance";
import { type DomainSet, EnhanceBench } from "../../support/enhance";
import { errorOf, reasonOf } from "./errors";
import { LOST } from "./lostAnswers";

const POST = "createWebsiteMappedDomain";
const PATCH = "updateWebsiteDomainMapping";
const DELETE = "deleteWebsiteDomainMapping";
const NEVER: EnhanceFaultEffect = { do: "hang-up", when: "before" };
const many = (count: number) => Array.from({ length: count }, (_, index) => `customer${index + 1}.test`);

describe("lost answers among those to a set of domains", () => {
  let bench: EnhanceBench;
  let set: DomainSet;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
    set = bench.set();
  });
  afterEach(() => bench.close());

  const fault = (effect: EnhanceFaultEffect, where: Omit<EnhanceFault, "do" | "when">) =>
    bench.panel.faults.add({ ...effect, ...where } as EnhanceFault);
  const callsOf = (word: string) => bench.calls.filter((call) => call.startsWith(word));

  for (const [what, effect] of LOST) {
    it(`of creates, which ${what}: each name mapped once, by one POST, with looks that all share`, async () => {
      fault(effect, { operationId: POST, nth: 2, times: 3 });
      await set.up(many(10));
      expect(callsOf("map")).to.have.members(many(10).map((name) => `map ${name}`));
      expect(bench.mapped).to.have.members(many(10));
      expect(set.outputs).to.deep.include({ names: many(10), failed: {}, adopted: [] });
      expect(callsOf("list").length).to.be.at.most(5);
    });
  }

  it("of creates that were never done are errors after some looks; the next up maps them", async () => {
    fault(NEVER, { operationId: POST, nth: 2, times: 3 });
    const reason = await reasonOf(set.up(many(10)));
    expect(reason).to.match(
      /^create customer.*The list did not show it in the seconds after; run the command again/,
    );
    expect(callsOf("list")).to.have.length(7);
    expect(bench.clock.slept).to.deep.equal([500, 1_000, 2_000, 4_000, 8_000]);
    expect(Object.keys(set.outputs.failed as object)).to.have.length(3);
    expect(set.outputs.names).to.deep.equal(bench.mapped);
    bench.next();
    expect(await set.up(many(10))).to.equal("update");
    expect(callsOf("map")).to.have.length(3);
    expect(bench.mapped).to.have.members(many(10));
  });

  it("of all creates, whose work is done: goes on, with a look now and then", async () => {
    fault({ do: "hang-up", when: "after" }, { operationId: POST, times: 23 });
    await set.up(many(23));
    expect(callsOf("map")).to.have.length(23);
    expect(bench.mapped).to.have.members(many(23));
    expect(set.outputs.names).to.have.length(23);
    expect(callsOf("list").length).to.be.at.most(6);
  });

  it("of creates of a panel that does nothing any more: stops after a few, and the rest waits for the next up", async () => {
    fault(NEVER, { operationId: POST, nth: 4, times: 1_000 });
    const reason = await reasonOf(set.up(many(100)));
    expect(reason).to.match(/^create customer.* and \d+ more on /);
    expect(callsOf("map").length).to.be.within(8, 15);
    expect(bench.mapped).to.have.length(3);
    expect(Object.keys(set.outputs.failed as object)).to.have.length(97);
    bench.panel.faults.clear();
    bench.next();
    await set.up(many(100));
    expect(bench.mapped).to.have.members(many(100));
  });

  it("of a list in between do not end the wait for what may have landed", async () => {
    fault({ do: "hang-up", when: "after" }, { operationId: POST });
    const broken = { do: "html", status: 503, when: "before" } as const;
    fault(broken, { operationId: "getWebsiteDomainMappings", nth: 2, times: 4 });
    await set.up(many(3));
    expect(callsOf("map")).to.have.length(3);
    expect(set.outputs.names).to.have.members(many(3));
  });

  for (const [what, effect] of LOST) {
    it(`of a change, which ${what}: done once`, async () => {
      await set.up(many(3));
      bench.next();
      fault(effect, { operationId: PATCH });
      const domains = Object.fromEntries(many(3).map((name) => [name, { kind: "addon" }]));
      await set.up(domains);
      expect(bench.writes).to.deep.equal(Array(3).fill("change kind=addon"));
      expect(set.outputs.domains).to.deep.equal(domains);
    });

    it(`of a removal, which ${what}: done once, and proven`, async () => {
      await set.up(many(4));
      bench.next();
      fault(effect, { operationId: DELETE });
      await set.up(many(1));
      expect(bench.writes).to.deep.equal(Array(3).fill("unmap"));
      expect(bench.mapped).to.deep.equal(many(1));
      expect(set.outputs.names).to.deep.equal(many(1));
    });
  }

  it("of changes that were never made are errors, and differ", async () => {
    await set.up(many(2));
    bench.next();
    fault(NEVER, { operationId: PATCH });
    const domains = Object.fromEntries(many(2).map((name) => [name, { kind: "addon" }]));
    await reasonOf(set.up(domains));
    bench.next();
    await set.refresh();
    expect(await set.up(domains)).to.equal("update");
    expect(bench.writes).to.deep.equal(["change kind=addon"]);
  });

  it("of removals that were never made are errors of the delete; the next one removes the rest", async () => {
    await set.up(many(4));
    bench.next();
    fault(NEVER, { operationId: DELETE, nth: 2 });
    const { message } = await errorOf(set.destroy());
    expect(message).to.match(/^delete customer\d\.test on .*The list did not show it/);
    expect(bench.mapped).to.have.length(1);
    bench.next();
    await set.destroy();
    expect(bench.mapped).to.deep.equal([]);
  });
});
