import { expect } from "chai";
import { demoCredentials } from "../../../panels/hestia";
import { runEngine } from "./engine";
import { ACCOUNT, N, numbered, S, startHarness, type WriterHarness } from "./harness";
import { simulated } from "./simulation";

const COUNT = "v-update-user-counters";

describe("writer: the account's counter", () => {
  let harness: WriterHarness;
  beforeEach(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.close());
  const counter = () => harness.panel.state.users[ACCOUNT]?.aliasCounter;

  it("is updated once, when all is written", async () => {
    await Promise.all([
      ...numbered(5).map((name) => harness.ensure(name, { recount: true })),
      harness.ensure("else.test", { webDomain: S, recount: true }),
    ]);
    expect(harness.panel.log.map(({ command }) => command)).to.deep.equal([
      "v-list-web-domains",
      "v-add-web-domain-alias",
      "v-add-web-domain-alias",
      "v-list-web-domains",
      COUNT,
    ]);
    expect(counter()).to.equal(6);
  });

  it("is updated after deletes as well", async () => {
    harness.panel.setAliases(ACCOUNT, N, numbered(3));
    await harness.remove("a000.test", { recount: true });
    expect(counter()).to.equal(2);
  });

  it("is updated once for all rounds of a run", () =>
    simulated({}, async (simulation) => {
      const creates = numbered(20).map((name) => ({ kind: "create" as const, names: [name], recount: true }));
      await runEngine(simulation, simulation.start(), creates, { slots: 4 });
      expect(simulation.panel.calls(COUNT)).to.have.length(1);
      expect(simulation.panel.state.users[ACCOUNT]?.aliasCounter).to.equal(20);
    }));

  it("is not updated where no resource asks for it, or nothing was written", async () => {
    await harness.ensure("a.test");
    await harness.ensure("a.test", { recount: true });
    expect(harness.panel.calls(COUNT)).to.have.length(0);
  });

  it("refused: reported once, called once, and nothing fails", async () => {
    await harness.close();
    harness = await startHarness({
      "hestia:accessKey": demoCredentials.limitedAccessKey,
      "hestia:secretKey": demoCredentials.limitedSecretKey,
    });
    for (const name of numbered(3)) {
      const { failure } = await harness.ensure(name, { recount: true });
      expect(failure).to.equal(undefined);
    }
    expect(harness.messages).to.have.length(1);
    expect(harness.messages[0])
      .to.contain(`for account ${ACCOUNT} was not put right`)
      .and.contain("set hestia:updateCounters to false");
    expect(harness.panel.calls(COUNT)).to.have.length(1);
    expect(harness.stored()).to.deep.equal(numbered(3));
  });

  it("failed: reported, and the next run updates it", async () => {
    harness.panel.faults.add({ command: COUNT, do: "exit", code: 14, when: "before" });
    const { failure } = await harness.ensure("a.test", { recount: true });
    expect(failure).to.equal(undefined);
    expect(harness.messages.join()).to.contain("E_LA");
    await harness.ensure(["b.test", "c.test"], { recount: true });
    expect(counter()).to.equal(3);
  });
});
