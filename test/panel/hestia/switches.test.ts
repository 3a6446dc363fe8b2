import { expect } from "chai";
import type { HestiaPanel, HestiaSettings } from "../../../panels/hestia";
import { ACCOUNT, closePanels, command, N, send, startPanel, text, WAYS } from "./support";

const LIST = command("v-list-web-domains", ACCOUNT, "json");
const FAILED = "Error: authentication failed";

describe("hestia panel: switches of the API (section 4)", () => {
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
      set({ apiRemoved: false });
      expect((await send(panel, { ...WAYS.hash, ...LIST })).body).to.include(N);
    });

    it("DEMO_MODE: legacy 401, 9", async () => {
      set({ DEMO_MODE: "yes" });
      for (const way of ["hash", "password"] as const) {
        expect(await send(panel, { ...WAYS[way], ...LIST })).to.include({
          status: 401,
          code: "9",
          body: FAILED,
        });
      }
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
