import { expect } from "chai";
import { ACCOUNT, N, rejection, S, startHarness, type WriterHarness } from "./harness";

describe("writer: writes", () => {
  let harness: WriterHarness;
  beforeEach(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.close());

  it("takes a list before, the write, and a list after", async () => {
    const { present, existed, failure } = await harness.ensure(["acme.com", "www.acme.com"]);
    expect(failure).to.equal(undefined);
    expect(present).to.deep.equal(["acme.com", "www.acme.com"]);
    expect(existed).to.deep.equal([]);
    expect(harness.panel.log.map(({ command }) => command)).to.deep.equal([
      "v-list-web-domains",
      "v-add-web-domain-alias",
      "v-list-web-domains",
    ]);
  });

  it("sends the names of one resource as one list", async () => {
    await harness.ensure(["acme.com", "www.acme.com"]);
    expect(harness.writes()).to.deep.equal(["add acme.com,www.acme.com yes"]);
  });

  it("sends only what is missing, and returns what was there", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["acme.com"]);
    const { existed } = await harness.ensure(["acme.com", "www.acme.com"]);
    expect(existed).to.deep.equal(["acme.com"]);
    expect(harness.writes()).to.deep.equal(["add www.acme.com yes"]);
  });

  it("makes no call but the list when all names exist", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["acme.com"]);
    await harness.ensure("acme.com");
    expect(harness.writes()).to.deep.equal([]);
    expect(harness.lists()).to.equal(1);
  });

  it("knows a name in the spelling that the panel has stored", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["bücher.test"]);
    await harness.ensure("xn--bcher-kva.test");
    expect(harness.writes()).to.deep.equal([]);
  });

  it("20 at once: one call at a time, none lost", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `n${index}.test`);
    const outcomes = await Promise.all(names.map((name) => harness.ensure(name)));
    expect(outcomes.every(({ failure }) => failure === undefined)).to.equal(true);
    expect(harness.stored().sort()).to.deep.equal([...names].sort());
    expect(
      Math.max(...harness.panel.calls("v-add-web-domain-alias").map(({ inFlight }) => inFlight)),
    ).to.equal(1);
  });

  it("adds and deletes at once, over two web domains of one account: none lost", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["old1.test", "old2.test"]);
    await Promise.all([
      harness.ensure("a.test"),
      harness.remove("old1.test"),
      harness.ensure("b.test", { webDomain: S }),
      harness.remove("old2.test"),
    ]);
    expect(harness.stored()).to.deep.equal(["a.test"]);
    expect(harness.stored(S)).to.deep.equal(["b.test"]);
  });

  it("a bad resource fails alone", async () => {
    harness.panel.setAliases("tenant2", "tenanttwo.org", ["taken.test"]);
    const results = await Promise.allSettled(
      ["a.test", "taken.test", "b.test"].map((name) => harness.ensure(name)),
    );
    expect(results.map(({ status }) => status)).to.deep.equal(["fulfilled", "rejected", "fulfilled"]);
    expect(harness.stored().sort()).to.deep.equal(["a.test", "b.test"]);
  });

  it("names the web domain of the account that has the name", async () => {
    harness.panel.setAliases(ACCOUNT, S, ["acme.com"]);
    const error = await rejection(harness.ensure("acme.com"));
    expect(error.message).to.contain(`acme.com is an alias of web domain ${S} of account ${ACCOUNT}`);
    expect(harness.writes()).to.deep.equal([]);
  });

  it("refuses an existing name where it does not accept it", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["acme.com"]);
    const error = await rejection(harness.ensure("acme.com", { accepts: () => false }));
    expect(error.message).to.contain('onExisting is "fail"');
  });

  it("a name that somebody adds between the list and our call counts as present", async () => {
    harness.panel.faults.add({
      command: "v-add-web-domain-alias",
      do: "hook",
      when: "before",
      run: () => harness.panel.setAliases(ACCOUNT, N, ["acme.com"]),
    });
    const { present, failure } = await harness.ensure(["acme.com", "www.acme.com"]);
    expect(failure).to.equal(undefined);
    expect(present).to.deep.equal(["acme.com", "www.acme.com"]);
    expect(harness.writes()).to.deep.equal(["add acme.com,www.acme.com yes", "add www.acme.com yes"]);
  });

  it("a missing web domain is reported with those that exist", async () => {
    const error = await rejection(harness.ensure("acme.com", { webDomain: "gone.example.com" }));
    expect(error.message).to.contain("no web domain gone.example.com");
    expect(error.message).to.contain(`${N}, ${S}`);
  });

  it("refuses names before the string is so long that the panel loses writes silently", async () => {
    const names = Array.from(
      { length: 1_083 },
      (_, index) => `n${String(index).padStart(4, "0")}.${"x".repeat(49)}.test`,
    );
    harness.panel.setAliases(ACCOUNT, N, names);
    const error = await rejection(harness.ensure("one-more.test"));
    expect(error.message).to.contain("loses writes silently beyond 65000");
    expect(harness.writes()).to.deep.equal([]);
  });

  it("a refused credential fails all queued operations, with one login failure", async () => {
    harness.panel.state.accessKeys = {};
    const results = await Promise.allSettled(
      ["a.test", "b.test", "c.test"].map((name) => harness.ensure(name)),
    );
    expect(results.map(({ status }) => status)).to.deep.equal(["rejected", "rejected", "rejected"]);
    expect(harness.panel.state.authLog).to.have.length(1);
  });
});
