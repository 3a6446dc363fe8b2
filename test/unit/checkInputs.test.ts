import { expect } from "chai";
import { UNKNOWN } from "../../provider/resource/dynamic";
import { CONFIGURED, checkAlias, PANEL, problemsOf } from "./support";

const RESOLVED = { account: "tenant1", webDomain: "network.example.com", panel: PANEL };

describe("check of a web alias: the inputs that it returns", () => {
  it("have account, web domain and panel from the settings, and the names", async () => {
    expect(await checkAlias({ domain: "acme.com" })).to.deep.equal({
      inputs: { ...RESOLVED, domain: "acme.com", www: false, names: ["acme.com"] },
      problems: [],
    });
  });

  it("prefer arguments to settings", async () => {
    const news = { domain: "acme.com", account: "tenant2", webDomain: "tenanttwo.org", www: true };
    expect(await checkAlias(news)).to.deep.equal({
      inputs: { ...news, panel: PANEL, names: ["acme.com", "www.acme.com"] },
      problems: [],
    });
  });

  it("have restart, onExisting and connection only where they are declared", async () => {
    const connections = JSON.stringify({
      eu1: { apiUrl: "https://eu1.example.com/api/", apiHash: "eu1-hash" },
    });
    const config = { ...CONFIGURED, "hestia:connections": connections, "hestia:restart": "no" };
    const callOptions = { restart: "graceful", onExisting: "fail", connection: "eu1" };
    expect((await checkAlias({ domain: "acme.com", ...callOptions }, { config })).inputs).to.include({
      ...callOptions,
      panel: "eu1.example.com:443",
    });
    expect((await checkAlias({ domain: "acme.com" }, { config })).inputs).not.to.have.any.keys(
      ...Object.keys(callOptions),
    );
  });

  const CANONICAL: [property: string, declared: string, kept: string][] = [
    ["domain", " Acme.COM. ", "acme.com"],
    ["domain", "bücher.test", "xn--bcher-kva.test"],
    ["domain", "*.Acme.com", "*.acme.com"],
    ["webDomain", "Network.Example.COM.", "network.example.com"],
    ["webDomain", "www.network.example.com", "network.example.com"],
    ["account", "Tenant1", "Tenant1"],
  ];
  for (const [property, declared, kept] of CANONICAL) {
    it(`have the ${property} ${JSON.stringify(declared)} as ${kept}`, async () => {
      const checked = await checkAlias({ domain: "acme.com", [property]: declared });
      expect(checked.problems).to.deep.equal([]);
      expect(checked.inputs[property]).to.equal(kept);
    });
  }
});

