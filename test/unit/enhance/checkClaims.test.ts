import { expect } from "chai";
import type { Properties } from "../../../provider/resource/dynamic";
import { lifecycleOf } from "../../support/handlers";
import { CONFIGURED, SERVER, sessionOf } from "./support";

const acme = { domain: "acme.com" };
const www = { domain: "www.acme.com" };
const set = (...domains: string[]) => ({ domains });

describe("check of Enhance domains: one name declared twice", () => {
  const TWICE: [what: string, first: Properties, second: Properties, name: string][] = [
    ["for a website and a server", acme, { ...acme, serverId: SERVER }, "acme.com"],
    ["as the www name that a website serves with another", acme, www, "www.acme.com"],
    ["with a www name that is a mapping already", www, acme, "www.acme.com"],
    ["as the www name of another domain, in a set", acme, set("www.acme.com"), "www.acme.com"],
    ["with a www name that is a mapping already, in a set", www, set("acme.com"), "www.acme.com"],
  ];
  for (const [what, first, second, name] of TWICE) {
    it(`${what} fails at the second, with the name and the first declaration`, async () => {
      const { session } = sessionOf({ config: CONFIGURED });
      const check = async (declaration: string, news: Properties) => {
        const on = news.domain === undefined ? "enhanceDomains" : "enhanceDomain";
        return (await lifecycleOf(on, session).check({}, news, { id: declaration, ignored: [] })).problems;
      };
      expect(await check("first#1", first)).to.deep.equal([]);
      expect(await check("second#2", second)).to.deep.equal([
        {
          property: "domains" in second ? "domains" : "domain",
          reason: `maps ${name}, which the resource "first" of this program maps on the same panel already`,
        },
      ]);
    });
  }
});
