import { expect } from "chai";
import { EXIT } from "../../../panels/hestia/exit";
import { ACCOUNT, N, rejection, S, startHarness, type WriterHarness } from "./harness";

describe("writer: restart", () => {
  let harness: WriterHarness;
  beforeEach(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.close());
  const served = () => harness.panel.served(ACCOUNT, N).sort();

  const failSecondDelete = () =>
    harness.panel.faults.add({
      command: "v-delete-web-domain-alias",
      nth: 2,
      do: "exit",
      code: 15,
      when: "before",
    });

  it("is carried by the last write of a run", async () => {
    await Promise.all([
      harness.ensure("a.test"),
      harness.ensure("b.test"),
      harness.ensure("c.test", { webDomain: S }),
      harness.ensure("d.test"),
    ]);
    expect(harness.writes()).to.deep.equal(["add a.test,b.test,d.test no", "add c.test yes"]);
    expect(served()).to.deep.equal(["a.test", "b.test", "d.test"]);
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

  it("is made up for when the last add fails", async () => {
    harness.panel.setAliases("tenant2", "tenanttwo.org", ["taken.test"]);
    await Promise.allSettled([harness.ensure("a.test"), harness.ensure("taken.test", { webDomain: S })]);
    expect(served()).to.deep.equal(["a.test"]);
    expect(harness.stored()).to.deep.equal(["a.test"]);
    expect(harness.writes()).to.deep.equal([
      "add a.test no",
      "add taken.test yes",
      "delete a.test no",
      "add a.test yes",
    ]);
  });

  it("is made up for when the last delete fails", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["a.test", "b.test"]);
    failSecondDelete();
    await Promise.allSettled([harness.remove("a.test"), harness.remove("b.test")]);
    expect(served()).to.deep.equal(["b.test"]);
    expect(harness.stored()).to.deep.equal(["b.test"]);
  });

  it("is made up for when a resource's second name could not be deleted", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["acme.com", "www.acme.com"]);
    failSecondDelete();
    await rejection(harness.remove(["acme.com", "www.acme.com"]));
    expect(served()).to.deep.equal(["www.acme.com"]);
  });

  it("is reported with the command to run where it cannot be made up for", async () => {
    harness.panel.faults.add({
      command: "v-add-web-domain-alias",
      nth: 2,
      times: 9,
      do: "exit",
      code: EXIT.limit,
      when: "before",
    });
    harness.panel.faults.add({ command: "v-delete-web-domain-alias", do: "exit", code: 15, when: "before" });
    await Promise.allSettled([harness.ensure("a.test"), harness.ensure("b.test", { webDomain: S })]);
    expect(harness.messages.join()).to.contain("v-restart-web");
    expect(harness.stored()).to.deep.equal(["a.test"]);
  });

  it("code 20 concerns all that the run wrote: none of it is loaded", async () => {
    harness.panel.state.settings.failingConfigTest = "nginx";
    const outcomes = await Promise.all(["a.test", "b.test"].map((name) => harness.ensure(name)));
    expect(outcomes.map(({ failure }) => failure?.failure.code)).to.deep.equal([EXIT.restart, EXIT.restart]);
    expect(harness.panel.served(ACCOUNT, N)).to.deep.equal([]);
  });

  it("is carried by a write although one that would be refused without a call is queued", async () => {
    harness.panel.setAliases(ACCOUNT, "second.example.com", ["theirs.test"]);
    await Promise.allSettled([harness.ensure("a.test"), harness.ensure("theirs.test")]);
    expect(harness.writes()).to.deep.equal(["add a.test yes"]);
  });

  it("code 20: the name is stored, and the outcome says that it is not served", async () => {
    harness.panel.state.settings.failingConfigTest = "nginx";
    const { present, failure } = await harness.ensure("a.test");
    expect(present).to.deep.equal(["a.test"]);
    expect(failure?.failure).to.include({ code: 20, codeName: "E_RESTART" });
    expect(harness.stored()).to.deep.equal(["a.test"]);
  });
});
