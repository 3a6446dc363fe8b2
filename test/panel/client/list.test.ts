import { expect } from "chai";
import { hestiaUser } from "../../../panels/hestia";
import {
  ACCOUNT,
  ALL_WAYS,
  accountOf,
  clientOf,
  closePanels,
  failureOf,
  gate,
  N,
  S,
  startPanel,
  WAYS,
  webDomainOf,
} from "./support";

const LIST = "v-list-web-domains";

for (const way of ALL_WAYS) {
  describe(`client, ${way}: list (docs/panels/hestia.md#lists)`, () => {
    afterEach(closePanels);

    it("web domains with their aliases, addresses and whether they are suspended, in one call", async () => {
      const panel = await startPanel();
      panel.setAliases(ACCOUNT, N, ["a.test", "bücher.test", " b.test"]);
      Object.assign(webDomainOf(panel, S), { suspended: true, ip6: "2001:db8::10" });

      const { webDomains } = await clientOf(panel, WAYS[way]).list(ACCOUNT);
      expect(webDomains).to.have.length(2);
      expect(webDomains[0]).to.deep.include({ name: N, ip: "192.0.2.10", ip6: "", suspended: false });
      expect(webDomains[0]?.aliases).to.deep.equal(["a.test", "bücher.test", " b.test"]);
      expect(webDomains[1]).to.deep.include({ name: S, suspended: true, ip6: "2001:db8::10", aliases: [] });
      expect(panel.calls()).to.have.length(1);
      expect(panel.calls(LIST)[0]).to.deep.include({ args: [ACCOUNT, "json"], returncode: false });
    });

    it("an account without web domains has none", async () => {
      const panel = await startPanel();
      panel.state.users.empty = hestiaUser();
      expect((await clientOf(panel, WAYS[way]).list("empty")).webDomains).to.deep.equal([]);
      expect(panel.calls()).to.have.length(1);
    });

    it("a suspended account is listed all the same", async () => {
      const panel = await startPanel();
      accountOf(panel).suspended = true;
      expect((await clientOf(panel, WAYS[way]).list(ACCOUNT)).webDomains).to.have.length(2);
    });

    for (const account of ["tenant9", "TENANT1"]) {
      it(`account ${account}, which is not there, is code 3, E_NOTEXIST, in the panel's words`, async () => {
        const panel = await startPanel();
        const failure = await failureOf(clientOf(panel, WAYS[way]).list(account));
        expect(failure).to.include({
          kind: "missing",
          code: 3,
          codeName: "E_NOTEXIST",
          detail: `user ${account} doesn't exist`,
        });
        // With legacy credentials the panel prints the text; the code takes a second call.
        expect(panel.calls().map(({ returncode }) => returncode)).to.deep.equal(
          way === "key" ? [false] : [false, true],
        );
      });
    }

    it("an answer that is neither a list of web domains nor an error is a failure", async () => {
      const panel = await startPanel();
      panel.faults.add({ do: "exit", code: 0, message: "{ broken", when: "before", command: LIST, times: 2 });
      const failure = await failureOf(clientOf(panel, WAYS[way]).list(ACCOUNT));
      expect(failure).to.include({ kind: "protocol" });
      expect(failure.what).to.match(/^v-list-web-domains printed something else/);
    });

    for (const when of ["before", "after"] as const) {
      it(`a list is repeated once after a connection that is cut ${when} the work`, async () => {
        const panel = await startPanel();
        panel.faults.add({ do: "hang-up", when });
        expect((await clientOf(panel, WAYS[way]).list(ACCOUNT)).webDomains).to.have.length(2);
        expect(panel.calls(LIST)).to.have.length(2);
      });

      it(`a list fails after two connections that are cut ${when} the work`, async () => {
        const panel = await startPanel();
        panel.faults.add({ do: "hang-up", when, times: 2 });
        const failure = await failureOf(clientOf(panel, WAYS[way]).list(ACCOUNT));
        expect(failure.kind).to.equal("unclear");
        expect(panel.calls(LIST)).to.have.length(2);
      });
    }
  });
}

describe("client: a list among other calls", () => {
  afterEach(closePanels);

  it("waits for its turn at the panel, which runs four at once", async () => {
    const panel = await startPanel({ frontConcurrency: 100 });
    const { opened, open } = gate();
    const four = gate();
    let waiting = 0;
    const run = () => {
      waiting += 1;
      if (waiting === 4) four.open();
      return opened;
    };
    panel.faults.add({ do: "hook", when: "before", times: 4, run });
    const client = clientOf(panel);
    const lists = Array.from({ length: 8 }, () => client.list(ACCOUNT));
    await four.opened;
    expect(panel.calls()).to.have.length(4);
    open();
    await Promise.all(lists);
    expect(panel.calls()).to.have.length(8);
    expect(Math.max(...panel.calls().map(({ inFlight }) => inFlight))).to.equal(4);
  });
});

describe("client: a list with a credential in it", () => {
  afterEach(closePanels);

  it("is read unchanged, although a password is part of a name", async () => {
    const panel = await startPanel();
    accountOf(panel, "admin").password = "network";
    const client = clientOf(panel, { way: "password", user: "admin", password: "network" });
    expect((await client.list(ACCOUNT)).webDomains.map(({ name }) => name)).to.deep.equal([N, S]);
  });
});
