import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import type { Resource } from "../../support/engine";
import { type DomainSet, EnhanceHarness, SITE, serverOn } from "../../support/enhance";
import { failureOf, messageOf, reasonOf } from "./errors";

const LIST = "getWebsiteDomainMappings";
const NOTHING = /the website's list has not even its primary domain, so it does not tell what is mapped/;
const FORGET = /`pulumi state delete <urn>` forgets the resource\.$/;

describe("a list of a website that has not even the primary domain", () => {
  let harness: EnhanceHarness;
  let domain: Resource;
  let set: DomainSet;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    domain = harness.single();
    set = harness.set();
    await domain.declare({ domain: "acme.com" });
    await set.up(["a.com", "b.com"]);
    harness.nextRun();
  });
  afterEach(() => harness.close());

  const empty = (times: number) =>
    harness.panel.faults.add({
      do: "answer",
      status: 200,
      contentType: "application/json",
      body: '{"items":[]}',
      when: "before",
      operationId: LIST,
      times,
    });

  it("field case 22: fails a refresh, which takes no resource for gone and says what to do", async () => {
    for (const one of [domain, set]) {
      harness.nextRun();
      empty(1);
      expect((await failureOf(one.refresh())).message)
        .to.match(/^read (acme\.com|the set) on /)
        .and.match(NOTHING)
        .and.match(/Look in the panel: where it shows the domains, run the command again\. /)
        .and.match(FORGET);
      harness.nextRun();
      expect(await one.refresh(), "the command again").to.equal(true);
    }
  });

  it("field case 22: takes no resource for gone where only the preview domain is listed", async () => {
    delete harness.panel.state.domains[harness.panel.domain(demoEnhance.domain).id];
    harness.panel.setDomains(SITE, []);
    for (const { id, domain: name } of Object.values(harness.panel.state.domains))
      if (["acme.com", "a.com", "b.com", demoEnhance.domain].includes(name))
        delete harness.panel.state.domains[id];
    for (const one of [domain, set]) expect((await failureOf(one.refresh())).message).to.match(NOTHING);
  });

  it("field case 22: proves no delete, before or after the call", async () => {
    empty(1);
    expect((await failureOf(domain.destroy())).message)
      .to.match(/^delete acme\.com/)
      .and.match(NOTHING);
    expect(harness.writes).to.deep.equal([]);
    empty(1);
    expect(await messageOf(set.destroy()))
      .to.match(/^delete a\.com, b\.com on /)
      .and.match(NOTHING);
    expect(harness.writes).to.deep.equal([]);
    expect(harness.mapped).to.have.members(["acme.com", "a.com", "b.com"]);
    harness.panel.faults.add({
      do: "hook",
      when: "after",
      operationId: "deleteWebsiteDomainMapping",
      run: () => empty(1),
    });
    expect((await failureOf(domain.destroy())).message).to.match(NOTHING);
    await domain.destroy();
    await set.destroy();
    expect(harness.mapped).to.deep.equal([]);
  });

  it("field case 22: proves no create, whose error does not say to delete the resource from the state", async () => {
    empty(1);
    const failure = await failureOf(harness.single("new").declare({ domain: "new.com" }));
    expect(failure.message).to.match(NOTHING).and.not.match(FORGET);
    expect(harness.writes).to.deep.equal([]);
    harness.panel.faults.add({
      do: "hook",
      when: "after",
      operationId: "createWebsiteMappedDomain",
      run: () => empty(1),
    });
    expect(await reasonOf(set.up(["a.com", "b.com", "c.com"]))).to.match(NOTHING);
    expect(await set.up(["a.com", "b.com", "c.com"])).to.equal("update");
    expect(harness.mapped).to.have.members(["acme.com", "a.com", "b.com", "c.com"]);
  });
});

describe("a list of a server that has not even its own host name", () => {
  let harness: EnhanceHarness;
  afterEach(() => harness.close());

  for (const shape of ["hostnames", "legacy", "guide"] as const) {
    it(`field case 22: takes no name for gone, and proves no delete (${shape})`, async () => {
      harness = await EnhanceHarness.start({}, serverOn);
      harness.panel.state.settings.serverDomains.shape = shape;
      const domain = harness.single();
      await domain.declare({ domain: "acme.com" });
      harness.nextRun();
      const all = harness.panel.state.domains;
      harness.panel.state.domains = {};
      const nothing = /the server's list has not even its own host name/;
      expect((await failureOf(domain.refresh())).message)
        .to.match(nothing)
        .and.match(FORGET);
      expect((await failureOf(domain.destroy())).message)
        .to.match(nothing)
        .and.match(FORGET);
      harness.panel.state.domains = all;
      harness.nextRun();
      expect(await domain.refresh()).to.equal(true);
      await domain.destroy();
      expect(harness.added).to.deep.equal([]);
    });
  }
});
