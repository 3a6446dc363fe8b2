import { expect } from "chai";
import type { FailureKind } from "../../../provider/core/errors";
import {
  ACCOUNT,
  ALL_WAYS,
  clientAt,
  clientOf,
  closePanels,
  closeServers,
  failureOf,
  LEGACY_WAYS,
  N,
  S,
  startPanel,
  startServer,
  WAYS,
} from "./support";

const PAGE = "<!DOCTYPE html>\n<html><head><title>Hosting</title></head><body>Welcome</body></html>\n";

interface Row {
  readonly what: string;
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly kind: FailureKind;
  readonly says: RegExp;
  readonly cure: RegExp;
}

const NOT_A_PANEL = {
  kind: "protocol",
  says: /^the panel answered with something that no Hestia API sends$/,
  cure: /8083/,
} as const;
const REDIRECT = { kind: "protocol", cure: /must lead straight to the panel's API/ } as const;
const SERVER_ERROR = { kind: "unclear", says: /server error/, cure: /may have been done/ } as const;

const ROWS: Row[] = [
  {
    ...REDIRECT,
    what: "a permanent redirect",
    status: 301,
    headers: { Location: "https://panel.example.com:8083/api/" },
    says: /^the panel answered with a redirect to https:\/\/panel\.example\.com:8083\/api\/$/,
  },
  {
    ...REDIRECT,
    what: "a redirect that would keep the method",
    status: 307,
    headers: { Location: "/login/" },
    says: /redirect to \/login\/$/,
  },
  { ...REDIRECT, what: "a redirect without an address", status: 302, says: /redirect to nowhere$/ },
  { ...NOT_A_PANEL, what: "a web page", status: 200, body: PAGE },
  { ...NOT_A_PANEL, what: "a page of a site that has no such address", status: 404, body: PAGE },
  { ...NOT_A_PANEL, what: "a refusal that is not the panel's", status: 403, body: "Forbidden" },
  { ...NOT_A_PANEL, what: "a call that is too large for a proxy", status: 413, body: PAGE },
  { ...SERVER_ERROR, what: "an empty 500 of PHP", status: 500 },
  { ...SERVER_ERROR, what: "a 500 page of the panel's front", status: 500, body: PAGE },
  { ...SERVER_ERROR, what: "a bad gateway", status: 502, body: PAGE },
  { ...SERVER_ERROR, what: "a gateway's timeout", status: 504, body: PAGE },
  {
    what: "an incomplete request",
    status: 405,
    headers: { "Hestia-Exit-Code": "405" },
    body: "Error: data received is null or invalid, check https://hestiacp.com/docs/",
    kind: "rejected",
    says: /the request did not reach the API whole/,
    cure: /a proxy before the panel/,
  },
];

for (const way of ALL_WAYS) {
  describe(`client, ${way}: answers that are not from the API (docs/panels/hestia.md#the-front)`, () => {
    afterEach(async () => {
      await closeServers();
      await closePanels();
    });

    for (const { what, status, headers = {}, body = "", kind, says, cure } of ROWS) {
      it(`${what} (${status}) is ${kind}`, async () => {
        const seen: string[] = [];
        const url = await startServer((request, response) => {
          seen.push(`${request.method} ${request.url}`);
          response.writeHead(status, headers).end(body);
        });
        const client = clientAt(url, { auth: WAYS[way] });
        for (const call of [client.list(ACCOUNT), client.add(ACCOUNT, N, ["a.test"], "no")]) {
          const failure = await failureOf(call);
          expect(failure).to.include({ kind, status });
          expect(failure.what).to.match(says);
          expect(failure.cure).to.match(cure);
        }
        // An incomplete list is read once more; no redirect is followed and no write is repeated.
        expect(seen).to.deep.equal(Array(kind === "unclear" ? 3 : 2).fill("POST /api/"));
      });
    }

    for (const status of [500, 502, 503, 504] as const) {
      it(`the front's page ${status} after the work is unclear, as the work is done`, async () => {
        const panel = await startPanel();
        panel.faults.add({ do: "html", status, when: "after" });
        const failure = await failureOf(clientOf(panel, WAYS[way]).add(ACCOUNT, N, ["a.test"], "no"));
        expect(failure).to.include({ kind: "unclear", status });
        expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["a.test"]);
      });
    }
  });
}

