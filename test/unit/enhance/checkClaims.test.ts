import { expect } from "chai";
import type { Properties } from "../../../provider/resource/dynamic";
import { lifecycleOf } from "../../support/handlers";
import { CONFIGURED, connections, ORG2, SERVER, SITE2, sessionOf } from "./support";

const ELSEWHERE = { organizationId: ORG2, websiteId: SITE2 };

/** A program's run: each declaration is checked in turn. */
function program() {
  const apiToken = "some-token";
  const named = connections({
    eu1: { apiUrl: "https://eu1.example.com/api/", apiToken },
    same: { apiUrl: CONFIGURED["enhance:apiUrl"], apiToken },
  });
  const { session } = sessionOf({ config: { ...CONFIGURED, ...named } });
  const lifecycle = lifecycleOf("enhanceDomain", session);
  return async (declaration: string | undefined, news: Properties) =>
    (await lifecycle.check({}, news, declaration)).problems;
}

describe("check of Enhance domains: one name declared twice", () => {
  const acme = { domain: "acme.com" };
  const TWICE: [what: string, first: Properties, second: Properties, name: string][] = [
    ["in the same words", acme, acme, "acme.com"],
    [
      "in another spelling",
      { domain: "bücher.test" },
      { domain: "XN--BCHER-KVA.test." },
      "xn--bcher-kva.test",
    ],
    ["for another website", acme, { ...acme, ...ELSEWHERE }, "acme.com"],
    ["for a website and a server", acme, { ...acme, serverId: SERVER }, "acme.com"],
    ["by another connection to the same panel", acme, { ...acme, connection: "same" }, "acme.com"],
    ["as the www name that a website serves with another", acme, { domain: "www.acme.com" }, "www.acme.com"],
    ["with a www name that is a mapping already", { domain: "www.acme.com" }, acme, "www.acme.com"],
    [
      "as the www name of a server",
      { ...acme, serverId: SERVER, www: true },
      { domain: "www.acme.com", serverId: SERVER },
      "www.acme.com",
    ],
  ];
  for (const [what, first, second, name] of TWICE) {
    it(`${what} is told at the second, with the name and the first`, async () => {
      const check = program();
      expect(await check("first#1", first)).to.deep.equal([]);
      expect(await check("second#2", second)).to.deep.equal([
        {
          property: "domain",
          reason: `maps ${name}, which the resource "first" of this program maps on the same panel already`,
        },
      ]);
    });
  }

  for (const [what, first, second] of [
    ["on two panels", acme, { ...acme, connection: "eu1" }],
    ["where one has a problem of its own", { ...acme, kind: "primary" }, acme],
    ["and the name next to it", acme, { domain: "acme.org" }],
  ] as const) {
    it(`is fine ${what}`, async () => {
      const check = program();
      await check("first#1", first);
      expect(await check("second#2", second)).to.deep.equal([]);
    });
  }

  it("is fine when a replacement checks its declaration again, and in another place", async () => {
    const check = program();
    await check("acme#1", acme);
    expect(await check("acme#1", acme)).to.deep.equal([]);
    expect(await check("acme#1", { ...acme, ...ELSEWHERE })).to.deep.equal([]);
  });
});
