import { inspect } from "node:util";
import { expect } from "chai";
import { ConfigurationError } from "../../../provider/core/errors";
import type { HestiaAuth } from "../../../provider/hestia/api/connection";
import { Session } from "../../../provider/resource/session";
import { lifecycleOf } from "../../support/handlers";
import {
  ACCOUNT,
  clientAt,
  closePanels,
  closeServers,
  failureOf,
  N,
  startPanel,
  startServer,
} from "./support";

const SECRET = "s3cr=t/+ü _0123456789_0123456789_01234567";
const AUTHS: HestiaAuth[] = [
  { way: "hash", hash: SECRET },
  { way: "password", user: "admin", password: SECRET },
  { way: "access key", access_key: "ABCDEFGHIJ0123456789", secret_key: SECRET },
];

/** Servers that echo the request, as some proxies and test sites do. */
const ECHOES: [
  where: string,
  answer: (sent: string) => { status: number; headers?: object; body: string },
][] = [
  ["a body", (sent) => ({ status: 200, body: `${"x".repeat(180)}${sent}` })],
  ["a body, decoded", (sent) => ({ status: 200, body: [...new URLSearchParams(sent).values()].join(" ") })],
  ["a page", (sent) => ({ status: 200, body: `<p>${sent}</p>` })],
  ["an error page", (sent) => ({ status: 500, body: sent })],
  ["a redirect", (sent) => ({ status: 302, headers: { Location: `/login/?${sent}` }, body: "" })],
  [
    "the words of a failed command",
    (sent) => ({ status: 400, headers: { "Hestia-Exit-Code": "2" }, body: `Error: invalid :: ${sent}` }),
  ],
  [
    "the words of a refusal, decoded",
    (sent) => ({
      status: 401,
      headers: { "Hestia-Exit-Code": "9" },
      body: `Error: ${[...new URLSearchParams(sent).values()].join(" ")}`,
    }),
  ],
];

describe("client: errors never contain credentials", () => {
  afterEach(closeServers);

  for (const auth of AUTHS) {
    for (const [where, answer] of ECHOES) {
      it(`${auth.way}: not from ${where} that holds them`, async () => {
        const url = await startServer((_request, response, sent) => {
          const { status, headers = {}, body } = answer(sent);
          response.writeHead(status, { ...headers }).end(body);
        });
        const client = clientAt(url, { auth });
        // A part of a secret in a text that was cut is a leak as well.
        const half = SECRET.slice(0, 8);
        await failureOf(client.list(ACCOUNT), SECRET, half);
        await failureOf(client.add(ACCOUNT, N, ["a.test"], "no"), SECRET, half);
      });
    }

    it(`${auth.way}: not when nothing listens`, async () => {
      const failure = await failureOf(clientAt("http://127.0.0.1:1/api/", { auth }).list(ACCOUNT), SECRET);
      expect(failure.kind).to.equal("unreachable");
    });
  }
});

describe("a connection that cannot be used", () => {
  afterEach(closePanels);

  it("is reported without its credentials, and before any call", async () => {
    const panel = await startPanel();
    const env = {
      WU_HESTIA_API_URL: panel.url.replace("http://", `http://admin:${encodeURIComponent(SECRET)}@`),
      WU_HESTIA_API_HASH: SECRET,
    };
    const lifecycle = lifecycleOf("hestiaWebAlias", new Session(undefined, () => {}, env));
    const error: unknown = await lifecycle.read(`${ACCOUNT}/${N}/acme.com`, {}).catch((thrown) => thrown);
    expect(error).to.be.instanceOf(ConfigurationError);
    expect(inspect(error)).to.contain("WU_HESTIA_API_URL has credentials in it");
    for (const secret of [SECRET, encodeURIComponent(SECRET)]) expect(inspect(error)).not.to.contain(secret);
    expect(panel.calls()).to.deep.equal([]);
  });
});
