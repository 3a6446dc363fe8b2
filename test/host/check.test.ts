import { expect } from "chai";
import type { HestiaPanel } from "../../panels/hestia";
import { type CheckAnswer, declarationOf } from "../support/engine";
import { ACCOUNT, HestiaHarness, N } from "../support/hestia";
import { type Properties, UNKNOWN } from "../support/host-messages";

describe("check", () => {
  let harness: HestiaHarness;
  let panel: HestiaPanel;
  let declared = 0;
  before(async () => {
    harness = await HestiaHarness.start();
    panel = harness.panel;
    await harness.host();
  });
  after(() => harness?.close());
  afterEach("calls no panel", () => expect(panel.log).to.deep.equal([]));

  const check = (news: Properties, olds?: Properties): Promise<CheckAnswer> => {
    // A second check is of the same declaration.
    if (olds === undefined) declared += 1;
    return harness.run
      .on("hestiaWebAlias")
      .check("acme", olds, { ...news, ...declarationOf(`acme#${declared}`) });
  };
  const problem = async (news: Properties): Promise<string> => {
    const { failures } = await check(news);
    return failures.map(({ property, reason }) => `${property}: ${reason}`).join("\n");
  };

  it("fills in domain, place and panel, and adds no hidden input", async () => {
    const place = { account: ACCOUNT, webDomain: N, panel: panel.host };
    expect(await check({ domain: "acme.com" })).to.deep.equal({
      inputs: { domain: "acme.com", www: false, names: ["acme.com"], ...place },
      failures: [],
    });
    expect(await check({ domain: "acme.org", www: "auto" })).to.deep.equal({
      inputs: { domain: "acme.org", www: true, names: ["acme.org", "www.acme.org"], ...place },
      failures: [],
    });
  });

  it("keeps the www name of an alias where that is not declared", async () => {
    const { inputs } = await check({ domain: "acme.net", www: true });
    for (const news of [{ domain: "acme.net" }, { domain: "acme.net", www: "auto" }]) {
      expect((await check(news, inputs)).inputs).to.deep.equal(inputs);
    }
    expect((await check({ domain: "acme.dev" }, inputs)).inputs, "another domain").to.deep.include({
      www: false,
    });
  });

  it("returns every input as it will be in the state", async () => {
    const news = {
      domain: " WWW.Bücher.Test. ",
      account: "Tenant2",
      webDomain: "www.Other.Example.ORG",
      www: false,
      restart: "graceful",
      onExisting: "fail",
    };
    const { inputs, failures } = await check(news);
    expect(failures).to.deep.equal([]);
    expect(inputs).to.deep.equal({
      ...news,
      domain: "www.xn--bcher-kva.test",
      webDomain: "other.example.org",
      names: ["www.xn--bcher-kva.test"],
      panel: panel.host,
    });
    expect((await check(news, inputs)).inputs, "checked again").to.deep.equal(inputs);
  });

  it("accepts unknown inputs", async () => {
    const unknown = { domain: UNKNOWN, www: UNKNOWN, restart: UNKNOWN, onExisting: UNKNOWN };
    expect(await check(unknown)).to.deep.equal({
      inputs: { ...unknown, names: UNKNOWN, account: ACCOUNT, webDomain: N, panel: panel.host },
      failures: [],
    });
    const place = { domain: "a.test", account: UNKNOWN, webDomain: UNKNOWN };
    expect(await check(place)).to.deep.equal({
      inputs: { ...place, www: false, names: ["a.test"], panel: panel.host },
      failures: [],
    });
  });

  it("leaves inputs unknown that depend on an unknown connection", async () => {
    const { inputs, failures } = await check({ domain: "b.test", connection: UNKNOWN });
    expect(failures).to.deep.equal([]);
    expect(inputs).to.deep.include({ account: UNKNOWN, webDomain: UNKNOWN, panel: UNKNOWN });
  });

  // Other bad inputs and their messages are in test/unit/checkInputs.test.ts.
  const BAD: readonly (readonly [title: string, news: Properties, message: RegExp])[] = [
    ["no domain", {}, /^: domain is not set; give the customer's domain, such as acme\.com$/],
    ["a domain that is no text", { domain: 5 }, /^domain: is not text/],
    ["a URL", { domain: "https://acme.com/shop" }, /^domain: is a URL; .* such as acme\.com$/],
    ["an unknown input", { domain: "acme.com", webdomain: "x" }, /^: "webdomain" is no input; inputs are /],
    [
      "an unknown connection",
      { domain: "acme.com", connection: "eu1" },
      /^connection: "eu1" is no connection/,
    ],
  ];
  for (const [title, news, message] of BAD) {
    it(`refuses ${title}`, async () => {
      expect(await problem(news)).to.match(message);
    });
  }

  it("reports every problem at once, each at its property", async () => {
    const problems = await problem({ domain: "a b", account: "c d", www: 1, restart: "x" });
    expect(problems.split("\n").map((line) => line.split(":")[0])).to.have.members([
      "domain",
      "account",
      "www",
      "restart",
    ]);
  });
});

describe("check of a set", () => {
  let harness: HestiaHarness;
  before(async () => {
    harness = await HestiaHarness.start();
  });
  after(() => harness?.close());
  afterEach("calls no panel", () => expect(harness.panel.log).to.deep.equal([]));

  const check = (news: Properties, olds?: Properties) =>
    harness.run.on("hestiaWebAliases").check("customers", olds, {
      ...news,
      ...declarationOf("customers#1", { elsewhere: { names: ["other.test"], unknown: [] } }),
    });

  it("returns names, place and panel as inputs, and no hidden input", async () => {
    const answer = await check({ domains: ["ACME.com", "*.acme.com"], www: "auto", exclusive: false });
    expect(answer).to.deep.equal({
      inputs: {
        domains: { "acme.com": { www: true }, "*.acme.com": true },
        account: ACCOUNT,
        webDomain: N,
        panel: harness.panel.host,
        www: "auto",
        exclusive: false,
      },
      failures: [],
    });
    const again = await check(
      { domains: answer.inputs.domains, www: "auto", exclusive: false },
      answer.inputs,
    );
    expect(again, "checked again").to.deep.equal(answer);
  });

  it("accepts unknown inputs", async () => {
    const { inputs, failures } = await check({ domains: UNKNOWN, account: UNKNOWN });
    expect(failures).to.deep.equal([]);
    expect(inputs).to.deep.include({ domains: UNKNOWN, account: UNKNOWN, webDomain: N });
  });

  it("reports what is wrong without repeating all of its names", async () => {
    const domains = { "acme.com": true, "a b": true, "globex.com": "www" };
    const { failures } = await check({ domains, www: "yes" });
    expect(failures.map(({ property }) => property)).to.deep.equal(["", "www"]);
    expect(failures[0]?.reason).to.match(
      /^domains "a b" has white space in it; .*; "globex\.com" takes true or an object of options \(www\)$/,
    );
  });
});
