import { expect } from "chai";
import { ACCOUNT, N, rejection, startHarness, type WriterHarness } from "./harness";

const ADD = "v-add-web-domain-alias";
const DELETE = "v-delete-web-domain-alias";

describe("writer: proof and repair", () => {
  let harness: WriterHarness;
  beforeEach(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.close());

  it("a name that the panel lost although it answered OK is written again", async () => {
    harness.panel.faults.add({ command: ADD, do: "lose-write" });
    const { failure } = await harness.ensure("a.test");
    expect(failure).to.equal(undefined);
    expect(harness.stored()).to.deep.equal(["a.test"]);
    expect(harness.writes()).to.deep.equal(["add a.test yes", "add a.test yes"]);
  });

  it("a lost name among others is written again alone, and the rest stays", async () => {
    harness.panel.faults.add({
      command: ADD,
      do: "hook",
      when: "after",
      run: () => harness.panel.setAliases(ACCOUNT, N, ["a.test", "c.test"]),
    });
    await Promise.all(["a.test", "b.test", "c.test"].map((name) => harness.ensure(name)));
    expect(harness.stored().sort()).to.deep.equal(["a.test", "b.test", "c.test"]);
    expect(harness.writes()).to.deep.equal(["add a.test,b.test,c.test yes", "add b.test yes"]);
  });

  it("a deleted name that came back is deleted again", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["a.test", "b.test"]);
    harness.panel.faults.add({ command: DELETE, do: "lose-write" });
    const { failure, present } = await harness.remove("a.test");
    expect(failure).to.equal(undefined);
    expect(present).to.deep.equal([]);
    expect(harness.stored()).to.deep.equal(["b.test"]);
  });

  it("a name that is lost again and again is reported after a bounded number of tries", async () => {
    harness.panel.faults.add({ command: ADD, times: 100, do: "lose-write" });
    const { present, failure } = await harness.ensure("a.test");
    expect(present).to.deep.equal([]);
    expect(failure?.kind).to.equal("unproved");
    expect(failure?.message).to.contain("Another program writes aliases");
    expect(harness.panel.calls(ADD)).to.have.length(9);
  });

  it("where another writer is noticed, the last list comes after at least two seconds", async () => {
    harness.panel.faults.add({ command: ADD, do: "other-writer", when: "after", add: ["theirs.test"] });
    await harness.ensure("a.test");
    expect(harness.clock.slept.at(-1)).to.equal(2_000);
    expect(harness.stored().sort()).to.deep.equal(["a.test", "theirs.test"]);
  });

  it("a name that another writer undoes while we settle is written again", async () => {
    let undone = false;
    harness.clock.meanwhile = () => {
      if (undone) return;
      undone = true;
      harness.panel.setAliases(ACCOUNT, N, ["theirs.test"]);
    };
    const { failure } = await harness.ensure("a.test");
    expect(failure).to.equal(undefined);
    expect(harness.stored().sort()).to.deep.equal(["a.test", "theirs.test"]);
  });

  it("a name written earlier in the process is repaired as well", async () => {
    await harness.ensure("early.test");
    harness.panel.setAliases(ACCOUNT, N, []);
    await harness.ensure("late.test");
    expect(harness.stored().sort()).to.deep.equal(["early.test", "late.test"]);
  });

  it("a list that cannot be read afterwards leaves the write unproved and in place", async () => {
    harness.panel.faults.add({
      command: "v-list-web-domains",
      nth: 2,
      times: 20,
      do: "hang-up",
      when: "before",
    });
    const { present, failure } = await harness.ensure("a.test");
    expect(present).to.deep.equal(["a.test"]);
    expect(failure?.kind).to.equal("unproved");
    expect(failure?.message).to.contain("its list could not be read afterwards");
  });

  it("field case 22: a list without any web domain proves no delete", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["a.test"]);
    const user = harness.panel.state.users[ACCOUNT];
    const run = () => void Object.assign(user ?? {}, { webDomains: {} });
    harness.panel.faults.add({ command: "v-delete-web-domain-alias", do: "hook", when: "after", run });
    const { failure } = await harness.remove("a.test");
    expect(failure?.kind).to.equal("unproved");
    expect(failure?.message).to.contain("lists no web domain at all for account tenant1");
  });
});

