import { expect } from "chai";
import { type HestiaPanel, hestiaState, hestiaUser } from "../../../panels/hestia";
import { ACCOUNT, add, closePanels, command, N, run, S, send, startPanel, text, WAYS } from "./support";

const LIST = "v-list-web-domains";
const ONE = "v-list-web-domain";
const FIELDS =
  "IP IP6 DOCUMENT_ROOT U_DISK U_BANDWIDTH TPL ALIAS STATS STATS_USER SSL SSL_HOME LETSENCRYPT FTP_USER FTP_PATH AUTH_USER BACKEND PROXY PROXY_EXT SUSPENDED TIME DATE".split(
    " ",
  );
const MORE_FIELDS_OF_ONE =
  "SSL_FORCE SSL_HSTS FASTCGI_CACHE FASTCGI_DURATION REDIRECT REDIRECT_CODE CUSTOM_DOCROOT".split(" ");

describe("hestia panel: lists (docs/panels/hestia.md#lists)", () => {
  let panel: HestiaPanel;
  beforeEach(async () => {
    panel = await startPanel({ state: hestiaState({ users: { empty: hestiaUser() } }) });
  });
  afterEach(closePanels);

  const list = async (cmd: string, ...args: string[]) =>
    JSON.parse(await text(panel, cmd, ...args)) as Record<string, Record<string, string>>;

  it("v-list-web-domains json: an object by domain, of objects of strings", async () => {
    const domains = await list(LIST, ACCOUNT, "json");
    expect(Object.keys(domains)).to.deep.equal([N, S]);
    expect(Object.keys(domains[N] ?? {})).to.deep.equal(FIELDS);
    for (const value of Object.values(domains[N] ?? {})) expect(value).to.be.a("string");
  });

  it("v-list-web-domain json: one key and more fields", async () => {
    const domains = await list(ONE, ACCOUNT, N, "json");
    expect(Object.keys(domains)).to.deep.equal([N]);
    expect(Object.keys(domains[N] ?? {})).to.have.members([...FIELDS, ...MORE_FIELDS_OF_ONE]);
  });

  it("ALIAS is one comma separated string, empty when none, without the base domain", async () => {
    expect((await list(LIST, ACCOUNT, "json"))[N]?.ALIAS).to.equal("");
    await add(panel, "b.test,a.test");
    expect((await list(ONE, ACCOUNT, N, "json"))[N]?.ALIAS).to.equal("a.test,b.test");
  });

  it("unicode is returned as raw UTF-8", async () => {
    await add(panel, "bücher.test");
    expect(await text(panel, ONE, ACCOUNT, N, "json")).to.include('"ALIAS": "bücher.test"');
  });

  it("returncode=yes loses the data", async () => {
    for (const way of ["hash", "key"] as const) {
      const fields = { ...WAYS[way], ...command(LIST, ACCOUNT, "json"), returncode: "yes" };
      expect(await send(panel, fields)).to.include({ status: 200, body: "0" });
    }
  });

  it("an account without domains: `{`, `}`; text/html even by access key", async () => {
    expect(await run(panel, "hash", LIST, "empty", "json")).to.include({ status: 200, body: "{\n}\n" });
    const byKey = await run(panel, "key", LIST, "empty", "json");
    expect(byKey).to.include({ status: 200, body: "{\n}", code: "0" });
    expect(byKey.type).to.match(/^text\/html/);
  });

  it("missing domain and missing user: 3", async () => {
    expect(await text(panel, ONE, ACCOUNT, "x.example.com", "json")).to.equal(
      "Error: web domain x.example.com doesn't exist\n",
    );
    expect(await text(panel, LIST, "nobody", "json")).to.equal("Error: user nobody doesn't exist\n");
    expect(await text(panel, ONE, "nobody", N, "json")).to.equal("Error: user nobody doesn't exist\n");
    expect(await run(panel, "key", LIST, "nobody", "json")).to.include({ status: 400, code: "3" });
    expect(await run(panel, "key", ONE, ACCOUNT, "x.example.com", "json")).to.include({
      status: 400,
      code: "3",
    });
  });

  it("field case 19: a user or web domain that is no format: 2, 422 by access key", async () => {
    expect(await text(panel, LIST, "a:b", "json")).to.equal("Error: invalid user format :: a:b\n");
    const calls = [
      [LIST, "a:b", "json"],
      [ONE, "a:b", N, "json"],
      [ONE, ACCOUNT, "bad_domain.test", "json"],
    ] as const;
    for (const [cmd, ...args] of calls) {
      expect(await run(panel, "key", cmd, ...args), cmd).to.include({ status: 422, code: "2" });
    }
  });

  it("field case 19: format plain is a line of tabs for each web domain", async () => {
    await add(panel, "a.test,b.test");
    const lines = (await text(panel, LIST, ACCOUNT, "plain")).trimEnd().split("\n");
    expect(lines.map((line) => line.split("\t")[0])).to.deep.equal([N, S]);
    expect(lines[0]?.split("\t")).to.have.length(22).and.include("a.test,b.test");
    const one = (await text(panel, ONE, ACCOUNT, N, "plain")).trimEnd().split("\t");
    // The script puts a comma before LETSENCRYPT, and no tab behind it.
    expect(one).to.have.length(23).and.include.members([N, "a.test,b.test", ",no"]);
  });

  it("field case 19: v-list-web-domain has its further fields in the script's order", async () => {
    const keys = Object.keys((await list(ONE, ACCOUNT, N, "json"))[N] ?? {});
    const order = [...FIELDS];
    order.splice(order.indexOf("SSL") + 1, 0, "SSL_FORCE", "SSL_HSTS");
    order.splice(order.indexOf("SUSPENDED"), 0, ...MORE_FIELDS_OF_ONE.slice(2));
    expect(keys).to.deep.equal(order);
  });

  it("field case 19: SSL_HSTS is empty until it is switched on", async () => {
    expect((await list(ONE, ACCOUNT, N, "json"))[N]).to.include({ SSL_FORCE: "no", SSL_HSTS: "" });
  });

  it("names that are properties of every object are missing too", async () => {
    expect(await text(panel, LIST, "constructor", "json")).to.match(/user constructor doesn't exist/);
    expect(await text(panel, ONE, ACCOUNT, "toString", "json")).to.match(/doesn't exist/);
  });

  it("format xml: nothing, so OK or 204", async () => {
    expect(await run(panel, "hash", LIST, ACCOUNT, "xml")).to.include({ status: 200, body: "OK" });
    expect(await run(panel, "key", ONE, ACCOUNT, N, "xml")).to.include({ status: 204, code: "0" });
  });

  it("without format: a table for people", async () => {
    expect(await text(panel, LIST, ACCOUNT)).to.match(/^DOMAIN +IP +TPL[\s\S]*network\.example\.com +192/);
    expect(await text(panel, ONE, ACCOUNT, N)).to.match(/^DOMAIN: +network\.example\.com\n/);
  });

  it("without arguments: usage, 1", async () => {
    expect(await run(panel, "key", LIST)).to.include({ status: 400, code: "1" });
  });

  it("a suspended account and web domain are still listed; SUSPENDED says it", async () => {
    const user = panel.state.users[ACCOUNT];
    const domain = user?.webDomains[S];
    if (!user || !domain) throw new Error("no such fixture");
    user.suspended = true;
    domain.suspended = true;
    const domains = await list(LIST, ACCOUNT, "json");
    expect([domains[N]?.SUSPENDED, domains[S]?.SUSPENDED]).to.deep.equal(["no", "yes"]);
  });
});
