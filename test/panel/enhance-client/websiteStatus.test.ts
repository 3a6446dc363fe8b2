import { expect } from "chai";
import { demoEnhance, type EnhanceWebsite } from "../../../panels/enhance";
import { testEnhanceConnection } from "../../../provider/enhance/testConnection";
import { Session } from "../../../provider/resource/session";
import { EnhanceHarness, SERVER, SITE, serverOn, tokens, websiteOn } from "../../support/enhance";
import { failureOf, messageOf } from "./errors";

/** Websites that never serve a customer's domain, and their messages. */
const NEVER: [what: string, website: Partial<EnhanceWebsite>, says: RegExp][] = [
  ["deleted", { status: "deleted" }, /was deleted, and serves nobody/],
  [
    "a server's own",
    { kind: "serverHostname" },
    /holds a server's own host names and serves no site \(kind serverHostname\)/,
  ],
  ["the control panel", { kind: "controlPanel" }, /is the control panel itself/],
  ["phpMyAdmin", { kind: "phpMyAdmin" }, /is the panel's phpMyAdmin/],
  ["the webmail", { kind: "roundcube" }, /is the panel's webmail/],
  ["a staging copy", { kind: "staging" }, /is a staging copy, which takes no domains of customers/],
];
/** Websites that are not served now and may be again. */
const LATER: [what: string, website: Partial<EnhanceWebsite>, says: RegExp][] = [
  [
    "suspended",
    { suspendedBy: demoEnhance.masterOrgId },
    /is suspended: .* lead to no site until it is unsuspended in the panel/,
  ],
  [
    "disabled",
    { status: "disabled" },
    /has the status disabled: .* lead to no site until it is active again/,
  ],
];
const CURE =
  /Give the id of the website that serves the customers: `enhance\.listWebsites\(\)` shows kind and status/;

describe("the kind and status of a website", () => {
  let harness: EnhanceHarness;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    // The master organization can list deleted websites as well.
    harness.config = { ...websiteOn(harness.panel), "enhance:apiToken": tokens.masterOwner };
    harness.nextRun();
  });
  afterEach(() => harness.close());

  const become = (website: Partial<EnhanceWebsite>) =>
    Object.assign(harness.panel.state.websites[SITE] ?? {}, website);
  const looks = () => harness.calls.filter((call) => call === "website").length;
  const tested = () => {
    const session = new Session(undefined, () => {}, {});
    session.configure({ get: (key) => harness.config[key] });
    return testEnhanceConnection(session);
  };

  for (const [what, website, says] of NEVER) {
    it(`field case 6: ${what}: neither a domain nor a set is mapped to it, and the error says what to do`, async () => {
      become(website);
      const { message } = await failureOf(harness.single().declare({ domain: "acme.com" }));
      expect(message)
        .to.match(/^create acme\.com on /)
        .and.match(says)
        .and.match(CURE);
      const set = harness.set();
      expect(await messageOf(set.up(["a.com", "b.com"])))
        .to.match(/a\.com, b\.com on /)
        .and.match(says);
      expect(harness.writes).to.deep.equal([]);
      expect(looks()).to.equal(1);
    });

    it(`field case 6: ${what}: testConnection says so`, async () => {
      become(website);
      const { ok, problems } = await tested();
      expect(ok).to.equal(false);
      expect(problems).to.have.length(1);
      expect(problems[0]).to.match(says).and.match(CURE);
    });

    it(`field case 6: ${what}: existing mappings are not changed, and a refresh says so`, async () => {
      const domain = harness.single();
      const set = harness.set();
      await domain.declare({ domain: "acme.com" });
      await set.up(["a.com"]);
      become(website);
      harness.nextRun();
      expect(await Promise.all([domain.refresh(), set.refresh()])).to.deep.equal([true, true]);
      expect(looks()).to.equal(1);
      expect(harness.messages).to.have.length(1);
      expect(harness.messages[0]).to.match(says).and.match(CURE);
      harness.nextRun();
      expect((await failureOf(domain.declare({ domain: "acme.com", kind: "addon" }))).message).to.match(says);
      expect(await messageOf(set.up(["a.com", "b.com"]))).to.match(says);
      expect(harness.writes).to.deep.equal([]);
    });
  }

  it("field case 16: an unknown status is not printed as the panel sends it", async () => {
    become({ status: "a\u202eb" as EnhanceWebsite["status"] });
    expect((await tested()).problems[0]).to.contain("has the status aU+202Eb");
  });

  it("field case 6: domains can be removed from a staging copy", async () => {
    const set = harness.set();
    await set.up(["a.com", "b.com"]);
    become({ kind: "staging" });
    harness.nextRun();
    expect(await set.up(["a.com"])).to.equal("update");
    harness.nextRun();
    await set.destroy();
    expect(harness.mapped).to.deep.equal([]);
    expect(looks()).to.equal(0);
  });

  it("field case 6: no domain is removed from a website to move to one that never serves", async () => {
    const to = { organizationId: demoEnhance.masterOrgId, websiteId: demoEnhance.hostnameWebsiteId };
    const domain = harness.single();
    await domain.declare({ domain: "acme.com" });
    harness.nextRun();
    domain.check({ domain: "acme.com", ...to });
    const { message } = await failureOf(domain.destroy());
    expect(message).to.match(/nothing was moved there: website .* holds a server's own host names/);
    expect(harness.mapped).to.deep.equal(["acme.com"]);
  });

  for (const [what, website, says] of LATER) {
    it(`field case 6: ${what}: domains are mapped, and every such run says once that they are not served`, async () => {
      become(website);
      const set = harness.set();
      await Promise.all([
        harness.single().declare({ domain: "acme.com" }),
        harness.single("other").declare({ domain: "other.com" }),
        set.up(["a.com"]),
      ]);
      expect(harness.messages).to.have.length(1);
      expect(harness.messages[0]).to.match(says);
      expect(looks()).to.equal(1);
      harness.nextRun();
      await set.up(["a.com", "b.com"]);
      expect(harness.messages).to.have.length(1);
      const { ok, problems } = await tested();
      expect(ok).to.equal(false);
      expect(problems.join()).to.match(says);
    });
  }

  it("field case 6: are read once for each website and run, and not where nothing is to do", async () => {
    const all = Array.from({ length: 6 }, (_, index) => harness.single(`c${index}.com`));
    const up = () => Promise.all(all.map((one) => one.declare({ domain: one.name })));
    await up();
    expect(looks()).to.equal(1);
    harness.nextRun();
    await up();
    expect(harness.calls).to.deep.equal([]);
  });

  it("field case 6: do not stop a run where the panel does not show them", async () => {
    Object.assign(harness.panel.state.settings.access, { getWebsite: { roles: [], sites: false } });
    await harness.single().declare({ domain: "acme.com" });
    expect(harness.mapped).to.deep.equal(["acme.com"]);
  });
});

describe("a server, in place of a website", () => {
  it("field case 6: testConnection says that its names serve nobody, and so does every run", async () => {
    const harness = await EnhanceHarness.start({}, serverOn);
    try {
      const session = new Session(undefined, () => {}, {});
      session.configure({ get: (key) => harness.config[key] });
      const { ok, problems, domains } = await testEnhanceConnection(session);
      expect({ ok, domains }).to.deep.equal({ ok: false, domains: 1 });
      expect(problems.join()).to.match(
        /are the server's own host names .* serve no customer's site\. To map customers' domains, set/,
      );
      const domain = harness.single();
      for (const [run, calls] of [
        ["create", true],
        ["same", false],
      ] as const) {
        harness.nextRun();
        expect(await domain.declare({ domain: "acme.com", serverId: SERVER })).to.equal(run);
        expect(harness.calls.length > 0).to.equal(calls);
        expect(harness.messages.join()).to.match(/, domains of a server are the server's own host names/);
      }
    } finally {
      await harness.close();
    }
  });
});
