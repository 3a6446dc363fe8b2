import { expect } from "chai";
import type { Properties } from "../../../provider/resource/dynamic";
import { CONFIGURED, checkSet, problemsOf } from "../support";

/** The names of a set, as its check returns them. */
const domainsOf = async (news: Properties, olds: Properties = {}, www?: string): Promise<unknown> => {
  const config = { ...CONFIGURED, ...(www === undefined ? {} : { "hestia:www": www }) };
  const { inputs, problems } = await checkSet(news, { config }, olds);
  expect(problems).to.deep.equal([]);
  return inputs.domains;
};

const BOTH = { www: true };

describe("check of a set: www names", () => {
  const domains = ["acme.com", "shop.acme.com", "*.globex.com", "www.initech.com"];

  it("are none by default", async () => {
    expect(Object.values((await domainsOf({ domains })) as object)).to.deep.equal([true, true, true, true]);
  });

  it("are for all names that can have one", async () => {
    const all = { "acme.com": BOTH, "shop.acme.com": BOTH, "*.globex.com": true, "www.initech.com": true };
    expect(await domainsOf({ domains, www: true })).to.deep.equal(all);
    expect(await domainsOf({ domains }, {}, "true")).to.deep.equal(all);
  });

  it('with "auto" are for names that can be registered', async () => {
    const registrable = {
      "acme.com": BOTH,
      "shop.acme.com": true,
      "*.globex.com": true,
      "www.initech.com": true,
    };
    expect(await domainsOf({ domains, www: "auto" })).to.deep.equal(registrable);
    expect(await domainsOf({ domains }, {}, "auto")).to.deep.equal(registrable);
  });

  it("are decided by the name's option, then the set, then the settings", async () => {
    const each = { "a.com": true, "b.com": BOTH, "c.com": { www: false }, "d.x.com": { www: "auto" } };
    expect(await domainsOf({ domains: each, www: false }, {}, "true")).to.deep.equal({
      "a.com": true,
      "b.com": BOTH,
      "c.com": true,
      "d.x.com": true,
    });
    expect(await domainsOf({ domains: each, www: true }, {}, "false")).to.deep.equal({
      "a.com": BOTH,
      "b.com": BOTH,
      "c.com": true,
      "d.x.com": true,
    });
  });

  for (const domain of ["*.acme.com", "www.acme.com"]) {
    it(`are refused where they are asked for beside ${domain}`, async () => {
      expect(problemsOf(await checkSet({ domains: { [domain]: BOTH } })).domains).to.equal(
        `"${domain}": www does not go with ${domain}: there is no www name beside a wildcard or a www name`,
      );
      expect(await domainsOf({ domains: { [domain]: { www: false } } })).to.deep.equal({ [domain]: true });
      expect(await domainsOf({ domains: { [domain]: { www: "auto" } } })).to.deep.equal({ [domain]: true });
    });
  }

  for (const order of [
    ["acme.com", "www.acme.com"],
    ["www.acme.com", "acme.com"],
  ]) {
    it(`are refused where they are declared as names as well: ${order.join(", ")}`, async () => {
      const expected = '"www.acme.com" stands there twice: by itself, and as the www name of acme.com';
      expect(problemsOf(await checkSet({ domains: order, www: true })).domains).to.equal(expected);
      expect(problemsOf(await checkSet({ domains: order, www: "auto" })).domains).to.equal(expected);
      expect(await domainsOf({ domains: order, www: false })).to.have.all.keys(...order);
    });
  }
});

describe("check of a set: www names that are not declared", () => {
  let olds: Properties;
  before(async () => {
    olds = (await checkSet({ domains: ["acme.com", "shop.acme.com"], www: "auto" })).inputs;
  });

  it("are decided once: existing names keep theirs, new names follow the current settings", async () => {
    const domains = ["acme.com", "shop.acme.com", "globex.com"];
    for (const [www, added] of [
      ["true", BOTH],
      ["false", true],
    ] as const) {
      expect(await domainsOf({ domains }, olds, www)).to.deep.equal({
        "acme.com": BOTH,
        "shop.acme.com": true,
        "globex.com": added,
      });
    }
    expect(await domainsOf({ domains, www: "auto" }, olds, "false")).to.deep.include({ "globex.com": BOTH });
  });

  it("change where they are declared later", async () => {
    const domains = ["acme.com", "shop.acme.com"];
    expect(await domainsOf({ domains, www: true }, olds)).to.deep.equal({
      "acme.com": BOTH,
      "shop.acme.com": BOTH,
    });
    expect(await domainsOf({ domains, www: false }, olds)).to.deep.equal({
      "acme.com": true,
      "shop.acme.com": true,
    });
    expect(
      await domainsOf({ domains: { "acme.com": { www: false }, "shop.acme.com": {} } }, olds),
    ).to.deep.equal({
      "acme.com": true,
      "shop.acme.com": true,
    });
  });

  it("are decided again for another web domain", async () => {
    const news = { domains: ["acme.com", "shop.acme.com"], webDomain: "second.example.com" };
    expect(await domainsOf(news, olds, "false")).to.deep.equal({ "acme.com": true, "shop.acme.com": true });
  });

  for (const seen of ["alone", "missing"]) {
    it(`stay declared when a refresh found one ${seen}`, async () => {
      const drifted = { ...olds, domains: { "acme.com": { www: seen }, "shop.acme.com": true } };
      const domains = ["acme.com", "shop.acme.com"];
      expect(await domainsOf({ domains }, drifted)).to.deep.equal({
        "acme.com": BOTH,
        "shop.acme.com": true,
      });
      expect(await domainsOf({ domains, www: "auto" }, drifted)).to.deep.include({ "acme.com": BOTH });
    });
  }
});

describe("check of a set: names of the state under ignoreChanges", () => {
  const state = async (domains: Properties, www?: unknown): Promise<Properties> => ({
    ...(await checkSet({ domains: [] })).inputs,
    domains,
    ...(www === undefined ? {} : { www }),
  });

  it("are accepted, and stay as they are", async () => {
    for (const www of [undefined, true, false, "auto"]) {
      const domains = { "acme.com": BOTH, "b.com": true, "*.acme.com": true };
      const olds = await state(domains, www);
      expect(await domainsOf({ domains, www }, olds, "true"), `www ${www}`).to.deep.equal(domains);
    }
  });

  it("are complete, without undeclared names, where a refresh found something else", async () => {
    const domains = { "acme.com": { www: "alone" }, "b.com": { www: "missing" }, "stray.test": "unmanaged" };
    expect(await domainsOf({ domains }, await state(domains))).to.deep.equal({
      "acme.com": BOTH,
      "b.com": BOTH,
    });
  });
});
