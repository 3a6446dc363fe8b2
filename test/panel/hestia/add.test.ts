import { expect } from "chai";
import {
  type HestiaPanel,
  type HestiaUser,
  hestiaState,
  hestiaUser,
  hestiaWebDomain,
} from "../../../panels/hestia";
import { ACCOUNT, add, closePanels, exitCode, N, remove, run, S, startPanel, text } from "./support";

const ADD = "v-add-web-domain-alias";

describe("hestia panel: v-add-web-domain-alias (docs/panels/hestia.md#adding-aliases)", () => {
  let panel: HestiaPanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const aliases = () => panel.aliases(ACCOUNT, N);
  const user = (name: string): HestiaUser => {
    const found = panel.state.users[name];
    if (!found) throw new Error(`no user ${name} in the state`);
    return found;
  };
  /** Expects this text and code, and nothing stored. */
  const refused = async (args: [string, string, ...string[]], message: string, code: number) => {
    const before = aliases();
    expect(await text(panel, ADD, ...args)).to.equal(`${message}\n`);
    expect(await exitCode(panel, ADD, ...args)).to.equal(code);
    expect(aliases()).to.deep.equal(before);
  };

  it("success: OK, 0, stored", async () => {
    expect(await add(panel, "a1.customer.test")).to.equal("OK");
    expect(await exitCode(panel, ADD, ACCOUNT, N, "a2.customer.test", "no")).to.equal(0);
    expect(aliases()).to.deep.equal(["a1.customer.test", "a2.customer.test"]);
  });

  describe("code 4 says nothing about the owner", () => {
    it("already on this domain, on another one of the user, on another user's: the same text", async () => {
      const message = "Error: Web alias a1.customer.test exists";
      for (const [account, domain] of [
        [ACCOUNT, N],
        [ACCOUNT, S],
        ["tenant2", "other.example.org"],
      ] as const) {
        panel.setAliases(account, domain, ["a1.customer.test"]);
        await refused([ACCOUNT, N, "a1.customer.test"], message, 4);
        panel.setAliases(account, domain, []);
      }
    });

    it("the base domain itself, another base of the user, another user's base", async () => {
      for (const name of [N, S, "tenanttwo.org"]) {
        await refused([ACCOUNT, N, name], `Error: Web domain ${name} exists`, 4);
      }
    });

    it("a name under another user's base domain, when that is the registrable one", async () => {
      await refused(
        [ACCOUNT, N, "x.tenanttwo.org"],
        "Error: Unable to add x.tenanttwo.org. tenanttwo.org belongs to a different user",
        4,
      );
      await refused(
        [ACCOUNT, N, "*.a.tenanttwo.org"],
        "Error: Unable to add *.a.tenanttwo.org. tenanttwo.org belongs to a different user",
        4,
      );
    });

    it("a registrable name of three labels under a suffix of two", async () => {
      user("tenant2").webDomains["brand.co.uk"] = hestiaWebDomain();
      await refused(
        [ACCOUNT, N, "x.brand.co.uk"],
        "Error: Unable to add x.brand.co.uk. brand.co.uk belongs to a different user",
        4,
      );
      expect(await add(panel, "x.other.co.uk")).to.equal("OK");
    });

    it("field case 19: a name below another user's DNS or mail domain", async () => {
      user("tenant2").dnsDomains.push("dns.test");
      user("tenant2").mailDomains.push("md.test");
      user(ACCOUNT).dnsDomains.push("own.test");
      for (const [name, base] of [
        ["x.dns.test", "dns.test"],
        ["www.md.test", "md.test"],
      ] as const) {
        const message = `Error: Unable to add ${name}. ${base} belongs to a different user`;
        await refused([ACCOUNT, N, name], message, 4);
        expect(await run(panel, "key", ADD, ACCOUNT, N, name)).to.include({ status: 400, code: "4" });
      }
      expect(await add(panel, "x.own.test")).to.equal("OK");
      Object.assign(panel.state.settings, { DNS_SYSTEM: "", MAIL_SYSTEM: "" });
      expect(await add(panel, "x.dns.test,www.md.test")).to.equal("OK");
    });

    it("a DNS or mail domain of another user; own ones are fine", async () => {
      user("tenant2").dnsDomains.push("dns.test");
      user("tenant2").mailDomains.push("mail.test");
      user(ACCOUNT).dnsDomains.push("own-dns.test");
      user(ACCOUNT).mailDomains.push("own-mail.test");
      await refused([ACCOUNT, N, "dns.test"], "Error: DNS domain dns.test exists", 4);
      await refused([ACCOUNT, N, "mail.test"], "Error: Mail domain mail.test exists", 4);
      expect(await add(panel, "own-dns.test,own-mail.test")).to.equal("OK");
    });

    it("DNS and mail domains count only while those systems are on", async () => {
      user("tenant2").dnsDomains.push("dns.test");
      user("tenant2").mailDomains.push("mail.test");
      Object.assign(panel.state.settings, { DNS_SYSTEM: "", MAIL_SYSTEM: "" });
      expect(await add(panel, "dns.test,mail.test")).to.equal("OK");
    });
  });

  it("not protected: a name under another user's three-label base, or under another user's alias", async () => {
    panel.setAliases("tenant2", "tenanttwo.org", ["reg.test", "*.wc.test"]);
    for (const name of ["x.other.example.org", "sub.reg.test", "*.reg.test", "a.wc.test"]) {
      expect(await add(panel, name), name).to.equal("OK");
    }
  });

  describe("code 3", () => {
    it("base missing, or owned by another user", async () => {
      await refused(
        [ACCOUNT, "gone.example.com", "a.test"],
        "Error: web domain gone.example.com doesn't exist",
        3,
      );
      await refused([ACCOUNT, "tenanttwo.org", "a.test"], "Error: web domain tenanttwo.org doesn't exist", 3);
    });

    it("user missing; user names are case sensitive", async () => {
      await refused(["nobody", N, "a.test"], "Error: user nobody doesn't exist", 3);
      await refused(["Tenant1", N, "a.test"], "Error: user Tenant1 doesn't exist", 3);
    });

    it("public suffix list missing", async () => {
      panel.state.settings.publicSuffixList = false;
      await refused([ACCOUNT, N, "a.test"], "Error: public_suffix_list.dat not found", 3);
    });
  });

  it("code 5: domain suspended, user suspended", async () => {
    const second = user(ACCOUNT).webDomains[S];
    if (second) second.suspended = true;
    await refused([ACCOUNT, S, "a.test"], `Error: web ${S} is suspended`, 5);
    user(ACCOUNT).suspended = true;
    await refused([ACCOUNT, N, "a.test"], "Error: user tenant1 is suspended", 5);
  });

  it("code 11: no web system", async () => {
    panel.state.settings.WEB_SYSTEM = "";
    await refused([ACCOUNT, N, "a.test"], "Error: WEB_SYSTEM is not enabled", 11);
  });

  describe("code 8: WEB_ALIASES", () => {
    const message = "Error: WEB_ALIASES limit is reached :: upgrade user package";

    it("counts the aliases of this domain with the new ones: 2 allows 2 on each domain", async () => {
      user(ACCOUNT).webAliases = 2;
      for (const domain of [N, S]) {
        const prefix = domain.slice(0, 1);
        expect(await text(panel, ADD, ACCOUNT, domain, `${prefix}1.test`, "no")).to.equal("OK");
        expect(await text(panel, ADD, ACCOUNT, domain, `${prefix}2.test`, "no")).to.equal("OK");
        await refused([ACCOUNT, domain, `${prefix}3.test`], message, 8);
      }
    });

    it("field case 19: the owner of the domain above is looked at first", async () => {
      user(ACCOUNT).webAliases = 0;
      await refused(
        [ACCOUNT, N, "x.tenanttwo.org"],
        "Error: Unable to add x.tenanttwo.org. tenanttwo.org belongs to a different user",
        4,
      );
      panel.state.settings.publicSuffixList = false;
      await refused([ACCOUNT, N, "a.test"], "Error: public_suffix_list.dat not found", 3);
    });

    it("a list over the limit is refused whole", async () => {
      user(ACCOUNT).webAliases = 2;
      await refused([ACCOUNT, N, "a.test,b.test,c.test"], message, 8);
    });

    it("the counter U_WEB_ALIASES is not consulted", async () => {
      user(ACCOUNT).webAliases = 2;
      user(ACCOUNT).aliasCounter = 50;
      expect(await add(panel, "a.test")).to.equal("OK");
    });
  });

  describe("code 2", () => {
    it("no alias argument, empty, or nothing but dots", async () => {
      await refused([ACCOUNT, N], "Error: Invalid alias format: empty", 2);
      await refused([ACCOUNT, N, ""], "Error: Invalid alias format: empty", 2);
      await refused([ACCOUNT, N, "."], "Error: Invalid alias format: empty", 2);
    });

    it("field case 19: a colon, and a second star, are names to the panel", async () => {
      for (const name of ["a:80", "*.*.wild.test"]) expect(await add(panel, name), name).to.equal("OK");
      expect(aliases()).to.deep.equal(["a:80", "*.*.wild.test"]);
    });

    for (const [what, name, shown] of [
      ["a carriage return", "bad\r\nname", "bad\r"],
      ["a vertical tab", "bad\vname", "bad\vname"],
    ] as const) {
      it(`field case 19: refused: ${what}`, async () => {
        const answer = await run(panel, "key", ADD, ACCOUNT, N, name, "no");
        expect(answer).to.include({ status: 422, code: "2" });
        expect(await text(panel, ADD, ACCOUNT, N, name)).to.equal(
          `Error: invalid alias format :: ${shown}\n`,
        );
        expect(aliases()).to.deep.equal([]);
      });
    }

    for (const name of ["p_q.test", "-x.test", "x-", "a$b", "a/b", "a;b", "a'b", "a.*.x", "*foo.x"]) {
      it(`refused: ${name}`, async () => {
        await refused([ACCOUNT, N, name], `Error: invalid alias format :: ${name}`, 2);
      });
    }

    it("refused: x-. (named without its dot)", async () => {
      await refused([ACCOUNT, N, "x-."], "Error: invalid alias format :: x-", 2);
    });

    it("bad domain argument", async () => {
      await refused(
        [ACCOUNT, "bad_domain.test", "a.test"],
        "Error: invalid domain format :: bad_domain.test",
        2,
      );
    });

    for (const value of ["true", "1", "YES", "now", "restart", "background"]) {
      it(`RESTART ${value}`, async () => {
        await refused([ACCOUNT, N, "a.test", value], `Error: invalid restart format :: ${value}`, 2);
      });
    }
  });

  describe("a comma list is all-or-nothing at validation and names the first bad one", () => {
    it("one bad name", async () => {
      await refused([ACCOUNT, N, "a.test,p_q.test"], "Error: invalid alias format :: p_q.test", 2);
    });
    it("one name that exists", async () => {
      panel.setAliases(ACCOUNT, S, ["b.test"]);
      await refused([ACCOUNT, N, "a.test,b.test,c.test"], "Error: Web alias b.test exists", 4);
    });
    it("one foreign name", async () => {
      await refused(
        [ACCOUNT, N, "a.test,x.tenanttwo.org"],
        "Error: Unable to add x.tenanttwo.org. tenanttwo.org belongs to a different user",
        4,
      );
    });
  });

  for (const domain of ["NETWORK.Example.com", `www.${N}`, `${N}.`]) {
    it(`the domain argument is canonicalised: ${domain}`, async () => {
      expect(await text(panel, ADD, ACCOUNT, domain, "a.test", "no")).to.equal("OK");
      expect(aliases()).to.deep.equal(["a.test"]);
    });
  }

  describe("www", () => {
    it("is never added or removed by alias calls", async () => {
      await add(panel, "a.test");
      expect(aliases()).to.deep.equal(["a.test"]);
      await add(panel, "www.a.test");
      await remove(panel, "a.test");
      expect(aliases()).to.deep.equal(["www.a.test"]);
    });

    it("www.<base> is an ordinary alias, and may be on another domain first", async () => {
      expect(await add(panel, `www.${N}`)).to.equal("OK");
      expect(await remove(panel, `www.${N}`)).to.equal("OK");
      expect(await text(panel, ADD, ACCOUNT, S, `www.${N}`, "no")).to.equal("OK");
      await refused([ACCOUNT, N, `www.${N}`], `Error: Web alias www.${N} exists`, 4);
    });

    it("v-add-web-domain gives www to a registrable domain and nothing to a deeper one", async () => {
      expect(await text(panel, "v-add-web-domain", ACCOUNT, "tworoot.net")).to.equal("OK");
      expect(await text(panel, "v-add-web-domain", ACCOUNT, "third.example.com")).to.equal("OK");
      expect(panel.aliases(ACCOUNT, "tworoot.net")).to.deep.equal(["www.tworoot.net"]);
      expect(panel.aliases(ACCOUNT, "third.example.com")).to.deep.equal([]);
    });
  });

  describe("U_WEB_ALIASES", () => {
    it("+1 for each add call, -1 for each delete call, never below 0", async () => {
      await add(panel, "a.test,b.test,c.test");
      expect(user(ACCOUNT).aliasCounter).to.equal(1);
      await add(panel, "d.test");
      expect(user(ACCOUNT).aliasCounter).to.equal(2);
      for (const name of ["a.test", "b.test", "c.test"]) await remove(panel, name);
      expect(user(ACCOUNT).aliasCounter).to.equal(0);
    });

    it("a refused call does not count", async () => {
      await add(panel, "p_q.test");
      expect(user(ACCOUNT).aliasCounter).to.equal(0);
    });
  });

  it("a state of one's own: users, limits, domains", async () => {
    const own = await startPanel({
      state: hestiaState({
        users: {
          acme: hestiaUser({
            webAliases: 1,
            webDomains: { "acme.net": hestiaWebDomain({ aliases: ["a.test"] }) },
          }),
        },
      }),
    });
    expect(own.aliases("acme", "acme.net")).to.deep.equal(["a.test"]);
    expect(own.served("acme", "acme.net")).to.deep.equal(["a.test"]);
    expect(await run(own, "limitedKey", ADD, "acme", "acme.net", "b.test")).to.include({
      status: 400,
      code: "8",
    });
    expect(() => own.aliases("acme", "none.net")).to.throw(/none\.net of acme/);
  });
});
