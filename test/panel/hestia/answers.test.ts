import { expect } from "chai";
import type { HestiaPanel } from "../../../panels/hestia";
import { ACCOUNT, closePanels, command, N, run, S, send, startPanel, WAYS, type Way } from "./support";

const ADD = "v-add-web-domain-alias";
const LEGACY: Way[] = ["hash", "password"];
const KEYS: Way[] = ["key", "keyInHash", "limitedKey"];

/** A call that ends with each exit code, after the panel was brought into the state for it. */
const CALLS_BY_CODE: [
  code: number,
  fields: Record<string, string>,
  prepare?: (panel: HestiaPanel) => void,
][] = [
  [1, command("v-delete-web-domain-alias", ACCOUNT, N)],
  [2, command(ADD, ACCOUNT, N, "p_q.test")],
  [3, command(ADD, ACCOUNT, "missing.example.com", "a.test")],
  [4, command(ADD, ACCOUNT, N, S)],
  [5, command(ADD, ACCOUNT, N, "a.test"), (panel) => suspend(panel)],
  [8, command(ADD, ACCOUNT, N, "a.test"), (panel) => limit(panel)],
  [
    11,
    command(ADD, ACCOUNT, N, "a.test"),
    (panel) => {
      panel.state.settings.WEB_SYSTEM = "";
    },
  ],
  [
    20,
    command(ADD, ACCOUNT, N, "a.test"),
    (panel) => {
      panel.state.settings.failingConfigTest = "nginx";
    },
  ],
];

function suspend(panel: HestiaPanel): void {
  const user = panel.state.users[ACCOUNT];
  if (user) user.suspended = true;
}

function limit(panel: HestiaPanel): void {
  const user = panel.state.users[ACCOUNT];
  if (user) user.webAliases = 0;
}

const KEY_STATUS: Record<number, number> = {
  1: 400,
  2: 422,
  3: 400,
  4: 400,
  5: 401,
  8: 400,
  11: 400,
  20: 400,
};

