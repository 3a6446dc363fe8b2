import { expect } from "chai";
import { ACCOUNT, type Bench, N, rejection, startBench } from "./bench";

const ADD = "v-add-web-domain-alias";
const DELETE = "v-delete-web-domain-alias";

describe("writer: proof and repair", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.close());

  it("a name that the panel lost although it said OK is written again", async () => {
    bench.panel.faults.add({ command: ADD, do: "lose-write" });
    const { failure } = await bench.ensure("a.test");
    expect(failure).to.equal(undefined);
    expect(bench.stored()).to.deep.equal(["a.test"]);
    expect(bench.writes()).to.deep.equal(["add a.test yes", "add a.test yes"]);
  });

  it("a lost name among others is written again alone, and the rest stays", async () => {
    bench.panel.faults.add({
      command: ADD,
      do: "hook",
      when: "after",
      run: () => bench.panel.setAliases(ACCOUNT, N, ["a.test", "c.test"]),
    });
    await Promise.all(["a.test", "b.test", "c.test"].map((name) => bench.ensure(name)));
    expect(bench.stored().sort()).to.deep.equal(["a.test", "b.test", "c.test"]);
    expect(bench.writes()).to.deep.equal(["add a.test,b.test,c.test yes", "add b.test yes"]);
  });

  it("a deleted name that came back is deleted again", async () => {
    bench.panel.setAliases(ACCOUNT, N, ["a.test", "b.test"]);
    bench.panel.faults.add({ command: DELETE, do: "lose-write" });
    const { failure, present } = await bench.remove("a.test");
    expect(failure).to.equal(undefined);
    expect(present).to.deep.equal([]);
    expect(bench.stored()).to.deep.equal(["b.test"]);
  });

  it("what is lost again and again is reported after a bounded number of tries", async () => {
    bench.panel.faults.add({ command: ADD, times: 100, do: "lose-write" });
    const { present, failure } = await bench.ensure("a.test");
    expect(present).to.deep.equal([]);
    expect(failure?.kind).to.equal("unproved");
    expect(failure?.message).to.contain("Another program writes aliases");
    expect(bench.panel.calls(ADD)).to.have.length(9);
  });

  it("where another writer shows, the last look comes after at least two seconds", async () => {
    bench.panel.faults.add({ command: ADD, do: "other-writer", when: "after", add: ["theirs.test"] });
    await bench.ensure("a.test");
    expect(bench.clock.slept.at(-1)).to.equal(2_000);
    expect(bench.stored().sort()).to.deep.equal(["a.test", "theirs.test"]);
  });

  it("a name that another writer undoes while we settle is written again", async () => {
    let undone = false;
    bench.clock.meanwhile = () => {
      if (undone) return;
      undone = true;
      bench.panel.setAliases(ACCOUNT, N, ["theirs.test"]);
    };
    const { failure } = await bench.ensure("a.test");
    expect(failure).to.equal(undefined);
    expect(bench.stored().sort()).to.deep.equal(["a.test", "theirs.test"]);
  });

  it("a name written earlier in the process is looked after as well", async () => {
    await bench.ensure("early.test");
    bench.panel.setAliases(ACCOUNT, N, []);
    await bench.ensure("late.test");
    expect(bench.stored().sort()).to.deep.equal(["early.test", "late.test"]);
  });

  it("a list that cannot be read afterwards leaves the write unproved, not undone", async () => {
    bench.panel.faults.add({
      command: "v-list-web-domains",
      nth: 2,
      times: 20,
      do: "hang-up",
      when: "before",
    });
    const { present, failure } = await bench.ensure("a.test");
    expect(present).to.deep.equal(["a.test"]);
    expect(failure?.kind).to.equal("unproved");
    expect(failure?.message).to.contain("its list could not be read afterwards");
  });

  it("field case 22: a list without any web domain proves no delete", async () => {
    bench.panel.setAliases(ACCOUNT, N, ["a.test"]);
    const user = bench.panel.state.users[ACCOUNT];
    const run = () => void Object.assign(user ?? {}, { webDomains: {} });
    bench.panel.faults.add({ command: "v-delete-web-domain-alias", do: "hook", when: "after", run });
    const { failure } = await bench.remove("a.test");
    expect(failure?.kind).to.equal("unproved");
    expect(failure?.message).to.contain("lists no web domain at all for account tenant1");
  });
});

