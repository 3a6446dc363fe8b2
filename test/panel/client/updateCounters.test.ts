import { expect } from "chai";
import {
  ACCOUNT,
  ALL_WAYS,
  accountOf,
  clientOf,
  closePanels,
  failureOf,
  N,
  startPanel,
  WAYS,
} from "./support";

for (const way of ALL_WAYS) {
  describe(`client, ${way}: updateCounters`, () => {
    afterEach(closePanels);

    it("updates the counters of this account alone", async () => {
      const panel = await startPanel();
      const client = clientOf(panel, WAYS[way]);
      panel.setAliases("tenant2", "tenanttwo.org", ["x.test"]);
      await client.add(ACCOUNT, N, ["a.test", "b.test"], "no");
      expect(accountOf(panel).aliasCounter).to.equal(1);
      await client.updateCounters(ACCOUNT);
      expect(accountOf(panel).aliasCounter).to.equal(2);
      expect(accountOf(panel, "tenant2").aliasCounter).to.equal(0);
    });

    it("fails with the code that the command ends with", async () => {
      const panel = await startPanel();
      const client = clientOf(panel, WAYS[way]);
      const failure = await failureOf(client.updateCounters("tenant9"));
      expect(failure).to.include({ kind: "missing", code: 3, codeName: "E_NOTEXIST" });
      expect(failure.command).to.equal("v-update-user-counters");
      await client.updateCounters(ACCOUNT);
    });
  });
}
