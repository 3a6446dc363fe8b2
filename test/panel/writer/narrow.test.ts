import { expect } from "chai";
import fc from "fast-check";
import { EXIT } from "../../../panels/hestia/exit";
import type { Outcome } from "../../../provider/hestia/writer/job";
import { restartsOf } from "./engine";
import { ACCOUNT, BY_HASH, N, numbered, S, startHarness, type WriterHarness } from "./harness";

const LIST = "v-list-web-domains";
const WAYS = { "the panel names the name": {}, "the panel tells its code alone": BY_HASH };

/** Calls between the list before and the proving list. */
const callsOf = ({ panel, stored }: WriterHarness) => {
  const commands = panel.log.map(({ command }) => command);
  expect(commands[0]).to.equal(LIST);
  if (stored().length > 0) expect(commands.at(-1)).to.equal(LIST);
  return commands.length - (stored().length > 0 ? 2 : 1);
};

/** Those that failed, each with an error that names a name of its own and no other; all others landed. */
function expectOnlyBad(
  harness: WriterHarness,
  resources: readonly string[][],
  results: readonly PromiseSettledResult<Outcome>[],
  bad: ReadonlySet<number>,
) {
  const good = resources.filter((_, index) => !bad.has(index)).flat();
  for (const [index, result] of results.entries()) {
    expect(result.status, resources[index]?.join()).to.equal(bad.has(index) ? "rejected" : "fulfilled");
    if (result.status === "fulfilled") expect(result.value.failure).to.equal(undefined);
  }
  expect(harness.stored().sort()).to.deep.equal([...good].sort());
  expect(harness.panel.served(ACCOUNT, N).sort(), "served").to.deep.equal([...good].sort());
}

for (const [way, config] of Object.entries(WAYS)) {
  const named = way === "the panel names the name";

  describe(`writer: a refused list is narrowed; ${way}`, () => {
    const withHarness = async (test: (harness: WriterHarness) => Promise<void>) => {
      const harness = await startHarness(config);
      await test(harness).finally(() => harness.close());
    };
    const resource = fc.integer({ min: 0, max: 2 });

    it("one bad resource among n fails alone, within 2⌈log2 n⌉+2 calls and with one restart", () =>
      fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 64 }).chain((n) => fc.record({ n: fc.constant(n), at: fc.nat(n - 1) })),
          resource,
          ({ n, at }, kind) =>
            withHarness(async (harness) => {
              const resources = numbered(n).map((name) => (kind === 0 ? [name] : [name, `www.${name}`]));
              const taken = resources[at]?.[kind === 2 ? 1 : 0] ?? "";
              harness.panel.setAliases("tenant2", "tenanttwo.org", [taken]);
              const results = await Promise.allSettled(resources.map((names) => harness.ensure(names)));
              expectOnlyBad(harness, resources, results, new Set([at]));
              const { reason } = results[at] as PromiseRejectedResult;
              expect(reason.failure).to.include({ kind: "conflict", code: EXIT.exists });
              if (named) expect(reason.message).to.contain(taken);
              expect(callsOf(harness)).to.be.at.most(2 * Math.ceil(Math.log2(n)) + 2);
              expect(restartsOf(harness.panel)).to.equal(n === 1 ? 0 : 1);
            }),
        ),
        { numRuns: 60 },
      ));

    it("bad resources at both ends and in the middle of 64 fail alone", async () => {
      for (const at of [0, 1, 31, 32, 62, 63]) {
        await withHarness(async (harness) => {
          const resources = numbered(64).map((name) => [name]);
          harness.panel.setAliases("tenant2", "tenanttwo.org", resources[at] ?? []);
          const results = await Promise.allSettled(resources.map((names) => harness.ensure(names)));
          expectOnlyBad(harness, resources, results, new Set([at]));
          expect(callsOf(harness)).to.be.at.most(14);
        });
      }
    });

    it("any number of bad ones fail, and no other", () =>
      fc.assert(
        fc.asyncProperty(fc.array(resource, { minLength: 1, maxLength: 24 }), (kinds) =>
          withHarness(async (harness) => {
            const resources = numbered(kinds.length).map((name, index) => [name, `www.${index}-${name}`]);
            const bad = new Set(kinds.flatMap((kind, index) => (kind === 0 ? [index] : [])));
            const taken = [...bad].map((index) => resources[index]?.[index % 2] ?? "");
            harness.panel.setAliases("tenant2", "tenanttwo.org", taken);
            const results = await Promise.allSettled(resources.map((names) => harness.ensure(names)));
            expectOnlyBad(harness, resources, results, bad);
            if (named) expect(callsOf(harness)).to.be.at.most(bad.size + 2);
            expect(restartsOf(harness.panel)).to.be.at.most(bad.size + 1);
          }),
        ),
        { numRuns: 60 },
      ));
  });
}

describe("writer: names that change on the panel while a list is refused", () => {
  let harness: WriterHarness;
  beforeEach(async () => {
    harness = await startHarness(BY_HASH);
  });
  afterEach(() => harness.close());
  const meanwhile = (run: () => void) =>
    harness.panel.faults.add({ command: "v-add-web-domain-alias", do: "hook", when: "before", run });

  it("a name that somebody adds to our web domain meanwhile counts as adopted", async () => {
    meanwhile(() => harness.panel.setAliases(ACCOUNT, N, ["a002.test"]));
    const outcomes = await Promise.all(numbered(5).map((name) => harness.ensure(name)));
    expect(outcomes.every(({ failure }) => failure === undefined)).to.equal(true);
    expect(harness.stored().sort()).to.deep.equal(numbered(5));
    expect(harness.writes()).to.deep.equal([
      `add ${numbered(5).join(",")} yes`,
      "add a000.test,a001.test,a003.test,a004.test yes",
    ]);
  });

  it("a name that somebody adds meanwhile fails where existing names are refused", async () => {
    meanwhile(() => harness.panel.setAliases(ACCOUNT, N, ["a002.test"]));
    const results = await Promise.allSettled(
      numbered(5).map((name) => harness.ensure(name, { accepts: () => false })),
    );
    expect(results.map(({ status }) => status).filter((status) => status === "rejected")).to.have.length(1);
    expect((results[2] as PromiseRejectedResult).reason.message).to.contain('onExisting is "fail"');
  });

  it("a name that somebody moves to another web domain of the account fails, and the error names that web domain", async () => {
    meanwhile(() => harness.panel.setAliases(ACCOUNT, S, ["a002.test"]));
    const results = await Promise.allSettled(numbered(5).map((name) => harness.ensure(name)));
    const resources = numbered(5).map((name) => [name]);
    expectOnlyBad(harness, resources, results, new Set([2]));
    const { reason } = results[2] as PromiseRejectedResult;
    expect(reason.message).to.contain(`a002.test is an alias of web domain ${S} of account ${ACCOUNT}`);
  });

  it("all fail with two calls where the web domain is deleted meanwhile", async () => {
    meanwhile(() => delete harness.panel.state.users[ACCOUNT]?.webDomains[N]);
    const results = await Promise.allSettled(numbered(5).map((name) => harness.ensure(name)));
    for (const result of results)
      expect((result as PromiseRejectedResult).reason.message).to.contain(`no web domain ${N}`);
    expect(harness.panel.log).to.have.length(3);
  });
});
