import { expect } from "chai";
import { RESTARTS } from "../../../provider/hestia/api/restart";
import { ACCOUNT, type Bench, BY_LIMITED_KEY, N, rejection, S, startBench } from "./bench";

const ADD = "v-add-web-domain-alias";
const DELETE = "v-delete-web-domain-alias";
const RESTARTED = ["v-restart-web yes", "v-restart-proxy yes"];

const servedBy = ({ panel }: Bench, webDomain = N) => panel.served(ACCOUNT, webDomain).sort();
const breakServer = ({ panel }: Bench, server: "nginx" | "apache2" = "nginx") =>
  Object.assign(panel.state.settings, { failingConfigTest: server });
const mendServer = ({ panel }: Bench) => Object.assign(panel.state.settings, { failingConfigTest: "" });

describe("writer: restart", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.close());
  const served = () => servedBy(bench);

  it("is carried by the last of a run, and left to the panel's queue by those before it", async () => {
    await Promise.all([
      bench.ensure("a.test"),
      bench.ensure("b.test"),
      bench.ensure("c.test", { webDomain: S }),
      bench.ensure("d.test"),
    ]);
    expect(bench.writes()).to.deep.equal(["add a.test,b.test,d.test updatessl", "add c.test yes"]);
    expect(served()).to.deep.equal(["a.test", "b.test", "d.test"]);
    expect(bench.panel.state.restartQueue).to.deep.equal([]);
  });

  for (const restart of RESTARTS) {
    const meanwhile = restart === "no" || restart === "graceful" ? "no" : "updatessl";
    it(`${restart}: writes that others follow carry ${meanwhile}`, async () => {
      await Promise.all([
        bench.ensure("a.test", { restart }),
        bench.ensure("b.test", { restart, webDomain: S }),
      ]);
      const last = restart === "graceful" ? "" : restart;
      expect(bench.writes()).to.deep.equal([`add a.test ${meanwhile}`, `add b.test ${last}`]);
    });
  }

  it("one of several resources of a write that may be left to the queue is", async () => {
    await Promise.all([
      bench.ensure("a.test", { restart: "graceful" }),
      bench.ensure("b.test", { restart: "updatessl" }),
      bench.ensure("c.test", { restart: "graceful", webDomain: S }),
    ]);
    expect(bench.writes()).to.deep.equal(["add a.test,b.test updatessl", "add c.test "]);
  });

  it("graceful is the panel's empty value", async () => {
    await bench.ensure("a.test", { restart: "graceful" });
    expect(bench.writes()).to.deep.equal(["add a.test "]);
  });

  it("the strongest that a run wants is the one it gets", async () => {
    await Promise.all([
      bench.ensure("a.test", { restart: "yes" }),
      bench.ensure("b.test", { restart: "graceful" }),
      bench.ensure("c.test", { restart: "no" }),
    ]);
    expect(bench.writes()).to.deep.equal(["add a.test,b.test,c.test yes"]);
  });

  it("no stays no", async () => {
    const webDomains = [N, S];
    await Promise.all(
      webDomains.map((webDomain) => bench.ensure(`a.${webDomain}`, { restart: "no", webDomain })),
    );
    expect(bench.writes()).to.deep.equal([`add a.${N} no`, `add a.${S} no`]);
  });

  it("a last one that is there already takes no call, so the one before it carries the restart", async () => {
    bench.panel.setAliases(ACCOUNT, N, ["there.test"]);
    await Promise.all([bench.ensure("a.test"), bench.ensure("there.test")]);
    expect(bench.writes()).to.deep.equal(["add a.test yes"]);
  });

  it("nothing may load what a delete takes along, until that is put back", async () => {
    bench.panel.setAliases(ACCOUNT, N, ["a.b.test", "a-b.test", "c.test"]);
    await Promise.all([bench.remove("a.b.test"), bench.remove("c.test")]);
    expect(bench.writes()).to.deep.equal([
      "delete a.b.test no",
      "add a-b.test updatessl",
      "delete c.test yes",
    ]);
  });

  it("a write that waits and would be refused without a call does not count as one that follows", async () => {
    bench.panel.setAliases(ACCOUNT, "second.example.com", ["theirs.test"]);
    await Promise.allSettled([bench.ensure("a.test"), bench.ensure("theirs.test")]);
    expect(bench.writes()).to.deep.equal(["add a.test yes"]);
  });

  it("what another writer undid is written again with the restart that was asked for it", async () => {
    bench.panel.faults.add({ do: "other-writer", remove: ["a.test"], when: "after", command: ADD });
    await bench.ensure("a.test", { restart: "graceful" });
    expect(bench.writes()).to.deep.equal(["add a.test ", "add a.test "]);
  });
});