describe("client: answers that do not say what was done (docs/panels/hestia.md#answers)", () => {
  afterEach(closeServers);

  const answering = (status: number, body: string, headers = {}) =>
    startServer((_request, response) => response.writeHead(status, headers).end(body));

  for (const way of LEGACY_WAYS) {
    for (const body of ["OK", "", "Error: web domain x doesn't exist", "0 aliases"]) {
      it(`${way}: ${JSON.stringify(body)} where a code was asked for is no success`, async () => {
        const client = clientAt(await answering(200, body), { auth: WAYS[way] });
        expect(await failureOf(client.add(ACCOUNT, N, ["a.test"], "no"))).to.include({ kind: "refused" });
      });
    }
  }

  for (const [what, status, body] of [
    ["200 OK", 200, "OK"],
    ["an empty 204", 204, ""],
  ] as const) {
    it(`key: ${what} without an exit code is no success`, async () => {
      const client = clientAt(await answering(status, body));
      const failure = await failureOf(client.add(ACCOUNT, N, ["a.test"], "no"));
      expect(failure).to.include({ kind: "refused", what: "the panel answered without an exit code" });
    });
  }

  it("key: 204 with exit code -1 is no success (docs/panels/hestia.md#size-limits)", async () => {
    const client = clientAt(await answering(204, "", { "Hestia-Exit-Code": "-1" }));
    expect(await failureOf(client.add(ACCOUNT, N, ["a.test"], "no"))).to.include({
      kind: "rejected",
      code: -1,
    });
    expect(await failureOf(client.list(ACCOUNT))).to.include({ kind: "rejected", code: -1 });
  });

  it("an unknown exit code is reported as a number", async () => {
    const client = clientAt(await answering(400, "Error: odd", { "Hestia-Exit-Code": "99" }));
    const failure = await failureOf(client.add(ACCOUNT, N, ["a.test"], "no"));
    expect(failure).to.include({ kind: "rejected", code: 99, codeName: "unknown", detail: "odd" });
  });

  it("a long text of the panel is cut in the error", async () => {
    const client = clientAt(
      await answering(400, `Error: ${"x".repeat(10_000)}`, { "Hestia-Exit-Code": "2" }),
    );
    const { detail } = await failureOf(client.add(ACCOUNT, N, ["a.test"], "no"));
    expect(detail).to.have.length.below(1_000);
  });
});

describe("client: failures without a text, with legacy credentials (docs/panels/hestia.md#answers)", () => {
  afterEach(closePanels);

  for (const way of LEGACY_WAYS) {
    it(`${way}: a command that fails without a text is noticed, since its code is asked for`, async () => {
      const panel = await startPanel();
      panel.faults.add({ do: "exit", code: 15, message: "", when: "before" });
      const failure = await failureOf(clientOf(panel, WAYS[way]).add(ACCOUNT, N, ["a.test"], "no"));
      expect(failure).to.include({ kind: "rejected", code: 15, codeName: "E_CONNECT", status: 200 });
    });

    it(`${way}: a list that fails without a text is noticed, since the answer is no list`, async () => {
      const panel = await startPanel();
      panel.faults.add({ do: "exit", code: 15, message: "", when: "before", times: 2 });
      expect(await failureOf(clientOf(panel, WAYS[way]).list(ACCOUNT))).to.include({
        kind: "rejected",
        code: 15,
      });
    });
  }

  it("/api without its slash is a redirect to it, which is not followed", async () => {
    const panel = await startPanel();
    const client = clientAt(panel.url.replace(/\/$/, ""));
    expect(await failureOf(client.list(ACCOUNT))).to.include({ kind: "protocol", status: 301 });
    expect(panel.aliases(ACCOUNT, S)).to.deep.equal([]);
  });
});
