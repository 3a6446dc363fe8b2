import { expect } from "chai";
import { EnhanceBench, serverOn, tokens, websiteOn } from "../../support/enhance";

describe("a token", () => {
  let bench: EnhanceBench;
  afterEach(() => bench.close());

  const ROLES = [
    tokens.owner,
    tokens.superAdmin,
    tokens.siteAccess,
    tokens.sysadmin,
    tokens.masterOwner,
  ] as const;
  for (const token of ROLES) {
    it(`of a role that may map domains does all of it: ${token}`, async () => {
      bench = await EnhanceBench.start({}, (panel) => ({ ...websiteOn(panel), "enhance:apiToken": token }));
      const domain = bench.single();
      await domain.declare({ domain: "acme.com", kind: "addon" });
      bench.next();
      await domain.refresh();
      await domain.declare({ domain: "acme.com", kind: "alias" });
      bench.next();
      await domain.destroy();
      expect(bench.mapped).to.deep.equal([]);
    });
  }

  it("goes with every call, those under /v2 too, and stands in no output", async () => {
    bench = await EnhanceBench.start();
    const domain = bench.single();
    await domain.declare({ domain: "acme.com", forceHttps: false });
    Object.assign(bench.panel.domain("acme.com"), { forceHttps: true, mappingKind: "addon" });
    bench.next();
    await domain.refresh();
    await domain.declare({ domain: "acme.com", forceHttps: false, kind: "alias" });
    expect(bench.writes).to.deep.equal(["change kind=alias", "force false"]);
    const credentials = bench.panel.log.map(({ credential, authenticated }) => ({
      credential,
      authenticated,
    }));
    expect(new Set(credentials.map((one) => JSON.stringify(one)))).to.deep.equal(
      new Set([JSON.stringify({ credential: "bearer", authenticated: true })]),
    );
    expect(JSON.stringify([domain.id, domain.inputs, domain.outputs])).not.to.contain(tokens.owner);
  });

  it("may be another in the next run without any difference", async () => {
    bench = await EnhanceBench.start();
    const domain = bench.single();
    await domain.declare({ domain: "acme.com" });
    bench.next({ ...websiteOn(bench.panel), "enhance:apiToken": tokens.superAdmin });
    expect(await domain.declare({ domain: "acme.com" })).to.equal("same");
    expect(bench.calls).to.deep.equal([]);
    expect(await domain.refresh()).to.equal(true);
  });

  it("needs no right to see one mapping by its id, which the list shows as well", async () => {
    bench = await EnhanceBench.start();
    Object.assign(bench.panel.state.settings.access, {
      getWebsiteDomainMapping: { roles: [], sites: false },
    });
    const domain = bench.single();
    await domain.declare({ domain: "acme.com", kind: "addon" });
    bench.next();
    expect(await domain.refresh()).to.equal(true);
    await domain.destroy();
    expect(bench.mapped).to.deep.equal([]);
  });

  it("of the master organization is what a server needs", async () => {
    bench = await EnhanceBench.start({}, (panel) => ({
      ...serverOn(panel),
      "enhance:apiToken": tokens.masterOwner,
    }));
    await bench.single().declare({ domain: "acme.com" });
    expect(bench.added).to.deep.equal(["acme.com"]);
  });
});
