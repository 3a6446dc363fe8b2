import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { expect } from "chai";
import { demoEnhance, type EnhancePanel, startEnhancePanel } from "../../../panels/enhance";
import { demoCredentials } from "../../../panels/hestia";
import { isPanelError } from "../../../provider/core/errors";
import { EnhanceAccess } from "../../../provider/enhance/access";
import { createMapping, listMappings } from "../../../provider/enhance/api/mappings";
import { HestiaAccess } from "../../../provider/hestia/access";
import { Session } from "../../../provider/resource/session";
import { ORG, SITE, tokens } from "../../support/enhance";
import { ACCOUNT, closePanels, closeServers, N, startPanel, startServer } from "./support";

type Config = Readonly<Record<string, string>>;

/** A credential of characters that every encoding writes in another way. */
const SECRET = 's3cr=t/+ü "_0123456789_0123456789_01234567';
const KEY = "ABCDEFGHIJ0123456789";
const WORD = "aWordThatIsATokenOfThePanel";

/** Every kind of credential, for the address of a server. */
const HESTIA: Record<string, Config> = {
  "access key": { "hestia:accessKey": KEY, "hestia:secretKey": SECRET },
  "access key as hash": { "hestia:apiHash": `${KEY}:${SECRET.slice(0, 40)}` },
  hash: { "hestia:apiHash": SECRET },
  password: { "hestia:apiUser": "admin", "hestia:apiPassword": SECRET },
};

/** Answers that repeat what was sent, raw and decoded. */
const ECHOES: Record<string, (said: string, response: http.ServerResponse) => void> = {
  "a body": (said, response) => void response.writeHead(200).end(said),
  "an error page": (said, response) => void response.writeHead(500).end(said),
  "a redirect": (said, response) =>
    void response.writeHead(302, { location: `/?${encodeURIComponent(said)}` }).end(),
  "an exit code": (said, response) =>
    void response.writeHead(401, { "hestia-exit-code": encodeURIComponent(said) }).end(said),
  "the words of an error": (said, response) =>
    void response.writeHead(400, { "hestia-exit-code": "2" }).end(`Error: ${said}`),
  "the code of an error": (said, response) =>
    void response
      .writeHead(403, { "content-type": "application/json" })
      .end(JSON.stringify({ code: said, detail: said, message: said })),
};

