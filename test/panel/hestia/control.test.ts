import { expect } from "chai";
import {
  demoCredentials,
  type HestiaPanel,
  type HestiaRequest,
  type HestiaState,
} from "../../../panels/hestia";
import { ACCOUNT, add, closePanels, N, run, startPanel, text } from "./support";

describe("hestia panel: control routes", () => {
  let panel: HestiaPanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const control = async <T = unknown>(method: string, route: string, body?: unknown) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`http://${panel.host}/_control/${route}`, init);
    return { status: response.status, value: (await response.json()) as T };
  };

  it("state: read without credentials, changed by merging", async () => {
    const { value } = await control<HestiaState>("GET", "state");
    expect(value.users[ACCOUNT]?.webDomains[N]?.alias).to.equal("");
    const written = JSON.stringify(value);
    expect(written).to.not.include(demoCredentials.apiHash);
    expect(written).to.not.include(demoCredentials.secretKey);
    expect(written).to.not.include("password");
    await control("PATCH", "state", { users: { [ACCOUNT]: { suspended: true } }, settings: { API: "no" } });
    expect(panel.state.users[ACCOUNT]?.suspended).to.equal(true);
    expect(panel.state.users[ACCOUNT]?.webDomains).to.include.keys(N);
    expect(panel.state.settings).to.include({ API: "no", API_SYSTEM: "1" });
  });

  it("aliases and served of a web domain", async () => {
    await control("PUT", `aliases/${ACCOUNT}/${N}`, ["a.test", "b.test"]);
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["a.test", "b.test"]);
    await add(panel, "c.test", "no");
    expect((await control("GET", `aliases/${ACCOUNT}/${N}`)).value).to.deep.equal([
      "a.test",
      "b.test",
      "c.test",
    ]);
    expect((await control("GET", `served/${ACCOUNT}/${N}`)).value).to.deep.equal(["a.test", "b.test"]);
    await control("POST", "reload");
    expect((await control("GET", `served/${ACCOUNT}/${N}`)).value).to.have.length(3);
  });

  it("queue: what cron does", async () => {
    await add(panel, "a.test", "updatessl");
    await control("POST", "queue");
    expect(panel.served(ACCOUNT, N)).to.deep.equal(["a.test"]);
  });

  it("log: read and emptied; the numbers go on; control calls are not in it", async () => {
    await add(panel, "a.test");
    const { value } = await control<HestiaRequest[]>("GET", "log");
    expect(value).to.have.length(1);
    expect(value[0]).to.include({
      seq: 1,
      method: "POST",
      path: "/api/",
      remote: "127.0.0.1",
      encoding: "form",
      auth: "hash",
      authenticated: true,
      command: "v-add-web-domain-alias",
      returncode: false,
      inFlight: 1,
      status: 200,
      exitCode: 0,
      answerLost: false,
    });
    const { at = 0, startedAt = 0, finishedAt = 0 } = value[0] ?? {};
    expect([at, startedAt, finishedAt]).to.deep.equal([at, startedAt, finishedAt].toSorted((a, b) => a - b));
    expect(at).to.be.above(0);
    await control("DELETE", "log");
    expect(panel.log).to.deep.equal([]);
    await add(panel, "b.test");
    expect(panel.log[0]?.seq).to.equal(2);
    panel.clearLog();
    expect(panel.calls()).to.deep.equal([]);
  });

  it("faults: put in, looked at, taken out", async () => {
    await control("POST", "faults", [
      { command: "v-add-web-domain-alias", do: "exit", code: 15, when: "before" },
      { command: "v-list-web-domains", do: "html", status: 502, when: "before" },
    ]);
    expect((await control("GET", "faults")).value).to.have.length(2);
    expect((await run(panel, "key", "v-add-web-domain-alias", ACCOUNT, N, "a.test")).code).to.equal("15");
    await control("DELETE", "faults");
    expect(await text(panel, "v-list-web-domains", ACCOUNT, "json")).to.include(N);
  });

  it("faults: `times: null` is for ever", async () => {
    await control("POST", "faults", { do: "lose-write", times: null });
    for (const name of ["a.test", "b.test"]) expect(await add(panel, name)).to.equal("OK");
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal([]);
    expect(panel.faults.pending).to.have.length(1);
  });

  it("unknown routes are 404, bad bodies 400", async () => {
    expect((await control("GET", "nothing")).status).to.equal(404);
    expect((await control("GET", `aliases/${ACCOUNT}/none.test`)).status).to.equal(404);
    expect((await control("PUT", `aliases/${ACCOUNT}/${N}`, "a.test")).status).to.equal(400);
    expect((await control("POST", "faults", { do: "hook" })).status).to.equal(400);
    expect((await control("PATCH", "state", [1])).status).to.equal(400);
    const polluted = await fetch(`http://${panel.host}/_control/state`, {
      method: "PATCH",
      body: '{"__proto__":{"polluted":true}}',
    });
    expect(polluted.status).to.equal(400);
  });

  it("works while the API is switched off", async () => {
    panel.state.settings.apiRemoved = true;
    expect((await control("GET", "log")).status).to.equal(200);
  });
});