describe("writer: answers that are lost", () => {
  let harness: WriterHarness;
  beforeEach(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.close());

  it("a connection cut after the work: the list shows the name, nothing is sent again", async () => {
    harness.panel.faults.add({ command: ADD, do: "hang-up", when: "after" });
    const { existed, failure } = await harness.ensure("a.test");
    expect(failure).to.equal(undefined);
    expect(existed).to.deep.equal([]);
    expect(harness.panel.calls(ADD)).to.have.length(1);
  });

  it("a server error after the work: the same", async () => {
    harness.panel.faults.add({ command: ADD, do: "html", status: 502, when: "after" });
    await harness.ensure("a.test", { accepts: () => false });
    expect(harness.panel.calls(ADD)).to.have.length(1);
  });

  it("a connection cut before the work: listed for a while, then sent once more", async () => {
    harness.panel.faults.add({ command: ADD, do: "hang-up", when: "before" });
    const { failure } = await harness.ensure("a.test");
    expect(failure).to.equal(undefined);
    expect(harness.panel.calls(ADD)).to.have.length(2);
    expect(harness.lists()).to.be.greaterThan(3);
  });

  it("a write that continues after its connection was cut is awaited", async () => {
    harness.panel.faults.add({ command: ADD, do: "hang-up", when: "before" });
    let looks = 0;
    harness.clock.meanwhile = () => {
      looks += 1;
      if (looks === 3) harness.panel.setAliases(ACCOUNT, N, ["a.test"]);
    };
    const { failure } = await harness.ensure("a.test");
    expect(failure).to.equal(undefined);
    expect(harness.panel.calls(ADD)).to.have.length(1);
  });

  it("a first try that is done during the second is no conflict", async () => {
    harness.panel.faults.add({ command: ADD, do: "hang-up", when: "before" });
    harness.panel.faults.add({
      command: ADD,
      nth: 2,
      do: "hook",
      when: "before",
      run: () => harness.panel.setAliases(ACCOUNT, N, ["a.test"]),
    });
    const { failure } = await harness.ensure("a.test", { accepts: () => false });
    expect(failure).to.equal(undefined);
    expect(harness.stored()).to.deep.equal(["a.test"]);
  });

  it("no answer twice and no name in the list: an error says so, and the rest is not tried", async () => {
    harness.panel.faults.add({ command: ADD, times: 100, do: "hang-up", when: "before" });
    const results = await Promise.allSettled(
      ["a.test", "b.test", "c.test", "d.test"].map((name) => harness.ensure(name)),
    );
    expect(results.every(({ status }) => status === "rejected")).to.equal(true);
    expect(harness.panel.calls(ADD)).to.have.length(2);
  });

  it("a delete succeeds after two lost answers to adds and a failed one", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["gone.test"]);
    harness.panel.faults.add({ command: ADD, times: 2, do: "hang-up", when: "before" });
    const results = await Promise.allSettled([
      harness.ensure("a.test"),
      harness.ensure("b.test", { webDomain: "missing.example.com" }),
      harness.remove("gone.test"),
    ]);
    expect(results.map(({ status }) => status)).to.deep.equal(["rejected", "rejected", "fulfilled"]);
    expect(harness.stored()).to.deep.equal([]);
  });

  it("a lost answer does not slow down later lists", async () => {
    harness.panel.faults.add({ command: ADD, do: "hang-up", when: "before" });
    await harness.ensure("a.test");
    harness.clock.slept.length = 0;
    await harness.ensure("b.test");
    expect(Math.max(...harness.clock.slept)).to.be.lessThan(1_000);
  });

  it("a delete cut after the work is done", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["a.test"]);
    harness.panel.faults.add({ command: DELETE, do: "hang-up", when: "after" });
    const { failure } = await harness.remove("a.test");
    expect(failure).to.equal(undefined);
    expect(harness.panel.calls(DELETE)).to.have.length(1);
  });

  it("an incomplete list is read once more", async () => {
    harness.panel.faults.add({ command: "v-list-web-domains", do: "hang-up", when: "before" });
    await harness.ensure("a.test");
    expect(harness.stored()).to.deep.equal(["a.test"]);
  });

  it("an account that is not there is an error, not an empty list", async () => {
    delete harness.panel.state.users[ACCOUNT];
    const error = await rejection(harness.ensure("a.test"));
    expect(error.message).to.contain("user tenant1 doesn't exist");
  });
});
