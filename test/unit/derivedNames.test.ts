import { expect } from "chai";
import { canonicalHostname, takesWww } from "../../provider/core/hostnames";
import { autoWww } from "../../provider/hestia/names";
import { namesWithWww } from "../../provider/resource/www";
import { checkDomain } from "./enhance/support";
import { checkAlias, checkSet, problemsOf } from "./support";

describe("field case 4: a www name passes the same checks as a declared name", () => {
  const base = `${"a".repeat(61)}.`.repeat(3);
  const named = (length: number) => `${base}${"b".repeat(length - base.length - 4)}.com`;
  for (const length of [240, 248, 249, 250, 253]) {
    const domain = named(length);
    const fits = length + 4 <= 253;
    it(`beside a name of ${length} characters there is ${fits ? "one" : "none"}`, async () => {
      expect(canonicalHostname(domain).ok).to.equal(true);
      expect(canonicalHostname(`www.${domain}`).ok).to.equal(fits);
      expect(takesWww(domain)).to.equal(fits);
      for (const { inputs, problems } of [
        await checkAlias({ domain, www: "auto" }),
        await checkAlias({ domain }),
      ]) {
        expect(problems).to.deep.equal([]);
        for (const name of inputs.names as string[]) expect(canonicalHostname(name).ok).to.equal(true);
      }
      expect(autoWww(domain)).to.equal(false);
      const expected = /its www name would be longer than 253 characters$/;
      const alias = problemsOf(await checkAlias({ domain, www: true }));
      const inSet = problemsOf(await checkSet({ domains: { [domain]: { www: true } } }));
      const server = { domain, serverId: "d8554b6d-5d0d-6719-009b-fec1189aa8f3", www: true };
      const onServer = problemsOf(await checkDomain(server));
      if (fits) expect([alias, inSet, onServer]).to.deep.equal([{}, {}, {}]);
      else {
        expect(alias.www).to.match(expected);
        expect(inSet.domains).to.match(expected);
        expect(onServer.www).to.match(expected);
      }
      expect((await checkSet({ domains: [domain], www: true })).inputs.domains, "www for all").to.deep.equal({
        [domain]: fits ? { www: true } : true,
      });
    });
  }

  it("all names that a resource owns pass them", () => {
    expect(namesWithWww("acme.com", { www: true }).every((name) => canonicalHostname(name).ok)).to.equal(
      true,
    );
  });
});

describe('field case 13: www: "auto" goes by all public suffixes below which names are registered', () => {
  for (const [domain, www] of [
    ["acme.com", true],
    ["acme.co.uk", true],
    ["acme.com.au", true],
    ["acme.shop", true],
    ["acme.uk.com", true],
    ["acme.us.com", true],
    ["acme.de.com", true],
    ["acme.co.com", true],
    ["acme.com.de", true],
    ["acme.jpn.com", true],
    ["acme.eu.org", true],
    ["acme.uk.eu.org", true],
    ["acme.pp.ua", true],
    ["myshopify.com", true],
    ["uk.com", false],
    ["eu.org", false],
    ["co.uk", false],
    ["shop.acme.uk.com", false],
    ["shop.acme.eu.org", false],
    ["acme.github.io", false],
    ["acme.myshopify.com", false],
    ["acme.duckdns.org", false],
    ["acme.web.app", false],
    ["www.acme.uk.com", false],
    ["*.acme.uk.com", false],
  ] as const) {
    it(`${domain}: ${www}`, () => expect(autoWww(domain)).to.equal(www));
  }
});
