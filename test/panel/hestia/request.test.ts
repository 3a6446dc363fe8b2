import { expect } from "chai";
import type { HestiaPanel } from "../../../panels/hestia";
import { demoCredentials } from "../../../panels/hestia";
import {
  ACCOUNT,
  closePanels,
  command,
  N,
  raw,
  reply,
  send,
  startPanel,
  text,
  WAYS,
  type Way,
} from "./support";

const ADD = "v-add-web-domain-alias";
const NO_DATA =
  "Error: data received is null or invalid, check https://hestiacp.com/docs/server-administration/rest-api.html";

describe("hestia panel: requests (docs/panels/hestia.md#request-bodies)", () => {
  let panel: HestiaPanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const fields = { ...WAYS.hash, ...command(ADD, ACCOUNT, N, "a.test", "no") };
  const json = JSON.stringify(fields);

  describe("arguments", () => {
    it("are trimmed at both ends", async () => {
      expect(await text(panel, ADD, ` ${ACCOUNT}`, `${N}\n`, "\t a.test \r\n", " no ")).to.equal("OK");
      expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["a.test"]);
    });

    it("an empty one is kept", async () => {
      expect(await text(panel, ADD, ACCOUNT, N, "a.test", "")).to.equal("OK");
      expect(panel.calls(ADD)[0]?.args).to.deep.equal([ACCOUNT, N, "a.test", ""]);
    });

    it("a missing one in the middle shifts the later ones left", async () => {
      await send(panel, { ...WAYS.hash, cmd: ADD, arg1: ACCOUNT, arg3: N, arg4: "shift.test" });
      expect(panel.calls(ADD)[0]?.args).to.deep.equal([ACCOUNT, N, "shift.test"]);
      expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["shift.test"]);
    });

    it("arg14 and beyond are ignored", async () => {
      await send(panel, { ...fields, arg13: "thirteen", arg14: "fourteen" });
      expect(panel.calls(ADD)[0]?.args).to.deep.equal([ACCOUNT, N, "a.test", "no", "thirteen"]);
    });
  });

  describe("two ways at once", () => {
    it("hash and access key: the access key wins", async () => {
      const answer = await send(panel, { ...fields, ...WAYS.key });
      expect(answer).to.include({ status: 204, code: "0" });
    });

    it("bad user and good hash: the hash wins", async () => {
      expect((await send(panel, { ...fields, user: "nobody", password: "x" })).body).to.equal("OK");
    });

    it("access_key without secret_key, with a hash: the hash", async () => {
      expect((await send(panel, { ...fields, access_key: demoCredentials.accessKey })).body).to.equal("OK");
    });
  });

  describe("encodings", () => {
    for (const way of ["hash", "password", "key", "keyInHash"] satisfies Way[]) {
      it(`form, multipart and JSON give the same answer (${way})`, async () => {
        const call = { ...WAYS[way], ...command("v-list-web-domain", ACCOUNT, N, "json") };
        const form = await send(panel, call);
        const multipart = new FormData();
        for (const [key, value] of Object.entries(call)) multipart.set(key, value);
        const others = [
          await send(panel, {}, { body: multipart }),
          await send(panel, {}, { body: JSON.stringify(call) }),
        ];
        for (const other of others) {
          expect(other).to.include({
            status: form.status,
            body: form.body,
            code: form.code,
            type: form.type,
          });
        }
        expect(panel.log.map((request) => request.encoding)).to.deep.equal(["form", "multipart", "json"]);
      });
    }

    for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded", "image/png"]) {
      it(`JSON is read with content type ${type}`, async () => {
        const answer = await send(panel, {}, { body: json, headers: { "content-type": type } });
        expect(answer.body).to.equal("OK");
      });
    }

    it("JSON is read without content type", async () => {
      expect(await raw(panel, { body: json })).to.include({ status: 200, body: "OK" });
    });

    for (const method of ["PUT", "DELETE"]) {
      const headers = { "content-length": String(json.length) };

      it(`field case 19: ${method} on /api/ is nginx's own 405, without an exit code`, async () => {
        const answer = await raw(panel, { method, body: json, headers });
        expect(answer.status).to.equal(405);
        expect(answer.body).to.contain("<center><h1>405 Not Allowed</h1></center>");
        expect(answer.headers).not.to.have.property("hestia-exit-code");
        expect(panel.aliases(ACCOUNT, N)).to.deep.equal([]);
      });

      it(`${method} with JSON works where it gets to PHP`, async () => {
        const answer = await raw(panel, { method, path: "/api/index.php", body: json, headers });
        expect(answer).to.include({ status: 200, body: "OK" });
      });

      it(`${method} with a form is 405 there`, async () => {
        const body = new URLSearchParams(fields).toString();
        const type = { "content-type": "application/x-www-form-urlencoded" };
        const length = { "content-length": String(body.length) };
        const answer = await raw(panel, {
          method,
          path: "/api/index.php",
          body,
          headers: { ...type, ...length },
        });
        expect(answer).to.include({ status: 405, body: NO_DATA });
        expect(answer.headers).to.include({ "hestia-exit-code": "405" });
      });
    }

    it("multipart JSON is 405: PHP keeps no raw body of it", async () => {
      const headers = { "content-type": "multipart/form-data; boundary=b" };
      expect((await send(panel, {}, { body: json, headers })).status).to.equal(405);
    });

    for (const method of ["GET", "POST"]) {
      it(`${method} with the fields in the query string is 405`, async () => {
        const response = await fetch(`${panel.url}?${new URLSearchParams(fields)}`, { method });
        expect(await reply(response)).to.include({ status: 405, code: "405", body: NO_DATA });
      });
    }
  });

  describe("JSON values", () => {
    const post = (values: Record<string, unknown>) =>
      send(panel, {}, { body: JSON.stringify({ ...fields, ...values }) });

    it("null is skipped", async () => {
      await post({ arg2: null, arg3: N, arg4: "a.test" });
      expect(panel.calls(ADD)[0]?.args).to.deep.equal([ACCOUNT, N, "a.test"]);
    });

    it("a number is accepted as text", async () => {
      expect((await post({ arg3: 123 })).body).to.equal("OK");
      expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["123"]);
    });

    for (const value of [["a.test"], { a: 1 }]) {
      it(`${JSON.stringify(value)} is 500 with the front's HTML page`, async () => {
        const answer = await post({ arg3: value });
        expect(answer).to.include({ status: 500, code: null });
        expect(answer.body).to.match(/<h1>Internal Server Error<\/h1>/);
        expect(panel.aliases(ACCOUNT, N)).to.deep.equal([]);
      });
    }

    it("field case 19: a NUL inside an argument is 500 with Hestia's own page, and nothing is stored", async () => {
      for (const way of ["hash", "key"] as const) {
        const answer = await send(panel, { ...WAYS[way], ...command(ADD, ACCOUNT, N, "a\0b.test") });
        expect(answer).to.include({ status: 500, code: null });
        expect(answer.body).to.match(/^<!doctype html>[\s\S]*<h1>Internal Server Error<\/h1>/);
      }
      expect(panel.aliases(ACCOUNT, N)).to.deep.equal([]);
    });

    it("an array in a form (arg3[]) is 500 too", async () => {
      expect((await send(panel, { ...fields, "arg3[]": "a.test" })).status).to.equal(500);
    });
  });

  describe("405 with the text, also with returncode=yes", () => {
    const bodies: Record<string, string> = {
      "empty body": "",
      "invalid JSON": "{",
      "JSON null": "null",
      "empty object": "{}",
      "JSON list": "[1]",
      "JSON text": '"hash"',
      "no auth fields": JSON.stringify({ ...command("v-list-web-domains", ACCOUNT), returncode: "yes" }),
      "access_key without secret_key": JSON.stringify({
        access_key: demoCredentials.accessKey,
        returncode: "yes",
        cmd: "v-list-web-domains",
      }),
    };
    for (const [name, body] of Object.entries(bodies)) {
      it(name, async () => {
        const answer = await send(panel, {}, { body });
        expect(answer).to.include({ status: 405, code: "405", body: NO_DATA });
      });
    }
  });
});
