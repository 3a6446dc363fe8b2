import { expect } from "chai";
import type { HestiaPanel } from "../../../panels/hestia";
import { ACCOUNT, add, closePanels, N, remove, run, S, startPanel, text } from "./support";

const ADD = "v-add-web-domain-alias";
const DELETE = "v-delete-web-domain-alias";

describe("hestia panel: faults", () => {
  let panel: HestiaPanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const aliases = () => panel.aliases(ACCOUNT, N);
  const cut = (call: Promise<unknown>) =>
    call.then(
      () => "answered",
      () => "cut",
    );

  it("hang-up before the work: no answer, nothing stored", async () => {
    panel.faults.add({ command: ADD, do: "hang-up", when: "before" });
    expect(await cut(add(panel, "a.test"))).to.equal("cut");
    expect(aliases()).to.deep.equal([]);
    expect(panel.log[0]).to.include({ answerLost: true });
    expect(panel.log[0]).to.not.have.any.keys("status", "exitCode");
    expect(await add(panel, "a.test")).to.equal("OK");
  });

  it("hang-up after the work: the answer is lost, the alias is there", async () => {
    panel.faults.add({ command: ADD, do: "hang-up", when: "after" });
    expect(await cut(add(panel, "a.test"))).to.equal("cut");
    expect(aliases()).to.deep.equal(["a.test"]);
    expect(panel.log[0]).to.include({ answerLost: true, exitCode: 0 });
  });

  for (const status of [500, 502] as const) {
    for (const when of ["before", "after"] as const) {
      it(`HTML ${status} ${when} the work`, async () => {
        panel.faults.add({ command: ADD, do: "html", status, when });
        const answer = await run(panel, "key", ADD, ACCOUNT, N, "a.test");
        expect(answer).to.include({ status, code: null });
        expect(answer.type).to.match(/^text\/html/);
        expect(answer.body).to.match(/^<!doctype html>[\s\S]*<strong>Error Code:<\/strong> 500</);
        expect(aliases()).to.deep.equal(when === "before" ? [] : ["a.test"]);
      });
    }
  }

  it("delay after the work: the alias is there before the answer is", async () => {
    panel.faults.add({ command: ADD, do: "delay", ms: 60_000, when: "after" });
    const client = new AbortController();
    const call = fetch(panel.url, {
      method: "POST",
      body: JSON.stringify({
        hash: panel.state.apiKeys[0],
        cmd: ADD,
        arg1: ACCOUNT,
        arg2: N,
        arg3: "a.test",
      }),
      signal: client.signal,
    });
    const outcome = call.catch((error: Error) => error.name);
    while (aliases().length === 0) await text(panel, "v-list-web-domain", ACCOUNT, N, "json");
    client.abort();
    expect(await outcome).to.equal("AbortError");
  });

  it("delay before the work: the client gives up and nothing is there yet", async () => {
    panel.faults.add({ command: ADD, do: "delay", ms: 60_000, when: "before" });
    const outcome = cut(add(panel, "a.test"));
    while (panel.calls(ADD).length === 0) await text(panel, "v-list-web-domain", ACCOUNT, N, "json");
    expect(aliases()).to.deep.equal([]);
    await panel.close();
    expect(await outcome).to.equal("cut");
    expect(aliases()).to.deep.equal([]);
  });

  it("lose-write: OK, nothing stored, the vhost is written", async () => {
    panel.faults.add({ command: ADD, do: "lose-write" });
    expect(await add(panel, "a.test", "yes")).to.equal("OK");
    expect(aliases()).to.deep.equal([]);
    expect(panel.served(ACCOUNT, N)).to.deep.equal(["a.test"]);
    expect(await add(panel, "a.test")).to.equal("OK");
    expect(aliases()).to.deep.equal(["a.test"]);
  });

  it("other-writer between read and write: its change is overwritten", async () => {
    panel.setAliases(ACCOUNT, N, ["old.test"]);
    panel.faults.add({ command: ADD, do: "other-writer", add: ["theirs.test"], remove: ["old.test"] });
    await add(panel, "mine.test");
    expect(aliases()).to.deep.equal(["old.test", "mine.test"]);
  });

  it("other-writer after the write: it takes ours away", async () => {
    panel.faults.add({
      command: ADD,
      do: "other-writer",
      remove: ["mine.test"],
      add: ["theirs.test"],
      when: "after",
    });
    expect(await add(panel, "mine.test")).to.equal("OK");
    expect(aliases()).to.deep.equal(["theirs.test"]);
  });

  it("exit code before the write: nothing stored", async () => {
    panel.faults.add({ command: ADD, do: "exit", code: 15, message: "Error: no connection", when: "before" });
    const answer = await run(panel, "key", ADD, ACCOUNT, N, "a.test");
    expect(answer).to.include({ status: 400, code: "15", body: "Error: no connection" });
    expect(aliases()).to.deep.equal([]);
  });

  it("exit code after the write: stored all the same, for add and delete", async () => {
    panel.faults.add({ do: "exit", code: 20, when: "after", times: 2 });
    expect((await run(panel, "key", ADD, ACCOUNT, N, "a.test")).code).to.equal("20");
    expect(aliases()).to.deep.equal(["a.test"]);
    expect((await run(panel, "key", DELETE, ACCOUNT, N, "a.test")).code).to.equal("20");
    expect(aliases()).to.deep.equal([]);
  });

  it("hook: runs at its moment with the log entry", async () => {
    const seen: string[] = [];
    for (const when of ["before", "between", "after"] as const) {
      panel.faults.add({
        do: "hook",
        when,
        run: (request) => {
          seen.push(`${when} ${request.seq} ${aliases()}`);
        },
      });
    }
    await add(panel, "a.test");
    expect(seen).to.deep.equal(["before 1 ", "between 1 ", "after 1 a.test"]);
  });

  it("a hook that throws is a 500 with the failure in the log", async () => {
    panel.faults.add({
      do: "hook",
      when: "before",
      run: () => {
        throw new Error("broken hook");
      },
    });
    expect((await run(panel, "hash", ADD, ACCOUNT, N, "a.test")).status).to.equal(500);
    expect(panel.log[0]?.failure).to.match(/broken hook/);
  });

  describe("which calls", () => {
    it("the nth of a command, for so many times, then no more", async () => {
      panel.faults.add({ command: ADD, do: "exit", code: 15, when: "before", nth: 2, times: 2 });
      const codes: (string | null)[] = [];
      for (const name of ["a", "b", "c", "d"]) {
        await text(panel, "v-list-web-domains", ACCOUNT, "json");
        codes.push((await run(panel, "key", ADD, ACCOUNT, N, `${name}.test`)).code);
      }
      expect(codes).to.deep.equal(["0", "15", "15", "0"]);
      expect(panel.faults.pending).to.deep.equal([]);
    });

    it("a predicate over the call; others are not counted", async () => {
      panel.faults.add({ do: "lose-write", match: (request) => request.args[1] === S });
      await add(panel, "a.test");
      await text(panel, ADD, ACCOUNT, S, "b.test", "no");
      expect(aliases()).to.deep.equal(["a.test"]);
      expect(panel.aliases(ACCOUNT, S)).to.deep.equal([]);
    });

    it("several faults may strike one call", async () => {
      panel.faults.add({ do: "lose-write" }, { do: "hang-up", when: "after" });
      expect(await cut(add(panel, "a.test"))).to.equal("cut");
      expect(aliases()).to.deep.equal([]);
    });

    it("for ever, until cleared", async () => {
      panel.setAliases(ACCOUNT, N, ["a.test"]);
      panel.faults.add({ command: DELETE, do: "lose-write", times: Number.POSITIVE_INFINITY });
      for (let i = 0; i < 3; i++) await remove(panel, "a.test");
      expect(aliases()).to.deep.equal(["a.test"]);
      panel.faults.clear();
      await remove(panel, "a.test");
      expect(aliases()).to.deep.equal([]);
    });
  });
});
