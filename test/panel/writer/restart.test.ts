import { expect } from "chai";
import fc from "fast-check";
import { RESTARTS } from "../../../provider/hestia/api/restart";
import { forbidRestarts } from "../../support/hestia";
import { ACCOUNT, BY_LIMITED_KEY, N, rejection, S, startHarness, type WriterHarness } from "./harness";

const ADD = "v-add-web-domain-alias";
const DELETE = "v-delete-web-domain-alias";
const RESTARTED = ["v-restart-web yes", "v-restart-proxy yes"];

const servedBy = ({ panel }: WriterHarness, webDomain = N) => panel.served(ACCOUNT, webDomain).sort();
const breakServer = ({ panel }: WriterHarness, server: "nginx" | "apache2" = "nginx") =>
  Object.assign(panel.state.settings, { failingConfigTest: server });
const mendServer = ({ panel }: WriterHarness) =>
  Object.assign(panel.state.settings, { failingConfigTest: "" });

describe("writer: restart", () => {
  let harness: WriterHarness;
  beforeEach(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.close());
  const served = () => servedBy(harness);

  it("is carried by the last of a run, and left to the panel's queue by those before it", async () => {
    await Promise.all([
      harness.ensure("a.test"),
      harness.ensure("b.test"),
      harness.ensure("c.test", { webDomain: S }),
      harness.ensure("d.test"),
    ]);
    expect(harness.writes()).to.deep.equal(["add a.test,b.test,d.test updatessl", "add c.test yes"]);
    expect(served()).to.deep.equal(["a.test", "b.test", "d.test"]);
    expect(harness.panel.state.restartQueue).to.deep.equal([]);
  });

  for (const restart of RESTARTS) {
    const meanwhile = restart === "no" || restart === "graceful" ? "no" : "updatessl";
    it(`${restart}: writes that others follow carry ${meanwhile}`, async () => {
      await Promise.all([
        harness.ensure("a.test", { restart }),
        harness.ensure("b.test", { restart, webDomain: S }),
      ]);
      const last = restart === "graceful" ? "" : restart;
      expect(harness.writes()).to.deep.equal([`add a.test ${meanwhile}`, `add b.test ${last}`]);
    });
  }

  it("one of several resources of a write that may be left to the queue is", async () => {
    await Promise.all([
      harness.ensure("a.test", { restart: "graceful" }),
      harness.ensure("b.test", { restart: "updatessl" }),
      harness.ensure("c.test", { restart: "graceful", webDomain: S }),
    ]);
    expect(harness.writes()).to.deep.equal(["add a.test,b.test updatessl", "add c.test "]);
  });

  it("graceful is the panel's empty value", async () => {
    await harness.ensure("a.test", { restart: "graceful" });
    expect(harness.writes()).to.deep.equal(["add a.test "]);
  });

  it("is the strongest that an operation of the run asks for", async () => {
    await Promise.all([
      harness.ensure("a.test", { restart: "yes" }),
      harness.ensure("b.test", { restart: "graceful" }),
      harness.ensure("c.test", { restart: "no" }),
    ]);
    expect(harness.writes()).to.deep.equal(["add a.test,b.test,c.test yes"]);
  });

  it("is none where all operations say no", async () => {
    const webDomains = [N, S];
    await Promise.all(
      webDomains.map((webDomain) => harness.ensure(`a.${webDomain}`, { restart: "no", webDomain })),
    );
    expect(harness.writes()).to.deep.equal([`add a.${N} no`, `add a.${S} no`]);
  });

  it("is carried by the write before where the last name already exists", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["there.test"]);
    await Promise.all([harness.ensure("a.test"), harness.ensure("there.test")]);
    expect(harness.writes()).to.deep.equal(["add a.test yes"]);
  });

  it("nothing may load what a delete takes along, until that is put back", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["a.b.test", "a-b.test", "c.test"]);
    await Promise.all([harness.remove("a.b.test"), harness.remove("c.test")]);
    expect(harness.writes()).to.deep.equal([
      "delete a.b.test no",
      "add a-b.test updatessl",
      "delete c.test yes",
    ]);
  });

  it("a write that waits and would be refused without a call does not count as one that follows", async () => {
    harness.panel.setAliases(ACCOUNT, "second.example.com", ["theirs.test"]);
    await Promise.allSettled([harness.ensure("a.test"), harness.ensure("theirs.test")]);
    expect(harness.writes()).to.deep.equal(["add a.test yes"]);
  });

  it("what another writer undid is written again with the restart that was asked for it", async () => {
    harness.panel.faults.add({ do: "other-writer", remove: ["a.test"], when: "after", command: ADD });
    await harness.ensure("a.test", { restart: "graceful" });
    expect(harness.writes()).to.deep.equal(["add a.test ", "add a.test "]);
  });
});

