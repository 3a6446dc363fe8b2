import { expect } from "chai";
import { demoCredentials } from "../../../panels/hestia";
import { EXIT } from "../../../panels/hestia/exit";
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

const WRONG = {
  hash: { way: "hash", hash: "wrong-hash" },
  password: { way: "password", user: "admin", password: "wrong-password" },
  key: { ...WAYS.key, secret_key: "wrong-secret-000000000000000000000000000" },
} as const;

describe("client: refusals are not repeated, since fail2ban bans an address after five (docs/panels/hestia.md#failed-logins)", () => {
  afterEach(closePanels);

  for (const way of ALL_WAYS) {
    it(`a wrong credential is sent once, whatever call is next, ${way}`, async () => {
      const panel = await startPanel();
      const client = clientOf(panel, WRONG[way]);
      const failure = await failureOf(client.list(ACCOUNT));
      const next = [
        client.list("tenant2"),
        client.add(ACCOUNT, N, ["a.test"], "no"),
        client.remove(ACCOUNT, N, "a.test", "no"),
        client.run("v-list-web-domain", [ACCOUNT, N, "json"]),
      ];
      for (const call of next) expect(await failureOf(call)).to.deep.equal(failure);
      expect(panel.calls()).to.have.length(1);
      expect(panel.state.authLog).to.have.length(1);
    });

    it(`of many calls at once with a wrong credential only those under way reach the panel, ${way}`, async () => {
      const panel = await startPanel();
      panel.state.settings.banAfter = 5;
      const client = clientOf(panel, WRONG[way]);
      const lists = Array.from({ length: 12 }, (_, index) => failureOf(client.list(`tenant${index}`)));
      for (const { code } of await Promise.all(lists)) expect(code).to.equal(EXIT.password);
      expect(panel.state.authLog).to.have.length(4);
      expect(panel.state.banned).to.deep.equal([]);
    });
  }

  it("a command that a key may not run does not block other commands", async () => {
    const panel = await startPanel();
    const { limitedAccessKey: accessKey, limitedSecretKey: secretKey } = demoCredentials;
    const key = panel.state.accessKeys[accessKey];
    if (key !== undefined) key.permissions = ["purge-nginx-cache"];
    const client = clientOf(panel, { way: "access key", access_key: accessKey, secret_key: secretKey });
    for (let tries = 0; tries < 2; tries += 1) {
      const failure = await failureOf(client.add(ACCOUNT, N, ["a.test"], "no"), secretKey);
      expect(failure).to.include({ kind: "refused", code: EXIT.forbidden });
      expect((await client.list(ACCOUNT)).webDomains).to.have.length(2);
    }
    expect(panel.calls("v-add-web-domain-alias")).to.have.length(1);
    expect(panel.calls("v-list-web-domains")).to.have.length(2);
    expect(panel.state.authLog).to.have.length(1);
  });

  it("a key that may not update the counters can still map, and a message says what it lacks", async () => {
    const panel = await startPanel();
    const { limitedAccessKey: accessKey, limitedSecretKey: secretKey } = demoCredentials;
    const client = clientOf(panel, { way: "access key", access_key: accessKey, secret_key: secretKey });
    const failure = await failureOf(client.updateCounters(ACCOUNT), secretKey);
    expect(failure).to.include({ kind: "refused", code: EXIT.forbidden });
    expect(failure.cure).to.match(/^Add v-update-user-counters to COMMANDS/);
    expect(await failureOf(client.updateCounters("tenant2"), secretKey)).to.deep.equal(failure);
    await client.add(ACCOUNT, N, ["a.test"], "no");
    await client.remove(ACCOUNT, N, "a.test", "no");
    expect((await client.list(ACCOUNT)).webDomains).to.have.length(2);
    expect(panel.calls("v-update-user-counters")).to.have.length(1);
    expect(panel.state.authLog).to.have.length(1);
  });

  for (const way of ALL_WAYS) {
    it(`a web system that is not enabled fails writes but not lists, ${way}`, async () => {
      const panel = await startPanel();
      panel.state.settings.WEB_SYSTEM = "";
      const client = clientOf(panel, WAYS[way]);
      expect((await failureOf(client.add(ACCOUNT, N, ["a.test"], "no"))).code).to.equal(EXIT.disabled);
      expect((await client.list(ACCOUNT)).webDomains).to.have.length(2);
    });

    it(`a write that the panel rejects can be sent again, ${way}`, async () => {
      const panel = await startPanel();
      accountOf(panel).webAliases = 0;
      const client = clientOf(panel, WAYS[way]);
      expect((await failureOf(client.add(ACCOUNT, N, ["a.test"], "no"))).code).to.equal(EXIT.limit);
      accountOf(panel).webAliases = 1;
      await client.add(ACCOUNT, N, ["a.test"], "no");
      expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["a.test"]);
    });
  }
});
