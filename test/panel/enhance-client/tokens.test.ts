import { expect } from "chai";
import { EnhanceHarness, serverOn, tokens, websiteOn } from "../../support/enhance";

describe("a token", () => {
  let harness: EnhanceHarness;
  afterEach(() => harness.close());

  const ROLES = [
    tokens.owner,
    tokens.superAdmin,
    tokens.siteAccess,
    tokens.sysadmin,
    tokens.masterOwner,
  ] as const;
  for (const token of ROLES) {
    it(`of a role that may map domains does all of it: ${token}`, async () => {
      harness = await EnhanceHarness.start({}, (panel) => ({
        ...websiteOn(panel),
        "enhance:apiToken": token,
      }));
      const domain = harness.single();
      await domain.declare({ domain: "acme.com", kind: "addon" });
      harness.nextRun();
      await domain.refresh();
      await domain.declare({ domain: "acme.com", kind: "alias" });
      harness.nextRun();
      await domain.destroy();
      expect(harness.mapped).to.deep.equal([]);
    });
  }

  it("is sent with every call, also under /v2, and is in no output", async () => {
    harness = await EnhanceHarness.start();
    const domain = harness.single();
    await domain.declare({ domain: "acme.com", forceHttps: false });
    Object.assign(harness.panel.domain("acme.com"), { forceHttps: true, mappingKind: "addon" });
    harness.nextRun();
    await domain.refresh();
    await domain.declare({ domain: "acme.com", forceHttps: false, kind: "alias" });
    expect(harness.writes).to.deep.equal(["change kind=alias", "force false"]);
    const credentials = harness.panel.log.map(({ credential, authenticated }) => ({
      credential,
      authenticated,
    }));
    expect(new Set(credentials.map((one) => JSON.stringify(one)))).to.deep.equal(
      new Set([JSON.stringify({ credential: "bearer", authenticated: true })]),
    );
    expect(JSON.stringify([domain.id, domain.inputs, domain.outputs])).not.to.contain(tokens.owner);
  });

  it("may be rotated between runs without any difference", async () => {
    harness = await EnhanceHarness.start();
    const domain = harness.single();
    await domain.declare({ domain: "acme.com" });
    harness.nextRun({ ...websiteOn(harness.panel), "enhance:apiToken": tokens.superAdmin });
    expect(await domain.declare({ domain: "acme.com" })).to.equal("same");
    expect(harness.calls).to.deep.equal([]);
    expect(await domain.refresh()).to.equal(true);
  });

  it("needs no right to read a mapping by its id, as the list shows it", async () => {
    harness = await EnhanceHarness.start();
    Object.assign(harness.panel.state.settings.access, {
      getWebsiteDomainMapping: { roles: [], sites: false },
    });
    const domain = harness.single();
    await domain.declare({ domain: "acme.com", kind: "addon" });
    harness.nextRun();
    expect(await domain.refresh()).to.equal(true);
    await domain.destroy();
    expect(harness.mapped).to.deep.equal([]);
  });

  it("must be the master organization's for a server", async () => {
    harness = await EnhanceHarness.start({}, (panel) => ({
      ...serverOn(panel),
      "enhance:apiToken": tokens.masterOwner,
    }));
    await harness.single().declare({ domain: "acme.com" });
    expect(harness.added).to.deep.equal(["acme.com"]);
  });
});
