import { expect } from "chai";
import { demoCredentials, type HestiaPanel } from "../../../panels/hestia";
import type { HestiaAuth } from "../../../provider/hestia/api/connection";
import { PROFILE } from "../../../provider/hestia/api/exitCodes";
import { REJECTED_LOGINS, setting, TENANT, WRONG, withTenantKey } from "./rejectedLogins";
import { ACCOUNT, clientOf, closePanels, failureOf, N, startPanel, WAYS } from "./support";

describe("client: refused logins (docs/panels/hestia.md#authentication)", () => {
  afterEach(closePanels);

  for (const {
    what,
    prepare,
    auth,
    account = ACCOUNT,
    code,
    codeName,
    detail,
    cure,
    lines,
  } of REJECTED_LOGINS) {
    it(`${what} is code ${code}, ${codeName}, after one request`, async () => {
      const panel = await startPanel();
      prepare?.(panel);
      const client = clientOf(panel, auth);
      const failure = await failureOf(client.list(account), WRONG, "local-tenant1-password", "tenant-secret");
      const command = "v-list-web-domains";
      expect(failure).to.include({ kind: "refused", code, codeName, command, panel: panel.host });
      expect(failure.what).to.match(/^the panel refused the command, /);
      expect(failure.detail).to.match(detail);
      expect(failure.cure).to.match(cure);

      expect(await failureOf(client.list(account), WRONG)).to.deep.equal(failure);
      expect(panel.calls()).to.have.length(1);
      expect(panel.state.authLog).to.have.length(lines);
    });

    it(`${what} is code ${code} for a write as well`, async () => {
      const panel = await startPanel();
      prepare?.(panel);
      const client = clientOf(panel, auth);
      const add = () => failureOf(client.add(account, N, ["a.test"], "no"), WRONG);
      const failure = await add();
      expect(failure).to.include({ kind: "refused", code });
      // With returncode=yes the body has only the code, so that the error has no detail.
      expect(failure.detail).not.to.match(/^\d+$/);
      expect(await add()).to.deep.equal(failure);
      expect(panel.calls()).to.have.length(1);
      expect(panel.state.authLog).to.have.length(lines);
    });
  }

  it("the cure for a key without permission is the profile, ready to be copied", async () => {
    const panel = await startPanel();
    const { limitedAccessKey, limitedSecretKey } = demoCredentials;
    const limited = panel.state.accessKeys[limitedAccessKey];
    if (limited !== undefined) limited.permissions = ["purge-nginx-cache"];
    const auth: HestiaAuth = {
      way: "access key",
      access_key: limitedAccessKey,
      secret_key: limitedSecretKey,
    };
    const { cure } = await failureOf(
      clientOf(panel, auth).add(ACCOUNT, N, ["a.test"], "no"),
      limitedSecretKey,
    );
    expect(cure).to.contain(`:\n${PROFILE}\n`).and.contain("v-add-access-key admin web-aliases");
    const commands = panel.state.profiles["web-aliases"]?.commands.join(",");
    expect(PROFILE).to.equal(`ROLE='user'\nCOMMANDS='${commands}'`);
  });

  it("field case 19: a panel in DEMO_MODE accepts reads by password and rejects changes", async () => {
    const panel = await startPanel();
    panel.state.settings.DEMO_MODE = "yes";
    const client = clientOf(panel, WAYS.password);
    expect((await client.list(ACCOUNT)).webDomain(N)?.aliases).to.deep.equal([]);
    const failure = await failureOf(client.add(ACCOUNT, N, ["a.test"], "no"));
    expect(failure).to.include({ kind: "rejected", code: 1 });
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal([]);
    expect(panel.state.authLog).to.deep.equal([]);
  });

  for (const way of ["hash", "password", "key"] as const) {
    it(`a panel without its API files is refused for ${way}, with the command that restores them`, async () => {
      const panel = await startPanel();
      panel.state.settings.apiRemoved = true;
      const client = clientOf(panel, WAYS[way]);
      for (const call of [client.list(ACCOUNT), client.add(ACCOUNT, N, ["a.test"], "no")]) {
        const failure = await failureOf(call);
        expect(failure).to.include({ kind: "refused", status: 200, detail: "Error: Disabled" });
        expect(failure.cure).to.contain("v-change-sys-api enable");
      }
    });
  }
});

describe("client: accepted logins (docs/panels/hestia.md#authentication)", () => {
  afterEach(closePanels);

  const { limitedAccessKey, limitedSecretKey } = demoCredentials;
  const ACCEPTED: [what: string, auth: HestiaAuth, prepare?: (panel: HestiaPanel) => void][] = [
    ["a hash", WAYS.hash],
    ["the admin's password", WAYS.password],
    ["the admin's key", WAYS.key],
    [
      "the admin's key with the profile alone",
      { way: "access key", access_key: limitedAccessKey, secret_key: limitedSecretKey },
    ],
    ["the account's own key, where API_SYSTEM is 2", TENANT, withTenantKey("2")],
    ["a key, where the legacy API is off", WAYS.key, setting("API", "no")],
    ["a hash, where access keys are off", WAYS.hash, setting("API_SYSTEM", "0")],
    ["an address in the list", WAYS.hash, setting("API_ALLOWED_IP", "192.0.2.7,127.0.0.1")],
  ];
  for (const [what, auth, prepare] of ACCEPTED) {
    it(what, async () => {
      const panel = await startPanel();
      prepare?.(panel);
      const client = clientOf(panel, auth);
      await client.add(ACCOUNT, N, ["a.test", "b.test"], "no");
      await client.remove(ACCOUNT, N, "a.test", "no");
      expect((await client.list(ACCOUNT)).webDomain(N)?.aliases).to.deep.equal(["b.test"]);
      expect(panel.state.authLog).to.deep.equal([]);
    });
  }
});
