import { expect } from "chai";
import { type CheckAnswer, declarationOf } from "../support/engine";
import { EnhanceHarness, ORG, SERVER, SITE } from "../support/enhance";
import type { Properties } from "../support/host-messages";

describe("Enhance: check", () => {
  let harness: EnhanceHarness;
  let declared = 0;
  before(async () => {
    harness = await EnhanceHarness.start();
    await harness.host();
  });
  after(() => harness?.close());
  afterEach("calls no panel", () => expect(harness.panel.log).to.deep.equal([]));

  const check = (news: Properties, olds?: Properties): Promise<CheckAnswer> => {
    declared += 1;
    return harness.run
      .on("enhanceDomain")
      .check("acme", olds, { ...news, ...declarationOf(`acme#${declared}`) });
  };
  const PLACE = { organizationId: ORG, websiteId: SITE };

  it("fills in domain, place and panel, and adds no hidden input", async () => {
    expect(await check({ domain: "acme.com" })).to.deep.equal({
      inputs: { domain: "acme.com", names: ["acme.com"], ...PLACE, panel: harness.panel.host },
      failures: [],
    });
    const server = { domain: "acme.org", serverId: SERVER, www: true };
    expect(await check(server)).to.deep.equal({
      inputs: { ...server, names: ["acme.org", "www.acme.org"], panel: harness.panel.host },
      failures: [],
    });
  });

  it("returns every input as it will be in the state", async () => {
    const news = {
      documentRoot: "shop/",
      kind: "subdomain",
      forceHttps: false,
      www: true,
      onExisting: "fail",
    };
    const { inputs, failures } = await check({ ...news, domain: " WWW.Bücher.Test. " });
    expect(failures).to.deep.equal([]);
    expect(inputs).to.deep.equal({
      ...news,
      documentRoot: "shop",
      domain: "www.xn--bcher-kva.test",
      names: ["www.xn--bcher-kva.test"],
      ...PLACE,
      panel: harness.panel.host,
    });
  });

  it("reports every problem at once, each at its property", async () => {
    const { failures } = await check({
      domain: "*.acme.com",
      kind: "primary",
      documentRoot: "/etc",
      forceHttps: "yes",
      www: false,
    });
    expect(failures.map(({ property }) => property)).to.have.members([
      "domain",
      "kind",
      "documentRoot",
      "forceHttps",
      "www",
    ]);
  });
});