/** A key whose profile lacks the commands that restart alone. */
async function startHarnessWithoutRestarts(): Promise<WriterHarness> {
  const harness = await startHarness(BY_LIMITED_KEY);
  forbidRestarts(harness.panel);
  return harness;
}

for (const isAlone of [true, false]) {
  const way = isAlone ? "may" : "may not";

  describe(`writer: a restart that the last write did not bring, by a key that ${way} restart alone`, () => {
    let harness: WriterHarness;
    beforeEach(async () => {
      harness = await (isAlone ? startHarness(BY_LIMITED_KEY) : startHarnessWithoutRestarts());
    });
    afterEach(() => harness.close());

    it("is brought when the last add fails", async () => {
      harness.panel.setAliases("tenant2", "tenanttwo.org", ["taken.test"]);
      await Promise.allSettled([harness.ensure("a.test"), harness.ensure("taken.test", { webDomain: S })]);
      expect(servedBy(harness)).to.deep.equal(["a.test"]);
      expect(harness.stored()).to.deep.equal(["a.test"]);
      expect(harness.writes()).to.deep.equal([
        "add a.test updatessl",
        "add taken.test yes",
        ...(isAlone ? [] : ["delete a.test no", "add a.test yes"]),
      ]);
      expect(harness.restarts()).to.deep.equal(isAlone ? RESTARTED : ["v-restart-web yes"]);
    });

    it("is a reload where graceful is wanted", async () => {
      harness.panel.setAliases("tenant2", "tenanttwo.org", ["taken.test"]);
      await Promise.allSettled([
        harness.ensure("a.test", { restart: "graceful" }),
        harness.ensure("taken.test", { restart: "graceful", webDomain: S }),
      ]);
      expect(servedBy(harness)).to.deep.equal(["a.test"]);
      if (isAlone) expect(harness.restarts()).to.deep.equal(["v-restart-web ", "v-restart-proxy "]);
      else expect(harness.writes().at(-1)).to.equal("add a.test ");
    });

    it("is brought when the last delete fails", async () => {
      harness.panel.setAliases(ACCOUNT, N, ["a.test", "b.test"]);
      harness.panel.faults.add({ command: DELETE, nth: 2, do: "exit", code: 15, when: "before" });
      await Promise.allSettled([harness.remove("a.test"), harness.remove("b.test")]);
      expect(servedBy(harness)).to.deep.equal(["b.test"]);
      expect(harness.stored()).to.deep.equal(["b.test"]);
    });

    it("is brought when a resource's second name could not be deleted", async () => {
      harness.panel.setAliases(ACCOUNT, N, ["acme.com", "www.acme.com"]);
      harness.panel.faults.add({ command: DELETE, nth: 2, do: "exit", code: 15, when: "before" });
      await rejection(harness.remove(["acme.com", "www.acme.com"]));
      expect(servedBy(harness)).to.deep.equal(["www.acme.com"]);
    });

    it("is asked for once by a key that may not, and left to the queue where it is the queue's", async () => {
      harness.panel.setAliases("tenant2", "tenanttwo.org", ["taken.test"]);
      await Promise.allSettled([
        harness.ensure("a.test", { restart: "updatessl" }),
        harness.ensure("taken.test", { restart: "updatessl", webDomain: S }),
      ]);
      expect(harness.restarts()).to.deep.equal([]);
      harness.panel.runRestartQueue();
      expect(servedBy(harness)).to.deep.equal(["a.test"]);
    });

    it("is owed for names that are there, by a run that failed before", async () => {
      await harness.ensure("a.test", { restart: "no" });
      harness.panel.clearLog();
      const { failure } = await harness.ensure("a.test", { isNotLoaded: true });
      expect(failure).to.equal(undefined);
      expect(servedBy(harness)).to.deep.equal(["a.test"]);
      expect(harness.stored()).to.deep.equal(["a.test"]);
      expect(harness.writes()).to.deep.equal(isAlone ? [] : ["delete a.test no", "add a.test yes"]);
    });

    it("is one restart where it is owed and other names are written", async () => {
      await harness.ensure("a.test", { restart: "no" });
      harness.panel.clearLog();
      await Promise.all([
        harness.ensure("b.test", { webDomain: S }),
        harness.ensure("a.test", { isNotLoaded: true }),
        harness.ensure("c.test"),
      ]);
      expect(harness.writes()).to.deep.equal(["add b.test updatessl", "add c.test yes"]);
      expect(harness.restarts()).to.deep.equal([]);
      expect(servedBy(harness)).to.deep.equal(["a.test", "c.test"]);
    });

    it("is none where the restart that is declared by now is no", async () => {
      await harness.ensure("a.test", { restart: "no" });
      harness.panel.clearLog();
      const { failure } = await harness.ensure("a.test", { isNotLoaded: true, restart: "no" });
      expect(failure).to.equal(undefined);
      expect([...harness.writes(), ...harness.restarts()]).to.deep.equal([]);
    });

    it("is owed for a name that is gone", async () => {
      harness.panel.setAliases(ACCOUNT, N, ["a.test"]);
      await harness.remove("a.test", { restart: "no" });
      expect(servedBy(harness)).to.deep.equal(["a.test"]);
      const { failure } = await harness.remove("a.test", { isNotLoaded: true });
      expect(failure).to.equal(undefined);
      expect([...harness.stored(), ...servedBy(harness)]).to.deep.equal([]);
    });
  });
}

