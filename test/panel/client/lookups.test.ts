import { expect } from "chai";
import { demoCredentials, type HestiaPanel } from "../../../panels/hestia";
import { isPanelError } from "../../../provider/core/errors";
import { lookUpAliases, lookUpWebDomain } from "../../../provider/hestia/lookups";
import type { HestiaLookupOptions } from "../../../provider/hestia/place";
import { Session } from "../../../provider/resource/session";
import { factsFirst } from "../../support/messages";
import { ACCOUNT, closePanels, N, S, startPanel, webDomainOf } from "./support";

describe("lookups on a Hestia panel", () => {
  afterEach(closePanels);

  function session(panel: HestiaPanel, more: Record<string, string> = {}): Session {
    const config: Record<string, string> = {
      "hestia:apiUrl": panel.url,
      "hestia:apiHash": demoCredentials.apiHash,
      "hestia:account": ACCOUNT,
      "hestia:webDomain": N,
      ...more,
    };
    const fresh = new Session(undefined, () => {}, {});
    fresh.configure({ get: (key) => config[key] });
    return fresh;
  }

  it("find the configured web domain, with the panel's addresses", async () => {
    const panel = await startPanel();
    const { ip, ip6 } = webDomainOf(panel, N);
    expect(await lookUpWebDomain(session(panel), {})).to.deep.equal({
      account: ACCOUNT,
      webDomain: N,
      addresses: [ip, ip6].filter(Boolean),
      suspended: false,
    });
    expect(panel.calls()).to.have.length(1);
  });

  it("find another one, in any spelling; the public addresses of the settings take precedence", async () => {
    const panel = await startPanel();
    webDomainOf(panel, S).suspended = true;
    const settings = { "hestia:publicAddresses": "203.0.113.7,2001:db8::7" };
    expect(await lookUpWebDomain(session(panel, settings), { webDomain: S.toUpperCase() })).to.deep.equal({
      account: ACCOUNT,
      webDomain: S,
      addresses: ["203.0.113.7", "2001:db8::7"],
      suspended: true,
    });
  });

  it("list aliases in canonical form, without the www name of the web domain itself", async () => {
    const panel = await startPanel();
    panel.setAliases(ACCOUNT, N, [`www.${N}`, "B.test", "a.test", "*.c.test"]);
    expect(await lookUpAliases(session(panel), {})).to.deep.equal(["b.test", "a.test", "*.c.test"]);
    expect(await lookUpAliases(session(panel), { webDomain: S })).to.deep.equal([]);
  });

  it("that are made at once share a list; a later one sees what was written meanwhile", async () => {
    const panel = await startPanel();
    const shared = session(panel);
    await Promise.all([1, 2, 3, 4].map(() => lookUpAliases(shared, {})));
    expect(panel.calls(), "the one under way, and the one after it").to.have.length(2);
    panel.setAliases(ACCOUNT, N, ["a.test"]);
    expect(await lookUpAliases(shared, {})).to.deep.equal(["a.test"]);
  });

  const MISSING: [what: string, options: HestiaLookupOptions, says: string][] = [
    ["web domain", { webDomain: "gone.test" }, `account ${ACCOUNT} has no web domain gone.test`],
    ["account", { account: "tenant9" }, "user tenant9 doesn't exist"],
  ];
  for (const [what, options, says] of MISSING) {
    it(`fail where there is no such ${what}, and say what was looked up`, async () => {
      const panel = await startPanel();
      const way = {
        "hestia:apiHash": "",
        "hestia:accessKey": demoCredentials.accessKey,
        "hestia:secretKey": demoCredentials.secretKey,
      };
      const { account = ACCOUNT, webDomain = N } = options;
      for (const lookUp of [lookUpWebDomain, lookUpAliases]) {
        const error: unknown = await lookUp(session(panel, way), options).catch((thrown: unknown) => thrown);
        if (!isPanelError(error, "missing")) throw new Error(`not a panel's error: ${error}`);
        expect(factsFirst(error.message))
          .to.contain(`look up on ${panel.host} (account ${account}, web domain ${webDomain}): `)
          .and.contain(says);
      }
    });
  }
});
