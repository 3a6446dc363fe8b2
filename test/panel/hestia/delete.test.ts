import { expect } from "chai";
import type { HestiaPanel } from "../../../panels/hestia";
import { ACCOUNT, closePanels, exitCode, N, remove, run, startPanel, text } from "./support";

const DELETE = "v-delete-web-domain-alias";

describe("hestia panel: v-delete-web-domain-alias (docs/panels/hestia.md#deleting-aliases)", () => {
  let panel: HestiaPanel;
  beforeEach(async () => {
    panel = await startPanel();
    panel.setAliases(ACCOUNT, N, ["a.test", "b.test"]);
  });
  afterEach(closePanels);

  const aliases = () => panel.aliases(ACCOUNT, N);
  const gone = async (alias: string) => {
    const before = aliases();
    expect(await remove(panel, alias)).to.equal(`Error: alias ${alias} doesn't exist\n`);
    expect(await exitCode(panel, DELETE, ACCOUNT, N, alias, "no")).to.equal(3);
    expect(aliases()).to.deep.equal(before);
  };

  it("success: OK, or 204 by access key", async () => {
    expect(await remove(panel, "a.test")).to.equal("OK");
    expect(await run(panel, "key", DELETE, ACCOUNT, N, "b.test", "no")).to.include({
      status: 204,
      code: "0",
    });
    expect(aliases()).to.deep.equal([]);
  });

  it("not there: 3", () => gone("c.test"));
  it("another case: 3", () => gone("A.test"));
  it("a comma list is not supported: 3", () => gone("a.test,b.test"));
  it("empty: 3", () => gone(""));
  it("an alias of another domain: 3", async () => {
    panel.setAliases("tenant2", "tenanttwo.org", ["z.test"]);
    await gone("z.test");
  });

  it("base or user missing: 3", async () => {
    expect(await text(panel, DELETE, ACCOUNT, "gone.example.com", "a.test")).to.equal(
      "Error: web domain gone.example.com doesn't exist\n",
    );
    expect(await text(panel, DELETE, "nobody", N, "a.test")).to.equal("Error: user nobody doesn't exist\n");
  });

  it("fewer than 3 arguments: usage, 1, 400 by access key", async () => {
    const usage = "Usage: v-delete-web-domain-alias USER DOMAIN DOM_ALIAS [RESTART]";
    expect(await text(panel, DELETE, ACCOUNT, N)).to.equal(`${usage}\n`);
    expect(await run(panel, "key", DELETE, ACCOUNT, N)).to.include({ status: 400, code: "1", body: usage });
  });

  it("bad format: 2", async () => {
    expect(await remove(panel, "p_q.test")).to.equal("Error: invalid alias format :: p_q.test\n");
    expect(await exitCode(panel, DELETE, ACCOUNT, N, "p_q.test")).to.equal(2);
    expect(await exitCode(panel, DELETE, ACCOUNT, N, "a.test", "now")).to.equal(2);
  });

  it("a suspended domain or user does not stop it", async () => {
    const user = panel.state.users[ACCOUNT];
    const domain = user?.webDomains[N];
    if (!user || !domain) throw new Error("no such fixture");
    user.suspended = true;
    domain.suspended = true;
    expect(await remove(panel, "a.test")).to.equal("OK");
    expect(aliases()).to.deep.equal(["b.test"]);
  });

  for (const domain of ["NETWORK.Example.com", `www.${N}`]) {
    it(`the domain argument is taken as it is: ${domain} is 3`, async () => {
      expect(await exitCode(panel, DELETE, ACCOUNT, domain, "a.test", "no")).to.equal(3);
      expect(aliases()).to.deep.equal(["a.test", "b.test"]);
    });
  }

  describe("the alias is a regular expression", () => {
    it("deleting a.b.test also deletes a-b.test and axb.test of that domain", async () => {
      panel.setAliases(ACCOUNT, N, ["a.b.test", "a-b.test", "axb.test", "ab.test", "a.b.testx", "xa.b.test"]);
      expect(await remove(panel, "a.b.test")).to.equal("OK");
      expect(aliases()).to.deep.equal(["ab.test", "a.b.testx", "xa.b.test"]);
    });

    it("deleting the absent a.b.test answers OK and takes a-b.test", async () => {
      panel.setAliases(ACCOUNT, N, ["a-b.test"]);
      expect(await remove(panel, "a.b.test")).to.equal("OK");
      expect(aliases()).to.deep.equal([]);
    });

    it("a neighbour on another domain stays", async () => {
      panel.setAliases(ACCOUNT, N, ["a.b.test"]);
      panel.setAliases("tenant2", "tenanttwo.org", ["a-b.test"]);
      await remove(panel, "a.b.test");
      expect(panel.aliases("tenant2", "tenanttwo.org")).to.deep.equal(["a-b.test"]);
    });

    it("a dot takes any character, unicode too", async () => {
      panel.setAliases(ACCOUNT, N, ["aüb.test"]);
      expect(await remove(panel, "a.b.test")).to.equal("OK");
      expect(aliases()).to.deep.equal([]);
    });

    it("a leading star is literal: *.x.test takes no a.x.test", async () => {
      panel.setAliases(ACCOUNT, N, ["*.x.test", "a.x.test", "*-x.test"]);
      expect(await remove(panel, "*.x.test")).to.equal("OK");
      expect(aliases()).to.deep.equal(["a.x.test"]);
    });

    it("one call is -1 in the counter, however many it takes", async () => {
      const user = panel.state.users[ACCOUNT];
      if (!user) throw new Error("no such fixture");
      user.aliasCounter = 5;
      panel.setAliases(ACCOUNT, N, ["a.b.test", "a-b.test"]);
      await remove(panel, "a.b.test");
      expect(user.aliasCounter).to.equal(4);
    });
  });

  it("field case 19: an alias with a space inside is deleted; one with a space before it is never found", async () => {
    panel.setAliases(ACCOUNT, N, ["a.test", "bad name.test", " b.test"]);
    const answer = await run(panel, "key", DELETE, ACCOUNT, N, "bad name.test", "no");
    expect(answer).to.include({ status: 204, code: "0" });
    expect(aliases()).to.deep.equal(["a.test", " b.test"]);
    // The API trims every argument.
    expect(await exitCode(panel, DELETE, ACCOUNT, N, " b.test", "no")).to.equal(3);
  });

  for (const name of ["keep.test.", ".", "....", ".keep.test", "keep..test"]) {
    it(`field case 19: a dot too many is no format: ${name}`, async () => {
      const answer = await run(panel, "key", DELETE, ACCOUNT, N, name, "no");
      expect(answer).to.include({ status: 422, code: "2", body: `Error: invalid alias format :: ${name}` });
    });
  }
});