describe("hestia panel: answers (docs/panels/hestia.md#answers)", () => {
  afterEach(closePanels);

  for (const way of LEGACY) {
    describe(`legacy ${way}`, () => {
      it("success with empty output: 200 OK, no exit code header, text/html", async () => {
        const panel = await startPanel();
        const answer = await run(panel, way, ADD, ACCOUNT, N, "a.test");
        expect(answer).to.include({ status: 200, body: "OK", code: null });
        expect(answer.type).to.match(/^text\/html/);
      });

      it("success with output: the output and a line end, still text/html", async () => {
        const panel = await startPanel();
        const answer = await run(panel, way, "v-list-web-domains", ACCOUNT, "json");
        expect(answer).to.include({ status: 200, code: null });
        expect(answer.body).to.match(/^\{[\s\S]*\}\n$/);
        expect(answer.type).to.match(/^text\/html/);
      });

      it("returncode=yes: 200 and the number alone", async () => {
        const panel = await startPanel();
        const fields = { ...WAYS[way], ...command(ADD, ACCOUNT, N, "a.test"), returncode: "yes" };
        expect(await send(panel, fields)).to.include({ status: 200, body: "0", code: null });
        expect(await send(panel, fields)).to.include({ status: 200, body: "4", code: null });
      });

      for (const [code, fields, prepare] of CALLS_BY_CODE) {
        it(`command error ${code} is 200 with the text, or with the number`, async () => {
          const panel = await startPanel();
          prepare?.(panel);
          const answer = await send(panel, { ...WAYS[way], ...fields });
          expect(answer).to.include({ status: 200, code: null });
          expect(answer.body).to.match(/^(Error|Usage): .*\n$/i);
          if (code === 20) panel.setAliases(ACCOUNT, N, []);
          const number = await send(panel, { ...WAYS[way], ...fields, returncode: "yes" });
          expect(number).to.include({ status: 200, body: String(code), code: null });
        });
      }

      it("a failure with empty output answers OK (unknown command), 1 with returncode=yes", async () => {
        const panel = await startPanel();
        const fields = { ...WAYS[way], ...command("v-nope", ACCOUNT) };
        expect(await send(panel, fields)).to.include({ status: 200, body: "OK", code: null });
        expect(await send(panel, { ...fields, returncode: "yes" })).to.include({ status: 200, body: "1" });
      });
    });
  }

  for (const way of KEYS) {
    describe(`access key (${way})`, () => {
      it("success with empty output: 204, empty body, header 0", async () => {
        const panel = await startPanel();
        const answer = await run(panel, way, ADD, ACCOUNT, N, "a.test");
        expect(answer).to.include({ status: 204, body: "", code: "0" });
      });

      it("success with output: 200, trimmed, application/json when it is JSON", async () => {
        const panel = await startPanel();
        const answer = await run(panel, way, "v-list-web-domains", ACCOUNT, "json");
        expect(answer).to.include({ status: 200, code: "0", type: "application/json; charset=utf-8" });
        expect(answer.body).to.match(/^\{[\s\S]*\}$/);
      });

      it("output that is not JSON stays text/html", async () => {
        const panel = await startPanel();
        const answer = await run(panel, way, "v-list-web-domains", ACCOUNT);
        expect(answer.type).to.match(/^text\/html/);
      });

      it("returncode=yes: 200, the number in body and header, text/html", async () => {
        const panel = await startPanel();
        const fields = { ...WAYS[way], ...command(ADD, ACCOUNT, N, "a.test"), returncode: "yes" };
        const first = await send(panel, fields);
        expect(first).to.include({ status: 200, body: "0", code: "0" });
        expect(first.type).to.match(/^text\/html/);
        expect(await send(panel, fields)).to.include({ status: 200, body: "4", code: "4" });
      });

      for (const [code, fields, prepare] of CALLS_BY_CODE) {
        it(`command error ${code} is ${KEY_STATUS[code]} with header and trimmed text`, async () => {
          const panel = await startPanel();
          prepare?.(panel);
          const answer = await send(panel, { ...WAYS[way], ...fields });
          expect(answer).to.include({ status: KEY_STATUS[code], code: String(code) });
          expect(answer.body).to.match(/^(Error|Usage): .*\S$/i);
          expect(answer.type).to.match(/^text\/html/);
        });
      }

      it("codes that no test can provoke are 400 and 401 as well (forced)", async () => {
        const panel = await startPanel();
        for (const [code, status] of [
          [6, 401],
          [7, 400],
          [12, 400],
          [15, 400],
          [19, 400],
        ] as const) {
          panel.faults.add({ do: "exit", when: "before", code });
          expect(await run(panel, way, ADD, ACCOUNT, N, "x.test")).to.include({ status, code: String(code) });
        }
      });
    });
  }

  it("unknown command by access key: 401, 10", async () => {
    const panel = await startPanel();
    expect(await run(panel, "key", "v-nope")).to.include({
      status: 401,
      code: "10",
      body: "Error: Command v-nope not found",
    });
  });

  for (const value of ["YES", "1", "true", "no", ""]) {
    it(`returncode=${value || "(empty)"} is as if absent`, async () => {
      const panel = await startPanel();
      const answer = await send(panel, {
        ...WAYS.hash,
        ...command(ADD, ACCOUNT, N, "a.test"),
        returncode: value,
      });
      expect(answer.body).to.equal("OK");
    });
  }

  it("returncode as JSON true is as if absent", async () => {
    const panel = await startPanel();
    const body = JSON.stringify({ ...WAYS.hash, ...command(ADD, ACCOUNT, N, "a.test"), returncode: true });
    expect((await send(panel, {}, { body })).body).to.equal("OK");
  });

  it("a refusal of the API is 4xx with header in every way, its body the number with returncode=yes", async () => {
    const panel = await startPanel();
    const wrong: Record<string, string>[] = [
      { hash: "wrong" },
      { user: "admin", password: "wrong" },
      { ...WAYS.key, secret_key: "x".repeat(40) },
    ];
    for (const fields of wrong) {
      const call = { ...fields, ...command("v-list-web-domains", ACCOUNT, "json") };
      expect(await send(panel, call)).to.include({ status: 401, code: "9" });
      expect(await send(panel, { ...call, returncode: "yes" })).to.include({
        status: 401,
        code: "9",
        body: "9",
      });
    }
  });

  it("401 is not always authentication: a suspended account is 401 with 5", async () => {
    const panel = await startPanel();
    suspend(panel);
    const answer = await run(panel, "key", ADD, ACCOUNT, N, "a.test");
    expect(answer).to.include({ status: 401, code: "5", body: "Error: user tenant1 is suspended" });
  });
});
