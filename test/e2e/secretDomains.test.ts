import { expect } from "chai";
import type { Operation } from "../support/stack";
import { EnhanceStackHarness } from "./enhanceStack";
import { HestiaStackHarness, stepsIn } from "./hestiaStack";

/** Part of every domain here, so that a search finds any of them. */
const SECRET = "undisclosed";

/** Programs on each panel whose domains are secret, and the same with one domain more or another option. */
const HESTIA = (extra = "") => `
  const secret = (text) => pulumi.secret(text);
  new HestiaWebAlias("one", { domain: secret("${SECRET}-one.test"), www: "auto" });
  new HestiaWebAlias("www", { domain: secret("${SECRET}-www.test"), www: true });
  new HestiaWebAliases("list", { domains: [secret("${SECRET}-list.test"), "open.test"${extra}], www: "auto" });
  new HestiaWebAliases("all", { domains: secret({ "${SECRET}-all.test": true }), webDomain: "second.example.com" });
  exports.open = new HestiaWebAlias("open", { domain: pulumi.output("told.test"), www: "auto" }).requiredDnsRecords;
`;
const ENHANCE = (extra = "") => `
  const secret = (text) => pulumi.secret(text);
  new EnhanceDomain("one", { domain: secret("${SECRET}-one.test") });
  new EnhanceDomains("list", { domains: [secret("${SECRET}-list.test"), "open.test"${extra}] });
  new EnhanceDomains("all", { domains: secret({ "${SECRET}-all.test": { kind: "addon" } }) });
  exports.open = new EnhanceDomain("open", { domain: pulumi.output("told.test") }).requiredDnsRecords;
`;

const PANELS = [
  { title: "Hestia", start: () => HestiaStackHarness.start({ program: HESTIA() }), program: HESTIA },
  { title: "Enhance", start: () => EnhanceStackHarness.start({ program: ENHANCE() }), program: ENHANCE },
];

for (const { title, start, program } of PANELS) {
  describe(`secret domains on ${title}`, function () {
    this.timeout(120_000);
    let harness: Awaited<ReturnType<typeof start>>;
    before(async () => {
      harness = await start();
    });
    after(() => harness?.close());

    const expectHidden = ({ code, output }: Operation) => {
      expect(code, output).to.equal(0);
      expect(output).not.to.contain(SECRET);
    };
    /** The state's text without the ids, which are never encrypted. */
    const exported = async () =>
      JSON.stringify(await harness.stack.export(), (key, value: unknown) =>
        key === "id" ? undefined : value,
      );

    it("field case 11: are in no preview", async () => {
      expectHidden(await harness.preview("--diff"));
      expect(JSON.stringify(await harness.stack.previewJson())).not.to.contain(SECRET);
    });

    it("field case 11: are only in the ids of the exported state after an up", async () => {
      expectHidden(await harness.up());
      const text = await exported();
      expect(text).not.to.contain(SECRET);
      expect(JSON.stringify(await harness.stack.export())).to.contain(`${SECRET}-one.test"`);
    });

    it("field case 11: show no difference, and none after a refresh", async () => {
      expectHidden(await harness.up("--expect-no-changes"));
      expectHidden(await harness.refresh("--expect-no-changes"));
      expect(await exported()).not.to.contain(SECRET);
      expectHidden(await harness.preview("--diff", "--expect-no-changes"));
    });

    it("field case 11: stay hidden when an update changes them", async () => {
      harness.declare(program(`, secret("${SECRET}-more.test")`));
      expectHidden(await harness.preview("--diff"));
      const up = await harness.up();
      expectHidden(up);
      expect(stepsIn(up)).to.deep.equal(["update list"]);
      expect(await exported()).not.to.contain(SECRET);
    });

    it("field case 11: do not hide what is no secret", async () => {
      expect(await exported()).to.contain("told.test");
      const { open } = await harness.stack.outputs();
      expect(JSON.stringify(open)).to.contain("told.test");
      expect((await harness.stack.run("stack", "output", "--json")).stdout).to.contain("told.test");
    });

    it("field case 11: can be destroyed", async () => {
      const destroy = await harness.destroy();
      expectHidden(destroy);
    });
  });
}
