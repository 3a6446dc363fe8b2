import { expect } from "chai";
import { type HestiaLatencyCall, type HestiaPanel, realisticLatency } from "../../../panels/hestia";
import { ACCOUNT, add, closePanels, exitCode, N, run, S, startPanel, text } from "./support";

const COMMAND = "v-update-user-counters";

describe(`hestia panel: ${COMMAND}`, () => {
  let panel: HestiaPanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const counters = () =>
    Object.entries(panel.state.users).map(([name, { aliasCounter }]) => [name, aliasCounter] as const);

  it("counts the names of all web domains of a user, where adds and deletes count calls", async () => {
    await add(panel, "a.test,b.test,c.test");
    panel.setAliases(ACCOUNT, S, ["d.test", " e.test"]);
    expect(counters()).to.deep.include([ACCOUNT, 1]);
    expect(await text(panel, COMMAND, ACCOUNT)).to.equal("OK");
    expect(counters()).to.deep.equal([
      ["admin", 0],
      [ACCOUNT, 5],
      ["tenant2", 0],
    ]);
    expect(panel.aliases(ACCOUNT, N)).to.have.length(3);
    expect(panel.state.restarts.filter(({ command }) => command === COMMAND)).to.deep.equal([]);
  });

  it("without a user counts for all of them", async () => {
    panel.setAliases(ACCOUNT, N, ["a.test"]);
    panel.setAliases("tenant2", "tenanttwo.org", ["b.test", "c.test"]);
    expect(await text(panel, COMMAND)).to.equal("OK");
    expect(counters()).to.deep.equal([
      ["admin", 0],
      [ACCOUNT, 1],
      ["tenant2", 2],
    ]);
  });

  it("prints nothing: 204 with an access key", async () => {
    expect(await run(panel, "key", COMMAND, ACCOUNT)).to.include({ status: 204, code: "0", body: "" });
  });

  it("of a user that is not there is 3, of no user's name 2, and counts nothing", async () => {
    panel.setAliases(ACCOUNT, N, ["a.test"]);
    expect(await text(panel, COMMAND, "tenant9")).to.equal("Error: user tenant9 doesn't exist\n");
    expect(await exitCode(panel, COMMAND, "tenant9")).to.equal(3);
    expect(await text(panel, COMMAND, "-")).to.equal("Error: invalid user format :: -\n");
    expect(await exitCode(panel, COMMAND, "-")).to.equal(2);
    expect(counters()).to.deep.include([ACCOUNT, 0]);
  });

  it("is not in the profile web-aliases", async () => {
    const answer = await run(panel, "limitedKey", COMMAND, ACCOUNT);
    expect(answer).to.include({ status: 401, code: "10" });
    expect(answer.body).to.contain(`don't have permission to run the command ${COMMAND}`);
  });

  it("takes as long as a list", async () => {
    const asked: HestiaLatencyCall[] = [];
    const slow = await startPanel({
      latency: (call) => {
        asked.push(call);
        return 0;
      },
    });
    for (const command of ["v-list-web-domains", COMMAND]) await run(slow, "key", command, ACCOUNT);
    const model = realisticLatency();
    if (typeof model !== "function") throw new Error("the model is a function");
    expect(asked.map(model)).to.deep.equal([150, 150]);
  });
});
