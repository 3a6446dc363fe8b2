import { expect } from "chai";
import { ACCOUNT, type Bench, N, rejection, S, startBench } from "./bench";

describe("writer: restart", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.close());
  const served = () => bench.panel.served(ACCOUNT, N).sort();

  it("is carried by the last of a run", async () => {
    await Promise.all([
      bench.ensure("a.test"),
      bench.ensure("b.test"),
      bench.ensure("c.test", { webDomain: S }),
      bench.ensure("d.test"),
    ]);
    expect(bench.writes()).to.deep.equal(["add a.test,b.test,d.test no", "add c.test yes"]);
    expect(served()).to.deep.equal(["a.test", "b.test", "d.test"]);
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

  it("is made up for when the last add fails", async () => {
    bench.panel.setAliases("tenant2", "tenanttwo.org", ["taken.test"]);
    await Promise.allSettled([bench.ensure("a.test"), bench.ensure("taken.test", { webDomain: S })]);
    expect(served()).to.deep.equal(["a.test"]);
    expect(bench.stored()).to.deep.equal(["a.test"]);
    expect(bench.writes()).to.deep.equal([
      "add a.test no",
      "add taken.test yes",
      "delete a.test no",
      "add a.test yes",
    ]);
  });

  it("is made up for when the last delete fails", async () => {
    bench.panel.setAliases(ACCOUNT, N, ["a.test", "b.test"]);
    bench.panel.faults.add({
      command: "v-delete-web-domain-alias",
      nth: 2,
      do: "exit",
      code: 15,
      when: "before",
    });
    await Promise.allSettled([bench.remove("a.test"), bench.remove("b.test")]);
    expect(served()).to.deep.equal(["b.test"]);
    expect(bench.stored()).to.deep.equal(["b.test"]);
  });

  it("is made up for when a resource's second name could not be deleted", async () => {
    bench.panel.setAliases(ACCOUNT, N, ["acme.com", "www.acme.com"]);
    bench.panel.faults.add({
      command: "v-delete-web-domain-alias",
      nth: 2,
      do: "exit",
      code: 15,
      when: "before",
    });
    await rejection(bench.remove(["acme.com", "www.acme.com"]));
    expect(served()).to.deep.equal(["www.acme.com"]);
  });

  it("where it cannot be made up for, the user is told what to run", async () => {
    bench.panel.faults.add({
      command: "v-add-web-domain-alias",
      nth: 2,
      times: 9,
      do: "exit",
      code: 8,
      when: "before",
    });
    bench.panel.faults.add({ command: "v-delete-web-domain-alias", do: "exit", code: 15, when: "before" });
    await Promise.allSettled([bench.ensure("a.test"), bench.ensure("b.test", { webDomain: S })]);
    expect(bench.said.join()).to.contain("v-restart-web");
    expect(bench.stored()).to.deep.equal(["a.test"]);
  });

  it("code 20 concerns all that the run wrote: none of it is loaded", async () => {
    bench.panel.state.settings.failingConfigTest = "nginx";
    const outcomes = await Promise.all(["a.test", "b.test"].map((name) => bench.ensure(name)));
    expect(outcomes.map(({ failure }) => failure?.failure.code)).to.deep.equal([20, 20]);
    expect(bench.panel.served(ACCOUNT, N)).to.deep.equal([]);
  });

  it("a write that waits and would be refused without a call does not count as one that follows", async () => {
    bench.panel.setAliases(ACCOUNT, "second.example.com", ["theirs.test"]);
    await Promise.allSettled([bench.ensure("a.test"), bench.ensure("theirs.test")]);
    expect(bench.writes()).to.deep.equal(["add a.test yes"]);
  });

  it("code 20: the name is stored, and the outcome tells that it is not served", async () => {
    bench.panel.state.settings.failingConfigTest = "nginx";
    const { present, failure } = await bench.ensure("a.test");
    expect(present).to.deep.equal(["a.test"]);
    expect(failure?.failure).to.include({ code: 20, codeName: "E_RESTART" });
    expect(bench.stored()).to.deep.equal(["a.test"]);
  });
});
