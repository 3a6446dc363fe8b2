import { expect } from "chai";
import { demoEnhance, issuedCertificate } from "../../../panels/enhance";
import { type DomainSet, EnhanceHarness, ORG, PLACE, SITE } from "../../support/enhance";
import { messageOf, reasonOf } from "./errors";

const many = (count: number) => Array.from({ length: count }, (_, index) => `customer${index + 1}.test`);

describe("a set of domains of a website", () => {
  let harness: EnhanceHarness;
  let set: DomainSet;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    set = harness.set();
  });
  afterEach(() => harness.close());

  const entry = (name: string) => harness.panel.domain(name);
  /** The number of calls of each kind, without names. */
  const counts = () => {
    const counted: Record<string, number> = {};
    for (const call of harness.calls.map((one) => one.split(" ")[0] ?? one))
      counted[call] = (counted[call] ?? 0) + 1;
    return counted;
  };

  for (const count of [1, 50, 400]) {
    it(`of ${count} is created with one list before and one after, each name by one call`, async () => {
      // As they come from the engine, in order.
      const names = many(count).sort();
      expect(await set.up(names)).to.equal("create");
      expect(counts()).to.deep.equal({ list: 2, map: count, website: 1 });
      expect(harness.calls[0]).to.equal("list");
      expect(harness.calls[1]).to.equal("website");
      expect(harness.calls.at(-1)).to.equal("list");
      expect(harness.mapped).to.have.members(names);
      const { id, outputs } = set;
      expect(id).to.equal(`${ORG}/${SITE}`);
      expect(outputs).to.deep.equal({
        domains: Object.fromEntries(names.map((name) => [name, true])),
        organizationId: ORG,
        websiteId: SITE,
        names,
        adopted: [],
        failed: {},
        addresses: ["192.0.2.20", "2001:db8::20"],
        panel: harness.panel.host,
      });
      expect(await set.up(names)).to.equal("same");
      expect(harness.calls).to.have.length(count + 3);
    }).timeout(20_000);
  }

  it("never has more than two calls under way", async () => {
    await set.up(many(20));
    expect(Math.max(...harness.panel.log.map(({ inFlight }) => inFlight))).to.equal(2);
  });

  it("creates each name as it is declared, in one call", async () => {
    await set.up({
      "a.com": true,
      "b.com": { kind: "addon", documentRoot: "shop" },
      "c.com": { forceHttps: false },
    });
    expect(harness.writes).to.have.members([
      "map a.com",
      "map b.com kind=addon documentRoot=shop",
      "map c.com",
    ]);
    expect(set.outputs.domains).to.deep.equal({
      "a.com": true,
      "b.com": { kind: "addon", documentRoot: "shop" },
      "c.com": { forceHttps: false },
    });
  });

  it("adds and removes only what changed, removals first, between two lists", async () => {
    await set.up(["a.com", "b.com", "www.c.com"]);
    harness.nextRun();
    expect(await set.up(["a.com", "c.com", "d.com"])).to.equal("update");
    expect(harness.calls.slice(0, 3)).to.deep.equal(["list", "unmap", "unmap"]);
    expect(harness.writes.slice(2), "the panel maps no www name beside its domain").to.have.members([
      "map c.com",
      "map d.com",
    ]);
    expect(counts()).to.deep.equal({ list: 2, unmap: 2, map: 2, website: 1 });
    expect(harness.mapped).to.have.members(["a.com", "c.com", "d.com"]);
    expect(set.outputs.names).to.have.members(["a.com", "c.com", "d.com"]);
  });

  it("adopts existing domains, and changes them as declared", async () => {
    harness.panel.setDomains(SITE, ["a.com", "b.com"]);
    await set.up({ "a.com": true, "b.com": { kind: "addon" }, "c.com": true });
    expect(harness.calls).to.deep.equal([
      "list",
      "website",
      "map c.com",
      "list",
      "change kind=addon",
      "list",
    ]);
    expect(set.outputs).to.deep.include({ adopted: ["a.com", "b.com"] });
    expect(set.outputs.domains).to.deep.include({ "b.com": { kind: "addon" } });
  });

  it("leaves the website's own domains alone, with the reason", async () => {
    const names = [demoEnhance.domain, demoEnhance.previewDomain, "a.com"];
    const before = structuredClone([demoEnhance.domain, demoEnhance.previewDomain].map(entry));
    const reason = await reasonOf(set.up(Object.fromEntries(names.map((name) => [name, { kind: "addon" }]))));
    expect(reason)
      .to.contain("the domain is the website's primary one, which is not a mapping to adopt")
      .and.contain("the domain is the website's preview, which the panel makes and removes itself")
      .and.not.contain("pulumi state delete");
    expect([demoEnhance.domain, demoEnhance.previewDomain].map(entry)).to.deep.equal(before);
    expect(set.outputs.names).to.deep.equal(["a.com"]);
  });

  it("changes options in place, each name's own, proven by one list", async () => {
    await set.up({ "a.com": { kind: "alias" }, "b.com": true, "c.com": true });
    harness.nextRun();
    await set.up({ "a.com": { kind: "addon" }, "b.com": { documentRoot: "shop" }, "c.com": true });
    expect(harness.calls).to.deep.equal([
      "list",
      "website",
      "change kind=addon",
      "change documentRoot=shop",
      "list",
    ]);
    expect(set.outputs.domains).to.deep.equal({
      "a.com": { kind: "addon" },
      "b.com": { documentRoot: "shop" },
      "c.com": true,
    });
    harness.nextRun();
    expect(await set.up(["a.com", "b.com", "c.com"])).to.equal("update");
    expect(harness.calls, "an option that is no longer declared is left alone").to.deep.equal([]);
    expect(set.outputs.domains).to.deep.equal({ "a.com": true, "b.com": true, "c.com": true });
  });

  it("redirects to https once there is a certificate, and shows no change until a refresh has found one", async () => {
    const domains = { "a.com": { forceHttps: true }, "b.com": { forceHttps: true } };
    await set.up(domains);
    expect(harness.messages).to.deep.equal([
      "a.com, b.com: forceHttps waits for the certificate, which the panel issues once a domain's DNS leads to it. After " +
        "that, `pulumi up` applies it.",
    ]);
    expect(set.outputs.domains).to.deep.equal({
      "a.com": { forceHttps: "pending" },
      "b.com": { forceHttps: "pending" },
    });
    expect(await set.refresh()).to.equal(true);
    expect(set.inputs.domains, "which is no drift").to.deep.equal(domains);
    expect(await set.up(domains)).to.equal("same");

    entry("a.com").certificate = issuedCertificate("a.com");
    harness.nextRun();
    await set.refresh();
    expect(await set.up(domains)).to.equal("update");
    expect(harness.writes).to.deep.equal(["force true"]);
    expect(set.outputs.domains).to.deep.equal({
      "a.com": { forceHttps: true },
      "b.com": { forceHttps: "pending" },
    });
    expect(await set.up(domains)).to.equal("same");
    expect(harness.messages, "said of those that were touched").to.deep.equal([]);
  });

  it("changes onExisting and exclusive without a call", async () => {
    await set.up(["a.com"]);
    harness.nextRun();
    const { addresses } = set.outputs;
    expect(await set.up(["a.com"], { onExisting: "fail", exclusive: true })).to.equal("update");
    expect(harness.calls).to.deep.equal([]);
    expect(set.outputs).to.deep.include({ names: ["a.com"], onExisting: "fail", exclusive: true, addresses });
  });

  it("is removed with one list before and one after, whatever the names' spelling on the panel", async () => {
    await set.up([...many(20), "bücher.test"]);
    Object.assign(entry("customer1.test"), { domain: "Customer1.TEST" });
    Object.assign(entry("xn--bcher-kva.test"), { domain: "bücher.test" });
    harness.panel.setDomains(SITE, harness.mapped.slice(0, -2));
    harness.nextRun();
    const { id, outputs } = set;
    await set.destroy();
    expect(counts()).to.deep.include({ list: 2 });
    expect(harness.mapped).to.deep.equal([]);
    harness.nextRun();
    await harness.run.on("enhanceDomains").delete(id, outputs);
    expect(harness.calls, "a name that is gone takes only a list").to.deep.equal(["list"]);
  });

  it("moves to another panel without a call to the old one", async () => {
    await set.up(many(12));
    const other = await EnhanceHarness.start();
    harness.nextRun(other.config);
    expect(await set.up(many(12))).to.equal("update");
    expect(other.mapped).to.have.members(many(12));
    expect(harness.calls).to.deep.equal([]);
    expect(harness.messages).to.have.length(1);
    expect(harness.messages[0]).to.match(
      /^The set of domains of organization .* goes to .*The old panel .* keeps its mapping of customer1\.test, .* and 2 more: remove/,
    );
    await other.close();
  });

  it("fails as a whole where the website cannot be read, with the names and what to do", async () => {
    harness.nextRun({ ...harness.config, "enhance:websiteId": ORG });
    const message = await messageOf(set.up(many(5)));
    const place = PLACE.replace(SITE, ORG);
    expect(message).to.contain(
      `create customer1.test, customer2.test, customer3.test and 2 more on ${harness.panel.host} (${place}): ` +
        "the panel did not list the website's domains [HTTP 404, code not_found]: website",
    );
    expect(harness.calls).to.deep.equal(["list", "memberships", "websites"]);
  });
});
