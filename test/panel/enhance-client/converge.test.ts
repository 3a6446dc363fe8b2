import { expect } from "chai";
import fc from "fast-check";
import type { EnhanceFault } from "../../../panels/enhance";
import { PartialSuccess } from "../../../provider/core/errors";
import "../../unit/arbitraries";
import type { Resource } from "../../support/engine";
import { EnhanceHarness } from "../../support/enhance";
import type { Properties } from "../../support/host-messages";
import { errorOf } from "./errors";
import { faults } from "./faults";

const POST = "createWebsiteMappedDomain";
const NAMES = Array.from({ length: 7 }, (_, index) => `customer${index + 1}.test`);
const entries = (names: readonly string[], kind: string) =>
  Object.fromEntries(names.map((name, index) => [name, index % 2 ? true : { kind }]));

/** A resource with its first and its second declaration, and the names of the second. */
interface Kind {
  readonly make: (harness: EnhanceHarness) => Resource;
  readonly first: Properties;
  readonly next: Properties;
  readonly names: readonly [first: readonly string[], next: readonly string[]];
  /** A domain of another kind in the second declaration. */
  readonly changed: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  "a domain": {
    make: (harness) => harness.single(),
    first: { domain: "acme.com", kind: "alias" },
    next: { domain: "acme.com", kind: "addon" },
    names: [["acme.com"], ["acme.com"]],
    changed: "acme.com",
  },
  "a set": {
    make: (harness) => harness.set(),
    first: { domains: entries(NAMES, "alias") },
    next: { domains: entries(NAMES.slice(2), "addon") },
    names: [NAMES, NAMES.slice(2)],
    changed: "customer3.test",
  },
};

/** A run of the engine with faults. @returns whether the operation succeeded all the same */
async function withFaults(
  harness: EnhanceHarness,
  faulty: readonly EnhanceFault[],
  operate: () => Promise<unknown>,
) {
  harness.nextRun();
  harness.panel.faults.add(...faulty);
  const done = await operate().then(
    () => true,
    async (error: unknown) => {
      await errorOf(Promise.reject(error));
      return false;
    },
  );
  harness.panel.faults.clear();
  const posts = harness.panel.calls(POST).filter(({ status }) => status !== 429);
  const names = posts.map(({ body }) => (body as { domain: string }).domain);
  expect(new Set(names).size, "POSTs in one run, one for each name").to.equal(names.length);
  return done;
}

describe("faults in up to three calls of each run", () => {
  for (const [title, { make, first, next, names, changed }] of Object.entries(KINDS)) {
    it(`${title} is mapped once, as declared, by the next up; changed by the next up; and gone by the next destroy`, async () => {
      await fc.assert(
        fc.asyncProperty(faults, faults, faults, fc.boolean(), async (one, two, three, refreshed) => {
          const harness = await EnhanceHarness.start();
          const resource = make(harness);
          const up = async (args: Properties, all: readonly string[]) => {
            harness.nextRun();
            const isThere = !refreshed || resource.id === "" || (await resource.refresh());
            // A set without any mapped name is gone.
            if (names[0].length === 1) expect(isThere).to.equal(true);
            await resource.declare(args);
            expect(resource.outputs.names).to.have.members([...all]);
            expect(resource.outputs).to.deep.include(args);
            expect(resource.outputs.failed ?? {}).to.deep.equal({});
            expect(harness.mapped).to.have.members([...all]);
            expect(await resource.declare(args)).to.equal("same");
          };

          const created = await withFaults(harness, one, () => resource.declare(first));
          if (created) expect(harness.mapped).to.have.members([...names[0]]);
          expect(harness.mapped).to.include.members([...((resource.outputs.names ?? []) as string[])]);
          await up(first, names[0]);

          const seen = await withFaults(harness, two, () => resource.refresh());
          if (seen) expect(resource.outputs.names).to.have.members([...names[0]]);
          await withFaults(harness, two, () => resource.declare(next));
          await up(next, names[1]);
          expect(harness.panel.domain(changed).mappingKind).to.equal("addon");

          const gone = await withFaults(harness, three, () => resource.destroy());
          if (!gone) {
            harness.nextRun();
            await resource.destroy();
          }
          expect(harness.mapped).to.deep.equal([]);
          await harness.close();
        }),
        { numRuns: 60 },
      );
    });
  }

  it("a refusal is never reported as a partial success", async () => {
    const harness = await EnhanceHarness.start();
    const refused = {
      do: "error",
      status: 403,
      code: "unauthorized",
      when: "before",
      operationId: POST,
    } as const;
    harness.panel.faults.add(refused);
    const error = await errorOf(harness.single().declare({ domain: "acme.com" }));
    expect(error).not.to.be.instanceOf(PartialSuccess);
    await harness.close();
  });
});
