import { expect } from "chai";
import fc from "fast-check";
import { formatId, describe as inWords, parseId, placeOf } from "../../../provider/enhance/id";
import { asciiName, idnName } from "../arbitraries";
import { ORG, SERVER, SITE } from "./support";

const hex = (length: number) =>
  fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`)).filter((text) => text.length === length);
const id = fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map((parts) => parts.join("-"));
const target = fc.oneof(
  fc.record({ scope: fc.constant("website" as const), organizationId: id, websiteId: id }),
  fc.record({ scope: fc.constant("server" as const), serverId: id }),
);

describe("ids of Enhance domains", () => {
  it("come back as what they were made of", () => {
    fc.assert(
      fc.property(target, asciiName, (where, domain) => {
        expect(parseId(formatId(where, domain))).to.deep.equal({ target: where, domain });
      }),
    );
  });

  it("may be given in any spelling of their parts", () => {
    fc.assert(
      fc.property(target, idnName, (where, domain) => {
        const text = formatId(where, domain);
        expect(parseId(text.toUpperCase())).to.deep.equal(parseId(text));
      }),
    );
  });

  it("are organizationId/websiteId/domain, or servers/serverId/domain", () => {
    expect(parseId(`${ORG}/${SITE}/acme.com`)).to.deep.equal({
      target: { scope: "website", organizationId: ORG, websiteId: SITE },
      domain: "acme.com",
    });
    expect(parseId(`servers/${SERVER}/acme.com`)).to.deep.equal({
      target: { scope: "server", serverId: SERVER },
      domain: "acme.com",
    });
  });

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
    it(`are not ${JSON.stringify(text)}`, () => {
      expect(() => parseId(text)).to.throw(
        `"${text}" is no id of an Enhance domain; it looks like ` +
          "organizationId/websiteId/domain or servers/serverId/domain",
      );
    });
  }

  it("tell a website's place from a server's, in claims and in words", () => {
    const website = { scope: "website", organizationId: ORG, websiteId: SITE } as const;
    const server = { scope: "server", serverId: SERVER } as const;
    expect(placeOf("p:443", website)).to.deep.equal({
      panel: "p:443",
      holder: `${ORG}/${SITE}`,
      target: website,
    });
    expect(placeOf("p:443", server)).to.deep.equal({
      panel: "p:443",
      holder: `servers/${SERVER}`,
      target: server,
    });
    expect(inWords(website)).to.equal(`organization ${ORG}, website ${SITE}`);
    expect(inWords(server)).to.equal(`server ${SERVER}`);
  });
});
