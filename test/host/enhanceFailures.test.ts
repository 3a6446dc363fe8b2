import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import { EnhanceBench, failure, ORG, PROVIDER, Resource, SITE } from "./enhanceBench";

const acme = { domain: "acme.com" };
const NOTE = "pulumi-mapped-domains: an operation failed, its resource's error says why\n";

describe("Enhance: an operation that fails", function () {
  this.timeout(60_000);
  let bench: EnhanceBench;
  let resource: Resource;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
    resource = new Resource("acme");
  });
  afterEach(() => bench?.close());

  const head = (operation: string, domain = "acme.com") =>
    `${operation} ${domain} on ${bench.panel.host} (organization ${ORG}, website ${SITE}): `;

  it("is a create of what somebody else has: it says who, and leaves nothing in the state", async () => {
    const [, domain] = demoEnhance.otherDomains;
    const host = await bench.run();
    const { message, initFailed } = await failure(resource.declare(host, { domain }));
    expect(message)
      .to.contain(`${head("create", domain)}the domain is in use by another organization of this panel`)
      .and.to.contain("[HTTP 409, code already_exists]");
    expect(initFailed).to.equal(undefined);
    expect(host.output).to.equal("");
  });

  it("is none where only the answer was lost", async () => {
    bench.panel.faults.add({ do: "hang-up", when: "after", operationId: "createWebsiteMappedDomain" });
    const host = await bench.run();
    expect(await resource.declare(host, acme)).to.equal("create");
    expect(bench.calls).to.deep.equal(["list", "website", "map acme.com", "list", "dns"]);
    expect(host.output).to.equal("");
  });

  it("is none where the answer is a page of the front", async () => {
    bench.panel.faults.add({
      do: "html",
      status: 504,
      when: "after",
      operationId: "createWebsiteMappedDomain",
    });
    expect(await resource.declare(await bench.run(), acme)).to.equal("create");
    expect(bench.writes).to.deep.equal(["map acme.com"]);
  });

  it("is a read, which is no reason to take the domain for gone", async () => {
    await resource.declare(await bench.run(), acme);
    const host = await bench.run();
    const fault = { do: "error", code: "not_found", detail: "website", status: 404, when: "before" } as const;
    bench.panel.faults.add(fault);
    const { message } = await failure(resource.refresh(host));
    expect(message)
      .to.contain(head("read"))
      .and.to.match(/There is no such website, or not in this organization/);
    expect(host.output).to.equal(NOTE);
    expect(await resource.refresh(host)).to.equal(true);
  });

  it("is a delete", async () => {
    await resource.declare(await bench.run(), acme);
    const host = await bench.run();
    const operationId = "deleteWebsiteDomainMapping";
    bench.panel.faults.add({ do: "error", status: 403, code: "unauthorized", when: "before", operationId });
    const { message } = await failure(resource.destroy(host));
    expect(message)
      .to.contain(head("delete"))
      .and.to.match(/did not remove the domain from the website/);
    expect(bench.mapped()).to.deep.equal(["acme.com"]);
    expect(host.output).to.equal(NOTE);
  });

  it("in part leaves the resource in the state with the reason, and shows as a change until it is mended", async () => {
    bench.panel.setDomains(SITE, ["acme.com"]);
    bench.panel.state.settings.keepsKind = true;
    let host = await bench.run();
    const args = { ...acme, kind: "addon" };
    const inputs = await resource.check(host, args);
    const { initFailed } = await failure(host.create(inputs));
    expect(initFailed).to.deep.include({ id: `${ORG}/${SITE}/acme.com` });
    expect(initFailed?.properties).to.deep.include({
      __provider: PROVIDER,
      names: ["acme.com"],
      kind: "alias",
      adopted: true,
    });
    expect(initFailed?.reasons).to.have.length(1);
    expect(initFailed?.reasons[0]).to.contain(
      `${head("create")}the panel kept kind alias in place of addon.`,
    );

    Object.assign(resource, { id: initFailed?.id, inputs, outputs: initFailed?.properties });
    expect(await resource.refresh(host), "which clears the reason").to.equal(true);
    bench.panel.state.settings.keepsKind = false;
    host = await bench.run();
    expect(await resource.declare(host, args)).to.equal("update");
    expect(bench.writes).to.deep.equal(["change kind=addon"]);
    expect(await resource.declare(host, args)).to.equal("same");
  });
});

describe("Enhance: many domains at once", function () {
  this.timeout(60_000);
  const NAMES = Array.from({ length: 8 }, (_, index) => `customer${index + 1}.test`);
  let bench: EnhanceBench;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
  });
  afterEach(() => bench?.close());

  it("are all created, refreshed with one list, and all deleted, with two calls at once", async () => {
    const resources = NAMES.map((name) => new Resource(name));
    let host = await bench.run();
    // The first create goes on when the second has come: two are under way at once, however busy the machine is.
    let come = () => {};
    const second = new Promise<void>((resolve) => {
      come = resolve;
    });
    const create = { operationId: "createWebsiteMappedDomain", do: "hook", when: "before" } as const;
    bench.panel.faults.add({ ...create, run: () => second }, { ...create, nth: 2, run: () => come() });
    await Promise.all(resources.map((one) => one.declare(host, { domain: one.name })));
    expect(bench.mapped()).to.have.members(NAMES);
    expect(bench.writes).to.have.length(NAMES.length);
    expect(Math.max(...bench.panel.log.map(({ inFlight }) => inFlight))).to.equal(2);

    host = await bench.run();
    await Promise.all(resources.map((one) => one.refresh(host)));
    expect(bench.calls).to.deep.equal(["list", "website"]);

    host = await bench.run();
    await Promise.all(resources.map((one) => one.destroy(host)));
    expect(bench.mapped()).to.deep.equal([]);
    expect(host.output).to.equal("");
  });

  it("fail alone: the others land", async () => {
    const [, taken] = demoEnhance.otherDomains;
    const host = await bench.run();
    const all = [...NAMES, taken];
    const results = await Promise.allSettled(
      all.map((domain) => new Resource(domain).declare(host, { domain })),
    );
    expect(results.map(({ status }) => status)).to.deep.equal([...NAMES.map(() => "fulfilled"), "rejected"]);
    expect(bench.mapped()).to.have.members(NAMES);
  });
});
