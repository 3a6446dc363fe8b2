import { expect } from "chai";
import type { HestiaPanel } from "../../../panels/hestia";
import { EXIT } from "../../../panels/hestia/exit";
import { Session } from "../../../provider/resource/session";
import { lifecycleOf } from "../../support/handlers";
import {
  ACCOUNT,
  ALL_WAYS,
  accountOf,
  clientOf,
  closePanels,
  errorOf,
  failureOf,
  N,
  startPanel,
  WAYS,
  webDomainOf,
} from "./support";

const DELETE = "v-delete-web-domain-alias";
const STORED = ["a.b.test", "Upper.test", "bücher.test", "*.wild.test"];

async function panelWithAliases(): Promise<HestiaPanel> {
  const panel = await startPanel();
  panel.setAliases(ACCOUNT, N, [...STORED]);
  return panel;
}

const without = (...names: string[]) => STORED.filter((name) => !names.includes(name));

for (const way of ALL_WAYS) {
  describe(`client, ${way}: remove (docs/panels/hestia.md#deleting-aliases)`, () => {
    afterEach(closePanels);

    for (const name of STORED) {
      it(`${name} is removed in the spelling that is stored`, async () => {
        const panel = await panelWithAliases();
        await clientOf(panel, WAYS[way]).remove(ACCOUNT, N, name, "no");
        expect(panel.aliases(ACCOUNT, N)).to.deep.equal(without(name));
        expect(panel.calls().map(({ args }) => args)).to.deep.equal([[ACCOUNT, N, name, "no"]]);
      });
    }

    const MISSING: [what: string, account: string, webDomain: string, name: string, detail: string][] = [
      ["an alias that is not there", ACCOUNT, N, "gone.test", "alias gone.test doesn't exist"],
      ["an alias in another case", ACCOUNT, N, "upper.test", "alias upper.test doesn't exist"],
      [
        "a list, which the command does not take",
        ACCOUNT,
        N,
        "a.b.test,Upper.test",
        "alias a.b.test,Upper.test doesn't exist",
      ],
      ["a missing web domain", ACCOUNT, "gone.test", "a.b.test", "web domain gone.test doesn't exist"],
      [
        "a web domain in another case",
        ACCOUNT,
        N.toUpperCase(),
        "a.b.test",
        `web domain ${N.toUpperCase()} doesn't exist`,
      ],
      ["a missing account", "tenant9", N, "a.b.test", "user tenant9 doesn't exist"],
    ];
    for (const [what, account, webDomain, name, detail] of MISSING) {
      it(`${what} is code 3, E_NOTEXIST`, async () => {
        const panel = await panelWithAliases();
        const failure = await failureOf(clientOf(panel, WAYS[way]).remove(account, webDomain, name, "no"));
        expect(failure).to.include({ code: 3, codeName: "E_NOTEXIST", kind: "missing" });
        expect(failure.detail).to.equal(way === "key" ? detail : undefined);
        expect(panel.aliases(ACCOUNT, N)).to.deep.equal(STORED);
      });
    }

    it("a bad name is code 2, E_INVALID", async () => {
      const panel = await panelWithAliases();
      const failure = await failureOf(clientOf(panel, WAYS[way]).remove(ACCOUNT, N, "p_q.test", "no"));
      expect(failure).to.include({ code: 2, codeName: "E_INVALID", kind: "rejected" });
      expect(failure.detail).to.equal(way === "key" ? "invalid alias format :: p_q.test" : undefined);
    });

    it("too few arguments are code 1, E_ARGS", async () => {
      const panel = await panelWithAliases();
      const result = await clientOf(panel, WAYS[way]).run(DELETE, [ACCOUNT, N]);
      expect(result.code).to.equal(EXIT.args);
      expect(panel.aliases(ACCOUNT, N)).to.deep.equal(STORED);
    });

    it("works on a suspended web domain of a suspended account", async () => {
      const panel = await panelWithAliases();
      accountOf(panel).suspended = true;
      webDomainOf(panel, N).suspended = true;
      await clientOf(panel, WAYS[way]).remove(ACCOUNT, N, "a.b.test", "no");
      expect(panel.aliases(ACCOUNT, N)).to.deep.equal(without("a.b.test"));
    });

    it("a failed configuration test is code 20, E_RESTART, and the alias is gone", async () => {
      const panel = await panelWithAliases();
      panel.state.settings.failingConfigTest = "apache2";
      const failure = await failureOf(clientOf(panel, WAYS[way]).remove(ACCOUNT, N, "a.b.test", "yes"));
      expect(failure).to.include({ code: 20, codeName: "E_RESTART", kind: "rejected" });
      expect(failure.cure)
        .to.match(/nginx -t, apachectl configtest/)
        .and.not.match(/The alias is stored/);
      expect(panel.aliases(ACCOUNT, N)).to.deep.equal(without("a.b.test"));
    });

    it("removes what the panel's expression matches, without a check by the client", async () => {
      const panel = await panelWithAliases();
      panel.setAliases(ACCOUNT, N, ["a.b.test", "a-b.test", "other.test"]);
      await clientOf(panel, WAYS[way]).remove(ACCOUNT, N, "a.b.test", "no");
      expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["other.test"]);
    });
  });
}

describe("delete of a web alias", () => {
  afterEach(closePanels);

  it("fails where the panel answers code 3 and its list still shows the alias", async () => {
    const panel = await panelWithAliases();
    panel.faults.add({ do: "exit", code: EXIT.notExist, when: "before", command: DELETE, times: 5 });
    const env = { WU_HESTIA_API_URL: panel.url, WU_HESTIA_API_HASH: WAYS.hash.hash };
    const lifecycle = lifecycleOf("hestiaWebAlias", new Session(undefined, () => {}, env));
    const error = await errorOf(lifecycle.delete(`${ACCOUNT}/${N}/a.b.test`, { names: ["a.b.test"] }));
    expect(error.failure).to.include({ code: EXIT.notExist, operation: "delete", domain: "a.b.test" });
    expect(panel.aliases(ACCOUNT, N)).to.include("a.b.test");
  });
});
