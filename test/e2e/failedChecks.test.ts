import { expect } from "chai";
import { domain, domains, EnhanceStackHarness } from "./enhanceStack";
import { alias, aliasSet, HestiaStackHarness } from "./hestiaStack";

describe("field case 1: an `up` without a preview reports what is wrong, as the preview does", function () {
  this.timeout(120_000);
  let hestia: HestiaStackHarness;
  let enhance: EnhanceStackHarness;
  before(async () => {
    hestia = await HestiaStackHarness.start({ program: "" });
    enhance = await EnhanceStackHarness.start({ program: "" });
  });
  after(async () => {
    await hestia?.close();
    await enhance?.close();
  });

  const CASES: [
    title: string,
    on: () => HestiaStackHarness | EnhanceStackHarness,
    program: string,
    expected: string[],
  ][] = [
    [
      "HestiaWebAlias",
      () => hestia,
      alias("acme", { domain: "https://acme.com/", restart: "now" }),
      ["property domain value {https://acme.com/} has a problem: is a URL", "property restart value {now}"],
    ],
    [
      "HestiaWebAliases",
      () => hestia,
      aliasSet("set", { domains: ["a b.com"], connection: "eu9" }),
      ['domains "a b.com" has white space in it', '"eu9" is no connection of this stack'],
    ],
    [
      "EnhanceDomain",
      () => enhance,
      domain("acme", { domain: "https://acme.com/", websiteId: "x" }),
      ["property domain value {https://acme.com/} has a problem: is a URL", "property websiteId value {x}"],
    ],
    [
      "EnhanceDomains",
      () => enhance,
      domains({ domains: ["a b.com"], connection: "eu9" }),
      ['domains "a b.com" has white space in it', '"eu9" is no connection of this stack'],
    ],
  ];
  for (const [title, on, program, expected] of CASES) {
    it(title, async () => {
      on().declare(program);
      const { code, output } = await on().up();
      expect(code).not.to.equal(0);
      for (const text of expected) expect(output).to.contain(text);
      expect(output).not.to.contain("unexpected unknown");
      expect(on().calls).to.deep.equal([]);
    });
  }

  it("also of a value that is known only in the update", async () => {
    hestia.declare(
      `const first = new HestiaWebAlias("first", { domain: "first.test" });
       new HestiaWebAlias("late", { domain: first.adopted.apply(() => "https://acme.com/"), account: "a b" });`,
    );
    expect((await hestia.preview()).output).to.contain("property account value {a b} has a problem");
    const { code, output } = await hestia.up();
    expect(code).not.to.equal(0);
    expect(output).to.contain("property domain value {https://acme.com/} has a problem: is a URL");
    expect(output).not.to.contain("unexpected unknown");
  });
});
