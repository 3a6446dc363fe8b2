import { expect } from "chai";
import { EXIT } from "../../../panels/hestia/exit";
import { ACCOUNT, N, rejection, startHarness, type WriterHarness } from "./harness";

const DELETE = "v-delete-web-domain-alias";

describe("writer: delete", () => {
  let harness: WriterHarness;
  beforeEach(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.close());
  const have = (...names: string[]) => harness.panel.setAliases(ACCOUNT, N, names);

  it("a name that does not exist takes no call, although the panel's expression would match another", async () => {
    have("a-b.test");
    await harness.remove("a.b.test");
    expect(harness.writes()).to.deep.equal([]);
    expect(harness.stored()).to.deep.equal(["a-b.test"]);
  });

  it("neighbours that the expression matches are named, and put back in one call at once", async () => {
    have("a.b.test", "a-b.test", "axb.test", "other.test");
    await harness.remove("a.b.test");
    expect(harness.stored().sort()).to.deep.equal(["a-b.test", "axb.test", "other.test"]);
    expect(harness.writes()).to.deep.equal(["delete a.b.test no", "add a-b.test,axb.test yes"]);
    expect(harness.messages.join()).to.contain("also deletes a-b.test, axb.test");
  });

  it("a neighbour that is deleted as well is not put back", async () => {
    have("a.b.test", "a-b.test");
    await harness.remove(["a.b.test", "a-b.test"]);
    expect(harness.stored()).to.deep.equal([]);
    expect(harness.panel.calls("v-add-web-domain-alias")).to.have.length(0);
  });

  it("is refused when neighbours could not be put back: suspended", async () => {
    have("a.b.test", "a-b.test");
    const webDomain = harness.panel.state.users[ACCOUNT]?.webDomains[N];
    if (webDomain !== undefined) webDomain.suspended = true;
    const error = await rejection(harness.remove("a.b.test"));
    expect(error.message).to.contain("a-b.test").and.contain("suspended");
    expect(harness.writes()).to.deep.equal([]);
  });

  it("field case 20: an add that was not sent since a delete was refused says so", async () => {
    have("a.test");
    harness.panel.faults.add({
      command: "v-delete-web-domain-alias",
      do: "exit",
      code: EXIT.password,
      when: "before",
    });
    const results = [rejection(harness.remove("a.test")), rejection(harness.ensure("b.test"))];
    const [removed, added] = await Promise.all(results);
    expect(removed?.message).to.match(
      /^The panel refused the command, .*\n[\s\S]*: v-delete-web-domain-alias, HTTP/,
    );
    expect(added?.message).to.match(
      /^Not tried, since an earlier call failed: the panel refused the command, .*\n[\s\S]*: v-delete-web-domain-alias, HTTP/,
    );
    expect(harness.writes()).to.deep.equal(["delete a.test updatessl"]);
  });

  it("a name without neighbours is deleted from a suspended web domain", async () => {
    have("a.test");
    const webDomain = harness.panel.state.users[ACCOUNT]?.webDomains[N];
    if (webDomain !== undefined) webDomain.suspended = true;
    await harness.remove("a.test");
    expect(harness.stored()).to.deep.equal([]);
  });

  it("is refused when neighbours could not be put back: the limit was reached in this run", async () => {
    have("a.b.test", "a-b.test");
    const user = harness.panel.state.users[ACCOUNT];
    if (user !== undefined) user.webAliases = 2;
    await rejection(harness.ensure("more.test"));
    const error = await rejection(harness.remove("a.b.test"));
    expect(error.message)
      .to.contain("has no room to put that back")
      .and.contain("Raise WEB_ALIASES in the account's package");
    expect(harness.stored().sort()).to.deep.equal(["a-b.test", "a.b.test"]);
  });

  it("a neighbour that could not be put back all the same is named in the error", async () => {
    have("a.b.test", "a-b.test");
    harness.panel.faults.add({
      command: "v-add-web-domain-alias",
      times: 20,
      do: "exit",
      code: EXIT.limit,
      when: "before",
    });
    const error = await rejection(harness.remove("a.b.test"));
    expect(error.message).to.contain("took a-b.test along").and.contain("Add a-b.test to web domain");
  });

  it("a neighbour that could not be put back fails the delete, whatever the code", async () => {
    have("a.b.test", "a-b.test");
    harness.panel.faults.add({
      command: "v-add-web-domain-alias",
      times: 20,
      do: "exit",
      code: EXIT.notExist,
      when: "before",
    });
    const error = await rejection(harness.remove("a.b.test"));
    expect(error).to.have.property("kind", "rejected");
    expect(error.message).to.contain("Add a-b.test to web domain");
  });

  it("is refused where the panel would answer OK and change nothing", async () => {
    const names = Array.from(
      { length: 1_100 },
      (_, index) => `n${String(index).padStart(4, "0")}.${"x".repeat(49)}.test`,
    );
    have(...names);
    const error = await rejection(harness.remove(names[0] ?? ""));
    expect(error.message).to.contain("Hestia changes none beyond");
    expect(harness.writes()).to.deep.equal([]);
  });

  it("deletes every spelling that the panel has stored", async () => {
    have("bücher.test", "xn--bcher-kva.test");
    await harness.remove("xn--bcher-kva.test");
    expect(harness.stored()).to.deep.equal([]);
  });

  it("keeps a name that another declaration has claimed by then", async () => {
    have("a.test", "www.a.test");
    const { present } = await harness.remove(["a.test", "www.a.test"], {
      spares: (name) => name === "www.a.test",
    });
    expect(present).to.deep.equal(["www.a.test"]);
    expect(harness.stored()).to.deep.equal(["www.a.test"]);
  });

  it("succeeds where the name is gone between the list and the call", async () => {
    have("a.test");
    harness.panel.faults.add({ command: DELETE, do: "hook", when: "before", run: () => have() });
    const { failure } = await harness.remove("a.test");
    expect(failure).to.equal(undefined);
  });

  it("succeeds without a call where the web domain is gone", async () => {
    const { failure } = await harness.remove("a.test", { webDomain: "gone.example.com" });
    expect(failure).to.equal(undefined);
    expect(harness.writes()).to.deep.equal([]);
  });

  it("an ensure after a delete starts from what the delete left", async () => {
    have("a.test");
    const [, { existed, present }] = await Promise.all([harness.remove("a.test"), harness.ensure("a.test")]);
    expect(existed).to.deep.equal([]);
    expect(present).to.deep.equal(["a.test"]);
    expect(harness.stored()).to.deep.equal(["a.test"]);
  });
});
