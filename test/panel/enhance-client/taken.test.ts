import { expect } from "chai";
import { demoEnhance, type EnhanceSettings, enhanceDomain, enhanceWebsite } from "../../../panels/enhance";
import { EnhanceHarness, ORG, SERVER, SITE } from "../../support/enhance";
import { failureOf } from "./errors";

describe("a domain that another website has", () => {
  let harness: EnhanceHarness;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
  });
  afterEach(() => harness.close());

  const OTHER_SITE = "11111111-2222-4333-8444-555555555555";
  const withOwnWebsite = () => {
    const { state } = harness.panel;
    const domain = enhanceDomain({
      domain: "acme.com",
      orgId: ORG,
      websiteId: OTHER_SITE,
      mappingKind: "primary",
    });
    state.websites[OTHER_SITE] = enhanceWebsite({ id: OTHER_SITE, orgId: ORG, serverId: SERVER });
    state.domains[domain.id] = domain;
  };
  const set = (settings: Partial<EnhanceSettings>) => () =>
    Object.assign(harness.panel.state.settings, settings);

  const HOLDERS: [what: string, domain: string, expected: RegExp, cure: RegExp, prepare?: () => void][] = [
    [
      "another website of the organization",
      "acme.com",
      new RegExp(`: the domain is in use by website ${OTHER_SITE} of the same organization \\[HTTP 409`),
      /If this resource takes the place of another one of the stack/,
      withOwnWebsite,
    ],
    [
      "another organization",
      demoEnhance.otherDomains[1],
      /: the domain is in use by another organization of this panel \[HTTP 409, code already_exists\]/,
      /must be removed there first/,
    ],
    [
      "another organization, returned with a null beside it",
      demoEnhance.otherDomains[2],
      /in use by another organization/,
      /must be removed there first/,
      () => set({ nullWebsiteId: true })(),
    ],
    [
      "a website that was deleted",
      demoEnhance.deletedDomains[1],
      /: the domain is held by a website that was deleted, and is kept with it/,
      /Purge the deleted website in the panel, or restore it and remove the domain there/,
    ],
    [
      "no website, since the panel does not allow it",
      "prohibited.example",
      /: the panel does not allow this domain \[HTTP 400, code invalid_argument\]/,
      /administrator has to allow it/,
    ],
    [
      "another organization, by an undocumented status and code",
      demoEnhance.otherDomains[1],
      /in use by another organization of this panel \[HTTP 422, code domain_taken\]/,
      /must be removed there first/,
      () => set({ duplicate: { status: 422, code: "domain_taken" } })(),
    ],
    [
      "another organization, by code alone",
      demoEnhance.otherDomains[1],
      /in use by another organization of this panel \[HTTP 400, code already_exists\]/,
      /must be removed there first/,
      () => set({ duplicate: { status: 400, code: "already_exists" } })(),
    ],
  ];
  for (const [what, domain, expected, cure, prepare] of HOLDERS) {
    it(`is reported as held by ${what}`, async () => {
      prepare?.();
      const { message, cure: advice } = await failureOf(harness.single().declare({ domain }));
      expect(message).to.match(expected);
      expect(advice).to.match(cure);
      expect(harness.calls.slice(0, 3)).to.deep.equal(["list", "website", `map ${domain}`]);
      expect(harness.mapped).to.deep.equal([]);
    });
  }

  it("is reported in the panel's words where the token may not ask for the holder", async () => {
    Object.assign(harness.panel.state.settings.access, { checkDomain: { roles: [] } });
    const domain = demoEnhance.otherDomains[1];
    const { message } = await failureOf(harness.single().declare({ domain }));
    expect(message).to.match(
      /\[HTTP 409, code already_exists\]: domain already exists \(domain\)\. A panel holds/,
    );
  });

  it("is reported as the www name of a mapped domain, which the panel serves as well", async () => {
    harness.panel.setDomains(SITE, ["acme.com"]);
    const { message } = await failureOf(harness.single().declare({ domain: "www.acme.com" }));
    expect(message).to.match(/the panel serves www\.acme\.com along with acme\.com, which it has already/);
    expect(message).to.match(/Leave www\.acme\.com out of the program/);
  });
});