describe("check of a web alias: bad input", () => {
  const BAD_INPUTS: [property: string, value: unknown, reason: RegExp][] = [
    ["domain", undefined, /^is not set; give the customer's domain/],
    ["domain", "", /^is empty/],
    ["domain", 42, /^is not text/],
    ["domain", ["acme.com"], /^is not text/],
    ["domain", "bad name.test", /white space/],
    ["domain", "a.test, b.test", /^has ","/],
    ["domain", "*", /misplaced "\*"/],
    ["domain", "a.*.test", /misplaced "\*"/],
    ["domain", "localhost", /^is a single label/],
    ["domain", "none", /^is a single label/],
    ["domain", "_", /^has "_"/],
    ["domain", "https://acme.com", /^is a URL/],
    ["domain", "192.0.2.1", /^is an IP address/],
    ["domain", "a..test", /^has an empty label/],
    ["domain", "network.example.com", /^is the web domain itself/],
    ["domain", "NETWORK.example.com.", /^is the web domain itself/],
    ["webDomain", "localhost", /^is a single label/],
    ["webDomain", "*.example.com", /^is a wildcard/],
    ["webDomain", "bad name.test", /white space/],
    ["webDomain", false, /^is not text/],
    ["account", "", /^is no account name/],
    ["account", "ten ant", /^is no account name/],
    ["account", "tenant1/other", /^is no account name/],
    ["account", "-tenant", /^is no account name/],
    ["account", "tenant1\n", /^is no account name/],
    ["account", "tenant-", /^is no account name/],
    ["account", "t".repeat(31), /^is no account name/],
    ["account", 1, /^is not text/],
    ["www", "yes", /^must be one of true, false, auto$/],
    ["www", "true", /^must be one of true, false, auto$/],
    ["restart", "YES", /^must be one of no, .*graceful.*, yes$/],
    ["restart", true, /^must be one of/],
    ["restart", "", /^must be one of/],
    ["onExisting", "replace", /^must be one of adopt, fail$/],
    ["connection", "", /^is empty/],
    ["connection", 1, /^is not text/],
  ];
  for (const [property, value, reason] of BAD_INPUTS) {
    it(`${property} ${JSON.stringify(value) ?? "missing"} is reported at ${property}`, async () => {
      const problems = problemsOf(await checkAlias({ domain: "acme.com", [property]: value }));
      expect(problems).to.have.all.keys(property);
      expect(problems[property]).to.match(reason);
    });
  }

  it("that the engine takes from the state under ignoreChanges is accepted", async () => {
    const olds = (await checkAlias({ domain: "acme.com" })).inputs;
    expect(
      (
        await checkAlias(
          { domain: "acme.com", names: olds.names, panel: olds.panel },
          { config: CONFIGURED },
          olds,
        )
      ).problems,
    ).to.deep.equal([]);
    expect(
      (await checkAlias({ domain: "acme.com", names: ["other.com"] }, { config: CONFIGURED }, olds)).problems,
    ).to.have.length(1);
  });

  it("that is not an input is reported without a property: the engine would print its value", async () => {
    const problems = (await checkAlias({ domain: "acme.com", apiHash: "secret" })).problems;
    expect(problems).to.deep.equal([
      {
        property: "",
        reason: `"apiHash" is no input; inputs are domain, account, webDomain, www, restart, onExisting, connection`,
      },
    ]);
  });

  it("is reported at every property at once", async () => {
    const news = { domain: "localhost", account: "ten ant", www: "yes", restart: "now", onExisting: "x" };
    expect(problemsOf(await checkAlias(news))).to.have.all.keys(...Object.keys(news));
  });

  for (const domain of ["www.acme.com", "*.acme.com"]) {
    it(`www with ${domain} is reported at www`, async () => {
      const problems = problemsOf(await checkAlias({ domain, www: true }));
      expect(problems).to.have.all.keys("www");
      expect(problems.www).to.contain(domain);
    });

    for (const www of ["auto", false, undefined]) {
      it(`www ${www} with ${domain} is accepted, and adds no www name`, async () => {
        const config = { ...CONFIGURED, "hestia:www": "true" };
        const checked = await checkAlias({ domain, www }, { config });
        expect(checked.problems).to.deep.equal([]);
        expect(checked.inputs).to.deep.include({ www: false, names: [domain] });
      });
    }
  }
});

describe("check of a web alias: values that are not known yet", () => {
  it("stay unknown, as do the names of an unknown domain", async () => {
    expect((await checkAlias({ domain: UNKNOWN })).inputs).to.deep.equal({
      ...RESOLVED,
      domain: UNKNOWN,
      www: UNKNOWN,
      names: UNKNOWN,
    });
  });

  for (const property of ["account", "webDomain", "restart", "onExisting"]) {
    it(`stay unknown: ${property}`, async () => {
      const checked = await checkAlias({ domain: "acme.com", [property]: UNKNOWN });
      expect(checked.problems).to.deep.equal([]);
      expect(checked.inputs).to.deep.include({ [property]: UNKNOWN, names: ["acme.com"] });
    });
  }

  it("of www leave the names unknown", async () => {
    expect((await checkAlias({ domain: "acme.com", www: UNKNOWN })).inputs).to.include({
      www: UNKNOWN,
      names: UNKNOWN,
    });
  });

  it("of the connection leave everything unknown that comes from it, without an error for missing settings", async () => {
    const checked = await checkAlias({ domain: "acme.com", connection: UNKNOWN, account: "tenant1" }, {});
    expect(checked.problems).to.deep.equal([]);
    expect(checked.inputs).to.include({ account: "tenant1", webDomain: UNKNOWN, panel: UNKNOWN });
  });

  it("do not hide a problem of another property", async () => {
    expect(problemsOf(await checkAlias({ domain: UNKNOWN, restart: "now" }))).to.have.all.keys("restart");
  });
});