describe("writer: answers that are lost", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.close());

  it("cut after the work: the list shows it, nothing is sent again", async () => {
    bench.panel.faults.add({ command: ADD, do: "hang-up", when: "after" });
    const { existed, failure } = await bench.ensure("a.test");
    expect(failure).to.equal(undefined);
    expect(existed).to.deep.equal([]);
    expect(bench.panel.calls(ADD)).to.have.length(1);
  });

  it("a server error after the work: the same", async () => {
    bench.panel.faults.add({ command: ADD, do: "html", status: 502, when: "after" });
    await bench.ensure("a.test", { accepts: () => false });
    expect(bench.panel.calls(ADD)).to.have.length(1);
  });

  it("cut before the work: looked for a while, then sent once more", async () => {
    bench.panel.faults.add({ command: ADD, do: "hang-up", when: "before" });
    const { failure } = await bench.ensure("a.test");
    expect(failure).to.equal(undefined);
    expect(bench.panel.calls(ADD)).to.have.length(2);
    expect(bench.lists()).to.be.greaterThan(3);
  });

  it("work that goes on after the caller was cut off is waited for", async () => {
    bench.panel.faults.add({ command: ADD, do: "hang-up", when: "before" });
    let looks = 0;
    bench.clock.meanwhile = () => {
      looks += 1;
      if (looks === 3) bench.panel.setAliases(ACCOUNT, N, ["a.test"]);
    };
    const { failure } = await bench.ensure("a.test");
    expect(failure).to.equal(undefined);
    expect(bench.panel.calls(ADD)).to.have.length(1);
  });

  it("work of the first try that lands during the second is no conflict", async () => {
    bench.panel.faults.add({ command: ADD, do: "hang-up", when: "before" });
    bench.panel.faults.add({
      command: ADD,
      nth: 2,
      do: "hook",
      when: "before",
      run: () => bench.panel.setAliases(ACCOUNT, N, ["a.test"]),
    });
    const { failure } = await bench.ensure("a.test", { accepts: () => false });
    expect(failure).to.equal(undefined);
    expect(bench.stored()).to.deep.equal(["a.test"]);
  });

  it("no answer twice and nothing there: an error that says so, and the rest is not tried", async () => {
    bench.panel.faults.add({ command: ADD, times: 100, do: "hang-up", when: "before" });
    const results = await Promise.allSettled(
      ["a.test", "b.test", "c.test", "d.test"].map((name) => bench.ensure(name)),
    );
    expect(results.every(({ status }) => status === "rejected")).to.equal(true);
    expect(bench.panel.calls(ADD)).to.have.length(2);
  });

  it("two lost answers are no reason to give up on others for what a third one comes to", async () => {
    bench.panel.setAliases(ACCOUNT, N, ["gone.test"]);
    bench.panel.faults.add({ command: ADD, times: 2, do: "hang-up", when: "before" });
    const results = await Promise.allSettled([
      bench.ensure("a.test"),
      bench.ensure("b.test", { webDomain: "missing.example.com" }),
      bench.remove("gone.test"),
    ]);
    expect(results.map(({ status }) => status)).to.deep.equal(["rejected", "rejected", "fulfilled"]);
    expect(bench.stored()).to.deep.equal([]);
  });

  it("a lost answer does not make every later look wait as long as it was waited for", async () => {
    bench.panel.faults.add({ command: ADD, do: "hang-up", when: "before" });
    await bench.ensure("a.test");
    bench.clock.slept.length = 0;
    await bench.ensure("b.test");
    expect(Math.max(...bench.clock.slept)).to.be.lessThan(1_000);
  });

  it("a delete cut after the work is done", async () => {
    bench.panel.setAliases(ACCOUNT, N, ["a.test"]);
    bench.panel.faults.add({ command: DELETE, do: "hang-up", when: "after" });
    const { failure } = await bench.remove("a.test");
    expect(failure).to.equal(undefined);
    expect(bench.panel.calls(DELETE)).to.have.length(1);
  });

  it("a list that breaks off is read once more", async () => {
    bench.panel.faults.add({ command: "v-list-web-domains", do: "hang-up", when: "before" });
    await bench.ensure("a.test");
    expect(bench.stored()).to.deep.equal(["a.test"]);
  });

  it("an account that is not there is an error, not an empty list", async () => {
    delete bench.panel.state.users[ACCOUNT];
    const error = await rejection(bench.ensure("a.test"));
    expect(error.message).to.contain("user tenant1 doesn't exist");
  });
});
