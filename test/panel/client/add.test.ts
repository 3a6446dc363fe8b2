import { expect } from "chai";
import type { HestiaPanel } from "../../../panels/hestia";
import { RESTARTS, restartArgument } from "../../../provider/hestia/api/restart";
import { A1, REJECTIONS } from "./rejections";
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

const ADD = "v-add-web-domain-alias";

for (const way of ALL_WAYS) {
  describe(`client, ${way}: add (docs/panels/hestia.md#adding-aliases)`, () => {
    afterEach(closePanels);

    for (const row of REJECTIONS) {
      it(`${row.what} is code ${row.code}, ${row.codeName}`, async () => {
        const panel = await startPanel();
        row.prepare?.(panel);
        const before = structuredClone(panel.state.users);
        const call = clientOf(panel, WAYS[way]).add(
          row.account ?? ACCOUNT,
          row.webDomain ?? N,
          row.names ?? [A1],
          "no",
        );
        const { code, codeName, kind, detail, cure, command } = await failureOf(call);
        expect({ code, codeName, kind }).to.deep.equal({
          code: row.code,
          codeName: row.codeName,
          kind: way === "key" ? (row.kindForKeys ?? row.kind) : row.kind,
        });
        expect(command).to.equal(ADD);
        expect(detail).to.equal(way === "key" ? row.detail : undefined);
        expect(cure).to.match(way === "key" ? row.cure : (row.cureWithoutDetail ?? row.cure));
        expect(panel.state.users, "nothing changed").to.deep.equal(before);
        expect(panel.calls(), "one call").to.have.length(1);
      });
    }

    it("a failed configuration test is code 20, E_RESTART, and the names are stored", async () => {
      const panel = await startPanel();
      panel.state.settings.failingConfigTest = "nginx";
      const failure = await failureOf(clientOf(panel, WAYS[way]).add(ACCOUNT, N, [A1], "yes"));
      expect(failure).to.include({ code: 20, codeName: "E_RESTART", kind: "rejected" });
      expect(failure.detail).to.equal(way === "key" ? "nginx restart failed" : undefined);
      expect(failure.cure).to.match(/nginx -t, apachectl configtest/);
      expect(panel.aliases(ACCOUNT, N)).to.deep.equal([A1]);
    });

    it("a call of over 128 KiB is code -1 and does nothing (docs/panels/hestia.md#size-limits)", async () => {
      const panel = await startPanel();
      const names = Array.from({ length: 7000 }, (_, index) => `customer-${index}.example.net`);
      const failure = await failureOf(clientOf(panel, WAYS[way]).add(ACCOUNT, N, names, "no"));
      expect(failure).to.include({ code: -1, kind: "rejected" });
      expect(failure.status).to.equal(way === "key" ? 204 : 200);
      expect(failure.cure).to.match(/too large/);
      expect(panel.aliases(ACCOUNT, N)).to.deep.equal([]);
    });

    const TAKEN: [what: string, names: string[], prepare?: (panel: HestiaPanel) => void][] = [
      ["one name", [A1]],
      ["many names, in one call", ["c.test", "a.test", "b.test"]],
      ["a wildcard", ["*.wild.test"]],
      ["a name in punycode", ["xn--bcher-kva.test"]],
      ["the www name of a web domain", [`www.${N}`]],
      ["a name under another account's deeper web domain", ["x.other.example.org"]],
      [
        "a name under another account's alias",
        ["sub.reg.test"],
        (panel) => panel.setAliases("tenant2", "tenanttwo.org", ["reg.test"]),
      ],
      ["a DNS domain of the account", [A1], (panel) => accountOf(panel, ACCOUNT).dnsDomains.push(A1)],
    ];
    for (const [what, names, prepare] of TAKEN) {
      it(`${what} is added`, async () => {
        const panel = await startPanel();
        prepare?.(panel);
        await clientOf(panel, WAYS[way]).add(ACCOUNT, N, names, "no");
        expect(panel.aliases(ACCOUNT, N)).to.have.members(names);
        expect(panel.calls(ADD)).to.have.length(1);
      });
    }

    it("sends account, web domain, names and restart; the exit code is asked for in the legacy ways", async () => {
      const panel = await startPanel();
      await clientOf(panel, WAYS[way]).add(ACCOUNT, N, ["a.test", "b.test"], "reload");
      const [call] = panel.calls();
      expect(call?.args).to.deep.equal([ACCOUNT, N, "a.test,b.test", "reload"]);
      expect(call).to.include({ method: "POST", encoding: "form", path: "/api/", returncode: way !== "key" });
    });
  });
}

describe("client: restart", () => {
  afterEach(closePanels);

  for (const restart of RESTARTS) {
    it(`${restart} is sent as "${restartArgument(restart)}", which the panel takes`, async () => {
      const panel = await startPanel();
      const client = clientOf(panel);
      await client.add(ACCOUNT, N, [A1], restart);
      await client.remove(ACCOUNT, N, A1, restart);
      const sent = panel.calls().map(({ args }) => args.at(3));
      expect(sent).to.deep.equal([restartArgument(restart), restartArgument(restart)]);
      expect(panel.aliases(ACCOUNT, N)).to.deep.equal([]);
    });
  }
});