/** A key whose profile lacks the commands that restart alone. */
async function startBenchWithoutRestarts(): Promise<Bench> {
  const bench = await startBench(BY_LIMITED_KEY);
  const profile = bench.panel.state.profiles["web-aliases"];
  if (profile !== undefined) profile.commands = profile.commands.filter((one) => !one.includes("restart"));
  return bench;
}

for (const isAlone of [true, false]) {
  const way = isAlone ? "may" : "may not";

  describe(`writer: a restart that the last write did not bring, by a key that ${way} restart alone`, () => {
    let bench: Bench;
    beforeEach(async () => {
      bench = await (isAlone ? startBench(BY_LIMITED_KEY) : startBenchWithoutRestarts());
    });
    afterEach(() => bench.close());

    it("is brought when the last add fails", async () => {
      bench.panel.setAliases("tenant2", "tenanttwo.org", ["taken.test"]);
      await Promise.allSettled([bench.ensure("a.test"), bench.ensure("taken.test", { webDomain: S })]);
      expect(servedBy(bench)).to.deep.equal(["a.test"]);
      expect(bench.stored()).to.deep.equal(["a.test"]);
      expect(bench.writes()).to.deep.equal([
        "add a.test updatessl",
        "add taken.test yes",
        ...(isAlone ? [] : ["delete a.test no", "add a.test yes"]),
      ]);
      expect(bench.restarts()).to.deep.equal(isAlone ? RESTARTED : ["v-restart-web yes"]);
    });

    it("is a reload where graceful is wanted", async () => {
      bench.panel.setAliases("tenant2", "tenanttwo.org", ["taken.test"]);
      await Promise.allSettled([
        bench.ensure("a.test", { restart: "graceful" }),
        bench.ensure("taken.test", { restart: "graceful", webDomain: S }),
      ]);
      expect(servedBy(bench)).to.deep.equal(["a.test"]);
      if (isAlone) expect(bench.restarts()).to.deep.equal(["v-restart-web ", "v-restart-proxy "]);
      else expect(bench.writes().at(-1)).to.equal("add a.test ");
    });

    it("is brought when the last delete fails", async () => {
      bench.panel.setAliases(ACCOUNT, N, ["a.test", "b.test"]);
      bench.panel.faults.add({ command: DELETE, nth: 2, do: "exit", code: 15, when: "before" });
      await Promise.allSettled([bench.remove("a.test"), bench.remove("b.test")]);
      expect(servedBy(bench)).to.deep.equal(["b.test"]);
      expect(bench.stored()).to.deep.equal(["b.test"]);
    });

    it("is brought when a resource's second name could not be deleted", async () => {
      bench.panel.setAliases(ACCOUNT, N, ["acme.com", "www.acme.com"]);
      bench.panel.faults.add({ command: DELETE, nth: 2, do: "exit", code: 15, when: "before" });
      await rejection(bench.remove(["acme.com", "www.acme.com"]));
      expect(servedBy(bench)).to.deep.equal(["www.acme.com"]);
    });

    it("is asked for once by a key that may not, and left to the queue where it is the queue's", async () => {
      bench.panel.setAliases("tenant2", "tenanttwo.org", ["taken.test"]);
      await Promise.allSettled([
        bench.ensure("a.test", { restart: "updatessl" }),
        bench.ensure("taken.test", { restart: "updatessl", webDomain: S }),
      ]);
      expect(bench.restarts()).to.deep.equal([]);
      bench.panel.runRestartQueue();
      expect(servedBy(bench)).to.deep.equal(["a.test"]);
    });

    it("is owed for names that are there, by a run that failed before", async () => {
      await bench.ensure("a.test", { restart: "no" });
      bench.panel.clearLog();
      const { failure } = await bench.ensure("a.test", { isNotLoaded: true });
      expect(failure).to.equal(undefined);
      expect(servedBy(bench)).to.deep.equal(["a.test"]);
      expect(bench.stored()).to.deep.equal(["a.test"]);
      expect(bench.writes()).to.deep.equal(isAlone ? [] : ["delete a.test no", "add a.test yes"]);
    });

    it("is one restart where it is owed and other names are written", async () => {
      await bench.ensure("a.test", { restart: "no" });
      bench.panel.clearLog();
      await Promise.all([
        bench.ensure("b.test", { webDomain: S }),
        bench.ensure("a.test", { isNotLoaded: true }),
        bench.ensure("c.test"),
      ]);
      expect(bench.writes()).to.deep.equal(["add b.test updatessl", "add c.test yes"]);
      expect(bench.restarts()).to.deep.equal([]);
      expect(servedBy(bench)).to.deep.equal(["a.test", "c.test"]);
    });

    it("is none where the restart that is declared by now is no", async () => {
      await bench.ensure("a.test", { restart: "no" });
      bench.panel.clearLog();
      const { failure } = await bench.ensure("a.test", { isNotLoaded: true, restart: "no" });
      expect(failure).to.equal(undefined);
      expect([...bench.writes(), ...bench.restarts()]).to.deep.equal([]);
    });

    it("is owed for a name that is gone", async () => {
      bench.panel.setAliases(ACCOUNT, N, ["a.test"]);
      await bench.remove("a.test", { restart: "no" });
      expect(servedBy(bench)).to.deep.equal(["a.test"]);
      const { failure } = await bench.remove("a.test", { isNotLoaded: true });
      expect(failure).to.equal(undefined);
      expect([...bench.stored(), ...servedBy(bench)]).to.deep.equal([]);
    });
  });
}

