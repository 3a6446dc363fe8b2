import { expect } from "chai";
import fc from "fast-check";
import type { Lifecycle, Properties } from "../../../provider/resource/dynamic";
import { lifecycleOf } from "../../support/handlers";
import { asciiName, idnName } from "../arbitraries";
import { CONFIGURED, ORG, SERVER, SITE, sessionOf } from "./support";

const hex = (length: number) =>
  fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`)).filter((text) => text.length === length);
const id = fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map((parts) => parts.join("-"));
const target = fc.oneof(fc.record({ organizationId: id, websiteId: id }), fc.record({ serverId: id }));

const { session } = sessionOf({ config: CONFIGURED });
const domains = lifecycleOf("enhanceDomain", session);
const sets = lifecycleOf("enhanceDomains", session);

/** A read of a resource whose state has another panel: it parses the id, and makes no call. */
const read = (lifecycle: Lifecycle, text: string) => lifecycle.read(text, { panel: "elsewhere.test:443" });

describe("ids of Enhance domains", () => {
  it("are organizationId/websiteId/domain, or servers/serverId/domain, in any spelling of their parts", () =>
    fc.assert(
      fc.asyncProperty(target, fc.oneof(asciiName, idnName), async (where, domain) => {
        const { serverId, organizationId, websiteId }: Properties = where;
        const text = domains.idOf({ ...where, domain });
        expect(text).to.equal(
          serverId === undefined
            ? `${organizationId}/${websiteId}/${domain}`
            : `servers/${serverId}/${domain}`,
        );
        await read(domains, text);
        await read(domains, text.toUpperCase());
      }),
    ));

  for (const text of [
    "",
    "acme.com",
    `${ORG}/${SITE}`,
    `${ORG}/${SITE}/`,
    `${ORG}/${SITE}/localhost`,
    `${ORG}/${SITE}/*.acme.com`,
    `${ORG}/${SITE}/acme.com/`,
    `${ORG}/network/acme.com`,
    `network/${SITE}/acme.com`,
    `servers/${SERVER}/`,
    "servers/node1/acme.com",
    `websites/${SITE}/acme.com`,
  ]) {
    it(`are not ${JSON.stringify(text)}`, async () => {
      const error: unknown = await read(domains, text).catch((thrown: unknown) => thrown);
      expect(String(error)).to.contain(
        `"${text}" is no id of an Enhance domain; it looks like ` +
          "organizationId/websiteId/domain or servers/serverId/domain",
      );
    });
  }
});

describe("ids of sets of Enhance domains", () => {
  it("are organizationId/websiteId, in any spelling", async () => {
    expect(sets.idOf({ organizationId: ORG, websiteId: SITE })).to.equal(`${ORG}/${SITE}`);
    await read(sets, `${ORG.toUpperCase()}/${SITE}`);
  });

  for (const text of [
    "",
    ORG,
    `${ORG}/network`,
    `servers/${SITE}`,
    `${ORG}/${SITE}/acme.com`,
    `${ORG}/${SITE}/`,
  ]) {
    it(`are not "${text}"`, async () => {
      const error: unknown = await read(sets, text).catch((thrown: unknown) => thrown);
      expect(String(error)).to.match(
        /is no id of a set of Enhance domains; it looks like organizationId\/websiteId$/,
      );
    });
  }
});
