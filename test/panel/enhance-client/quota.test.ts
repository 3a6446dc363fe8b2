import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import { EnhanceHarness, ORG, SITE } from "../../support/enhance";
import { failureOf } from "./errors";

const acme = { domain: "acme.com" };
const POST = "createWebsiteMappedDomain";

describe("a quota that is used up", () => {
  let harness: EnhanceHarness;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    const subscription = harness.panel.state.orgs[ORG]?.subscriptions[demoEnhance.subscriptionId];
    Object.assign(subscription ?? {}, { limits: { domainAliases: 1, addonDomains: 0 } });
    harness.panel.setDomains(SITE, ["first.com"]);
  });
  afterEach(() => harness.close());

  for (const [status, code] of [
    [400, "resourceOutOfQuota"],
    [402, "payment_required"],
    [403, "unauthorized"],
    [409, "conflict"],
    [422, "invalid_argument"],
  ] as const) {
    it(`is reported with what to raise, whatever the panel calls it (${status} ${code})`, async () => {
      harness.panel.state.settings.quotaExceeded = { status, code };
      const { message, kind } = await failureOf(harness.single().declare(acme));
      expect(kind).to.equal("rejected");
      expect(message).to.contain(
        `: the subscription "Multisite" has used 1 of its 1 domainAliases [HTTP ${status}, code ${code}]`,
      );
      expect(message).to.match(/Raise domainAliases in the subscription or its plan/);
    });
  }

  it("is the quota of the declared kind", async () => {
    const { message } = await failureOf(harness.single().declare({ ...acme, kind: "addon" }));
    expect(message).to.contain("has used 0 of its 0 addonDomains");
    await harness.single("sub").declare({ domain: "sub.com", kind: "subdomain" });
    expect(harness.mapped).to.include("sub.com");
  });

  it("is not named as the reason where it is not used up", async () => {
    Object.assign(harness.panel.state.orgs[ORG]?.subscriptions[demoEnhance.subscriptionId]?.limits ?? {}, {
      domainAliases: null,
    });
    const fault = {
      do: "error",
      status: 403,
      code: "unauthorized",
      when: "before",
      operationId: POST,
    } as const;
    harness.panel.faults.add(fault);
    const { message } = await failureOf(harness.single().declare(acme));
    expect(message).to.match(/did not map the domain to the website \[HTTP 403, code unauthorized\]/);
    expect(message).to.match(/its role does not suffice/);
  });
});
