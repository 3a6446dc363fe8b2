import { expect } from "chai";
import type { HestiaPanel, HestiaSettings } from "../../../panels/hestia";
import { ACCOUNT, closePanels, command, N, run, send, startPanel, text, WAYS } from "./support";

const LIST = command("v-list-web-domains", ACCOUNT, "json");
const FAILED = "Error: authentication failed";

describe("hestia panel: switches of the API (docs/panels/hestia.md#switches-of-the-api)", () => {
  let panel: HestiaPanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const set = (settings: Partial<HestiaSettings>) => Object.assign(panel.state.settings, settings);

  describe("switches", () => {
    it("API=no stops the legacy ways, with two texts in one body; keys still work", async () => {
      set({ API: "no" });
      for (const way of ["hash", "password"] as const) {
        const answer = await send(panel, { ...WAYS[way], ...LIST });
        expect(answer).to.include({
          status: 400,
          code: "11",
          body: "Error: API has been disabledError: API Disabled",
        });
        const number = await send(panel, { ...WAYS[way], ...LIST, returncode: "yes" });
        expect(number).to.include({ status: 400, code: "11", body: "Error: API has been disabled11" });
      }
      expect((await send(panel, { ...WAYS.key, ...LIST })).status).to.equal(200);
      expect((await send(panel, { ...WAYS.keyInHash, ...LIST })).status).to.equal(200);
    });

    it("API_SYSTEM=0 stops the keys; legacy still works", async () => {
      set({ API_SYSTEM: "0" });
      const answer = await send(panel, { ...WAYS.key, ...LIST });
      expect(answer).to.include({ status: 400, code: "11", body: "Error: API has been disabled" });
      const number = await send(panel, { ...WAYS.key, ...LIST, returncode: "yes" });
      expect(number).to.include({ status: 400, code: "11", body: "11" });
      expect((await send(panel, { ...WAYS.hash, ...LIST })).status).to.equal(200);
    });

    it("v-change-sys-api disable: 200 `Error: Disabled` without header, also with returncode=yes", async () => {
      expect(await text(panel, "v-change-sys-api", "disable")).to.equal("OK");
      for (const fields of [LIST, { ...WAYS.hash, ...LIST }, { ...WAYS.key, ...LIST, returncode: "yes" }]) {
        const answer = await send(panel, fields);
        expect(answer).to.include({ status: 200, code: null, body: "Error: Disabled" });
      }
      expect(panel.state.settings).to.include({ API: "no", API_SYSTEM: "0", API_ALLOWED_IP: "" });
    });

    it("field case 19: v-change-sys-api enable alone switches no way on, and its refusal is the script's", async () => {
      const change = (...args: string[]) => text(panel, "v-change-sys-api", ...args);
      expect(await change("on")).to.equal("Error: on type is invalid\n");
      expect(await change("enable", "every")).to.equal("Error: every type is invalid\n");
      const off = { API: "yes", API_SYSTEM: "0" };
      for (const [ways, after] of [
        [[], off],
        [["api"], { API: "yes", API_SYSTEM: "1" }],
        [["all"], { API: "yes", API_SYSTEM: "1" }],
      ] as const) {
        set(off);
        expect(await change("enable", ...ways)).to.equal("OK");
        expect(panel.state.settings).to.include(after);
      }
      set({ API: "no", API_SYSTEM: "1" });
      expect(await run(panel, "key", "v-change-sys-api", "enable", "legacy")).to.include({ code: "0" });
      expect(panel.state.settings.API).to.equal("yes");
    });

    it("field case 19: DEMO_MODE refuses hash and key without a line in auth.log", async () => {
      set({ DEMO_MODE: "yes" });
      expect(await send(panel, { ...WAYS.hash, ...LIST })).to.include({
        status: 401,
        code: "9",
        body: FAILED,
      });
      expect(await send(panel, { ...WAYS.key, ...LIST })).to.include({ status: 400, code: "1" });
      expect(panel.state.authLog).to.deep.equal([]);
    });

    it("field case 19: DEMO_MODE lets a password read, and change nothing", async () => {
      panel.setAliases(ACCOUNT, N, ["a.test"]);
      set({ DEMO_MODE: "yes" });
      const list = await send(panel, { ...WAYS.password, ...LIST });
      expect(list.status).to.equal(200);
      expect(list.body).to.include(N);
      for (const [cmd, name] of [
        ["v-add-web-domain-alias", "b.test"],
        ["v-delete-web-domain-alias", "a.test"],
      ] as const) {
        const answer = await run(panel, "password", cmd, ACCOUNT, N, name);
        expect(answer.status).to.equal(200);
        expect(answer.body).to.match(/^ERROR: Unable to perform operation due to security restrictions/);
        const number = { ...WAYS.password, ...command(cmd, ACCOUNT, N, name), returncode: "yes" };
        expect((await send(panel, number)).body).to.equal("1");
      }
      expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["a.test"]);
    });
  });

  describe("API_ALLOWED_IP", () => {
    const refused = { status: 401, code: "10", body: "Error: IP is not allowed to connect with API" };
    const rows: [value: string, legacy: boolean, keys: boolean][] = [
      ["", false, false],
      ["192.0.2.1", false, false],
      ["127.0.0.0/8", false, false],
      ["192.0.2.1,127.0.0.1", true, true],
      ["allow-all", true, true],
      ["0.0.0.0", false, true],
    ];
    for (const [value, legacy, keys] of rows) {
      it(`"${value}": legacy ${legacy ? "in" : "out"}, keys ${keys ? "in" : "out"}`, async () => {
        set({ API_ALLOWED_IP: value });
        for (const [way, allowed] of [
          ["hash", legacy],
          ["password", legacy],
          ["key", keys],
        ] as const) {
          const answer = await send(panel, { ...WAYS[way], ...LIST });
          if (allowed) expect(answer.status, way).to.equal(200);
          else expect(answer, way).to.include(refused);
        }
      });
    }
  });
});
