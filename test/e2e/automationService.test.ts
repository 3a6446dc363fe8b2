import { once } from "node:events";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, type OutgoingHttpHeaders, request as send } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { demoCredentials, type HestiaPanel, startHestiaPanel } from "../../panels/hestia";
import { engineEnvironment, findEngine } from "../../tools/engine";
import { expectClean } from "../support/clean";
import { RunningCommand } from "../support/command";
import { holdCall, N, S } from "../support/hestia";
import { CHECKOUT } from "../support/project";

const OTHER = "tenanttwo.org";
/** Ten tenants, of whom the last three are on the second account. */
const TENANTS = Array.from({ length: 10 }, (_, index) => `t${index + 1}`);
const FIRST = TENANTS.slice(0, 7);
const SECOND = TENANTS.slice(7);
const domainOf = (tenant: string): string => `${tenant}-shop.test`;

interface Sent {
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

describe("examples/automation-service", function () {
  this.timeout(900_000);
  let root: string;
  let panel: HestiaPanel;
  let env: NodeJS.ProcessEnv;
  let service: RunningCommand;
  let url: string;

  const start = async (): Promise<void> => {
    const folder = join(CHECKOUT, "examples", "automation-service");
    service = new RunningCommand(process.execPath, ["--import", "tsx", "main.ts"], {
      cwd: folder,
      env,
      timeout: 890_000,
    });
    await service.waitFor(/listening on \S+/);
    url = /listening on (\S+)/.exec(service.output)?.[1] ?? "";
  };
  before(async () => {
    const { folder: engine } = await findEngine();
    panel = await startHestiaPanel();
    root = mkdtempSync(join(realpathSync(tmpdir()), "mapped-domains-service-"));
    const { limitedAccessKey: accessKey, limitedSecretKey: secretKey } = demoCredentials;
    const eu1 = { apiUrl: panel.url, account: "tenant1", webDomain: N, accessKey, secretKey };
    const accounts = join(root, "accounts.json");
    const tenants = Object.fromEntries(SECOND.map((tenant) => [tenant, "eu2"]));
    const settings = {
      accounts: { eu1, eu2: { ...eu1, account: "tenant2", webDomain: OTHER } },
      tenants,
      default: "eu1",
    };
    writeFileSync(accounts, JSON.stringify(settings));
    env = {
      ...engineEnvironment(engine, root),
      PORT: "0",
      SERVICE_FOLDER: join(root, "service"),
      SERVICE_ACCOUNTS: accounts,
    };
    await start();
  });
  after(async () => {
    service?.killRemains();
    await service?.done.catch(() => undefined);
    await panel?.close();
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  // Not `fetch`: it gives up after five minutes, which ten runs one after the other can take on a busy machine.
  const request = async (method: string, path: string, { headers, body }: Sent = {}): Promise<Reply> => {
    const asked = send(url + path, { method, headers, agent: false }).end(body);
    const [response] = (await once(asked, "response")) as [IncomingMessage];
    const answer = await text(response);
    return {
      status: response.statusCode ?? 0,
      body: answer === "" ? {} : (JSON.parse(answer) as Reply["body"]),
    };
  };
  const sent = (body: unknown): Sent => ({
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const post = (tenant: string, domain: unknown): Promise<Reply> =>
    request("POST", `/tenants/${tenant}/domains`, sent({ domain }));

  /** The domains in the state of a tenant's stack, as it is on disk. */
  const inState = (tenant: string): string[] => {
    const state = readFileSync(join(root, "state", ".pulumi", "stacks", "tenants", `${tenant}.json`), "utf8");
    expectClean(state);
    const { checkpoint } = JSON.parse(state) as {
      checkpoint: { latest: { resources: { type: string; outputs?: { domain: string } }[] } };
    };
    return checkpoint.latest.resources
      .filter(({ type }) => type.endsWith("hestia:WebAlias"))
      .map(({ outputs }) => outputs?.domain ?? "");
  };

  /** The runs in the service's log, such as `t1 begins` and `t1 done`, of one account. */
  const runsOn = (account: string): string[] =>
    [...service.output.matchAll(/^(\S+) on (\S+): up (\w+)/gm)]
      .filter(([, , on]) => on === account)
      .map(([, tenant, , what]) => `${tenant} ${what}`);

  it("maps the domains of ten tenants who ask at once: all are stored, served and in the states", async () => {
    const replies = await Promise.all(TENANTS.map((tenant) => post(tenant, domainOf(tenant))));
    for (const [index, { status, body }] of replies.entries()) {
      const domain = domainOf(TENANTS[index] ?? "");
      expect(status, JSON.stringify(body)).to.equal(200);
      const names = [domain, `www.${domain}`];
      expect(body).to.deep.include({ domain, names });
      expect((body.requiredDnsRecords as { name: string }[]).map(({ name }) => name)).to.have.members(names);
    }
    const namesOf = (tenants: readonly string[]) =>
      tenants.map(domainOf).flatMap((domain) => [domain, `www.${domain}`]);
    for (const [account, webDomain, tenants] of [
      ["tenant1", N, FIRST],
      ["tenant2", OTHER, SECOND],
    ] as const) {
      expect(panel.aliases(account, webDomain)).to.have.members(namesOf(tenants));
      expect(panel.served(account, webDomain)).to.have.members(namesOf(tenants));
    }
    for (const tenant of TENANTS) expect(inState(tenant), tenant).to.deep.equal([domainOf(tenant)]);
  });

  it("has run one at a time on each account", () => {
    for (const [account, tenants] of [
      ["eu1", FIRST],
      ["eu2", SECOND],
    ] as const) {
      const runs = runsOn(account);
      expect(runs).to.have.length(2 * tenants.length);
      for (let at = 0; at < runs.length; at += 2)
        expect(runs[at + 1]).to.equal(runs[at]?.replace("begins", "done"));
    }
  });

  it("does two requests of one tenant one after the other; the one that fails says why, and leaves the other alone", async () => {
    panel.setAliases("tenant1", S, ["taken.test"]);
    const [failed, done] = await Promise.all([post("t1", "taken.test"), post("t1", "second-shop.test")]);
    expect(failed.status).to.equal(502);
    expect(failed.body.error).to.contain("taken.test").and.contain(S);
    expect(failed.body.error).not.to.contain("<{%");
    expect(failed.body.error).not.to.contain(demoCredentials.limitedSecretKey);
    expect(done.status, JSON.stringify(done.body)).to.equal(200);
    const { body } = await request("GET", "/tenants/t1");
    expect(Object.keys(body.domains as object)).to.have.members([domainOf("t1"), "second-shop.test"]);
    expect(inState("t1")).to.have.members([domainOf("t1"), "second-shop.test"]);
    expect(panel.served("tenant1", N)).to.include("second-shop.test");
    expect(panel.aliases("tenant1", S)).to.deep.equal(["taken.test"]);
  });

  const REFUSED: readonly [number, string, string, Sent?][] = [
    [409, "POST", "/tenants/t2/domains", sent({ domain: domainOf("t1") })],
    [422, "POST", "/tenants/t2/domains", sent({ domain: "no domain" })],
    [422, "POST", "/tenants/t2/domains", sent({ domain: "192.0.2.1" })],
    [422, "POST", "/tenants/t2/domains", sent({ domain: "www.acme.com" })],
    [400, "POST", "/tenants/t2/domains", sent({ domain: 5 })],
    [400, "POST", "/tenants/t2/domains", sent("{")],
    [400, "POST", "/tenants/t2/domains", sent("[]")],
    [400, "POST", "/tenants/..%2Fetc/domains", sent({ domain: "acme.com" })],
    [413, "POST", "/tenants/t2/domains", sent({ domain: "a".repeat(20_000) })],
    [415, "POST", "/tenants/t2/domains", { body: "domain=acme.com" }],
    [405, "PUT", "/tenants/t2/domains", sent({ domain: "acme.com" })],
    [404, "GET", "/tenants/nobody"],
    [404, "DELETE", "/tenants/t2/domains/acme.com"],
    [404, "GET", "/tenants/t2/other"],
    [400, "GET", "/tenants/%E0%A4%A"],
  ];
  it("answers what it does not do with a status and an error as JSON, without a run", async () => {
    const before = service.output;
    for (const [status, method, path, init] of REFUSED) {
      const reply = await request(method, path, init);
      const what = `${method} ${path}: ${JSON.stringify(reply.body)}`;
      expect(reply.status, what).to.equal(status);
      expect(reply.body.error, what).to.be.a("string");
    }
    expect(service.output).to.equal(before);
  });

  it("on SIGTERM waits for the run under way, refuses what waits in line, and knows all after a new start", async () => {
    const { reached, release } = holdCall(panel, "v-add-web-domain-alias");
    const underWay = post("t1", "third-shop.test");
    await reached;
    const waiting = post("t2", "fourth-shop.test");
    // The answer to a later request shows that this one has been taken in.
    expect((await request("GET", "/tenants/nobody")).status).to.equal(404);
    process.kill(service.pid, "SIGTERM");
    await service.waitFor(/shutting down/);
    release();
    expect((await underWay).status).to.equal(200);
    expect(await waiting).to.deep.equal({ status: 503, body: { error: "the service is shutting down" } });
    const { code, output } = await service.done;
    expect(code, output).to.equal(0);
    expect(panel.served("tenant1", N)).to.include("third-shop.test").and.not.include("fourth-shop.test");

    await start();
    const { body } = await request("GET", "/tenants/t1");
    expect(Object.keys(body.domains as object)).to.include("third-shop.test");
  });

  it("removes a domain, and with a tenant's last one the stack", async () => {
    const domain = domainOf("t2");
    expect((await request("DELETE", `/tenants/t2/domains/${domain}`)).status).to.equal(204);
    expect(panel.aliases("tenant1", N)).to.include(domainOf("t3")).and.not.include(domain);
    expect((await request("GET", "/tenants/t2")).status).to.equal(404);
    expect(() => inState("t2")).to.throw("ENOENT");
  });
});
