import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import type { Resource } from "../../support/engine";
import { EnhanceBench, SERVER, serverOn, websiteOn } from "../../support/enhance";
import { failureOf, reasonOf } from "./errors";

const acme = { domain: "acme.com" };
const POST = "createServerDomain";

describe("a domain of a server of today", () => {
  let bench: EnhanceBench;
  let domain: Resource;
  beforeEach(async () => {
    bench = await EnhanceBench.start({}, serverOn);
    domain = bench.single();
  });
  afterEach(() => bench.close());

  it("is told once a run to be the server's own name, and what serves customers", async () => {
    await domain.declare(acme);
    await bench.single("other").declare({ domain: "other.com" });
    expect(bench.said).to.deep.equal([
      `On ${bench.panel.host}, domains of a server are the server's own host names for a panel of today, and serve no ` +
        "customer's site. To map customers' domains, set enhance:organizationId and enhance:websiteId in place of enhance:serverId.",
    ]);
  });

  it("has its outputs, without those that only a website's has", async () => {
    await domain.declare({ ...acme, www: true });
    const adds = ['add "acme.com"', 'add "www.acme.com"'];
    expect(bench.calls).to.deep.equal(["server list", ...adds, "server list", "server"]);
    expect(domain.id).to.equal(`servers/${SERVER}/acme.com`);
    expect(domain.outputs).to.deep.equal({
      domain: "acme.com",
      serverId: SERVER,
      www: true,
      names: ["acme.com", "www.acme.com"],
      panel: bench.panel.host,
      domainId: bench.panel.domain("acme.com").id,
      adopted: false,
      requiredDnsRecords: [
        { name: "acme.com", type: "A", value: "192.0.2.20" },
        { name: "www.acme.com", type: "A", value: "192.0.2.20" },
      ],
    });
  });

  it("gets and loses its www name in place", async () => {
    await domain.declare(acme);
    bench.next();
    expect(await domain.declare({ ...acme, www: true })).to.equal("update");
    expect(bench.writes).to.deep.equal(['add "www.acme.com"']);
    bench.next();
    expect(await domain.declare({ ...acme, www: false })).to.equal("update");
    expect(bench.writes).to.deep.equal(["drop"]);
    expect(bench.added).to.deep.equal(["acme.com"]);
  });

  it("is there as long as one of its names is, and gets back the other", async () => {
    await domain.declare({ ...acme, www: true });
    bench.panel.setDomains(demoEnhance.hostnameWebsiteId, ["acme.com"]);
    bench.next();
    expect(await domain.refresh()).to.equal(true);
    expect(domain.inputs.names).to.deep.equal(["acme.com"]);
    expect(await domain.declare({ ...acme, www: true })).to.equal("update");
    expect(bench.added).to.deep.equal(["acme.com", "www.acme.com"]);
    bench.panel.setDomains(demoEnhance.hostnameWebsiteId, []);
    bench.next();
    expect(await domain.refresh()).to.equal(false);
  });

  it("is there in part where the second name was refused, with the reason", async () => {
    const fault = { do: "error", status: 400, code: "invalid_argument", when: "before" } as const;
    bench.panel.faults.add({ ...fault, nth: 2, operationId: POST });
    const reason = await reasonOf(domain.declare({ ...acme, www: true }));
    expect(reason).to.match(/^create acme\.com on .* \(server .*\): the panel did not add the domain/);
    expect(domain.outputs).to.deep.include({ names: ["acme.com"], www: true });
    bench.next();
    expect(await domain.declare({ ...acme, www: true })).to.equal("update");
    expect(bench.added).to.deep.equal(["acme.com", "www.acme.com"]);
  });

  it("is adopted, or refused where that is not wanted", async () => {
    bench.panel.setDomains(demoEnhance.hostnameWebsiteId, ["acme.com"]);
    const { message } = await failureOf(domain.declare({ ...acme, onExisting: "fail" }));
    expect(message).to.match(
      /: acme\.com is on this server already, and onExisting is "fail"\. Set onExisting to/,
    );
    await domain.declare(acme);
    expect(bench.writes).to.deep.equal([]);
    expect(domain.outputs).to.include({ adopted: true });
  });

  for (const [what, effect] of [
    ["cut off", { do: "hang-up", when: "after" }],
    ["a page with 502", { do: "html", status: 502, when: "after" }],
    ["cut off before the work is done", { do: "lands-later", calls: 2 }],
    ["something else than an id", { do: "answer", status: 201, body: "created", when: "after" }],
  ] as const) {
    it(`is added once where the answer is ${what}, and dropped once`, async () => {
      bench.panel.faults.add({ ...effect, operationId: POST });
      await domain.declare(acme);
      expect(bench.writes).to.deep.equal(['add "acme.com"']);
      bench.next();
      bench.panel.faults.add({ ...effect, operationId: "deleteServerDomain" });
      await domain.destroy();
      expect(bench.writes).to.deep.equal(["drop"]);
      expect(bench.added).to.deep.equal([]);
    });
  }

  it("that never landed is an error, and so is one that is not dropped", async () => {
    bench.panel.faults.add({ do: "hang-up", when: "before", operationId: POST });
    expect((await failureOf(domain.declare(acme))).message).to.match(/The list did not show it/);
    await domain.declare(acme);
    bench.next();
    bench.panel.faults.add({ do: "html", status: 502, when: "before", operationId: "deleteServerDomain" });
    expect((await failureOf(domain.destroy())).message).to.match(/did not remove the domain from the server/);
    expect(bench.added).to.deep.equal(["acme.com"]);
  });

  it("is not taken for gone with a server that is not there, and not removed either", async () => {
    await domain.declare(acme);
    bench.panel.state.servers = {};
    bench.next();
    expect((await failureOf(domain.refresh())).message).to.match(/There is no such server/);
    expect((await failureOf(domain.destroy())).message).to.match(/`pulumi state delete <urn>` forgets/);
  });

  it("needs a token of the master organization, or a website", async () => {
    bench.next({ ...websiteOn(bench.panel), "enhance:serverId": SERVER, "enhance:websiteId": "" });
    const { message } = await failureOf(domain.declare(acme));
    expect(message).to.match(/did not list the server's domains \[HTTP 403, code only_mo_allowed\]/);
    expect(message).to.match(/role System Administrator, or map to a website/);
  });

  it("is told by name where a list has it without an id", async () => {
    const body = JSON.stringify({ items: [{ domain: "acme.com" }] });
    const operationId = "getServerHostnameWebsite";
    bench.panel.faults.add({
      do: "answer",
      status: 200,
      contentType: "application/json",
      body,
      when: "after",
      operationId,
    });
    expect((await failureOf(domain.declare(acme))).message).to.match(/has acme\.com without an id/);
  });

  it("shares one list with all that read at once", async () => {
    const all = ["a.test", "b.test", "c.test"].map((name) => bench.single(name));
    await Promise.all(all.map((one) => one.declare({ domain: one.name })));
    bench.next();
    expect(await Promise.all(all.map((one) => one.refresh()))).to.deep.equal([true, true, true]);
    expect(bench.calls).to.deep.equal(["server list", "server"]);
  });
});
