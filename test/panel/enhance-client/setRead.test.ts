import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import { type DomainSet, EnhanceBench, ORG, PLACE, SITE } from "../../support/enhance";
import { failureOf } from "./errors";
import { NO_ANSWERS } from "./noAnswers";

const LIST = "getWebsiteDomainMappings";
const DOMAINS = {
  "a.com": true,
  "b.com": { kind: "addon" },
  "c.com": { documentRoot: "shop", forceHttps: false },
};

describe("a read of a set of domains", () => {
  let bench: EnhanceBench;
  let set: DomainSet;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
    // The DNS leads here: a refresh has nothing to look for.
    bench.panel.state.settings.newDomainDns = "Resolved";
    set = bench.set();
    await set.up(DOMAINS);
    bench.next();
  });
  afterEach(() => bench.close());

  it("finds nothing new where nothing is", async () => {
    const { outputs, inputs } = set;
    expect(await set.refresh()).to.equal(true);
    expect(set.outputs).to.deep.equal(outputs);
    expect(set.inputs).to.deep.equal(inputs);
    expect(bench.calls).to.deep.equal(["list", "website"]);
  });

  it("shares its list with the single domains of the website, however many", async () => {
    const singles = Array.from({ length: 12 }, (_, index) => bench.single(`single${index}.com`));
    await Promise.all(singles.map((one) => one.declare({ domain: one.name })));
    bench.next();
    const all = [set, ...singles];
    expect(await Promise.all(all.map((one) => one.refresh()))).to.deep.equal(all.map(() => true));
    expect(bench.calls).to.have.members(["list", "website"]);
  });

  it("shows what is gone and what was changed by name, and the next up touches only that", async () => {
    bench.panel.setDomains(SITE, ["b.com", "c.com", "theirs.com"]);
    Object.assign(bench.panel.domain("b.com"), { mappingKind: "alias", documentRoot: "other" });
    Object.assign(bench.panel.domain("c.com"), { documentRoot: "public_html" });
    expect(await set.refresh()).to.equal(true);
    const seen = { "b.com": { kind: "alias" }, "c.com": { documentRoot: "public_html", forceHttps: false } };
    expect(set.inputs.domains).to.deep.equal(seen);
    expect(set.outputs).to.deep.include({ domains: seen, names: ["b.com", "c.com"] });
    bench.next();
    expect(await set.up(DOMAINS)).to.equal("update");
    expect(bench.writes).to.have.members(["map a.com", "change kind=addon", "change documentRoot=shop"]);
    expect(bench.mapped).to.have.members(["a.com", "b.com", "c.com", "theirs.com"]);
    expect(await set.up(DOMAINS)).to.equal("same");
  });

  it("takes the set for gone where all of its names are, and for nothing else", async () => {
    bench.panel.setDomains(SITE, ["theirs.com"]);
    expect(await set.refresh()).to.equal(false);
  });

  it("does not take a set without names for gone", async () => {
    await set.up([]);
    bench.next();
    expect(await set.refresh()).to.equal(true);
  });

  for (const [what, effect] of NO_ANSWERS) {
    it(`does not take the set for gone after ${what}`, async () => {
      bench.panel.faults.add({ ...effect, operationId: LIST, times: 10 });
      const { message } = await failureOf(set.refresh());
      expect(message).to.contain(`read the set on ${bench.panel.host} (${PLACE}): `);
    });
  }

  it("keeps the addresses that it has where the panel does not tell them", async () => {
    Object.assign(bench.panel.state.settings.access, { getWebsite: { roles: [], sites: false } });
    const { addresses } = set.outputs;
    await set.refresh();
    expect(set.outputs.addresses).to.deep.equal(addresses);
    expect(bench.said.join()).to.match(
      /^What the records of the set's names lead to, the addresses of website .*, are not known: /,
    );
  });

  it("does not look at a new panel for what is on the old one", async () => {
    const other = await EnhanceBench.start();
    bench.next(other.config);
    const { outputs } = set;
    expect(await set.refresh()).to.equal(true);
    expect(set.outputs).to.deep.equal(outputs);
    expect(other.calls).to.deep.equal([]);
    expect(bench.said.join()).to.match(/^The set of domains of .* was not looked at: it was mapped on/);
    await other.close();
  });

  describe("that is a lookup", () => {
    const lookUp = (id: string) => bench.run.on("enhanceDomains").read(id, {});

    it("finds all domains of the website but its own", async () => {
      const found = await lookUp(`${ORG}/${SITE}`);
      expect(found.id).to.equal(`${ORG}/${SITE}`);
      expect(found.properties).to.deep.include({
        domains: { "a.com": true, "b.com": true, "c.com": true },
        names: ["a.com", "b.com", "c.com"],
        adopted: [],
        addresses: ["192.0.2.20", "2001:db8::20"],
        organizationId: ORG,
        websiteId: SITE,
        panel: bench.panel.host,
      });
    });

    it("finds a website that has no others", async () => {
      bench.panel.setDomains(SITE, []);
      expect((await lookUp(`${ORG}/${SITE}`)).properties).to.deep.include({ domains: {}, names: [] });
    });

    it("fails where there is no such website, or the id is none", async () => {
      const { message } = await failureOf(lookUp(`${ORG}/${demoEnhance.deletedWebsiteId}`));
      expect(message).to.match(/^read the set on .*There is no such website, or not in this organization/);
      const error = await lookUp("a.com").catch((thrown: Error) => thrown);
      expect(error).to.match(/"a\.com" is no id of a set of Enhance domains/);
    });
  });
});