describe("writer: a restart that cannot be brought", () => {
  it("is the failure of what waits, with what to run", async () => {
    const harness = await startHarnessWithoutRestarts();
    harness.panel.faults.add({ command: ADD, nth: 2, times: 9, do: "exit", code: 8, when: "before" });
    harness.panel.faults.add({ command: DELETE, do: "exit", code: 15, when: "before" });
    const [a] = await Promise.allSettled([
      harness.ensure("a.test"),
      harness.ensure("b.test", { webDomain: S }),
    ]);
    expect(a.status === "fulfilled" && a.value.failure?.message).to.contain("v-restart-web");
    expect(harness.messages).to.deep.equal([]);
    expect(harness.stored()).to.deep.equal(["a.test"]);
    expect(servedBy(harness)).to.deep.equal([]);
    harness.panel.runRestartQueue();
    expect(servedBy(harness), "the panel's queue has it all the same").to.deep.equal(["a.test"]);
    await harness.close();
  });
});

for (const server of ["nginx", "apache2"] as const) {
  describe(`writer: ${server} does not take its configuration`, () => {
    let harness: WriterHarness;
    beforeEach(async () => {
      harness = await startHarness();
      harness.panel.setAliases(ACCOUNT, N, ["old.test", "older.test"]);
      breakServer(harness, server);
    });
    afterEach(() => harness.close());
    const mendedByItself = () => {
      harness.panel.runRestartQueue();
      mendServer(harness);
      harness.panel.runRestartQueue();
      return servedBy(harness);
    };

    it("an add is stored, fails, and is served by the panel's queue once that is mended", async () => {
      const { present, failure } = await harness.ensure("a.test");
      expect(present).to.deep.equal(["a.test"]);
      expect(failure?.failure).to.include({ code: 20, codeName: "E_RESTART" });
      expect(harness.writes()).to.deep.equal(["add a.test yes", "delete a.test no", "add a.test updatessl"]);
      expect(harness.stored()).to.deep.equal(["old.test", "older.test", "a.test"]);
      expect(servedBy(harness)).to.deep.equal(["old.test", "older.test"]);
      expect(mendedByItself()).to.deep.equal(["a.test", "old.test", "older.test"]);
    });

    it("concerns all that the run wrote: none of it is loaded", async () => {
      const outcomes = await Promise.all([
        harness.ensure("a.test"),
        harness.ensure("b.test", { webDomain: S }),
        harness.ensure("c.test"),
      ]);
      expect(outcomes.map(({ failure }) => failure?.failure.code)).to.deep.equal([20, 20, 20]);
      expect(mendedByItself()).to.deep.equal(["a.test", "c.test", "old.test", "older.test"]);
      expect(servedBy(harness, S)).to.deep.equal(["b.test"]);
    });

    it("does not concern what was there, nor what wants no restart", async () => {
      const outcomes = await Promise.all([
        harness.ensure("old.test"),
        harness.ensure("a.test", { restart: "no" }),
        harness.ensure("b.test"),
      ]);
      expect(outcomes.map(({ failure }) => failure?.failure.code)).to.deep.equal([undefined, undefined, 20]);
    });

    it("a delete is undone: the name is served, stored, and goes with the next delete", async () => {
      const { present, failure } = await harness.remove("old.test");
      expect(present).to.deep.equal(["old.test"]);
      expect(failure?.failure).to.include({ code: 20 });
      expect(harness.writes()).to.deep.equal(["delete old.test yes", "add old.test updatessl"]);
      expect(servedBy(harness)).to.deep.equal(["old.test", "older.test"]);
      mendServer(harness);
      expect((await harness.remove("old.test")).failure).to.equal(undefined);
      expect(servedBy(harness)).to.deep.equal(["older.test"]);
    });

    it("of several deletes the one that brings the restart is undone, and the next one of it makes all go", async () => {
      const names = ["old.test", "older.test"];
      const outcomes = await Promise.all(names.map((name) => harness.remove(name)));
      expect(outcomes.map(({ failure }) => failure?.failure.code)).to.deep.equal([undefined, 20]);
      expect(harness.stored()).to.deep.equal(["older.test"]);
      expect(servedBy(harness)).to.deep.equal(names);
      mendServer(harness);
      await harness.remove("older.test");
      expect([...harness.stored(), ...servedBy(harness)]).to.deep.equal([]);
    });

    it("a delete that takes a neighbour along is undone, and the neighbour stays", async () => {
      harness.panel.setAliases(ACCOUNT, N, ["a.b.test", "a-b.test"]);
      const { failure } = await harness.remove("a.b.test");
      expect(failure?.failure.code).to.equal(20);
      expect(harness.stored().sort()).to.deep.equal(["a-b.test", "a.b.test"]);
      mendServer(harness);
      await harness.remove("a.b.test");
      expect([...harness.stored(), ...servedBy(harness)]).to.deep.equal(["a-b.test", "a-b.test"]);
    });

    it("a delete that cannot be undone fails all the same, and says so", async () => {
      const webDomain = harness.panel.state.users[ACCOUNT]?.webDomains[N];
      if (webDomain !== undefined) webDomain.suspended = true;
      const { present, failure } = await harness.remove("old.test");
      expect(present).to.deep.equal([]);
      expect(failure?.failure).to.include({ code: 20 });
    });

    it("what is owed to a run before fails as long as it is so", async () => {
      await harness.ensure("a.test");
      expect((await harness.ensure("a.test", { isNotLoaded: true })).failure?.failure.code).to.equal(20);
      mendServer(harness);
      expect((await harness.ensure("a.test", { isNotLoaded: true })).failure).to.equal(undefined);
      expect(servedBy(harness)).to.include("a.test");
    });
  });
}

