import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import { type DomainSet, EnhanceHarness, ORG, SITE } from "../../support/enhance";
import { failureOf } from "./errors";

const DOMAINS = {
  "a.com": true,
  "b.com": { kind: "addon" },
  "c.com": { documentRoot: "shop", forceHttps: false },
};

describe("a read of a set of domains", () => {
  let harness: EnhanceHarness;
  let set: DomainSet;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    // The DNS status is final, so that a refresh does not read it.
    harness.panel.state.settings.newDomainDns = "Resolved";
    set = harness.set();
    await set.up(DOMAINS);
    harness.nextRun();
  });
  afterEach(() => harness.close());

  it("shows by name what is gone or changed, and the next up repairs only that", async () => {
    harness.panel.setDomains(SITE, ["b.com", "c.com", "theirs.com"]);
    Object.assign(harness.panel.domain("b.com"), { mappingKind: "alias", documentRoot: "other" });
    Object.assign(harness.panel.domain("c.com"), { documentRoot: "public_html" });
    expect(await set.refresh()).to.equal(true);
    const seen = { "b.com": { kind: "alias" }, "c.com": { documentRoot: "public_html", forceHttps: false } };
    expect(set.inputs.domains).to.deep.equal(seen);
    expect(set.outputs).to.deep.include({ domains: seen, names: ["b.com", "c.com"] });
    harness.nextRun();
    expect(await set.up(DOMAINS)).to.equal("update");
    expect(harness.writes).to.have.members(["map a.com", "change kind=addon", "change documentRoot=shop"]);
    expect(harness.mapped).to.have.members(["a.com", "b.com", "c.com", "theirs.com"]);
    expect(await set.up(DOMAINS)).to.equal("same");
  });

  it("keeps its addresses where the panel does not return them", async () => {
    Object.assign(harness.panel.state.settings.access, { getWebsite: { roles: [], sites: false } });
    const { addresses } = set.outputs;
    await set.refresh();
    expect(set.outputs.addresses).to.deep.equal(addresses);
    expect(harness.messages.join()).to.match(
      /^What the records of the set's names lead to, the addresses of website .*, are not known: /,
    );
  });

  describe("that is a lookup", () => {
    const lookUp = (id: string) => harness.run.on("enhanceDomains").read(id, {});

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
        panel: harness.panel.host,
      });
    });

    it("finds a website that has no others", async () => {
      harness.panel.setDomains(SITE, []);
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
