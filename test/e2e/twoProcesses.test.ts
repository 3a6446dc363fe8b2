import { expect } from "chai";
import { type HestiaPanel, startHestiaPanel } from "../../panels/hestia";
import { expectClean } from "../support/clean";
import { ACCOUNT, configurationFor, N } from "../support/hestia";
import { Stack } from "../support/stack";
import { alias, aliasSet } from "./hestiaStack";

const PRELUDE = `const { HestiaWebAlias, HestiaWebAliases } = require("pulumi-mapped-domains");\n`;

const twentyNames = (customer: string): string[] =>
  Array.from({ length: 20 }, (_, index) => `${customer}${index + 1}.test`);

const singles = (names: readonly string[]) => names.map((domain) => alias(domain, { domain })).join("");
const set = (names: readonly string[]) => aliasSet("customers", { domains: names });

describe("two stacks that write to one web domain at once", function () {
  this.timeout(120_000);

  for (const [what, one, other] of [
    ["each with twenty aliases", singles(twentyNames("a")), singles(twentyNames("b"))],
    ["one with twenty aliases, one with a set of twenty", singles(twentyNames("a")), set(twentyNames("b"))],
    ["each with a set of twenty", set(twentyNames("a")), set(twentyNames("b"))],
  ] as const) {
    describe(what, () => {
      let panel: HestiaPanel;
      let stacks: Stack[];
      before(async () => {
        panel = await startHestiaPanel({
          latency: { "v-add-web-domain-alias": 40, "v-delete-web-domain-alias": 40 },
        });
        const { "hestia:secretKey": secretKey = "", ...config } = configurationFor(panel);
        const start = (program: string) =>
          Stack.create({ program: PRELUDE + program, config, secrets: { "hestia:secretKey": secretKey } });
        stacks = await Promise.all([start(one), start(other)]);
      });
      after(async () => {
        await Promise.all((stacks ?? []).map((stack) => stack.dispose()));
        await panel?.close();
      });

      it("map all forty aliases, although the panel loses one of two writes at once", async () => {
        overlap(panel);
        const ups = await Promise.all(stacks.map((stack) => stack.up()));
        for (const { code, output } of ups) {
          expect(code, output).to.equal(0);
          expectClean(output);
        }
        expect(panel.aliases(ACCOUNT, N)).to.have.members([...twentyNames("a"), ...twentyNames("b")]);
        const adds = panel.calls("v-add-web-domain-alias");
        expect(adds.length, "what was lost is written again").to.be.above(2);
      });

      it("find nothing to do afterwards", async () => {
        const refreshes = await Promise.all(stacks.map((stack) => stack.refresh("--expect-no-changes")));
        for (const { code, output } of refreshes) expect(code, output).to.equal(0);
      });
    });
  }
});

/** Holds the first write of each process until both have read what they will write back: one of the two is lost. */
function overlap(panel: HestiaPanel): void {
  let both = () => {};
  const haveRead = new Promise<void>((resolve) => {
    both = resolve;
  });
  const command = "v-add-web-domain-alias";
  panel.faults.add(
    { do: "hook", when: "between", command, run: () => haveRead },
    { do: "hook", when: "between", command, nth: 2, run: () => both() },
  );
}
