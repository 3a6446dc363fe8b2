import { expect } from "chai";
import { demoEnhance, issuedCertificate } from "../../panels/enhance";
import { EnhanceBench, Resource, SITE, tokens, websiteOn } from "./enhanceBench";
import { type ByHand, LIVES, type Run } from "./enhanceLives";

const NOT_OURS: readonly string[] = [...demoEnhance.otherDomains, demoEnhance.serverDomain];

for (const [life, runs] of Object.entries(LIVES)) {
  describe(`Enhance: ${life}`, function () {
    this.timeout(60_000);
    let bench: EnhanceBench;
    const resource = new Resource("acme");
    before(async () => {
      bench = await EnhanceBench.start({}, (panel) => ({
        ...websiteOn(panel),
        // Reaches the websites of all, and the servers.
        "enhance:apiToken": tokens.masterOwner,
      }));
    });
    after(() => bench?.close());

    const byHand = ({ names, set = {}, certificate }: ByHand): void => {
      const { panel } = bench;
      if (names !== undefined) panel.setDomains(SITE, [...names]);
      for (const [name, values] of Object.entries(set)) Object.assign(panel.domain(name), values);
      if (certificate !== undefined) panel.domain(certificate).certificate = issuedCertificate(certificate);
    };
    const elsewhere = () =>
      [demoEnhance.otherWebsiteId, demoEnhance.hostnameWebsiteId]
        .flatMap((id) => bench.panel.domains(id))
        .filter((name) => !NOT_OURS.includes(name));

    for (const { title, meanwhile = {}, run, does, calls, stored, second = [], outputs } of runs) {
      it(title, async () => {
        byHand(meanwhile);
        const host = await bench.run();
        const act = async (): Promise<Run["does"]> => {
          if (run === "refresh") return (await resource.refresh(host)) ? "there" : "gone";
          if (run !== "destroy") return resource.declare(host, run);
          await resource.destroy(host);
          return "done";
        };
        expect(await act()).to.equal(does);
        expect(bench.calls).to.deep.equal(calls);
        expect(bench.mapped()).to.deep.equal(stored);
        expect(elsewhere()).to.deep.equal(second);
        if (outputs !== undefined) expect(resource.outputs).to.deep.include(outputs);
        if (typeof run === "string") return;

        const said = host.output;
        expect(await resource.declare(host, run), "once more").to.equal("same");
        expect(bench.calls).to.deep.equal(calls);
        expect(host.output).to.equal(said);
        if (run.serverId === undefined && does !== "create") expect(said).to.equal("");
      });
    }
  });
}
