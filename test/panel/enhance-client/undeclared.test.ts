import { expect } from "chai";
import type { Resource } from "../../support/engine";
import { EnhanceHarness } from "../../support/enhance";
import type { Properties } from "../../support/host-messages";

/** How a single domain and a set declare options of acme.com, and what their outputs have of them. */
const KINDS: readonly {
  readonly title: string;
  readonly make: (harness: EnhanceHarness) => Resource;
  readonly args: (options: Properties) => Properties;
  readonly seen: (properties: Properties) => unknown;
}[] = [
  {
    title: "a domain",
    make: (harness) => harness.single(),
    args: (options) => ({ domain: "acme.com", ...options }),
    seen: ({ kind, documentRoot, forceHttps }) =>
      JSON.parse(JSON.stringify({ kind, documentRoot, forceHttps })),
  },
  {
    title: "a set",
    make: (harness) => harness.set(),
    args: (options) => ({ domains: { "acme.com": options } }),
    seen: ({ domains }) => {
      const options = (domains as Properties)["acme.com"];
      return options === true ? {} : options;
    },
  },
];

for (const { title, make, args, seen } of KINDS) {
  describe(`an option that is declared no longer, of ${title}`, () => {
    let harness: EnhanceHarness;
    let resource: Resource;
    beforeEach(async () => {
      harness = await EnhanceHarness.start();
      resource = make(harness);
    });
    afterEach(() => harness.close());

    for (const [option, before, byHand] of [
      ["documentRoot", { documentRoot: "shop" }, { documentRoot: "web" }],
      ["kind", { kind: "addon" }, { mappingKind: "subdomain" }],
      ["forceHttps", { forceHttps: false }, { forceHttps: true }],
    ] as const) {
      it(`stays on the panel, and is no longer managed: ${option}`, async () => {
        await resource.declare(args({ ...before, ...(option === "kind" ? {} : { kind: "alias" }) }));
        const rest = option === "kind" ? {} : { kind: "alias" };
        const stored = structuredClone(harness.panel.domain("acme.com"));
        harness.nextRun();
        expect(await resource.declare(args(rest))).to.equal("update");
        expect(harness.calls).to.deep.equal([]);
        expect(harness.panel.domain("acme.com")).to.deep.equal(stored);
        expect([seen(resource.inputs), seen(resource.outputs)]).to.deep.equal([rest, rest]);

        Object.assign(harness.panel.domain("acme.com"), byHand);
        harness.nextRun();
        expect(await resource.refresh()).to.equal(true);
        expect(seen(resource.inputs)).to.deep.equal(rest);
        expect(await resource.declare(args(rest))).to.equal("same");
        expect(harness.writes).to.deep.equal([]);

        harness.nextRun();
        expect(await resource.declare(args({ ...rest, ...before }))).to.equal("update");
        expect(harness.writes).to.have.length(1);
        expect(seen(resource.outputs)).to.deep.equal({ ...rest, ...before });
      });
    }
  });
}
