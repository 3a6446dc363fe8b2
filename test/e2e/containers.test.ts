import { expect } from "chai";
import { domains, EnhanceStackHarness } from "./enhanceStack";
import { aliasSet, HestiaStackHarness } from "./hestiaStack";

const NAMES = ["a.test", "b.test"];

describe("field cases 2 and 3: a set never loses names that its program declares", function () {
  this.timeout(180_000);
  let hestia: HestiaStackHarness;
  let enhance: EnhanceStackHarness;
  before(async () => {
    hestia = await HestiaStackHarness.start({ program: aliasSet("set", { domains: NAMES }) });
    enhance = await EnhanceStackHarness.start({ program: domains({ domains: NAMES }) });
    for (const { code, output } of [await hestia.up(), await enhance.up()]) expect(code, output).to.equal(0);
  });
  after(async () => {
    await hestia?.close();
    await enhance?.close();
  });

  /** An output as the domains on one panel, a plain value on the other. */
  const later = (given: string) => `pulumi.output(1).apply(() => ${given})`;
  const atOnce = (given: string) => given;
  const PANELS = [
    [
      "HestiaWebAliases",
      () => hestia,
      () => hestia.stored(),
      later,
      ["[]", "pulumi.output(new Set(['a.test']))"],
    ],
    ["EnhanceDomains", () => enhance, () => enhance.mapped(), atOnce, ["{}"]],
  ] as const;
  for (const [resource, harness, there, as, empty] of PANELS) {
    const declare = (given: string) => harness().declare(`new ${resource}("set", { domains: ${given} });`);

    it(`field case 2: ${resource}: a Set is the same as a list`, async () => {
      declare(as('new Set(["b.test", "a.test"])'));
      const { code, output } = await harness().up("--expect-no-changes");
      expect(code, output).to.equal(0);
    });

    it(`field case 2: ${resource}: a Map is refused, and nothing is sent`, async () => {
      declare(as('new Map([["a.test", true]])'));
      const { code, output } = await harness().up();
      expect(code).not.to.equal(0);
      expect(output).to.contain(
        "property domains value {an instance of Map, of which Object.fromEntries makes an object} has a problem: " +
          "it is neither a list of names nor an object of names and options",
      );
      expect(harness().calls).to.deep.equal([]);
      expect(there()).to.have.members(NAMES);
    });

    it(`field case 3: ${resource}: a name whose options are undefined is mapped`, async () => {
      declare('{ "a.test": ({}).options, "b.test": undefined, "c.test": pulumi.output(undefined) }');
      const { code, output } = await harness().up();
      expect(code, output).to.equal(0);
      expect(there()).to.have.members([...NAMES, "c.test"]);
      declare('{ "a.test": null }');
      expect((await harness().preview()).output).to.contain('"a.test" takes true or an object of options');
    });

    it(`field case 2: ${resource}: a preview warns before all names are removed; an empty list or object means no names`, async () => {
      const expected =
        /The set of (aliases|domains) of .* has none of its names declared any more: the update takes all that it has \(3\) off the panel/;
      for (const given of empty) {
        declare(given);
        const { code, output } = await harness().preview();
        expect(code, output).to.equal(0);
        expect(output).to.match(expected);
      }
      const { code, output } = await harness().up();
      expect(code, output).to.equal(0);
      expect(output).to.match(expected);
      expect(there()).to.deep.equal([]);
      expect((await harness().preview()).output).not.to.contain("names declared any more");
    });
  }
});
