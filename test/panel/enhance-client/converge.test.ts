import { expect } from "chai";
import fc from "fast-check";
import type { EnhanceFault } from "../../../panels/enhance";
import { PartialSuccess } from "../../../provider/core/errors";
import "../../unit/arbitraries";
import { EnhanceBench } from "../../support/enhance";
import { errorOf } from "./errors";
import { faults } from "./trouble";

const POST = "createWebsiteMappedDomain";

/** A run of the engine during which things go wrong. @returns whether the operation went well all the same */
async function troubled(
  bench: EnhanceBench,
  faulty: readonly EnhanceFault[],
  operate: () => Promise<unknown>,
) {
  bench.next();
  bench.panel.faults.add(...faulty);
  const done = await operate().then(
    () => true,
    async (error: unknown) => {
      await errorOf(Promise.reject(error));
      return false;
    },
  );
  bench.panel.faults.clear();
  const posts = bench.panel.calls(POST).filter(({ status }) => status !== 429);
  expect(posts.length, "POSTs in one run").to.be.at.most(1);
  return done;
}

describe("whatever goes wrong on the way", () => {
  it("a domain is mapped once, as declared, by the next up; changed by the next up; and gone by the next destroy", async () => {
    await fc.assert(
      fc.asyncProperty(faults, faults, faults, fc.boolean(), async (first, second, third, refreshed) => {
        const bench = await EnhanceBench.start();
        const domain = bench.single();
        const up = async (args: object) => {
          bench.next();
          if (refreshed && domain.id !== "") expect(await domain.refresh()).to.equal(true);
          await domain.declare({ domain: "acme.com", ...args });
          const { mappingKind } = bench.panel.domain("acme.com");
          expect(domain.outputs).to.deep.include({ names: ["acme.com"], mappingKind });
          expect(await domain.declare({ domain: "acme.com", ...args })).to.equal("same");
        };

        await troubled(bench, first, () => domain.declare({ domain: "acme.com", kind: "alias" }));
        await up({ kind: "alias" });
        expect(bench.mapped).to.deep.equal(["acme.com"]);

        const seen = await troubled(bench, second, () => domain.refresh());
        if (seen) expect(domain.outputs.names).to.deep.equal(["acme.com"]);
        await troubled(bench, second, () => domain.declare({ domain: "acme.com", kind: "addon" }));
        await up({ kind: "addon" });
        expect(bench.panel.domain("acme.com").mappingKind).to.equal("addon");

        const gone = await troubled(bench, third, () => domain.destroy());
        if (gone) expect(bench.mapped).to.deep.equal([]);
        bench.next();
        if (!gone) await domain.destroy();
        expect(bench.mapped).to.deep.equal([]);
        await bench.close();
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);

  it("a refusal is never told as half a success", async () => {
    const bench = await EnhanceBench.start();
    const refused = {
      do: "error",
      status: 403,
      code: "unauthorized",
      when: "before",
      operationId: POST,
    } as const;
    bench.panel.faults.add(refused);
    const error = await errorOf(bench.single().declare({ domain: "acme.com" }));
    expect(error).not.to.be.instanceOf(PartialSuccess);
    await bench.close();
  });
});
