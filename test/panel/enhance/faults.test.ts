import { expect } from "chai";
import type { EnhancePanel, EnhanceRequest } from "../../../panels/enhance";
import { call, closePanels, cut, each, field, gate, MAPPINGS, map, SITE, send, startPanel } from "./support";

const CREATE = "createWebsiteMappedDomain";
const LIST = "getWebsiteDomainMappings";

describe("enhance panel: faults (docs/panels/enhance.md#lost-answers)", () => {
  let panel: EnhancePanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const post = (domain = "a.test", signal?: AbortSignal) =>
    send(panel, "POST", `/api${MAPPINGS}`, { body: { domain }, ...(signal ? { signal } : {}) });
  const list = async () => each(await call(panel, "GET", MAPPINGS), "domain").slice(2);
  const mapped = () => panel.domains(SITE).slice(2);

  it("hang-up before the work: no answer, nothing mapped", async () => {
    panel.faults.add({ operationId: CREATE, do: "hang-up", when: "before" });
    expect(await cut(post())).to.equal("cut");
    expect(mapped()).to.deep.equal([]);
    expect(panel.log[0]).to.include({ answerLost: true });
    expect(panel.log[0]).to.not.have.any.keys("status", "startedAt");
    expect((await post()).status).to.equal(201);
  });

  it("hang-up after the work: the answer is lost, the mapping is there", async () => {
    panel.faults.add({ operationId: CREATE, do: "hang-up", when: "after" });
    expect(await cut(post())).to.equal("cut");
    expect(mapped()).to.deep.equal(["a.test"]);
    expect((await post()).status).to.equal(409);
  });

  describe("lands-later: the connection breaks, the write is done afterwards", () => {
    it("after the next call", async () => {
      panel.faults.add({ operationId: CREATE, do: "lands-later" });
      expect(await cut(post())).to.equal("cut");
      expect(await list()).to.deep.equal([]);
      expect(await list()).to.deep.equal(["a.test"]);
      expect(panel.log[0]).to.include({ answerLost: true });
      expect(panel.log[0]?.finishedAt).to.be.a("number");
    });

    it("after so many calls", async () => {
      panel.faults.add({ operationId: CREATE, do: "lands-later", calls: 3 });
      expect(await cut(post())).to.equal("cut");
      for (let i = 0; i < 3; i++) expect(await list()).to.deep.equal([]);
      expect(await list()).to.deep.equal(["a.test"]);
    });

    it("after a time, unless the panel is closed by then", async () => {
      panel.faults.add({ operationId: CREATE, do: "lands-later", ms: 1 });
      expect(await cut(post())).to.equal("cut");
      while (mapped().length === 0) await list();
      panel.faults.add({ operationId: CREATE, do: "lands-later", ms: 60_000 });
      expect(await cut(post("b.test"))).to.equal("cut");
      await panel.close();
      expect(mapped()).to.deep.equal(["a.test"]);
    });

    it("it is refused as any other write, if another write was faster", async () => {
      panel.faults.add({ operationId: CREATE, do: "lands-later" });
      expect(await cut(post())).to.equal("cut");
      expect((await post()).status).to.equal(201);
      expect(await list()).to.deep.equal(["a.test"]);
    });
  });

  for (const status of [500, 502, 503, 504] as const) {
    for (const when of ["before", "after"] as const) {
      it(`an HTML ${status} ${when} the work`, async () => {
        panel.faults.add({ operationId: CREATE, do: "html", status, when });
        const reply = await call(panel, "POST", MAPPINGS, { body: { domain: "a.test" } });
        expect(reply.status).to.equal(status);
        expect(reply.type).to.match(/^text\/html/);
        expect(reply.text).to.match(/^<html>/);
        expect(mapped()).to.deep.equal(when === "before" ? [] : ["a.test"]);
      });
    }
  }

  for (const when of ["before", "after"] as const) {
    it(`an error of the panel ${when} the work: any status, any code`, async () => {
      panel.faults.add({ do: "error", status: 500, code: "internal_error", message: "no database", when });
      const reply = await call(panel, "POST", MAPPINGS, { body: { domain: "a.test" } });
      expect(reply.status).to.equal(500);
      expect(reply.json).to.deep.equal({ code: "internal_error", message: "no database" });
      expect(mapped()).to.deep.equal(when === "before" ? [] : ["a.test"]);
    });
  }

  it("429 with and without Retry-After; nothing is done", async () => {
    panel.faults.add({ do: "rate-limit", retryAfter: 2 }, { do: "rate-limit", nth: 2 });
    const first = await call(panel, "POST", MAPPINGS, { body: { domain: "a.test" } });
    expect(first.status).to.equal(429);
    expect(first.headers.get("retry-after")).to.equal("2");
    const second = await call(panel, "GET", MAPPINGS);
    expect(second.status).to.equal(429);
    expect(second.headers.get("retry-after")).to.equal(null);
    expect(mapped()).to.deep.equal([]);
  });

  it("any answer: a 200 without a body, a redirect", async () => {
    panel.faults.add(
      { operationId: LIST, do: "answer", status: 200, when: "before" },
      {
        operationId: LIST,
        do: "answer",
        status: 200,
        contentType: "application/json",
        body: "{",
        when: "after",
        nth: 2,
      },
      { operationId: CREATE, do: "answer", status: 201, headers: { "X-Test": "1" }, when: "after" },
    );
    expect(await send(panel, "GET", `/api${MAPPINGS}`)).to.include({ status: 200, text: "", type: "" });
    expect(await send(panel, "GET", `/api${MAPPINGS}`)).to.include({ text: "{", type: "application/json" });
    expect((await post()).headers.get("x-test")).to.equal("1");
    expect(mapped()).to.deep.equal(["a.test"]);
  });

  it("delay: before the work nothing is there, after it the mapping is; the client gives up both times", async () => {
    for (const when of ["before", "after"] as const) {
      panel.faults.add({ operationId: CREATE, do: "delay", ms: 60_000, when });
      const client = new AbortController();
      const outcome = cut(post(`${when}.test`, client.signal));
      if (when === "after") while (mapped().length === 0) await list();
      else while (panel.calls(CREATE).length === 0) await list();
      client.abort();
      expect(await outcome).to.equal("cut");
    }
    expect(mapped()).to.deep.equal(["after.test"]);
  });

  it("a write continues when its client gives up", async () => {
    const { opened, open } = gate();
    const reached = gate();
    panel.faults.add({
      operationId: CREATE,
      do: "hook",
      when: "before",
      run: () => {
        reached.open();
        return opened;
      },
    });
    const client = new AbortController();
    const outcome = cut(post("a.test", client.signal));
    await reached.opened;
    client.abort();
    expect(await outcome).to.equal("cut");
    while (!panel.log[0]?.answerLost) await list();
    expect(mapped()).to.deep.equal([]);
    open();
    while (mapped().length === 0) await list();
    expect(mapped()).to.deep.equal(["a.test"]);
  });

  it("hook: runs at its moment with the log entry; one that throws is a 500", async () => {
    const seen: string[] = [];
    const run = (when: string) => (request: EnhanceRequest) => {
      seen.push(`${when} ${request.operationId} ${field(request.body, "domain")} ${mapped()}`);
    };
    for (const when of ["before", "after"] as const) panel.faults.add({ do: "hook", when, run: run(when) });
    await map(panel, "a.test");
    expect(seen).to.deep.equal([`before ${CREATE} a.test `, `after ${CREATE} a.test a.test`]);
    panel.faults.add({
      do: "hook",
      when: "before",
      run: () => {
        throw new Error("broken hook");
      },
    });
    expect((await post("b.test")).status).to.equal(500);
    expect(panel.log.at(-1)?.failure).to.match(/broken hook/);
  });

  describe("which calls", () => {
    it("the nth of an operation, for so many times, then no more; pages of the interface do not count", async () => {
      panel.faults.add({ operationId: CREATE, do: "rate-limit", nth: 2, times: 2 });
      const statuses: number[] = [];
      for (const name of ["a", "b", "c", "d"]) {
        await list();
        await send(panel, "GET", "/");
        statuses.push((await post(`${name}.test`)).status);
      }
      expect(statuses).to.deep.equal([201, 429, 429, 201]);
      expect(panel.faults.pending).to.deep.equal([]);
    });

    it("a predicate over the call; others are not counted", async () => {
      panel.faults.add({ do: "rate-limit", match: ({ body }) => field(body, "domain") === "b.test" });
      expect((await post("a.test")).status).to.equal(201);
      expect((await post("b.test")).status).to.equal(429);
    });

    it("for ever, until cleared", async () => {
      panel.faults.add({ do: "rate-limit", times: Number.POSITIVE_INFINITY });
      for (let i = 0; i < 3; i++) expect((await post()).status).to.equal(429);
      panel.faults.clear();
      expect((await post()).status).to.equal(201);
    });
  });
});
