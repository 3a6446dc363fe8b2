import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import type { Resource } from "../support/engine";
import { EnhanceHarness, ORG, SITE } from "../support/enhance";
import { ACCOUNT, HestiaHarness, N, S } from "../support/hestia";

const PREVIEW = { isPreview: true };

/** The previews of a program's resources, one after the other; each knows how many there are. */
async function preview(...resources: readonly [Resource, object][]): Promise<void> {
  for (const [resource, args] of resources) {
    resource.program = { ...PREVIEW, declarations: resources.length };
    await resource.plan({ ...args });
  }
}

describe("what an update will fail by, on Hestia", () => {
  let harness: HestiaHarness;
  const begin = /^As the panel is now, an update will fail: /;
  beforeEach(async () => {
    harness = await HestiaHarness.start();
    harness.detectsDrift = true;
    harness.nextRun();
  });
  afterEach(() => harness.close());
  const webDomain = (name: string) => harness.panel.state.users[ACCOUNT]?.webDomains[name] ?? {};

  it("is told once for each cause when all resources have been checked: names of another web domain", async () => {
    harness.panel.setAliases(ACCOUNT, S, ["a.test", "b.test"]);
    await preview(
      [harness.single("one"), { domain: "a.test" }],
      [harness.set("two"), { domains: ["b.test", "c.test"] }],
    );
    expect(harness.messages).to.have.length(1);
    expect(harness.messages[0])
      .to.match(begin)
      .and.match(
        /: <name> is an alias of web domain second\.example\.com[\s\S]* {2}During create of a\.test, b\.test on /,
      );
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("is not told of names that the run moves, whichever resource is checked first", async () => {
    const [from, to] = [harness.set("from"), harness.set("to")];
    await from.declare({ domains: ["a.test", "b.test"], webDomain: S });
    await to.declare({ domains: ["c.test"] });
    const news: [Resource, object][] = [
      [from, { domains: ["b.test"], webDomain: S }],
      [to, { domains: ["a.test", "c.test"] }],
    ];
    for (const order of [news, [...news].reverse()]) {
      harness.nextRun();
      await preview(...order);
      expect(harness.messages).to.deep.equal([]);
    }
  });

  it("is not told of a resource that moves with its own name", async () => {
    const alias = harness.single();
    await alias.declare({ domain: "a.test", webDomain: S });
    harness.nextRun();
    await preview([alias, { domain: "a.test" }]);
    expect(harness.messages).to.deep.equal([]);
  });

  it("is told neither by an update, nor where drift is not looked for, nor with --target", async () => {
    harness.panel.setAliases(ACCOUNT, S, ["a.test"]);
    await harness.single().plan({ domain: "a.test" });
    const target = harness.single();
    // The engine leaves the other resource out.
    target.program = { isPreview: true, declarations: 2 };
    await target.plan({ domain: "a.test" });
    harness.detectsDrift = false;
    harness.nextRun();
    await preview([harness.single(), { domain: "a.test" }]);
    expect(harness.messages).to.deep.equal([]);
    expect(harness.calls).to.deep.equal([]);
  });

  for (const [what, prepare, expected] of [
    [
      "a web domain that is missing",
      () => delete harness.panel.state.users[ACCOUNT]?.webDomains[N],
      /has no web domain network/,
    ],
    [
      "an account that is missing",
      () => delete harness.panel.state.users[ACCOUNT],
      /account tenant1|user tenant1/,
    ],
    [
      "a web domain that is suspended",
      () => Object.assign(webDomain(N), { suspended: true }),
      /is suspended/,
    ],
    [
      "a web domain that is full",
      () => harness.panel.setAliases(ACCOUNT, N, [`${"a".repeat(60)}.test,`.repeat(990)]),
      /would be too long/,
    ],
  ] as const) {
    it(`is ${what}`, async () => {
      prepare();
      await preview(
        [harness.single("one"), { domain: "a.test" }],
        [harness.single("two"), { domain: "b.test" }],
      );
      expect(harness.messages.filter((line) => begin.test(line))).to.have.length(1);
      expect(harness.messages.join("\n")).to.match(expected);
    });
  }

  it("is a list that the credential does not get, which is said once", async () => {
    harness.nextRun({ ...harness.config, "hestia:secretKey": "wrong".padEnd(40, "0") });
    await preview(
      [harness.single("one"), { domain: "a.test" }],
      [harness.single("two"), { domain: "b.test", webDomain: S }],
    );
    expect(harness.messages).to.have.length(1);
    expect(harness.messages[0]).to.match(/^Drift was not looked for, [\s\S]*Check the credential/);
    expect(harness.calls).to.have.length(1);
  });
});

describe("what an update will fail by, on Enhance", () => {
  let harness: EnhanceHarness;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    harness.detectsDrift = true;
    harness.nextRun();
  });
  afterEach(() => harness.close());
  const { otherWebsiteId } = demoEnhance;
  const website = () => {
    const found = harness.panel.state.websites[SITE];
    if (found === undefined) throw new Error("the panel has no such website");
    return found;
  };

  it("is a name that another organization has: each new name is asked for, up to ten", async () => {
    harness.panel.setDomains(otherWebsiteId, ["n0.test", "n1.test", "n11.test"]);
    const domains = Array.from({ length: 12 }, (_, index) => `n${index}.test`);
    await preview([harness.set(), { domains }]);
    expect(harness.messages).to.have.length(1);
    expect(harness.messages[0]).to.match(
      /: The domain is in use by another organization[\s\S]* {2}During create of n0\.test, n1\.test on /,
    );
    expect(harness.calls.filter((call) => call.startsWith("who has"))).to.have.length(10);
  });

  it("is a quota with less room than names are to come", async () => {
    const { subscriptionId = 0 } = website();
    const { limits = {} } = harness.panel.state.orgs[ORG]?.subscriptions[subscriptionId] ?? {};
    Object.assign(limits, { domainAliases: 1 });
    await preview([harness.set(), { domains: ["a.test", "b.test"] }]);
    expect(harness.messages).to.have.length(1);
    expect(harness.messages[0]).to.match(
      /room for 1 more domain aliases, and 2 are to come\.\n {2}Raise domainAliases/,
    );
  });

  it("is no quota where names leave in the same run, or are of another kind", async () => {
    const { subscriptionId = 0 } = website();
    const { limits = {} } = harness.panel.state.orgs[ORG]?.subscriptions[subscriptionId] ?? {};
    const set = harness.set();
    await set.up(["a.test", "b.test"]);
    Object.assign(limits, { domainAliases: 2 });
    harness.nextRun();
    await preview([set, { domains: ["c.test", "d.test"] }]);
    harness.nextRun();
    const addons = Object.fromEntries(["e.test", "f.test"].map((name) => [name, { kind: "addon" }]));
    await preview([set, { domains: { "a.test": true, "b.test": true, ...addons } }]);
    expect(harness.messages).to.deep.equal([]);
  });

  for (const [what, change, expected] of [
    ["a staging copy", { kind: "staging" }, /As the panel is now, an update will fail: .*staging copy/],
    ["that is suspended, which fails nothing", { suspendedBy: ORG }, /^Website .* is suspended: domains/],
  ] as const) {
    it(`is a website ${what}`, async () => {
      Object.assign(website(), change);
      await preview([harness.set(), { domains: ["a.test", "b.test"] }]);
      expect(harness.messages).to.have.length(1);
      expect(harness.messages[0]).to.match(expected);
    });
  }
});
