import { expect } from "chai";
import fc from "fast-check";
import type { EnhanceFault } from "../../../panels/enhance";
import { PartialSuccess } from "../../../provider/core/errors";
import "../../unit/arbitraries";
import type { Resource } from "../../support/engine";
import { EnhanceBench } from "../../support/enhance";
import type { Properties } from "../../support/host-messages";
import { errorOf } from "./errors";
import { faults } from "./trouble";

const POST = "createWebsiteMappedDomain";
const NAMES = Array.from({ length: 7 }, (_, index) => `customer${index + 1}.test`);
const entries = (names: readonly string[], kind: string) =>
  Object.fromEntries(names.map((name, index) => [name, index % 2 ? true : { kind }]));

/** A resource as it is declared first, and then; with the names that it has by then. */
interface Kind {
  readonly make: (bench: EnhanceBench) => Resource;
  readonly first: Properties;
  readonly next: Properties;
  readonly names: readonly [first: readonly string[], next: readonly string[]];
  /** One that is of another kind by then. */
  readonly changed: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  "a domain": {
    make: (bench) => bench.single(),
    first: { domain: "acme.com", kind: "alias" },
    next: { domain: "acme.com", kind: "addon" },
    names: [["acme.com"], ["acme.com"]],
    changed: "acme.com",
  },
  "a set": {
    make: (bench) => bench.set(),
    first: { domains: entries(NAMES, "alias") },
    next: { domains: entries(NAMES.slice(2), "addon") },
    names: [NAMES, NAMES.slice(2)],
    changed: "customer3.test",
  },
};

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
  const names = posts.map(({ body }) => (body as { domain: string }).domain);
  expect(new Set(names).size, "POSTs in one run, one for each name").to.equal(names.length);
  return done;
}

describe("whatever goes wrong on the way", () => {
  for (const [title, { make, first, next, names, changed }] of Object.entries(KINDS)) {
    it(`${title} is mapped once, as declared, by the next up; changed by the next up; and gone by the next destroy`, async () => {
      await fc.assert(
        fc.asyncProperty(faults, faults, faults, fc.boolean(), async (one, two, three, refreshed) => {
          const bench = await EnhanceBench.start();
          const resource = make(bench);
          const up = async (args: Properties, all: readonly string[]) => {
            bench.next();
            const isThere = !refreshed || resource.id === "" || (await resource.refresh());
            // A set of which none has landed is gone.
            if (names[0].length === 1) expect(isThere).to.equal(true);
            await resource.declare(args);
            expect(resource.outputs.names).to.have.members([...all]);
            expect(resource.outputs).to.deep.include(args);
            expect(resource.outputs.failed ?? {}).to.deep.equal({});
            expect(bench.mapped).to.have.members([...all]);
            expect(await resource.declare(args)).to.equal("same");
          };

          const created = await troubled(bench, one, () => resource.declare(first));
          if (created) expect(bench.mapped).to.have.members([...names[0]]);
          expect(bench.mapped).to.include.members([...((resource.outputs.names ?? []) as string[])]);
          await up(first, names[0]);

          const seen = await troubled(bench, two, () => resource.refresh());
          if (seen) expect(resource.outputs.names).to.have.members([...names[0]]);
          await troubled(bench, two, () => resource.declare(next));
          await up(next, names[1]);
          expect(bench.panel.domain(changed).mappingKind).to.equal("addon");

          const gone = await troubled(bench, three, () => resource.destroy());
          if (!gone) {
            bench.next();
            await resource.destroy();
          }
          expect(bench.mapped).to.deep.equal([]);
          await bench.close();
        }),
        { numRuns: 60 },
      );
    });
  }

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
