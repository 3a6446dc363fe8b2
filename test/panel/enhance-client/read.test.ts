import { expect } from "chai";
import { issuedCertificate } from "../../../panels/enhance";
import type { Resource } from "../../support/engine";
import { EnhanceBench, ORG, SITE, websiteOn } from "../../support/enhance";
import { failureOf } from "./errors";

const acme = { domain: "acme.com" };

import { error, NO_ANSWERS } from "./noAnswers";

const LIST = "getWebsiteDomainMappings";

describe("a read of a domain", () => {
  let bench: EnhanceBench;
  let domain: Resource;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
    // The DNS leads here: a refresh has nothing to look for.
    bench.panel.state.settings.newDomainDns = "Resolved";
    domain = bench.single();
    await domain.declare(acme);
    bench.next();
  });
  afterEach(() => bench.close());

  const entry = () => bench.panel.domain("acme.com");

  it("finds nothing new where nothing is, without a look at the DNS", async () => {
    const { outputs, inputs } = domain;
    expect(await domain.refresh()).to.equal(true);
    expect(domain.outputs).to.deep.equal(outputs);
    expect(domain.inputs).to.deep.equal(inputs);
    expect(bench.calls).to.deep.equal(["list", "website"]);
  });

  it("takes the domain for gone where a list does not have it, and for nothing else", async () => {
    bench.panel.setDomains(SITE, ["other.com"]);
    expect(await domain.refresh()).to.equal(false);
  });

  for (const [what, effect] of NO_ANSWERS) {
    it(`does not take the domain for gone after ${what}`, async () => {
      bench.panel.faults.add({ ...effect, operationId: LIST, times: 10 });
      const { message, cure } = await failureOf(domain.refresh());
      expect(message).to.match(
        new RegExp(`^read acme\\.com on ${bench.panel.host} \\(organization ${ORG}, `),
      );
      expect(cure).not.to.equal(undefined);
    });
  }

  it("is made a second time where the first broke off", async () => {
    for (const effect of [{ do: "hang-up", when: "after" } as const, error(502, "bad_gateway")]) {
      bench.next();
      bench.panel.faults.add({ ...effect, operationId: LIST });
      expect(await domain.refresh()).to.equal(true);
      expect(bench.calls).to.deep.equal(["list", "list", "website"]);
    }
  });

  it("shares one list with all that read at once, and with those after it", async () => {
    const names = Array.from({ length: 8 }, (_, index) => `customer${index + 1}.test`);
    const all = names.map((name) => bench.single(name));
    await Promise.all(all.map((one) => one.declare({ domain: one.name })));
    bench.next();
    expect(await Promise.all(all.map((one) => one.refresh()))).to.deep.equal(names.map(() => true));
    expect(await domain.refresh()).to.equal(true);
    expect(bench.calls).to.deep.equal(["list", "website"]);
  });

  it("looks anew after a write of the same run, and after half a minute", async () => {
    await domain.refresh();
    await bench.single("other").declare({ domain: "other.com" });
    bench.panel.clearLog();
    bench.panel.setDomains(SITE, ["other.com"]);
    expect(await domain.refresh()).to.equal(true);
    expect(bench.calls, "a list that is newer than the write").to.deep.equal([]);
    await bench.clock.sleep(31_000);
    expect(await domain.refresh()).to.equal(false);
  });

  it("never shares a list with another organization's way to the website", async () => {
    await domain.refresh();
    const wrong = bench.run
      .on("enhanceDomain")
      .read(`${bench.panel.state.websites[SITE]?.serverId}/${SITE}/acme.com`, {});
    expect((await failureOf(wrong)).message).to.match(/There is no such org/);
  });

  it("is no matter of the right to see the website: its addresses stay as they were", async () => {
    Object.assign(bench.panel.state.settings.access, { getWebsite: { roles: [], sites: false } });
    const { outputs } = domain;
    expect(await domain.refresh()).to.equal(true);
    expect(domain.outputs).to.deep.equal(outputs);
    expect(await domain.refresh()).to.equal(true);
    expect(bench.said.join()).to.match(
      /^What requiredDnsRecords lead to, the addresses of website .*, are not known: on .*did not show the website \[HTTP 403/,
    );
    expect(bench.said, "it is said once").to.have.length(1);
    bench.next();
    await bench.single("other").declare({ domain: "other.com" });
    expect(bench.mapped).to.include("other.com");
  });

  it("asks for the website again where it was not told the first time", async () => {
    bench.panel.faults.add({ ...error(403, "unauthorized"), operationId: "getWebsite" });
    await domain.refresh();
    const { requiredDnsRecords } = domain.outputs;
    bench.panel.state.servers = {};
    await domain.refresh();
    expect(domain.outputs.requiredDnsRecords).to.deep.equal([]).and.not.deep.equal(requiredDnsRecords);
  });

  it("sees a certificate, without its key and with dates as ISO has them", async () => {
    const issued = new Date("2026-08-25T10:00:00Z");
    Object.assign(entry(), { certificate: issuedCertificate("acme.com", issued) });
    await domain.refresh();
    expect(domain.outputs.certificate).to.deep.equal({
      issuer: "Let's Encrypt",
      issued: "2026-08-25T10:00:00Z",
      expires: "2026-11-23T10:00:00Z",
      names: ["acme.com", "www.acme.com"],
    });
    expect(await domain.declare(acme), "which is no change").to.equal("same");
  });

  it("shows what was set by hand as drift where it is declared, and the next up sets it back", async () => {
    const args = { ...acme, kind: "alias", documentRoot: "public_html", forceHttps: false };
    await domain.declare(args);
    Object.assign(entry(), { mappingKind: "addon", documentRoot: "shop", forceHttps: true });
    bench.next();
    await domain.refresh();
    expect(domain.inputs).to.include({ kind: "addon", documentRoot: "shop", forceHttps: true });
    expect(await domain.declare(args)).to.equal("update");
    expect(bench.writes).to.deep.equal(["change kind=alias documentRoot=public_html", "force false"]);
    expect(await domain.declare(args)).to.equal("same");
  });

  it("shows what was set by hand as no change where it is not declared", async () => {
    Object.assign(entry(), { mappingKind: "addon", documentRoot: "shop", forceHttps: true });
    const { inputs } = domain;
    await domain.refresh();
    expect(domain.inputs).to.deep.equal(inputs);
    expect(domain.outputs).to.include({ mappingKind: "addon" });
    expect(await domain.declare(acme)).to.equal("same");
    expect(bench.writes).to.deep.equal([]);
  });

  it("does not look at a new panel for what is on the old one", async () => {
    const other = await EnhanceBench.start();
    bench.next(websiteOn(other.panel));
    const { outputs } = domain;
    expect(await domain.refresh()).to.equal(true);
    expect(domain.outputs).to.deep.equal(outputs);
    expect(other.calls).to.deep.equal([]);
    expect(bench.said.join()).to.match(/acme\.com was not looked at: it was mapped on .*`pulumi up` maps it/);
    await other.close();
  });
});
