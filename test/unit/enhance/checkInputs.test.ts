import { expect } from "chai";
import fc from "fast-check";
import { UNKNOWN } from "../../../provider/resource/dynamic";
import { asciiName, cased, idnName } from "../arbitraries";
import { CONFIGURED, CONNECTED, checkDomain, connections, ORG, PANEL, SERVER, SITE } from "./support";

const RESOLVED = { organizationId: ORG, websiteId: SITE, panel: PANEL };
const onServer = { config: { ...CONNECTED, "enhance:serverId": SERVER } };

describe("check of an Enhance domain: the inputs that it returns", () => {
  it("have website and panel from the settings, and the name", async () => {
    expect(await checkDomain({ domain: "acme.com" })).to.deep.include({
      inputs: { ...RESOLVED, domain: "acme.com", names: ["acme.com"] },
      problems: [],
    });
  });

  it("have everything that is declared, and nothing else", async () => {
    const news = {
      domain: "acme.com",
      kind: "addon",
      documentRoot: "shop",
      forceHttps: true,
      www: true,
      onExisting: "fail",
    };
    expect((await checkDomain(news)).inputs).to.deep.equal({ ...RESOLVED, ...news, names: ["acme.com"] });
  });

  it("have the connection's panel", async () => {
    const eu1 = { apiUrl: "https://EU1.example.com:2087/api", apiToken: "eu1-token" };
    const config = { ...CONFIGURED, ...connections({ eu1 }) };
    expect((await checkDomain({ domain: "acme.com", connection: "eu1" }, { config })).inputs).to.include({
      connection: "eu1",
      panel: "eu1.example.com:2087",
    });
  });

  it("have one name on a website, which always serves www, and two on a server with www", async () => {
    expect((await checkDomain({ domain: "acme.com", www: true })).inputs.names).to.deep.equal(["acme.com"]);
    const names = async (www?: boolean | string) =>
      (await checkDomain({ domain: "acme.com", www }, onServer)).inputs.names;
    expect(await names()).to.deep.equal(["acme.com"]);
    expect(await names(false)).to.deep.equal(["acme.com"]);
    expect(await names(true)).to.deep.equal(["acme.com", "www.acme.com"]);
    expect(await names(UNKNOWN)).to.equal(UNKNOWN);
  });

  it("have one spelling for all spellings of a name", () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(asciiName, idnName), async (name) => {
        const [plain, odd] = await Promise.all(
          [name, ` ${cased(name)}. `].map(async (domain) => (await checkDomain({ domain })).inputs.domain),
        );
        expect(odd).to.equal(plain);
        expect(plain).to.match(/^[a-z0-9.-]+$/);
      }),
    ));

  for (const [declared, kept] of [
    ["public_html", "public_html"],
    [" shop/web/ ", "shop/web"],
    ["my shop", "my shop"],
  ] as const) {
    it(`have the document root "${declared}" as "${kept}"`, async () => {
      expect(
        (await checkDomain({ domain: "acme.com", documentRoot: declared })).inputs.documentRoot,
      ).to.equal(kept);
    });
  }

  it("are the same when they are checked again", async () => {
    const { inputs } = await checkDomain({ domain: "Bücher.Test.", documentRoot: "shop/", kind: "alias" });
    const { names: _names, panel: _panel, ...declared } = inputs;
    expect((await checkDomain(declared)).inputs).to.deep.equal(inputs);
  });
});

describe("check of an Enhance domain: values that are not known yet", () => {
  it("leave the names of an unknown domain unknown", async () => {
    expect((await checkDomain({ domain: UNKNOWN })).inputs).to.deep.equal({
      ...RESOLVED,
      domain: UNKNOWN,
      names: UNKNOWN,
    });
  });

  for (const property of ["kind", "documentRoot", "forceHttps", "www", "onExisting"]) {
    it(`stay unknown: ${property}`, async () => {
      const { inputs, problems } = await checkDomain({ domain: "acme.com", [property]: UNKNOWN });
      expect(problems).to.deep.equal([]);
      expect(inputs).to.deep.include({ [property]: UNKNOWN, names: ["acme.com"] });
    });
  }
});
