import { expect } from "chai";
import fc from "fast-check";
import { formatId, parseId } from "../../provider/hestia/id";
import { WebAliasLifecycle } from "../../provider/hestia/lifecycle";
import { asciiName, name } from "./arbitraries";
import { CONFIGURED, sessionOf } from "./support";

const account = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,28}[A-Za-z0-9])?$/);

describe("ids of web aliases", () => {
  it("come back as what they were made of", () => {
    const identity = fc.record({ account, webDomain: asciiName, domain: name });
    fc.assert(
      fc.property(identity, (parts) => {
        expect(parseId(formatId(parts))).to.deep.equal(parts);
      }),
    );
  });

  it("are the text that they were read from", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), (parts) => {
        const parsed = parseId(parts.join("/"));
        if (parsed !== undefined) expect(formatId(parsed)).to.equal(parts.join("/"));
      }),
    );
  });

  it("are account/webDomain/domain", () => {
    const id = "tenant1/network.example.com/acme.com";
    expect(parseId(id)).to.deep.equal({
      account: "tenant1",
      webDomain: "network.example.com",
      domain: "acme.com",
    });
  });

  const NO_IDS = [
    "",
    "acme.com",
    "network.example.com/acme.com",
    "tenant1/network.example.com/",
    "tenant1//acme.com",
    "/network.example.com/acme.com",
    "//",
    "tenant1/network.example.com/acme.com/",
    "tenant1/network.example.com/acme.com/www.acme.com",
  ];
  for (const text of NO_IDS) {
    it(`are not ${JSON.stringify(text)}`, () => expect(parseId(text)).to.equal(undefined));
  }
});

describe("an id that a read is given", () => {
  const NAMELESS = ["acme.com", "tenant1/network.example.com/localhost", "tenant1/network example/acme.com"];
  for (const id of [...NAMELESS, "tenant1/*.example.com/acme.com"]) {
    it(`is refused before any call where it is ${JSON.stringify(id)}`, async () => {
      const { session } = sessionOf({ config: CONFIGURED });
      const error: unknown = await new WebAliasLifecycle(session).read(id, {}).catch((thrown) => thrown);
      expect(error).to.be.an("error");
      expect(String(error)).to.contain(`"${id}" is no id of a web alias`);
      expect(String(error)).to.contain("tenant1/network.example.com/acme.com");
    });
  }
});