describe("writer: any operations while the web server does not take its configuration", () => {
  const NAMES = ["a.test", "b.test", "c.test", "a-b.test", "a.b.test", "axb.test"];
  const operation = fc.record({
    kind: fc.constantFrom("ensure" as const, "remove" as const),
    name: fc.constantFrom(...NAMES),
  });

  it("those that failed bring it in line with what is stored once they are done again", () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(operation, { selector: ({ name }) => name, minLength: 1 }),
        fc.subarray(NAMES),
        fc.constantFrom("nginx" as const, "apache2" as const),
        fc.boolean(),
        async (operations, before, server, isAlone) => {
          const harness = await (isAlone ? startHarness() : startHarnessWithoutRestarts());
          harness.panel.setAliases(ACCOUNT, N, before);
          breakServer(harness, server);
          const outcomes = await Promise.all(operations.map(({ kind, name }) => harness[kind](name)));
          const failed = operations.filter((_, index) => outcomes[index]?.failure !== undefined);
          const isChanged = operations.some(
            ({ kind, name }) => (kind === "ensure") !== before.includes(name),
          );
          expect(failed.length > 0, "something that was written fails").to.equal(isChanged);
          mendServer(harness);
          const again = await Promise.all(
            failed.map(({ kind, name }) => harness[kind](name, { isNotLoaded: true })),
          );
          expect(again.map(({ failure }) => failure)).to.deep.equal(failed.map(() => undefined));
          expect(servedBy(harness)).to.deep.equal(harness.stored().sort());
          const wanted = new Set(before);
          for (const { kind, name } of operations) {
            if (kind === "ensure") wanted.add(name);
            else wanted.delete(name);
          }
          expect(harness.stored().sort()).to.deep.equal([...wanted].sort());
          await harness.close();
        },
      ),
      { numRuns: 60 },
    ));
});

