import https from "node:https";
import { expect } from "chai";
import { generate } from "selfsigned";
import {
  ACCOUNT,
  add,
  closePanels,
  command,
  gate,
  N,
  raw,
  reply,
  run,
  send,
  startPanel,
  WAYS,
} from "./support";

const ADD = "v-add-web-domain-alias";

describe("hestia panel: the front (docs/panels/hestia.md#the-front)", () => {
  afterEach(closePanels);

  it("POST /api is 301 to /api/, and a client that turns it into GET gets 405", async () => {
    const panel = await startPanel();
    const body = new URLSearchParams({ ...WAYS.hash, ...command("v-list-web-domains", ACCOUNT, "json") });
    const noSlash = panel.url.slice(0, -1);
    const redirected = await fetch(noSlash, { method: "POST", body, redirect: "manual" });
    expect(redirected.status).to.equal(301);
    expect(redirected.headers.get("location")).to.equal(panel.url);
    expect(await reply(await fetch(noSlash, { method: "POST", body }))).to.include({
      status: 405,
      code: "405",
    });
  });

  it("field case 19: 301 carries the security headers", async () => {
    const panel = await startPanel();
    const { headers } = await raw(panel, { path: "/api", body: "" });
    expect(headers).to.include({ "x-content-type-options": "nosniff", "x-frame-options": "SAMEORIGIN" });
  });

  it("field case 19: / is 302 to the login page", async () => {
    const panel = await startPanel();
    for (const method of ["GET", "POST"]) {
      const answer = await raw(panel, { method, path: "/" });
      expect(answer.status).to.equal(302);
      expect(answer.headers.location).to.equal("/login/");
    }
  });

  for (const path of ["/api/x", "/apix"]) {
    it(`field case 19: ${path} is 404 with Hestia's own page`, async () => {
      const panel = await startPanel();
      const answer = await raw(panel, { path, body: "" });
      expect(answer.status).to.equal(404);
      expect(answer.body).to.match(/^<!doctype html>[\s\S]*<h1>Page Not Found<\/h1>/);
      expect(panel.log).to.deep.equal([]);
    });
  }

  it("answers come in chunks, kept alive, from nginx", async () => {
    const panel = await startPanel();
    const answer = await run(panel, "hash", "v-list-web-domains", ACCOUNT, "json");
    expect(answer.headers.get("transfer-encoding")).to.equal("chunked");
    expect(answer.headers.get("connection")).to.equal("keep-alive");
    expect(answer.headers.get("server")).to.equal("nginx");
  });

  it("security headers are on 2xx only, 422 has no reason phrase", async () => {
    const panel = await startPanel();
    const body = (...args: string[]) => JSON.stringify({ ...WAYS.key, ...command(ADD, ACCOUNT, N, ...args) });
    const good = await raw(panel, { body: body("a.test") });
    const bad = await raw(panel, { body: body("p_q.test") });
    expect(good.headers).to.include.keys("x-content-type-options", "x-frame-options", "x-xss-protection");
    expect(bad.headers).to.not.have.any.keys("x-content-type-options", "x-frame-options", "x-xss-protection");
    expect(bad).to.include({ status: 422, reason: "" });
  });

  it("gzip from 1024 bytes on, if asked", async () => {
    const panel = await startPanel();
    const names = Array.from({ length: 80 }, (_, i) => `alias-${i}.customer.test`);
    panel.setAliases(ACCOUNT, N, names);
    const list = command("v-list-web-domain", ACCOUNT, N, "json");
    const request = { method: "POST", body: JSON.stringify({ ...WAYS.hash, ...list }) };
    const plain = await fetch(panel.url, { ...request, headers: { "accept-encoding": "identity" } });
    expect(plain.headers.get("content-encoding")).to.equal(null);
    const zipped = await fetch(panel.url, { ...request, headers: { "accept-encoding": "gzip" } });
    expect(zipped.headers.get("content-encoding")).to.equal("gzip");
    expect(await zipped.text()).to.equal(await plain.text());
    const short = await fetch(panel.url, {
      method: "POST",
      body: new URLSearchParams({ ...WAYS.hash, ...command(ADD, ACCOUNT, N, "new.test") }),
      headers: { "accept-encoding": "gzip" },
    });
    expect(short.headers.get("content-encoding")).to.equal(null);
  });

  it("at most 4 calls run at once, the rest wait in line", async () => {
    const panel = await startPanel();
    const { opened, open } = gate();
    panel.faults.add({ do: "hook", when: "between", times: 20, run: () => opened });
    const calls = Array.from({ length: 20 }, (_, i) => add(panel, `n${i}.test`));
    // A control route is not in the line: it answers while all four children stand still.
    while ((await controlLog(panel.host)).length < 20);
    expect(panel.log.filter((request) => request.startedAt !== undefined)).to.have.length(4);
    open();
    await Promise.all(calls);
    expect(Math.max(...panel.log.map((request) => request.inFlight))).to.equal(4);
  });

  it("frontConcurrency changes how many", async () => {
    const panel = await startPanel({ frontConcurrency: 1 });
    await Promise.all(Array.from({ length: 6 }, (_, i) => add(panel, `n${i}.test`)));
    expect(panel.log.map((request) => request.inFlight)).to.deep.equal([1, 1, 1, 1, 1, 1]);
    expect(panel.aliases(ACCOUNT, N)).to.have.length(6);
  });

  it("the command goes on when the client gives up", async () => {
    const panel = await startPanel();
    const { opened, open } = gate();
    const reached = gate();
    panel.faults.add({
      do: "hook",
      when: "between",
      run: () => {
        reached.open();
        return opened;
      },
    });
    const client = new AbortController();
    const call = send(
      panel,
      { ...WAYS.hash, ...command(ADD, ACCOUNT, N, "late.test") },
      { signal: client.signal },
    );
    const outcome = call.catch((error: Error) => error.name);
    await reached.opened;
    client.abort();
    expect(await outcome).to.equal("AbortError");
    while (!panel.log[0]?.answerLost) await controlLog(panel.host);
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal([]);
    open();
    while (panel.log[0]?.finishedAt === undefined) await controlLog(panel.host);
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["late.test"]);
  });

  it("close ends a panel with calls under way and frees the port", async () => {
    const panel = await startPanel({ latency: { "*": 60_000 } });
    const outcome = add(panel, "never.test").then(
      () => "answered",
      () => "cut",
    );
    while (panel.log[0]?.startedAt === undefined) await controlLog(panel.host);
    await panel.close();
    expect(await outcome).to.equal("cut");
    const again = await startPanel({ port: Number(panel.host.split(":")[1]), state: panel.state });
    expect(await add(again, "next.test")).to.equal("OK");
    expect(again.aliases(ACCOUNT, N)).to.deep.equal(["next.test"]);
  });

  describe("TLS", () => {
    it("speaks https with the given certificate and sends plain http there with 302", async () => {
      const pem = await generate([{ name: "commonName", value: "127.0.0.1" }], { keySize: 2048 });
      const panel = await startPanel({ tls: { key: pem.private, cert: pem.cert } });
      expect(panel.url).to.equal(`https://${panel.host}/api/`);

      const { opened, open } = gate();
      let body = "";
      const request = https.request(
        panel.url,
        { method: "POST", ca: pem.cert, checkServerIdentity: () => undefined },
        (response) => {
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => {
            body += chunk;
          });
          response.on("end", open);
        },
      );
      request.end(JSON.stringify({ ...WAYS.hash, ...command(ADD, ACCOUNT, N, "a.test") }));
      await opened;
      expect(body).to.equal("OK");

      const plain = await raw(panel, { body: "" });
      expect(plain.status).to.equal(302);
      expect(plain.headers.location).to.equal(panel.url);
    });
  });
});

async function controlLog(host: string): Promise<unknown[]> {
  return (await fetch(`http://${host}/_control/log`)).json() as Promise<unknown[]>;
}