describe("writer: a restart that cannot be brought", () => {
  it("is the failure of what waits, with what to run", async () => {
    const bench = await startBenchWithoutRestarts();
    bench.panel.faults.add({ command: ADD, nth: 2, times: 9, do: "exit", code: 8, when: "before" });
    bench.panel.faults.add({ command: DELETE, do: "exit", code: 15, when: "before" });
    const [a] = await Promise.allSettled([bench.ensure("a.test"), bench.ensure("b.test", { webDomain: S })]);
    expect(a.status === "fulfilled" && a.value.failure?.message).to.contain("v-restart-web");
    expect(bench.said).to.deep.equal([]);
    expect(bench.stored()).to.deep.equal(["a.test"]);
    expect(servedBy(bench)).to.deep.equal([]);
    bench.panel.runRestartQueue();
    expect(servedBy(bench), "the panel's queue has it all the same").to.deep.equal(["a.test"]);
    await bench.close();
  });
});

for (const server of ["nginx", "apache2"] as const) {
  describe(`writer: ${server} does not take its configuration`, () => {
    let bench: Bench;
    beforeEach(async () => {
      bench = await startBench();
      bench.panel.setAliases(ACCOUNT, N, ["old.test", "older.test"]);
      breakServer(bench, server);
    });
    afterEach(() => bench.close());
    const mendedByItself = () => {
      bench.panel.runRestartQueue();
      mendServer(bench);
      bench.panel.runRestartQueue();
      return servedBy(bench);
    };

    it("an add is stored, fails, and is served by the panel's queue once that is mended", async () => {
      const { present, failure } = await bench.ensure("a.test");
      expect(present).to.deep.equal(["a.test"]);
      expect(failure?.failure).to.include({ code: 20, codeName: "E_RESTART" });
      expect(bench.writes()).to.deep.equal(["add a.test yes", "delete a.test no", "add a.test updatessl"]);
      expect(bench.stored()).to.deep.equal(["old.test", "older.test", "a.test"]);
      expect(servedBy(bench)).to.deep.equal(["old.test", "older.test"]);
      expect(mendedByItself()).to.deep.equal(["a.test", "old.test", "older.test"]);
    });

    it("concerns all that the run wrote: none of it is loaded", async () => {
      const outcomes = await Promise.all([
        bench.ensure("a.test"),
        bench.ensure("b.test", { webDomain: S }),
        bench.ensure("c.test"),
      ]);
      expect(outcomes.map(({ failure }) => failure?.failure.code)).to.deep.equal([20, 20, 20]);
      expect(mendedByItself()).to.deep.equal(["a.test", "c.test", "old.test", "older.test"]);
      expect(servedBy(bench, S)).to.deep.equal(["b.test"]);
    });

    it("does not concern what was there, nor what wants no restart", async () => {
      const outcomes = await Promise.all([
        bench.ensure("old.test"),
        bench.ensure("a.test", { restart: "no" }),
        bench.ensure("b.test"),
      ]);
      expect(outcomes.map(({ failure }) => failure?.failure.code)).to.deep.equal([undefined, undefined, 20]);
    });

    it("a delete is undone: the name is served, stored, and goes with the next delete", async () => {
      const { present, failure } = await bench.remove("old.test");
      expect(present).to.deep.equal(["old.test"]);
      expect(failure?.failure).to.include({ code: 20 });
      expect(bench.writes()).to.deep.equal(["delete old.test yes", "add old.test updatessl"]);
      expect(servedBy(bench)).to.deep.equal(["old.test", "older.test"]);
      mendServer(bench);
      expect((await bench.remove("old.test")).failure).to.equal(undefined);
      expect(servedBy(bench)).to.deep.equal(["older.test"]);
    });

    it("of several deletes the one that brings the restart is undone, and the next one of it makes all go", async () => {
      const names = ["old.test", "older.test"];
      const outcomes = await Promise.all(names.map((name) => bench.remove(name)));
      expect(outcomes.map(({ failure }) => failure?.failure.code)).to.deep.equal([undefined, 20]);
      expect(bench.stored()).to.deep.equal(["older.test"]);
      expect(servedBy(bench)).to.deep.equal(names);
      mendServer(bench);
      await bench.remove("older.test");
      expect([...bench.stored(), ...servedBy(bench)]).to.deep.equal([]);
    });

    it("a delete that takes a neighbour along is undone, and the neighbour stays", async () => {
      bench.panel.setAliases(ACCOUNT, N, ["a.b.test", "a-b.test"]);
      const { failure } = await bench.remove("a.b.test");
      expect(failure?.failure.code).to.equal(20);
      expect(bench.stored().sort()).to.deep.equal(["a-b.test", "a.b.test"]);
      mendServer(bench);
      await bench.remove("a.b.test");
      expect([...bench.stored(), ...servedBy(bench)]).to.deep.equal(["a-b.test", "a-b.test"]);
    });

    it("a delete that cannot be undone fails all the same, and says so", async () => {
      const webDomain = bench.panel.state.users[ACCOUNT]?.webDomains[N];
      if (webDomain !== undefined) webDomain.suspended = true;
      const { present, failure } = await bench.remove("old.test");
      expect(present).to.deep.equal([]);
      expect(failure?.failure).to.include({ code: 20 });
    });

    it("what is owed to a run before fails as long as it is so", async () => {
      await bench.ensure("a.test");
      expect((await bench.ensure("a.test", { isNotLoaded: true })).failure?.failure.code).to.equal(20);
      mendServer(bench);
      expect((await bench.ensure("a.test", { isNotLoaded: true })).failure).to.equal(undefined);
      expect(servedBy(bench)).to.include("a.test");
    });
  });
}

