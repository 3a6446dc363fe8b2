import https from "node:https";
import { expect } from "chai";
import { type EnhancePanel, enhanceState } from "../../../panels/enhance";
import { selfSigned } from "../../support/tls";
import {
  call,
  closePanels,
  cut,
  MAPPINGS,
  map,
  NOBODY,
  ORG,
  SITE,
  send,
  startPanel,
  tokens,
} from "./support";

describe("enhance panel: transport (docs/panels/enhance.md#transport)", () => {
  let panel: EnhancePanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  it("url and host", () => {
    expect(panel.url).to.equal(`http://${panel.host}/api/`);
    expect(panel.host).to.match(/^127\.0\.0\.1:\d+$/);
  });

  it("/version and /status need no credential", async () => {
    expect((await call(panel, "GET", "/version", { token: null })).json).to.equal("12.25.8");
    panel.state.settings.status = "updating";
    expect((await call(panel, "GET", "/status", { token: null })).text).to.equal('"updating"');
  });

  it("with the setting, /version and /status have no quotes", async () => {
    panel.state.settings.bareWords = ["orchdVersion"];
    const bare = await call(panel, "GET", "/version", {
      token: null,
      odd: "the vendor's document says JSON",
    });
    expect(bare.text).to.equal("12.25.8");
    expect(bare.type).to.match(/^text\/plain/);
  });

  for (const path of ["/", "/orgs", `/orgs/${ORG}/websites`, "/apis/servers"]) {
    it(`${path}, without /api, is a page of the user interface`, async () => {
      const answer = await send(panel, "GET", path);
      expect(answer.status).to.equal(200);
      expect(answer.type).to.match(/^text\/html/);
      expect(answer.text).to.match(/^<!DOCTYPE html>/);
      expect(panel.log[0]).to.include({ path, status: 200 });
      expect(panel.log[0]?.operationId).to.equal(undefined);
    });
  }

  it("a write without /api gets the page as well and does nothing", async () => {
    const answer = await send(panel, "POST", MAPPINGS, { body: { domain: "a.test" } });
    expect(answer.type).to.match(/^text\/html/);
    expect(panel.domains(SITE)).to.not.include("a.test");
  });

  it("an unknown path of the API is 404 and another method 405, without a body", async () => {
    expect(await send(panel, "GET", "/api/v1/servers")).to.include({ status: 404, text: "" });
    expect(await send(panel, "GET", "/api//servers")).to.include({ status: 404, text: "" });
    expect(await send(panel, "PUT", `/api${MAPPINGS}/${NOBODY}`)).to.include({ status: 405, text: "" });
  });

  describe("a malformed id is 404 as plain text, without a code", () => {
    const malformed: [method: string, path: string][] = [
      ["GET", "/orgs/1"],
      ["GET", `/orgs/${ORG}/websites/network.example.com/domains`],
      ["GET", `${MAPPINGS}/a.test`],
      ["DELETE", `${MAPPINGS}/${NOBODY}0`],
      ["GET", `${MAPPINGS}/primary`],
      ["GET", "/v2/domains/a.test/ssl"],
      ["GET", "/servers/node1"],
    ];
    for (const [method, path] of malformed) {
      it(`${method} ${path}`, async () => {
        const answer = await send(panel, method, `/api${path}`);
        expect(answer.status).to.equal(404);
        expect(answer.type).to.match(/^text\/plain/);
        expect(answer.text).to.match(/^UUID parsing failed: /);
        expect(answer.json).to.equal(undefined);
      });
    }

    it("a subscription that is no number too", async () => {
      const answer = await call(panel, "GET", `/orgs/${ORG}/subscriptions/one`);
      expect(answer).to.include({ status: 404 });
      expect(answer.type).to.match(/^text\/plain/);
    });
  });

  it("ids that do not comply with RFC 4122 are taken, in any case", async () => {
    expect(ORG).to.equal("d8554b6d-5d0d-6719-009b-fec1189aa8f3");
    const { status } = await call(panel, "GET", `/orgs/${ORG.toUpperCase()}/websites/${SITE.toUpperCase()}`);
    expect(status).to.equal(200);
  });

  it("empty bodies come without a type and a length", async () => {
    const id = await map(panel, "a.test");
    const patch = await call(panel, "PATCH", `${MAPPINGS}/${id}`, { body: { documentRoot: "shop" } });
    expect(patch).to.include({ status: 204, type: "", text: "" });
    const force = await call(panel, "PUT", `/v2/domains/${id}/ssl/force_ssl`, { body: true });
    expect(force).to.include({ status: 200, type: "", text: "" });
  });

  describe("bodies", () => {
    it("that are not JSON are 400 invalid_syntax", async () => {
      for (const headers of [
        { "content-type": "application/x-www-form-urlencoded" },
        { "content-type": "text/plain" },
      ]) {
        const answer = await call(panel, "POST", MAPPINGS, { body: { domain: "a.test" }, headers });
        expect(answer).to.deep.include({ status: 400 });
        expect(answer.json).to.include({ code: "invalid_syntax" });
      }
      expect((await call(panel, "POST", MAPPINGS)).json).to.include({ code: "invalid_syntax" });
      expect(panel.domains(SITE)).to.not.include("a.test");
    });
  });

  describe("the panel as a server", () => {
    it("speaks https with the given certificate; plain http to that port is a 400 page", async () => {
      const pem = await selfSigned();
      const secure = await startPanel({ tls: pem });
      expect(secure.url).to.equal(`https://${secure.host}/api/`);
      const body = await new Promise<string>((resolve, reject) => {
        const request = https.get(`${secure.url}version`, { ca: pem.cert }, (response) => {
          response.setEncoding("utf8");
          response.once("data", resolve);
        });
        request.on("error", reject);
      });
      expect(body).to.equal('"12.25.8"');
      const plain = await fetch(`http://${secure.host}/api/version`);
      expect(plain.status).to.equal(400);
      expect(plain.headers.get("content-type")).to.equal("text/html");
    });

    it("uses the given state", async () => {
      const state = enhanceState({ settings: { version: "9.9.0" } });
      const other = await startPanel({ state });
      expect((await call(other, "GET", "/version")).json).to.equal("9.9.0");
      expect(other.state).to.equal(state);
    });

    it("close ends it with calls under way and frees the port", async () => {
      const slow = await startPanel({ latency: { "*": 60_000 } });
      const outcome = cut(send(slow, "GET", `/api${MAPPINGS}`));
      while (slow.calls("getWebsiteDomainMappings").length === 0) await send(slow, "GET", "/");
      await slow.close();
      expect(await outcome).to.equal("cut");
      const again = await startPanel({ port: Number(slow.host.split(":")[1]), state: slow.state });
      expect((await call(again, "GET", MAPPINGS, { token: tokens.sysadmin })).status).to.equal(200);
    });
  });
});
