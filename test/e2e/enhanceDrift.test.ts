import { expect } from "chai";
import { issuedCertificate } from "../../panels/enhance";
import { SITE } from "../support/enhance";
import { domain, EnhanceStackHarness, expectDone, stepsIn } from "./enhanceStack";

describe("changes by hand on an Enhance panel", function () {
  this.timeout(60_000);
  let harness: EnhanceStackHarness;
  before(async () => {
    harness = await EnhanceStackHarness.start({
      program:
        domain("acme", { domain: "acme.com", kind: "alias" }) +
        domain("globex", { domain: "globex.com" }) +
        domain("forced", { domain: "forced.com", forceHttps: true }),
    });
    const up = await harness.up();
    expectDone(up);
    expect(up.output).to.match(/forced\.com: forceHttps waits for the certificate/);
  });
  after(() => harness?.close());

  const ALL = ["acme.com", "globex.com", "forced.com"];
  const entry = (name: string) => harness.panel.domain(name);

  it("shows no drift at first, also with a redirect that waits for its certificate", async () => {
    expectDone(await harness.refresh("--expect-no-changes"));
    expect(harness.calls).to.deep.equal(["list", "website"]);
    expectDone(await harness.up("--expect-no-changes"));
    expect(harness.calls).to.deep.equal(["websites", "list"]);
  });

  it("is found by a refresh, with one list for all domains, where a declared option or a domain is affected", async () => {
    harness.panel.setDomains(SITE, ["acme.com", "forced.com", "theirs.com"]);
    entry("acme.com").mappingKind = "addon";
    const refresh = await harness.refresh();
    expectDone(refresh);
    expect(refresh.output)
      .to.match(/- +pulumi-nodejs:dynamic\/enhance:Domain globex deleted/)
      .and.to.match(/enhance:Domain acme updated .*~kind/);
    expect(harness.calls).to.deep.equal(["list", "website"]);
  });

  it("is previewed as the steps that repair it", async () => {
    const preview = await harness.preview("--diff");
    expect(stepsIn(preview)).to.have.members(["update acme", "create globex"]);
    expect(preview.output).to.match(/~ kind +: "addon" => "alias"/);
    expect(harness.writes).to.deep.equal([]);
  });

  it("is repaired by the next up, which leaves the names of others alone", async () => {
    const up = await harness.up();
    expectDone(up);
    expect(stepsIn(up)).to.have.members(["update acme", "create globex"]);
    expect(harness.writes).to.have.members(["change kind=alias", "map globex.com"]);
    expect(harness.mapped()).to.have.members([...ALL, "theirs.com"]);
  });

  it("is left alone where it is not declared; a redirect is applied once there is a certificate", async () => {
    Object.assign(entry("globex.com"), { mappingKind: "addon", documentRoot: "shop", forceHttps: true });
    entry("forced.com").certificate = issuedCertificate("forced.com");
    const up = await harness.up("--refresh");
    expectDone(up);
    expect(harness.writes).to.deep.equal(["force true"]);
    expect(entry("forced.com").forceHttps).to.equal(true);
    expect(entry("globex.com")).to.include({ mappingKind: "addon", documentRoot: "shop" });
    expectDone(await harness.up("--refresh", "--expect-no-changes"));
  });

  it("takes nothing for gone where the website is not found", async () => {
    const website = harness.panel.state.websites[SITE];
    Object.assign(website ?? {}, { status: "deleted" });
    const refresh = await harness.refresh();
    expect(refresh.code).not.to.equal(0);
    expect(refresh.output).to.match(/There is no such website[\s\S]*?During read of \w+\.com on /);
    expect(await harness.stack.resources()).to.have.length(3);
    Object.assign(website ?? {}, { status: "active" });
  });

  it("does not fail a destroy when all is already gone", async () => {
    harness.panel.setDomains(SITE, []);
    expectDone(await harness.destroy());
    expect(harness.writes).to.deep.equal([]);
  });
});
