import { expect } from "chai";
import {
  demoEnhance,
  type EnhancePanel,
  type EnhanceRequest,
  type EnhanceState,
} from "../../../panels/enhance";
import { contract } from "./contract";
import {
  call,
  closePanels,
  gate,
  MAPPINGS,
  map,
  NOBODY,
  ORG,
  SITE,
  send,
  startPanel,
  tokens,
} from "./support";

describe("enhance panel: log, latency and control routes", () => {
  let panel: EnhancePanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const control = async <T = unknown>(method: string, route: string, body?: unknown) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`http://${panel.host}/_control/${route}`, init);
    return { status: response.status, value: (await response.json()) as T };
  };

  describe("log", () => {
    it("has everything of a call but its token", async () => {
      await call(panel, "GET", `${MAPPINGS}?withSsl=true`);
      await map(panel, "a.test");
      const [list, create] = panel.log;
      expect(list).to.deep.include({
        seq: 1,
        remote: "127.0.0.1",
        method: "GET",
        path: `/api${MAPPINGS}`,
        query: { withSsl: "true" },
        operationId: "getWebsiteDomainMappings",
        credential: "bearer",
        authenticated: true,
        inFlight: 1,
        status: 200,
        answerLost: false,
      });
      expect(create?.body).to.deep.equal({ domain: "a.test" });
      const times = [create?.at, create?.startedAt, create?.finishedAt].map(Number);
      expect(times).to.deep.equal(times.toSorted((a, b) => a - b));
      const written = JSON.stringify(panel.log);
      for (const token of Object.values(tokens)) expect(written).to.not.include(token);
    });

    it("its requests can be held against the contract", async () => {
      await map(panel, "a.test");
      await send(panel, "POST", `/api${MAPPINGS}`, { body: { domain: "b.test", mappingKind: "addon" } });
      await send(panel, "GET", "/orgs");
      const violations = panel.log.map((request) => contract.checkRequest(request));
      expect(violations.map((found) => found.length)).to.deep.equal([0, 1, 1]);
    });

    it("by operation; emptied, it keeps counting", async () => {
      await map(panel, "a.test");
      await call(panel, "GET", MAPPINGS);
      expect(panel.calls("createWebsiteMappedDomain").map(({ seq }) => seq)).to.deep.equal([1]);
      expect(panel.calls()).to.have.length(2);
      panel.clearLog();
      await call(panel, "GET", MAPPINGS);
      expect(panel.log.map(({ seq }) => seq)).to.deep.equal([3]);
    });

    it("calls under way at once", async () => {
      const { opened, open } = gate();
      panel.faults.add({ do: "hook", when: "before", times: 3, run: () => opened });
      const calls = [1, 2, 3].map(() => call(panel, "GET", MAPPINGS));
      while (panel.log.length < 3) await control("GET", "log");
      open();
      await Promise.all(calls);
      await call(panel, "GET", MAPPINGS);
      expect(panel.log.map(({ inFlight }) => inFlight)).to.deep.equal([1, 2, 3, 1]);
    });
  });

  describe("latency", () => {
    it("a function gets the call", async () => {
      const asked: (string | undefined)[] = [];
      const slow = await startPanel({
        latency: (request) => {
          asked.push(request.operationId);
          return 1;
        },
      });
      await map(slow, "a.test");
      expect(asked).to.deep.equal(["createWebsiteMappedDomain"]);
    });

    it("a table by operation delays a call before its work", async () => {
      const slow = await startPanel({ latency: { createWebsiteMappedDomain: 60_000, "*": 1 } });
      const outcome = map(slow, "a.test").catch(() => "cut");
      while (slow.calls("createWebsiteMappedDomain").length === 0) await call(slow, "GET", MAPPINGS);
      expect(slow.calls("createWebsiteMappedDomain")[0]).to.not.have.property("startedAt");
      expect(slow.domains(SITE)).to.not.include("a.test");
      await slow.close();
      expect(await outcome).to.equal("cut");
    });
  });

  describe("in process", () => {
    it("setDomains keeps primary, preview and the ids of what stays, and takes names from others", () => {
      panel.setDomains(SITE, ["a.test", "b.test"]);
      const { id } = panel.domain("b.test");
      panel.setDomains(SITE, ["b.test", demoEnhance.otherDomains[1]]);
      const names = [demoEnhance.domain, demoEnhance.previewDomain, "b.test", demoEnhance.otherDomains[1]];
      expect(panel.domains(SITE)).to.deep.equal(names);
      expect(panel.domain("b.test").id).to.equal(id);
      expect(panel.domains(demoEnhance.otherWebsiteId)).to.not.include(demoEnhance.otherDomains[1]);
    });

    it("a missing website or domain is an error", () => {
      expect(() => panel.domains(NOBODY)).to.throw(/no website/);
      expect(() => panel.domain("nothing.test")).to.throw(/does not have nothing.test/);
    });
  });

  it("state: read without tokens, changed by merging", async () => {
    const { value } = await control<EnhanceState>("GET", "state");
    expect(value.websites[SITE]?.orgId).to.equal(ORG);
    for (const token of Object.values(tokens)) expect(JSON.stringify(value)).to.not.include(token);
    await control("PATCH", "state", { settings: { keepsKind: true }, orgs: { [ORG]: { name: "New" } } });
    expect(panel.state.settings).to.include({ keepsKind: true, version: "12.25.8" });
    expect(panel.state.orgs[ORG]).to.include({ id: ORG, name: "New" });
  });

  it("domains of a website, and one of them", async () => {
    await control("PUT", `domains/${SITE}`, ["a.test"]);
    expect((await control("GET", `domains/${SITE}`)).value).to.deep.equal(panel.domains(SITE));
    await control("PATCH", "domain/A.test", { dnsStatus: "Resolved" });
    expect((await control("GET", "domain/a.test")).value).to.deep.equal({ ...panel.domain("a.test") });
    expect(panel.domain("a.test").dnsStatus).to.equal("Resolved");
  });

  it("log: read and emptied; control calls are not in it", async () => {
    await map(panel, "a.test");
    expect((await control<EnhanceRequest[]>("GET", "log")).value[0]).to.include({ status: 201 });
    await control("DELETE", "log");
    expect(panel.log).to.deep.equal([]);
  });

  it("faults: put in, looked at, taken out; `times: null` is for ever", async () => {
    await control("POST", "faults", [
      { do: "rate-limit", times: null },
      { do: "hang-up", when: "after" },
    ]);
    expect((await control("GET", "faults")).value).to.have.length(2);
    await control("DELETE", "faults");
    await control("POST", "faults", { do: "rate-limit", times: null });
    for (let i = 0; i < 2; i++) expect((await call(panel, "GET", MAPPINGS)).status).to.equal(429);
    expect(panel.faults.pending).to.have.length(1);
  });

  it("unknown routes are 404, bad bodies 400", async () => {
    for (const route of ["nothing", `domains/${NOBODY}`, "domain/nothing.test"]) {
      expect((await control("GET", route)).status).to.equal(404);
    }
    expect((await control("PUT", `domains/${NOBODY}`, [])).status).to.equal(404);
    expect((await control("PUT", `domains/${SITE}`, "a.test")).status).to.equal(400);
    expect((await control("POST", "faults", { do: "hook" })).status).to.equal(400);
    expect((await control("PATCH", "state", [1])).status).to.equal(400);
  });
});
