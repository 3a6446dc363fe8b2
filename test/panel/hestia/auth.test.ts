import { expect } from "chai";
import { demoCredentials, type HestiaPanel, type HestiaSettings } from "../../../panels/hestia";
import { ACCOUNT, closePanels, command, N, run, send, startPanel, text, WAYS } from "./support";

const LIST = command("v-list-web-domains", ACCOUNT, "json");
const FAILED = "Error: authentication failed";
const { accessKey, secretKey, apiHash, limitedAccessKey } = demoCredentials;

describe("hestia panel: authentication (docs/panels/hestia.md#authentication)", () => {
  let panel: HestiaPanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const set = (settings: Partial<HestiaSettings>) => Object.assign(panel.state.settings, settings);
  const failures = () => panel.state.authLog.length;
  const tenantKey = (permissions: string[]) => {
    panel.state.accessKeys.TENANTKEY00000000001 = { secret: "t".repeat(40), user: ACCOUNT, permissions };
    return { access_key: "TENANTKEY00000000001", secret_key: "t".repeat(40) };
  };

  interface Case {
    name: string;
    fields: Record<string, string>;
    code: number;
    body: string;
    status?: number;
    /** Lines in auth.log. */
    lines: number;
  }
  const cases: Case[] = [
    { name: "hash wrong", fields: { hash: "x".repeat(32) }, code: 9, body: FAILED, lines: 1 },
    { name: "hash short", fields: { hash: apiHash.slice(0, 8) }, code: 9, body: FAILED, lines: 1 },
    {
      name: "hash with a path to no key",
      fields: { hash: `../../${"x".repeat(32)}` },
      code: 9,
      body: FAILED,
      lines: 1,
    },
    { name: "hash empty", fields: { hash: "" }, code: 10, body: FAILED, lines: 0 },
    { name: "password wrong", fields: { user: "admin", password: "x" }, code: 9, body: FAILED, lines: 1 },
    {
      name: "field case 19: password empty, two lines",
      fields: { user: "admin", password: "" },
      code: 9,
      body: FAILED,
      lines: 2,
    },
    { name: "password absent", fields: { user: "admin" }, code: 9, body: FAILED, lines: 0 },
    {
      name: "user with the right password who is not ROOT_USER",
      fields: { user: ACCOUNT, password: "local-tenant1-password" },
      code: 10,
      body: FAILED,
      lines: 0,
    },
    { name: "user root", fields: { user: "root", password: "x" }, code: 10, body: FAILED, lines: 0 },
    {
      name: "key with a wrong secret",
      fields: { access_key: accessKey, secret_key: "x".repeat(40) },
      code: 9,
      body: `Error: Invalid secret key for key ${accessKey}`,
      lines: 1,
    },
    {
      name: "key unknown",
      fields: { access_key: "0".repeat(20), secret_key: secretKey },
      code: 9,
      body: `Error: key ${"0".repeat(20)} doesn't exist`,
      lines: 1,
    },
    {
      name: "key id malformed",
      fields: { access_key: "short", secret_key: secretKey },
      code: 9,
      body: "Error: invalid access_key_id format :: short",
      lines: 1,
    },
    {
      name: "key secret malformed",
      fields: { access_key: accessKey, secret_key: "short" },
      code: 9,
      body: "Error: invalid secret_access_key format",
      lines: 1,
    },
    {
      name: "key secret empty",
      fields: { access_key: accessKey, secret_key: "" },
      code: 9,
      body: "Error: Authentication failed",
      lines: 0,
    },
    {
      name: "hash=<AK>:<SK> with a wrong secret",
      fields: { hash: `${accessKey}:${"x".repeat(40)}` },
      code: 9,
      body: `Error: Invalid secret key for key ${accessKey}`,
      lines: 1,
    },
    {
      name: "hash=<AK>:<SK> of wrong lengths is a legacy hash",
      fields: { hash: `${accessKey}:short` },
      code: 9,
      body: FAILED,
      lines: 1,
    },
    {
      name: "command missing",
      fields: { ...WAYS.hash, cmd: "" },
      status: 422,
      code: 2,
      body: "Error: Command not provided",
      lines: 0,
    },
    {
      name: "command with bad characters",
      fields: { ...WAYS.hash, cmd: "v-list;id" },
      status: 422,
      code: 2,
      body: "Error: v-list;id command invalid",
      lines: 0,
    },
  ];
  for (const { name, fields, code, body, status = 401, lines } of cases) {
    it(`${name}: ${status}, ${code}`, async () => {
      const answer = await send(panel, { ...LIST, ...fields });
      expect(answer).to.include({ status, code: String(code), body });
      const number = await send(panel, { ...LIST, ...fields, returncode: "yes" });
      expect(number).to.include({ status, code: String(code), body: String(code) });
      expect(failures()).to.equal(2 * lines);
      expect(panel.log[0]?.authenticated).to.equal(false);
    });
  }

  it("field case 19: of a hash or key id with a path the last part counts", async () => {
    const withPath = [
      { hash: `../keys/${apiHash}` },
      { access_key: `../access-keys/${accessKey}`, secret_key: secretKey },
    ];
    for (const fields of withPath) {
      expect((await send(panel, { ...LIST, ...fields })).status).to.equal(200);
    }
    expect(failures()).to.equal(0);
  });

  it("a bad command: the hash is checked before it, the key after it", async () => {
    expect(await send(panel, { hash: "wrong", cmd: "v-list;id" })).to.include({ status: 401, code: "9" });
    const answer = await send(panel, { ...WAYS.key, secret_key: "x".repeat(40), cmd: "v-list;id" });
    expect(answer).to.include({ status: 422, code: "2" });
  });

  describe("permissions of a key", () => {
    it("a profile allows its commands on every account, for a key of the root user", async () => {
      for (const [account, domain] of [
        [ACCOUNT, N],
        ["tenant2", "tenanttwo.org"],
      ] as const) {
        const name = `${account}.test`;
        for (const cmd of ["v-add-web-domain-alias", "v-list-web-domain", "v-delete-web-domain-alias"]) {
          expect((await run(panel, "limitedKey", cmd, account, domain, name, "no")).code, cmd).to.equal("0");
        }
        expect((await run(panel, "limitedKey", "v-list-web-domains", account)).code).to.equal("0");
      }
    });

    it("another command: 401, 10, a line in auth.log", async () => {
      expect(await run(panel, "limitedKey", "v-add-web-domain", ACCOUNT, "a.test")).to.include({
        status: 401,
        code: "10",
        body: `Error: Key ${limitedAccessKey} don't have permission to run the command v-add-web-domain`,
      });
      expect(failures()).to.equal(1);
    });

    it("an unknown command: 401, 10, a line in auth.log", async () => {
      expect(await run(panel, "limitedKey", "v-nope")).to.include({
        code: "10",
        body: "Error: Command v-nope not found",
      });
      expect(failures()).to.equal(1);
    });

    it("purge-nginx-cache has the two lists and no alias command", async () => {
      const key = { ...WAYS.key };
      const own = panel.state.accessKeys[key.access_key];
      if (own) own.permissions = ["purge-nginx-cache"];
      expect((await send(panel, { ...key, ...LIST })).status).to.equal(200);
      expect((await run(panel, "key", "v-add-web-domain-alias", ACCOUNT, N, "a.test")).code).to.equal("10");
    });
  });

  describe("keys of other users", () => {
    it("API_SYSTEM=1: 21, but the permission is checked first", async () => {
      expect(await send(panel, { ...tenantKey(["web-aliases"]), ...LIST })).to.include({
        status: 401,
        code: "21",
        body: "Error: API has been disabled",
      });
      expect(await send(panel, { ...tenantKey([]), ...LIST })).to.include({ status: 401, code: "10" });
    });

    it("API_SYSTEM=2: its own account only; the backslashes are real", async () => {
      set({ API_SYSTEM: "2" });
      const key = tenantKey(["web-aliases"]);
      expect((await send(panel, { ...key, ...LIST })).status).to.equal(200);
      const other = await send(panel, { ...key, ...command("v-list-web-domains", "tenant2", "json") });
      expect(other).to.include({
        status: 401,
        code: "10",
        body: `Error: Key TENANTKEY00000000001 - the "user" argument doesn\\'t match the key\\'s user`,
      });
    });

    it("the key of a suspended user: 9, a line in auth.log", async () => {
      set({ API_SYSTEM: "2" });
      const user = panel.state.users[ACCOUNT];
      if (user) user.suspended = true;
      expect(await send(panel, { ...tenantKey(["web-aliases"]), ...LIST })).to.include({
        status: 401,
        code: "9",
        body: "Error: user tenant1 is suspended",
      });
      expect(failures()).to.equal(1);
    });
  });

  describe("v-add-access-key", () => {
    const create = (...args: string[]) => text(panel, "v-add-access-key", ...args);

    it("gives id (20), secret (40), user and permissions, and the key works", async () => {
      const made = JSON.parse(await create(ACCOUNT, "web-aliases", "", "json"));
      expect(made.ACCESS_KEY_ID).to.have.length(20);
      expect(made.SECRET_ACCESS_KEY).to.have.length(40);
      expect(made).to.deep.include({ USER: ACCOUNT, PERMISSIONS: ["web-aliases"] });
      set({ API_SYSTEM: "2" });
      const fields = { access_key: made.ACCESS_KEY_ID, secret_key: made.SECRET_ACCESS_KEY, ...LIST };
      expect((await send(panel, fields)).status).to.equal(200);
    });

    for (const permissions of ["", "*"]) {
      it(`the root user with '${permissions}': every command`, async () => {
        expect(JSON.parse(await create("admin", permissions, "", "json")).PERMISSIONS).to.deep.equal([]);
      });
    }

    it("another user with '' or an admin profile: 2; an unknown profile: 3", async () => {
      for (const [args, code] of [
        [[ACCOUNT, ""], "2"],
        [[ACCOUNT, "sync-dns-cluster"], "2"],
        [["admin", "nothing"], "3"],
      ] as const) {
        expect((await run(panel, "key", "v-add-access-key", ...args)).code).to.equal(code);
      }
    });

    it("field case 19: its refusals and formats are the script's", async () => {
      expect(await create(ACCOUNT, "")).to.equal("Error: Non-admin users need a permission list\n");
      expect(await create(ACCOUNT, "sync-dns-cluster")).to.equal("Error: Only the admin can run this API\n");
      expect(await create("admin", "nothing")).to.equal("Error: API nothing doesn't exist\n");
      expect(await create("admin", "web-aliases", "", "plain")).to.match(/^[A-Z0-9]{20}:\S{40}\n$/);
      expect((await create("admin", "web-aliases", "mine", "shell")).split("\n")).to.satisfy(
        ([id, secret, user, permissions, comment, time, date]: string[]) =>
          id?.startsWith("ACCESS_KEY_ID:      ") &&
          secret?.startsWith("SECRET_ACCESS_KEY:  ") &&
          user === "USER:               admin" &&
          permissions === "PERMISSIONS:        web-aliases" &&
          comment === "COMMENT:            mine" &&
          time?.startsWith("TIME:               ") &&
          date?.startsWith("DATE:               "),
      );
    });
  });

  describe("too many failures", () => {
    it("nothing in the API itself: the right credential still works after many", async () => {
      for (let i = 0; i < 10; i++) await send(panel, { hash: "wrong", ...LIST });
      expect((await send(panel, { ...WAYS.hash, ...LIST })).status).to.equal(200);
      expect(failures()).to.equal(10);
    });

    it("banAfter with banMode drop: connections are cut from then on", async () => {
      set({ banAfter: 5, banMode: "drop" });
      for (let i = 0; i < 5; i++) {
        expect((await send(panel, { hash: "wrong", ...LIST })).status).to.equal(401);
      }
      const outcome = await send(panel, { ...WAYS.hash, ...LIST }).catch(() => "cut");
      expect(outcome).to.equal("cut");
      expect(panel.state.banned).to.deep.equal(["127.0.0.1"]);
      panel.state.banned.length = 0;
      expect((await send(panel, { ...WAYS.hash, ...LIST })).status).to.equal(200);
    });

    it("banMode ignore: no answer at all, the client has to give up; the control routes still answer", async () => {
      set({ banAfter: 1 });
      await send(panel, { hash: "wrong", ...LIST });
      const client = new AbortController();
      const answered = send(panel, { ...WAYS.hash, ...LIST }, { signal: client.signal }).then(
        () => "answered",
        (error: Error) => error.name,
      );
      const state = await fetch(`http://${panel.host}/_control/state`);
      expect(((await state.json()) as { banned: string[] }).banned).to.deep.equal(["127.0.0.1"]);
      client.abort();
      expect(await answered).to.equal("AbortError");
      expect(panel.log).to.have.length(1);
    });
  });

  it("the log says who and how, and never holds a credential", async () => {
    for (const way of ["hash", "password", "key", "keyInHash", "limitedKey"] as const) {
      await send(panel, { ...WAYS[way], ...LIST });
    }
    await send(panel, { hash: "a-wrong-hash", ...LIST });
    await send(panel, LIST);
    expect(panel.log.map(({ auth, authenticated }) => [auth, authenticated])).to.deep.equal([
      ["hash", true],
      ["password", true],
      ["access-key", true],
      ["access-key", true],
      ["access-key", true],
      ["hash", false],
      ["none", false],
    ]);
    const written = JSON.stringify([panel.log, panel.state.authLog]);
    for (const value of [...Object.values(demoCredentials), "a-wrong-hash"]) {
      if (value !== demoCredentials.apiUser) expect(written).to.not.include(value);
    }
  });
});