describe("writer: an alias with a space in it", () => {
  let harness: WriterHarness;
  beforeEach(async () => {
    harness = await startHarness();
    harness.panel.setAliases(ACCOUNT, N, ["first.test", "bad name.test", "behind.test"]);
  });
  afterEach(() => harness.close());

  const REFUSAL =
    /^Web domain network\.example\.com has the alias "bad name\.test", which has a space[\s\S]*v-delete-web-domain-alias tenant1 network\.example\.com 'bad name\.test'/;

  it("keeps what would stand behind it from being added: nothing is sent", async () => {
    expect((await rejection(harness.ensure("new.test"))).message).to.match(REFUSAL);
    expect(harness.writes()).to.deep.equal([]);
  });

  it("keeps what stands behind it from counting as done", async () => {
    expect((await rejection(harness.ensure("behind.test"))).message).to.match(REFUSAL);
    expect((await rejection(harness.ensure(["first.test", "behind.test"]))).message).to.match(REFUSAL);
  });

  it("does not concern what stands before it, nor deletes", async () => {
    expect((await harness.ensure("first.test")).failure).to.equal(undefined);
    expect((await harness.remove("behind.test")).failure).to.equal(undefined);
    expect(harness.stored()).to.deep.equal(["first.test", "bad name.test"]);
  });

  it("fails what was added while somebody else stored it", async () => {
    harness.panel.setAliases(ACCOUNT, N, []);
    harness.panel.faults.add({ do: "other-writer", add: [" blank.test"], when: "between", command: ADD });
    const { present, failure } = await harness.ensure("new.test");
    expect(present, "it came first, by luck or not").to.deep.equal(["new.test"]);
    const isServed = servedBy(harness).includes("new.test");
    expect(failure === undefined).to.equal(isServed);
  });

  it("is deleted by the panel's own command, which the message has; then all is as usual", async () => {
    await harness.client.remove(ACCOUNT, N, "bad name.test", "graceful");
    expect((await harness.ensure("new.test")).failure).to.equal(undefined);
    expect(servedBy(harness)).to.deep.equal(["behind.test", "first.test", "new.test"]);
  });
});
