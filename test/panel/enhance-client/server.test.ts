import { expect } from "chai";
import type { Resource } from "../../support/engine";
import { EnhanceHarness, SERVER, serverOn, websiteOn } from "../../support/enhance";
import { failureOf } from "./errors";

const acme = { domain: "acme.com" };

describe("a domain of a server with the current API", () => {
  let harness: EnhanceHarness;
  let domain: Resource;
  beforeEach(async () => {
    harness = await EnhanceHarness.start({}, serverOn);
    domain = harness.single();
  });
  afterEach(() => harness.close());

  it("is reported once a run as the server's own name, with what serves customers instead", async () => {
    await domain.declare(acme);
    await harness.single("other").declare({ domain: "other.com" });
    expect(harness.messages).to.deep.equal([
      `On ${harness.panel.host}, domains of a server are the server's own host names for a panel of today, and serve no ` +
        "customer's site. To map customers' domains, set enhance:organizationId and enhance:websiteId in place of enhance:serverId.",
    ]);
  });

  it("has its outputs, without those of a website's domain", async () => {
    await domain.declare({ ...acme, www: true });
    const adds = ['add "acme.com"', 'add "www.acme.com"'];
    expect(harness.calls).to.deep.equal(["server list", ...adds, "server list", "server"]);
    expect(domain.id).to.equal(`servers/${SERVER}/acme.com`);
    expect(domain.outputs).to.deep.equal({
      domain: "acme.com",
      serverId: SERVER,
      www: true,
      names: ["acme.com", "www.acme.com"],
      panel: harness.panel.host,
      domainId: harness.panel.domain("acme.com").id,
      adopted: false,
      requiredDnsRecords: [
        { name: "acme.com", type: "A", value: "192.0.2.20" },
        { name: "www.acme.com", type: "A", value: "192.0.2.20" },
      ],
    });
  });

  it("is not taken for gone, and not removed, where the server does not exist", async () => {
    await domain.declare(acme);
    harness.panel.state.servers = {};
    harness.nextRun();
    expect((await failureOf(domain.refresh())).message).to.match(/There is no such server/);
    expect((await failureOf(domain.destroy())).message).to.match(/`pulumi state delete <urn>` forgets/);
  });

  it("needs a token of the master organization, or a website", async () => {
    harness.nextRun({ ...websiteOn(harness.panel), "enhance:serverId": SERVER, "enhance:websiteId": "" });
    const { message } = await failureOf(domain.declare(acme));
    expect(message).to.match(/did not list the server's domains \[HTTP 403, code only_mo_allowed\]/);
    expect(message).to.match(
      /Sysadmin \(System Administrator\)\. Use a token with such a role, or map to a website/,
    );
  });

  it("is named in the error where a list has it without an id", async () => {
    const body = JSON.stringify({ items: [{ domain: "acme.com" }] });
    const operationId = "getServerHostnameWebsite";
    harness.panel.faults.add({
      do: "answer",
      status: 200,
      contentType: "application/json",
      body,
      when: "after",
      operationId,
    });
    expect((await failureOf(domain.declare(acme))).message).to.match(/has acme\.com without an id/);
  });
});
