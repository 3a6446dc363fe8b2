import { expect } from "chai";
import { demoEnhance, issuedCertificate } from "../../panels/enhance";
import { UNKNOWN } from "../support/host";
import { EnhanceBench, failure, ORG, Resource, SET_PROVIDER, SITE, tokens, websiteOn } from "./enhanceBench";

const OTHER = { organizationId: demoEnhance.otherOrgId, websiteId: demoEnhance.otherWebsiteId };
const [, TAKEN] = demoEnhance.otherDomains;

describe("Enhance: a set of domains", function () {
  this.timeout(60_000);
  let bench: EnhanceBench;
  let set: Resource;
  before(async () => {
    bench = await EnhanceBench.start({}, (panel) => ({
      ...websiteOn(panel),
      "enhance:apiToken": tokens.masterOwner,
    }));
    set = new Resource("set", "enhanceDomains");
  });
  after(() => bench?.close());

  const up = async (domains: unknown, more: object = {}) =>
    set.declare(await bench.run(), { domains, ...more });

  it("is created", async () => {
    expect(await up(["Acme.com", "bücher.test"])).to.equal("create");
    expect(bench.calls.slice(0, 2)).to.deep.equal(["list", "website"]);
    expect(bench.writes).to.have.members(["map acme.com", "map xn--bcher-kva.test"]);
    expect(set.id).to.equal(`${ORG}/${SITE}`);
    expect(set.outputs).to.deep.equal({
      domains: { "acme.com": true, "xn--bcher-kva.test": true },
      organizationId: ORG,
      websiteId: SITE,
      names: ["acme.com", "xn--bcher-kva.test"],
      adopted: [],
      failed: {},
      addresses: ["192.0.2.20", "2001:db8::20"],
      panel: bench.panel.host,
    });
  });

  it("stays as it is without a call, also where it is declared in another way", async () => {
    expect(await up({ "ACME.com.": {}, "Bücher.test": true }, { websiteId: SITE.toUpperCase() })).to.equal(
      "same",
    );
    expect(bench.calls).to.deep.equal([]);
  });

  it("gets and loses names", async () => {
    expect(await up(["acme.com", "globex.com"])).to.equal("update");
    expect(bench.calls).to.deep.equal(["list", "unmap", "website", "map globex.com", "list"]);
    expect(bench.mapped()).to.deep.equal(["acme.com", "globex.com"]);
  });

  it("gets options in place, and a redirect waits for its certificate", async () => {
    const domains = {
      "acme.com": { kind: "addon", documentRoot: "shop" },
      "globex.com": { forceHttps: true },
    };
    const host = await bench.run();
    expect(await set.declare(host, { domains })).to.equal("update");
    expect(bench.calls).to.deep.equal(["list", "website", "change kind=addon documentRoot=shop", "list"]);
    expect(host.output).to.match(/globex\.com: forceHttps waits for the certificate/);
    expect(await up(domains)).to.equal("same");
    bench.panel.domain("globex.com").certificate = issuedCertificate("globex.com");
    expect(await set.refresh(await bench.run())).to.equal(true);
    expect(set.inputs?.domains).to.deep.equal({ ...domains, "globex.com": { forceHttps: false } });
    expect(await up(domains)).to.equal("update");
    expect(bench.writes).to.deep.equal(["force true"]);
    expect(await up(domains)).to.equal("same");
  });

  it("is partly there where a name cannot be had, and is mended", async () => {
    const host = await bench.run();
    const names = ["acme.com", "globex.com", TAKEN];
    const { initFailed, message } = await failure(set.declare(host, { domains: names }));
    expect(initFailed).to.include({ id: `${ORG}/${SITE}` });
    expect(set.reasons.join()).to.match(/^update shop\.example\.org on .*in use by another organization/);
    expect(message).not.to.match(/^ +at /m);
    expect(set.outputs).to.deep.include({
      domains: { "acme.com": true, "globex.com": true },
      names: ["acme.com", "globex.com"],
    });
    expect(set.outputs.failed).to.have.all.keys(TAKEN);
    expect(await set.refresh(await bench.run())).to.equal(true);
    expect(await up(["acme.com", "globex.com"])).to.equal("same");
  });

  it("is read, with what somebody did by hand", async () => {
    bench.panel.setDomains(SITE, ["globex.com", "stray.com"]);
    expect(await set.refresh(await bench.run())).to.equal(true);
    expect(bench.calls).to.deep.equal(["list", "website"]);
    expect(set.inputs?.domains).to.deep.equal({ "globex.com": true });
    expect(await up(["acme.com", "globex.com"])).to.equal("update");
    expect(bench.writes).to.deep.equal(["map acme.com"]);
  });

  it("becomes exclusive, and removes what a refresh has recorded", async () => {
    const exclusive = { exclusive: true };
    expect(await up(["acme.com", "globex.com"], exclusive)).to.equal("update");
    expect(bench.calls).to.deep.equal([]);
    await set.refresh(await bench.run());
    expect(set.inputs?.domains).to.deep.include({ "stray.com": "unmanaged" });
    expect(await up(["acme.com", "globex.com"], exclusive)).to.equal("update");
    expect(bench.calls).to.deep.equal(["list", "unmap", "list"]);
    expect(bench.mapped()).to.have.members(["acme.com", "globex.com"]);
  });

  it("shows what is not known yet as changes", async () => {
    const host = (await bench.run()).as(SET_PROVIDER);
    for (const domains of [
      UNKNOWN,
      ["acme.com", UNKNOWN],
      { "acme.com": UNKNOWN },
      { "acme.com": { kind: UNKNOWN } },
    ]) {
      const { inputs, failures } = await host.check("set", set.inputs, { domains, __declaration: "set#1" });
      expect(failures).to.deep.equal([]);
      expect(await host.diff(set.id, set.outputs, inputs)).to.include({ changes: true });
    }
    expect(bench.calls).to.deep.equal([]);
  });

  it("goes from a website before it comes to another, since a panel holds a name once", async () => {
    expect(await up(["acme.com", "globex.com"], OTHER)).to.equal("replace, delete first");
    expect(bench.calls.slice(0, 6)).to.deep.equal(["list", "website", "list", "unmap", "unmap", "list"]);
    expect(bench.mapped()).to.deep.equal([]);
    expect(bench.mapped(OTHER.websiteId)).to.include.members(["acme.com", "globex.com"]);
  });

  it("comes to another website with other names before it goes", async () => {
    expect(await up(["new.com"])).to.equal("replace");
    expect(bench.writes).to.deep.equal(["map new.com", "unmap", "unmap"]);
    expect(bench.mapped(OTHER.websiteId)).not.to.include("acme.com");
  });

  it("is looked up by its id alone", async () => {
    const host = (await bench.run()).as(SET_PROVIDER);
    const { id, properties } = await host.read(`${ORG}/${SITE}`, {});
    expect(id).to.equal(`${ORG}/${SITE}`);
    expect(properties).to.deep.include({ names: ["new.com"], domains: { "new.com": true } });
    const missing = await failure(host.read(`${ORG}/${ORG}`, {}));
    expect(missing.message).to.match(/^read the set on .*There is no such website/);
  });

  it("is deleted, which succeeds also where all is gone already", async () => {
    const { id, outputs } = set;
    const host = await bench.run();
    await set.destroy(host);
    expect(bench.calls).to.deep.equal(["list", "unmap", "list"]);
    expect(bench.mapped()).to.deep.equal([]);
    await host.as(SET_PROVIDER).delete(id, outputs);
    expect(bench.writes).to.deep.equal(["unmap"]);
  });
});

