import { expect } from "chai";
import fc from "fast-check";
import type { EnhanceFault } from "../../../panels/enhance";
import "../../unit/arbitraries";
import { EnhanceBench } from "../../support/enhance";
import { errorOf } from "./errors";
import { faults } from "./trouble";

const NAMES = Array.from({ length: 7 }, (_, index) => `customer${index + 1}.test`);
const declared = (kind: string) =>
  Object.fromEntries(NAMES.map((name, index) => [name, index % 2 ? true : { kind }]));

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
  const posts = bench.panel.calls("createWebsiteMappedDomain").filter(({ status }) => status !== 429);
  const names = posts.map(({ body }) => (body as { domain: string }).domain);
  expect(new Set(names).size, "POSTs in one run, one for each name").to.equal(names.length);
  return done;
}

describe("whatever goes wrong on the way of a set", () => {
  it("its names are mapped once, as declared, by the next up; changed by the next up; and gone by the next destroy", async () => {
    await fc.assert(
      fc.asyncProperty(faults, faults, faults, fc.boolean(), async (first, second, third, refreshed) => {
        const bench = await EnhanceBench.start();
        const set = bench.set();
        const up = async (domains: object) => {
          bench.next();
          if (refreshed && set.id !== "" && !(await set.refresh())) set.forget();
          await set.up({ ...domains });
          expect(set.outputs).to.deep.include({ domains, failed: {} });
          expect(set.outputs.names).to.have.members(Object.keys(domains));
          expect(bench.mapped).to.have.members(Object.keys(domains));
          expect(await set.up({ ...domains })).to.equal("same");
        };

        const done = await troubled(bench, first, () => set.up(declared("alias")));
        if (done) expect(bench.mapped).to.have.members(NAMES);
        for (const name of (set.outputs.names ?? []) as string[]) expect(bench.mapped).to.include(name);
        await up(declared("alias"));

        const { [NAMES[0] ?? ""]: _first, ...fewer } = declared("addon");
        await troubled(bench, second, () => set.up(fewer));
        await up(fewer);
        expect(bench.panel.domain("customer3.test").mappingKind).to.equal("addon");

        const gone = await troubled(bench, third, () => set.destroy());
        if (gone) expect(bench.mapped).to.deep.equal([]);
        bench.next();
        if (!gone) await set.destroy();
        expect(bench.mapped).to.deep.equal([]);
        await bench.close();
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);
});