describe("the log of calls to panels", () => {
  let folder: string;
  let file: string;
  let enhance: EnhancePanel | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "mapped-domains-log-"));
    file = join(folder, "calls.jsonl");
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await enhance?.close();
    enhance = undefined;
    await closeServers();
    await closePanels();
  });

  function session(config: Config): Session {
    const fresh = new Session(undefined, () => {}, { MAPPED_DOMAINS_LOG: file });
    fresh.configure({ get: (key) => config[key] });
    return fresh;
  }
  const hestiaClient = (url: string, config: Config) =>
    session({ "hestia:apiUrl": url, ...config })
      .the(HestiaAccess)
      .client(undefined);
  const enhanceClient = (url: string, token: string) =>
    session({ "enhance:apiUrl": url, "enhance:apiToken": token, "enhance:requestsPerSecond": "1000" })
      .the(EnhanceAccess)
      .client(undefined);
  const text = () => readFileSync(file, "utf8");
  /** The lines, without what differs from run to run. */
  const lines = () =>
    text()
      .trimEnd()
      .split("\n")
      .map((line) => {
        const { time, duration, ...call } = JSON.parse(line) as Record<string, unknown>;
        expect([typeof time, typeof duration]).to.deep.equal(["string", "number"]);
        return call;
      });
  const failed = (call: Promise<unknown>) =>
    call.then(
      () => expect.fail("did not fail"),
      (error: unknown) => error,
    );

  it("has each call to Hestia, with the panel's exit code, in every way to authenticate", async () => {
    const panel = await startPanel();
    const { accessKey, secretKey, apiHash } = demoCredentials;
    const list = { panel: panel.host, operation: "v-list-web-domains", attempt: 1, status: 200 };
    const add = { ...list, operation: "v-add-web-domain-alias" };
    const key = hestiaClient(panel.url, { "hestia:accessKey": accessKey, "hestia:secretKey": secretKey });
    await key.list(ACCOUNT);
    await key.add(ACCOUNT, N, ["acme.com"], "no");
    await failed(key.add(ACCOUNT, N, ["acme.com"], "no"));
    const hash = hestiaClient(panel.url, { "hestia:apiHash": apiHash });
    await hash.list(ACCOUNT);
    await failed(hash.add(ACCOUNT, N, ["acme.com"], "no"));
    const [first, ...rest] = lines();
    expect(first).to.deep.equal({ ...list, code: 0 });
    expect(rest).to.deep.equal([
      { ...add, status: 204, code: 0 },
      { ...add, status: 400, code: 4 },
      // A list in this way has no exit code.
      list,
      { ...add, code: 4 },
    ]);
    expect(text()).not.to.contain("acme.com");
  });

  it("has each call to Enhance, with the panel's code", async () => {
    enhance = await startEnhancePanel();
    const client = enhanceClient(enhance.url, tokens.owner);
    const website = { organizationId: ORG, websiteId: SITE };
    await listMappings(client, website);
    await failed(createMapping(client, website, { domain: demoEnhance.otherDomains[0] ?? "" }));
    const path = `orgs/${ORG}/websites/${SITE}/domains`;
    expect(lines()).to.deep.equal([
      { panel: enhance.host, operation: `GET ${path}`, attempt: 1, status: 200 },
      { panel: enhance.host, operation: `POST ${path}`, attempt: 1, status: 409, code: "already_exists" },
    ]);
  });

  it("counts attempts, and tells failures of the connection", async () => {
    const panel = await startPanel();
    const client = hestiaClient(panel.url, { "hestia:apiHash": demoCredentials.apiHash });
    panel.faults.add({ do: "hang-up", when: "before" });
    await client.list(ACCOUNT);
    await failed(hestiaClient("http://127.0.0.1:1/api/", HESTIA.hash ?? {}).list(ACCOUNT));
    const list = { panel: panel.host, operation: "v-list-web-domains" };
    expect(lines()).to.deep.equal([
      { ...list, attempt: 1, code: "ECONNRESET", failure: "unclear" },
      { ...list, attempt: 2, status: 200 },
      { ...list, panel: "127.0.0.1:1", attempt: 1, code: "ECONNREFUSED", failure: "unreachable" },
    ]);
  });

  describe("never contains a credential", () => {
    const forms = (secret: string) => [
      secret,
      encodeURIComponent(secret),
      new URLSearchParams([["", secret]]).toString().slice(1),
      JSON.stringify(secret).slice(1, -1),
      // A part of a credential is a leak as well.
      secret.slice(0, 8),
    ];
    const expectNoTrace = (secret: string, ...looks: string[]) => {
      for (const form of forms(secret)) for (const look of looks) expect(look).not.to.contain(form);
    };

    for (const [where, echo] of Object.entries(ECHOES)) {
      for (const [way, config] of Object.entries(HESTIA)) {
        it(`of Hestia's ${way}, echoed in ${where}`, async () => {
          const url = await startServer((_request, response, sent) => echo(sent, response));
          const client = hestiaClient(url, config);
          await failed(client.add(ACCOUNT, N, ["acme.com"], "no"));
          expectNoTrace(SECRET, text());
        });
      }

      for (const token of [SECRET.replace(/ü/, ""), WORD]) {
        it(`of Enhance, echoed in ${where}, nor does the error: ${token}`, async () => {
          const url = await startServer(({ headers }, response) => {
            const said = String(headers.authorization).replace("Bearer ", "");
            echo(said, response);
          });
          const client = enhanceClient(url, token);
          const error = await failed(listMappings(client, { organizationId: ORG, websiteId: SITE }));
          expect(isPanelError(error), inspect(error)).to.equal(true);
          expectNoTrace(token, text(), inspect(error, { depth: null, showHidden: true }));
        });
      }
    }
  });
});
