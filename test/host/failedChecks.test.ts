import { expect } from "chai";
import type { Process } from "../support/engine";
import type { Handler } from "../support/handlers";
import { DynamicHost, type Properties, UNKNOWN } from "../support/host";
import { providerOf } from "../support/host-messages";
import { LocalProcess } from "../support/local";

const HESTIA = {
  "hestia:apiUrl": "https://panel.example.com:8083/api/",
  "hestia:apiHash": "hash",
  "hestia:account": "tenant1",
  "hestia:webDomain": "network.example.com",
};
const ENHANCE = {
  "enhance:apiUrl": "https://panel.example.com/api/",
  "enhance:apiToken": "token",
  "enhance:organizationId": "d8554b6d-5d0d-6719-009b-fec1189aa8f3",
  "enhance:websiteId": "d8554b6d-5d0d-6719-009b-fec1189aa8f3",
};

/** For each resource valid arguments, and an invalid value for each property. */
const RESOURCES: readonly { handler: Handler; well: Properties; wrong: Properties }[] = [
  {
    handler: "hestiaWebAlias",
    well: { domain: "acme.com" },
    wrong: {
      domain: "https://acme.com/",
      account: "a b",
      webDomain: "*.x.com",
      www: "yes",
      restart: "now",
      onExisting: "x",
      connection: "eu9",
      webdomain: "x.com",
    },
  },
  {
    handler: "hestiaWebAliases",
    well: { domains: ["acme.com"] },
    wrong: {
      domains: ["a b"],
      account: "a b",
      webDomain: "*.x.com",
      www: "yes",
      restart: "now",
      onExisting: "x",
      exclusive: "yes",
      connection: "eu9",
      domain: "x.com",
    },
  },
  {
    handler: "enhanceDomain",
    well: { domain: "acme.com" },
    wrong: {
      domain: "https://acme.com/",
      organizationId: "x",
      websiteId: "x",
      serverId: "x",
      kind: "x",
      documentRoot: "/",
      forceHttps: "yes",
      www: false,
      onExisting: "x",
      connection: "eu9",
      website: "x",
    },
  },
  {
    handler: "enhanceDomains",
    well: { domains: ["acme.com"] },
    wrong: {
      domains: ["a b"],
      organizationId: "x",
      websiteId: "x",
      onExisting: "x",
      exclusive: "yes",
      connection: "eu9",
      domain: "x.com",
    },
  },
];

/** Settings that are wrong, in place of arguments. */
const SETTINGS: readonly Readonly<Record<string, string>>[] = [
  { "hestia:account": "a b", "enhance:organizationId": "x" },
  { "hestia:webDomain": "x", "enhance:websiteId": "x" },
  { "hestia:www": "x", "hestia:onExisting": "x", "enhance:onExisting": "x" },
];

describe("field case 1: a failed check returns no unknown that the program did not send", () => {
  let host: DynamicHost;
  before(async () => {
    host = await DynamicHost.start({
      provider: providerOf("hestiaWebAlias"),
      config: { ...HESTIA, ...ENHANCE },
    });
  });
  after(() => host?.stop());

  const expectFailure = async (process: Process, handler: Handler, news: Properties): Promise<void> => {
    const { inputs, failures } = await process.on(handler).check("acme", undefined, news);
    expect(failures).not.to.deep.equal([]);
    expect(JSON.stringify(inputs)).not.to.contain(UNKNOWN);
  };

  for (const { handler, well, wrong } of RESOURCES) {
    for (const [property, value] of Object.entries(wrong)) {
      it(`${handler}: ${property}`, () => expectFailure(host, handler, { ...well, [property]: value }));
    }
    it(`${handler}: everything at once, and nothing at all`, async () => {
      await expectFailure(host, handler, wrong);
      await expectFailure(host, handler, {});
    });
    it(`${handler}: settings`, async () => {
      for (const settings of SETTINGS)
        await expectFailure(new LocalProcess({ ...HESTIA, ...ENHANCE, ...settings }), handler, well);
      await expectFailure(new LocalProcess({}), handler, well);
    });
  }

  it("and what the program did send stays unknown", async () => {
    const news = { domain: "a b", account: UNKNOWN };
    const { inputs } = await host.check("acme", undefined, news);
    expect(inputs).to.deep.equal(news);
  });
});