describe("writer: an alias with a blank in it", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
    bench.panel.setAliases(ACCOUNT, N, ["first.test", "bad name.test", "behind.test"]);
  });
  afterEach(() => bench.close());

  const REFUSAL =
    /web domain network\.example\.com has the alias "bad name\.test", which has a blank.*v-delete-web-domain-alias tenant1 network\.example\.com 'bad name\.test'/;

  it("keeps what would stand behind it from being added: nothing is sent", async () => {
    expect((await rejection(bench.ensure("new.test"))).message).to.match(REFUSAL);
    expect(bench.writes()).to.deep.equal([]);
  });

  it("keeps what stands behind it from counting as done", async () => {
    expect((await rejection(bench.ensure("behind.test"))).message).to.match(REFUSAL);
    expect((await rejection(bench.ensure(["first.test", "behind.test"]))).message).to.match(REFUSAL);
  });

  it("does not concern what stands before it, nor deletes", async () => {
    expect((await bench.ensure("first.test")).failure).to.equal(undefined);
    expect((await bench.remove("behind.test")).failure).to.equal(undefined);
    expect(bench.stored()).to.deep.equal(["first.test", "bad name.test"]);
  });

  it("fails what was added while somebody else stored it", async () => {
    bench.panel.setAliases(ACCOUNT, N, []);
    bench.panel.faults.add({ do: "other-writer", add: [" blank.test"], when: "between", command: ADD });
    const { present, failure } = await bench.ensure("new.test");
    expect(present, "it came first, by luck or not").to.deep.equal(["new.test"]);
    const isServed = servedBy(bench).includes("new.test");
    expect(failure === undefined).to.equal(isServed);
  });

  it("is deleted by the panel's own command, which the message has; then all is as usual", async () => {
    await bench.client.remove(ACCOUNT, N, "bad name.test", "graceful");
    expect((await bench.ensure("new.test")).failure).to.equal(undefined);
    expect(servedBy(bench)).to.deep.equal(["behind.test", "first.test", "new.test"]);
  });
});