describe("Enhance: names that go between a set and a single domain in one run", function () {
  this.timeout(60_000);
  let bench: EnhanceBench;
  let set: Resource;
  let single: Resource;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
    set = new Resource("set", "enhanceDomains");
    single = new Resource("single", "enhanceDomain");
  });
  afterEach(() => bench?.close());

  it("come into the set, and the single's delete leaves them", async () => {
    const first = await bench.run();
    await single.declare(first, { domain: "a.com" });
    await set.declare(first, { domains: ["b.com"] });
    const host = await bench.run();
    await set.declare(host, { domains: ["a.com", "b.com"] });
    await single.destroy(host);
    expect(bench.writes).to.deep.equal([]);
    expect(bench.mapped()).to.have.members(["a.com", "b.com"]);
  });

  it("leave the set only for the single, also where the set's update comes first", async () => {
    await set.declare(await bench.run(), { domains: ["a.com", "b.com"] });
    const host = await bench.run();
    set.elsewhere = { names: ["a.com"], unknown: [] };
    await Promise.all([set.declare(host, { domains: ["b.com"] }), single.declare(host, { domain: "a.com" })]);
    expect(bench.writes).to.deep.equal([]);
    expect(bench.mapped()).to.have.members(["a.com", "b.com"]);
    expect([set.outputs.names, single.outputs.names]).to.deep.equal([["b.com"], ["a.com"]]);
  });

  it("are not recorded as unmanaged by an exclusive set, whichever is read first", async () => {
    const first = await bench.run();
    await single.declare(first, { domain: "a.com" });
    await set.declare(first, { domains: ["b.com"], exclusive: true });
    const host = await bench.run();
    await Promise.all([set.refresh(host), single.refresh(host)]);
    expect(set.inputs?.domains).to.deep.equal({ "b.com": true });
    expect(bench.calls).to.have.members(["list", "website"]);
  });
});
