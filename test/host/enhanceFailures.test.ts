import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import { failure, type Resource } from "../support/engine";
import { EnhanceBench, ORG, SITE } from "../support/enhance";
import { providerOf } from "../support/host-messages";

const acme = { domain: "acme.com" };
const NOTE = "pulumi-mapped-domains: an operation failed, its resource's error says why\n";

describe("Enhance: an operation that fails", function () {
  this.timeout(60_000);
  let bench: EnhanceBench;
  let resource: Resource;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
    bench.panel.state.settings.newDomainDns = "Resolved";
    resource = bench.single();
  });
  afterEach(() => bench?.close());

  const head = (operation: string, domain = "acme.com") =>
    `${operation} ${domain} on ${bench.panel.host} (organization ${ORG}, website ${SITE}): `;

  it("is a create of what somebody else has: it says who, and leaves nothing in the state", async () => {
    const [, domain] = demoEnhance.otherDomains;
    await bench.host();
    const { message, initFailed } = await failure(resource.declare({ domain }));
    expect(message)
      .to.contain(`${head("create", domain)}the domain is in use by another organization of this panel`)
      .and.to.contain("[HTTP 409, code already_exists]");
    expect(initFailed).to.equal(undefined);
    expect(bench.run.output).to.equal("");
  });

  it("is none where only the answer was lost", async () => {
    bench.panel.faults.add({ do: "hang-up", when: "after", operationId: "createWebsiteMappedDomain" });
    await bench.host();
    expect(await resource.declare(acme)).to.equal("create");
    expect(bench.calls).to.deep.equal(["list", "website", "map acme.com", "list", "dns"]);
    expect(bench.run.output).to.equal("");
  });

  it("is none where the answer is a page of the front", async () => {
    bench.panel.faults.add({
      do: "html",
      status: 504,
      when: "after",
      operationId: "createWebsiteMappedDomain",
    });
    await bench.host();
    expect(await resource.declare(acme)).to.equal("create");
    expect(bench.writes).to.deep.equal(["map acme.com"]);
  });

  it("is a read, which is no reason to take the domain for gone", async () => {
    await bench.host();
    await resource.declare(acme);
    await bench.host();
    const fault = { do: "error", code: "not_found", detail: "website", status: 404, when: "before" } as const;
    bench.panel.faults.add(fault);
    const { message } = await failure(resource.refresh());
    expect(message)
      .to.contain(head("read"))
      .and.to.match(/There is no such website, or not in this organization/);
    expect(bench.run.output).to.equal(NOTE);
    expect(await resource.refresh()).to.equal(true);
  });

  it("is a delete", async () => {
    await bench.host();
    await resource.declare(acme);
    await bench.host();
    const operationId = "deleteWebsiteDomainMapping";
    bench.panel.faults.add({ do: "error", status: 403, code: "unauthorized", when: "before", operationId });
    const { message } = await failure(resource.destroy());
    expect(message)
      .to.contain(head("delete"))
      .and.to.match(/did not remove the domain from the website/);
    expect(bench.mapped).to.deep.equal(["acme.com"]);
    expect(bench.run.output).to.equal(NOTE);
  });

  it("in part leaves the resource in the state with the reason, and shows as a change until it is mended", async () => {
    bench.panel.setDomains(SITE, ["acme.com"]);
    bench.panel.state.settings.keepsKind = true;
    await bench.host();
    const args = { ...acme, kind: "addon" };
    const { initFailed } = await failure(resource.declare(args));
    expect(initFailed).to.deep.include({ id: `${ORG}/${SITE}/acme.com` });
    expect(initFailed?.properties).to.deep.include({
      __provider: providerOf("enhanceDomain"),
      names: ["acme.com"],
      kind: "alias",
      adopted: true,
    });
    expect(initFailed?.reasons).to.have.length(1);
    expect(initFailed?.reasons[0]).to.contain(
      `${head("create")}the panel kept kind alias in place of addon.`,
    );

    expect(await resource.refresh(), "which clears the reason").to.equal(true);
    bench.panel.state.settings.keepsKind = false;
    await bench.host();
    expect(await resource.declare(args)).to.equal("update");
    expect(bench.writes).to.deep.equal(["change kind=addon"]);
    expect(await resource.declare(args)).to.equal("same");
  });
});

describe("Enhance: many domains at once", function () {
  this.timeout(60_000);
  const NAMES = Array.from({ length: 8 }, (_, index) => `customer${index + 1}.test`);
  let bench: EnhanceBench;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
    bench.panel.state.settings.newDomainDns = "Resolved";
  });
  afterEach(() => bench?.close());

  it("are all created, refreshed with one list, and all deleted, with two calls at once", async () => {
    const resources = NAMES.map((name) => bench.single(name));
    await bench.host();
    // The first create goes on when the second has come: two are under way at once, however busy the machine is.
    let come = () => {};
    const second = new Promise<void>((resolve) => {
      come = resolve;
    });
    const create = { operationId: "createWebsiteMappedDomain", do: "hook", when: "before" } as const;
    bench.panel.faults.add({ ...create, run: () => second }, { ...create, nth: 2, run: () => come() });
    await Promise.all(resources.map((one) => one.declare({ domain: one.name })));
    expect(bench.mapped).to.have.members(NAMES);
    expect(bench.writes).to.have.length(NAMES.length);
    expect(Math.max(...bench.panel.log.map(({ inFlight }) => inFlight))).to.equal(2);

    await bench.host();
    await Promise.all(resources.map((one) => one.refresh()));
    expect(bench.calls).to.deep.equal(["list", "website"]);

    await bench.host();
    await Promise.all(resources.map((one) => one.destroy()));
    expect(bench.mapped).to.deep.equal([]);
    expect(bench.run.output).to.equal("");
  });

  it("fail alone: the others land", async () => {
    const [, taken] = demoEnhance.otherDomains;
    await bench.host();
    const all = [...NAMES, taken];
    const results = await Promise.allSettled(all.map((domain) => bench.single(domain).declare({ domain })));
    expect(results.map(({ status }) => status)).to.deep.equal([...NAMES.map(() => "fulfilled"), "rejected"]);
    expect(bench.mapped).to.have.members(NAMES);
  });
});
