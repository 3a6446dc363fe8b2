import { expect } from "chai";
import fc from "fast-check";
import { demoCredentials } from "../../../panels/hestia";
import { ACCOUNT, N, numbered, S, startHarness, type WriterHarness } from "./harness";

const ADD = "v-add-web-domain-alias";

describe("writer: batches", () => {
  let harness: WriterHarness;
  beforeEach(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.close());
  /** The names of each add, in the order of the calls. */
  const lists = () => harness.panel.calls(ADD).map(({ args }) => (args[2] ?? "").split(","));

  it("queued names are sent in one call, between one list before and one after", async () => {
    await Promise.all(numbered(20).map((name) => harness.ensure(name)));
    expect(harness.writes()).to.deep.equal([`add ${numbered(20).join(",")} yes`]);
    expect(harness.lists()).to.equal(2);
  });

  it("names that arrive during a call go into the next call", async () => {
    const late: Promise<unknown>[] = [];
    harness.panel.faults.add({
      command: ADD,
      do: "hook",
      when: "between",
      run: () => void late.push(...numbered(5, "late").map((name) => harness.ensure(name))),
    });
    await harness.ensure("first.test");
    await Promise.all(late);
    expect(lists()).to.deep.equal([["first.test"], numbered(5, "late")]);
  });

  it("each web domain takes a call of its own", async () => {
    await Promise.all(
      numbered(6).map((name, index) => harness.ensure(name, { webDomain: index % 2 ? S : N })),
    );
    expect(harness.writes()).to.deep.equal([
      "add a000.test,a002.test,a004.test updatessl",
      "add a001.test,a003.test,a005.test yes",
    ]);
  });

  it("two connections to one panel share the writer, and their calls do not overlap", async () => {
    await harness.close();
    harness = await startHarness((apiUrl) => ({
      "hestia:connections": JSON.stringify({ second: { apiUrl, apiHash: demoCredentials.apiHash } }),
    }));
    const client = harness.access.client("second");
    const writer = harness.access.writer(client.panel, ACCOUNT);
    await Promise.all(
      numbered(6).map((name, index) =>
        index % 2
          ? harness.ensure(name)
          : writer.submit({
              kind: "ensure",
              client,
              webDomain: N,
              names: [name],
              restart: "yes",
              accepts: () => true,
            }),
      ),
    );
    expect(harness.panel.calls(ADD).map(({ auth, inFlight }) => ({ auth, inFlight }))).to.deep.equal([
      { auth: "hash", inFlight: 1 },
      { auth: "access-key", inFlight: 1 },
    ]);
    expect(harness.stored().sort()).to.deep.equal(numbered(6));
  });

  it("names of one resource are never split, and a call has at most 250", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 12 }),
        async (sizes) => {
          const { panel, ensure, stored, close } = await startHarness();
          const resources = sizes.map((size, index) => numbered(size, `r${index}-`));
          await Promise.all(resources.map((names) => ensure(names)));
          const calls = panel.calls(ADD).map(({ args }) => new Set((args[2] ?? "").split(",")));
          for (const call of calls) expect(call.size).to.be.at.most(250);
          for (const names of resources) {
            const itsCalls = calls.filter((call) => names.some((name) => call.has(name)));
            expect(itsCalls.map((call) => names.filter((name) => call.has(name)))).to.deep.equal([names]);
          }
          expect(stored().length).to.equal(resources.flat().length);
          await close();
        },
      ),
      { numRuns: 15 },
    ));

  it("a resource that has more names than that is sent alone, in one call", async () => {
    await Promise.all([harness.ensure("a.test"), harness.ensure(numbered(300)), harness.ensure("b.test")]);
    expect(lists().map(({ length }) => length)).to.deep.equal([1, 300, 1]);
    expect(harness.stored()).to.have.length(302);
  });

  it("1,000 names of one operation take a dozen writes at most, and one list before and after", async () => {
    const results = await harness.ensureAll(numbered(1_000));
    expect(results.every(({ status }) => status === "fulfilled")).to.equal(true);
    expect(harness.stored()).to.have.length(1_000);
    expect(harness.writes()).to.have.length(4);
    expect(harness.writes().map((write) => write.split(" ").at(-1))).to.deep.equal([
      "updatessl",
      "updatessl",
      "updatessl",
      "yes",
    ]);
    expect(harness.lists()).to.equal(2);
  });

  it("beside other writers a call has at most 50", async () => {
    harness.panel.faults.add({ command: ADD, do: "other-writer", when: "after", add: ["theirs.test"] });
    await harness.ensure("first.test");
    await harness.ensureAll(numbered(120));
    expect(lists().map(({ length }) => length)).to.deep.equal([1, 50, 50, 20]);
  });

  it("no names are nothing to do", async () => {
    expect(await harness.ensureAll([])).to.deep.equal([]);
    expect(harness.panel.log).to.deep.equal([]);
  });
});

describe("writer: order in a batch", () => {
  let harness: WriterHarness;
  beforeEach(async () => {
    harness = await startHarness();
    harness.panel.setAliases(ACCOUNT, N, ["b.test"]);
  });
  afterEach(() => harness.close());

  it("an ensure does not overtake a remove that has its name, and others do", async () => {
    await Promise.all([
      harness.ensure("a.test"),
      harness.remove("b.test"),
      harness.ensure("c.test"),
      harness.ensure(["b.test", "www.b.test"]),
      harness.ensure("d.test"),
    ]);
    expect(harness.writes()).to.deep.equal([
      "add a.test,c.test,d.test updatessl",
      "delete b.test updatessl",
      "add b.test,www.b.test yes",
    ]);
    expect(harness.panel.served(ACCOUNT, N).sort()).to.deep.equal(harness.stored().sort());
  });

  it("a name that is deleted and then ensured is there in the end, and the other way round it is gone", () =>
    fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(fc.constantFrom("ensure", "remove"), { minLength: 1, maxLength: 6 }),
        async (isThere, kinds) => {
          const { panel, ensure, remove, stored, close } = await startHarness();
          panel.setAliases(ACCOUNT, N, isThere ? ["x.test"] : []);
          await Promise.all(kinds.map((kind) => (kind === "ensure" ? ensure("x.test") : remove("x.test"))));
          expect(stored()).to.deep.equal(kinds.at(-1) === "ensure" ? ["x.test"] : []);
          await close();
        },
      ),
      { numRuns: 40 },
    ));
});
