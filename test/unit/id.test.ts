import { expect } from "chai";
import fc from "fast-check";
import { lifecycleOf } from "../support/handlers";
import { asciiName, name } from "./arbitraries";
import { CONFIGURED, sessionOf } from "./support";

const account = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,28}[A-Za-z0-9])?$/);
const { session } = sessionOf({ config: CONFIGURED });
const lifecycle = lifecycleOf("hestiaWebAlias", session);

/** A delete of a resource whose state has another panel: it only parses the id. */
const elsewhere = { panel: "elsewhere.test:8083" };

describe("ids of web aliases", () => {
  it("are account/webDomain/domain", () => {
    fc.assert(
      fc.property(fc.record({ account, webDomain: asciiName, domain: name }), (parts) => {
        const { account, webDomain, domain } = parts;
        expect(lifecycle.idOf(parts)).to.equal(`${account}/${webDomain}/${domain}`);
      }),
    );
  });

  it("are read back", () =>
    fc.assert(
      fc.asyncProperty(fc.record({ account, webDomain: asciiName, domain: name }), async (parts) => {
        await lifecycle.delete(lifecycle.idOf(parts), elsewhere);
      }),
    ));
});

describe("the id of a read", () => {
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
    "tenant1/network.example.com/localhost",
    "tenant1/network example/acme.com",
    "tenant1/*.example.com/acme.com",
  ];
  for (const id of NO_IDS) {
    it(`is refused before any call where it is ${JSON.stringify(id)}`, async () => {
      const error: unknown = await lifecycle.read(id, {}).catch((thrown: unknown) => thrown);
      expect(error).to.be.an("error");
      expect(String(error)).to.contain(`"${id}" is no id of a web alias`);
      expect(String(error)).to.contain("tenant1/network.example.com/acme.com");
    });
  }
});
