import { expect } from "chai";
import { demoEnhance, type EnhanceFault } from "../../../panels/enhance";
import { PanelError } from "../../../provider/core/errors";
import { EnhanceAccess } from "../../../provider/enhance/access";
import { CertificateRequests } from "../../../provider/enhance/certificateRequests";
import { WebsiteDomains } from "../../../provider/enhance/website";
import { type DomainSet, EnhanceHarness, ORG, PLACE, SITE, tokens } from "../../support/enhance";
import { failedOf, messagesIn } from "../../support/messages";
import { errorOf, messageOf, reasonOf } from "./errors";

const POST = "createWebsiteMappedDomain";
const many = (count: number) => Array.from({ length: count }, (_, index) => `customer${index + 1}.test`);
const [, TAKEN] = demoEnhance.otherDomains;
const [, HELD] = demoEnhance.deletedDomains;

describe("a set of domains, some of which fail", () => {
  let harness: EnhanceHarness;
  let set: DomainSet;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    set = harness.set();
  });
  afterEach(() => harness.close());

  const failed = () => failedOf(set.outputs);
  const callsOf = (word: string) => harness.calls.filter((call) => call.startsWith(word));
  const limit = (limits: object) =>
    Object.assign(harness.panel.state.orgs[ORG]?.subscriptions[demoEnhance.subscriptionId] ?? {}, { limits });

  it("keeps what was mapped, reports each other name with its reason, and is completed by the next up", async () => {
    const reason = await reasonOf(set.up(["a.com", TAKEN, HELD, "b.com", "prohibited.example"]));
    const head = (name: string) => `create ${name} on ${harness.panel.host} (${PLACE}): `;
    expect(reason.split("\n")).to.have.length(3);
    expect(failed()).to.have.all.keys(TAKEN, HELD, "prohibited.example");
    expect(failed()[TAKEN]).to.contain(
      `${head(TAKEN)}the domain is in use by another organization of this panel`,
    );
    expect(failed()[HELD]).to.contain(`${head(HELD)}the domain is held by a website that was deleted`);
    expect(failed()["prohibited.example"]).to.contain("the panel does not allow this domain");
    expect(set.outputs).to.deep.include({
      names: ["a.com", "b.com"],
      domains: { "a.com": true, "b.com": true },
    });
    expect(callsOf("list")).to.have.length(2);

    harness.nextRun();
    expect(await set.refresh(), "which forgets that it was partial").to.equal(true);
    harness.panel.setDomains(demoEnhance.otherWebsiteId, []);
    harness.panel.state.settings.prohibited = [];
    expect(await set.up(["a.com", TAKEN, "b.com", "prohibited.example"])).to.equal("update");
    expect(harness.writes).to.have.members([`map ${TAKEN}`, "map prohibited.example"]);
    expect(failed()).to.deep.equal({});
    expect(await set.up(["a.com", TAKEN, "b.com", "prohibited.example"])).to.equal("same");
  });

  it("is not created where no name can be mapped", async () => {
    const error = await errorOf(set.up([TAKEN, HELD]));
    expect(error.name).to.equal("Error");
    expect(messagesIn(error.message)).to.have.length(2);
    expect(set.id).to.equal("");
    expect(callsOf("list"), "conflicts are looked for once").to.have.length(2);
  });

  it("reports names that fail for one reason together", async () => {
    const names = many(40);
    harness.panel.state.settings.prohibited = names;
    const reason = await reasonOf(set.up([...names, "a.com"]));
    expect(reason).to.match(
      /^create customer1\.test, customer10\.test, customer11\.test and 37 more on .*does not allow this/,
    );
    expect(Object.keys(failed())).to.have.length(40);
  });

  it("stops at a used-up quota, which is read once, and continues with what it does not affect", async () => {
    limit({ domainAliases: 5 });
    const aliases = many(60).sort();
    const reason = await reasonOf(
      set.up({ ...Object.fromEntries(aliases.map((name) => [name, true])), "addon.com": { kind: "addon" } }),
    );
    expect(reason).to.match(
      /and 52 more on .*: the subscription "Multisite" has used 5 of its 5 domainAliases/,
    );
    expect(Object.keys(failed())).to.have.length(55);
    expect(set.outputs.names).to.have.members([...aliases.slice(0, 5), "addon.com"]);
    expect(callsOf("map customer").length, "those under way when it came up").to.be.within(6, 7);
    expect(callsOf("subscription")).to.have.length(1);
    expect(callsOf("list")).to.have.length(2);
  });

  it("reads a quota again only once it may have been used up", async () => {
    limit({ domainAliases: 4 });
    harness.panel.setDomains(SITE, many(2));
    const access = harness.session.the(EnhanceAccess);
    const client = access.client(undefined);
    const website = { organizationId: ORG, websiteId: SITE };
    const requests = new CertificateRequests(client, harness.clock, () => undefined);
    const domains = new WebsiteDomains(harness.session, access, client, website, "set", requests);
    const refused = new PanelError({ kind: "rejected", panel: client.panel, what: "the panel did not" });
    const expected = async () => (await domains.judge({ domain: "new.test" }, refused)).error.failure.what;
    expect(await expected()).to.equal("the panel did not");
    await domains.add({ domain: "added1.test" });
    expect(await expected()).to.equal("the panel did not");
    expect(callsOf("subscription")).to.have.length(1);
    await domains.add({ domain: "added2.test" });
    harness.panel.setDomains(SITE, many(4));
    for (let times = 0; times < 3; times += 1)
      expect(await expected()).to.contain("has used 4 of its 4 domainAliases");
    expect(callsOf("subscription")).to.have.length(2);
  });

  for (const [status, code] of [
    [402, "payment_required"],
    [403, "unauthorized"],
    [409, "conflict"],
  ] as const) {
    it(`knows a used-up quota by whatever name the panel has for it (${status} ${code})`, async () => {
      limit({ domainAliases: 0 });
      harness.panel.state.settings.quotaExceeded = { status, code };
      const message = await messageOf(set.up(many(20)));
      expect(message).to.match(
        /^create customer1\.test, .* and 17 more on .*has used 0 of its 0 domainAliases/,
      );
      expect(callsOf("map").length).to.be.at.most(2);
    });
  }

  it("stops where the credential is refused, and each name has the reason", async () => {
    harness.panel.state.settings.access = { createWebsiteMappedDomain: { roles: ["Owner"] } };
    harness.nextRun({ ...harness.config, "enhance:apiToken": tokens.support });
    const message = await messageOf(set.up(many(30)));
    expect(message).to.match(/^create customer1\.test, .* and 27 more on .*\[HTTP 403, code unauthorized\]/);
    expect(callsOf("map").length).to.be.at.most(2);
    expect(callsOf("subscription").length).to.be.at.most(1);
    expect(callsOf("list"), "nothing can have landed").to.have.length(1);
  });

  it("stops where the credential is no longer accepted, and keeps what was mapped before", async () => {
    const fault: EnhanceFault = {
      do: "error",
      status: 401,
      code: "invalid_session_token",
      when: "before",
      operationId: POST,
    };
    harness.panel.faults.add({ ...fault, nth: 4, times: 2 });
    const reason = await reasonOf(set.up(many(30)));
    expect(reason).to.match(/ and 2\d more on .*\[HTTP 401, code invalid_session_token\]/);
    expect(callsOf("map").length).to.be.within(4, 5);
    expect(set.outputs.names).to.deep.equal(harness.mapped);
    expect(harness.mapped.length).to.be.within(3, 4);
    harness.panel.faults.clear();
    harness.nextRun();
    await set.up(many(30));
    expect(harness.mapped).to.have.members(many(30));
  });

  it("counts nothing as done that the list does not show", async () => {
    const done = { do: "answer", status: 201, body: '{"id":"x"}', contentType: "application/json" } as const;
    harness.panel.faults.add({ ...done, when: "before", operationId: POST, nth: 2 });
    const reason = await reasonOf(set.up(many(3)));
    expect(reason).to.match(/said that \S+ was added, and its list does not have it/);
    expect(set.outputs.names).to.have.length(2);
    expect(set.outputs.names).to.deep.equal(harness.mapped);
  });

  it("reports an option that the panel did not change; the state keeps the panel's value, which shows as a difference", async () => {
    harness.panel.state.settings.keepsKind = true;
    await set.up(["a.com", "b.com"]);
    harness.nextRun();
    const domains = { "a.com": { kind: "addon" }, "b.com": { documentRoot: "shop" } };
    const reason = await reasonOf(set.up(domains));
    expect(reason).to.match(/^update a\.com on .*: the panel kept kind alias in place of addon\./);
    expect(set.outputs.domains).to.deep.equal({
      "a.com": { kind: "alias" },
      "b.com": { documentRoot: "shop" },
    });
    harness.nextRun();
    await set.refresh();
    harness.panel.state.settings.keepsKind = false;
    expect(await set.up(domains)).to.equal("update");
    expect(harness.writes).to.deep.equal(["change kind=addon"]);
  });

  it("makes the other changes where one is refused", async () => {
    await set.up(many(3));
    harness.nextRun();
    const domains = Object.fromEntries(many(3).map((name) => [name, { kind: "addon" }]));
    const refused = { do: "error", status: 400, code: "invalid_argument", when: "before" } as const;
    harness.panel.faults.add({ ...refused, operationId: "updateWebsiteDomainMapping" });
    await reasonOf(set.up(domains));
    expect(Object.keys(failed())).to.have.length(1);
    expect(callsOf("change")).to.have.length(3);
    expect(callsOf("list")).to.have.length(2);
    harness.nextRun();
    await set.up(domains);
    expect(callsOf("change")).to.have.length(1);
  });

  it("reports what a delete could not remove, and the next delete removes it", async () => {
    await set.up(many(4));
    harness.nextRun();
    const gone = { do: "error", status: 404, code: "not_found", detail: "domain", when: "after" } as const;
    const refused = { do: "error", status: 400, code: "invalid_argument", when: "before" } as const;
    const operationId = "deleteWebsiteDomainMapping";
    harness.panel.faults.add({ ...gone, operationId }, { ...refused, operationId, nth: 3 });
    const message = await messageOf(set.destroy());
    const [left = ""] = harness.mapped;
    expect(harness.mapped).to.deep.equal([left]);
    expect(message).to.contain(
      `delete ${left} on ${harness.panel.host} (${PLACE}): the panel did not remove the domain`,
    );
    harness.nextRun();
    await set.destroy();
    expect(harness.mapped).to.deep.equal([]);
  });

  it("leaves a name on the panel that has become the website's primary", async () => {
    await set.up(many(3));
    harness.panel.domain("customer2.test").mappingKind = "primary";
    harness.nextRun();
    expect(await set.up(["customer1.test"])).to.equal("update");
    expect(harness.mapped).to.have.members(["customer1.test", "customer2.test"]);
    expect(harness.messages).to.deep.equal([
      "customer2.test stays on the panel: the domain is the website's primary one, which is not a mapping to adopt, change or remove.",
    ]);
    harness.panel.domain("customer1.test").mappingKind = "preview";
    harness.nextRun();
    await set.destroy();
    expect(harness.writes).to.deep.equal([]);
    expect(harness.panel.domains(SITE)).to.include("customer1.test");
  });
});
