import { expect } from "chai";
import { type Account, parseAccount } from "../../provider/hestia/api/account";

const listed = (alias: string, more: Record<string, unknown> = {}) => ({
  IP: "192.0.2.10",
  IP6: "",
  ALIAS: alias,
  SUSPENDED: "no",
  ...more,
});

function account(webDomains: Record<string, object>): Account {
  const parsed = parseAccount(JSON.stringify(webDomains));
  if (parsed === undefined) throw new Error("not read");
  return parsed;
}

describe("the list of an account's web domains (docs/panels/hestia.md#lists)", () => {
  it("of an account without any is the panel's empty object", () => {
    expect(parseAccount("{\n}")?.webDomains).to.deep.equal([]);
  });

  it("holds no alias where the alias string is empty", () => {
    expect(account({ "network.example.com": listed("") }).webDomains[0]?.aliases).to.deep.equal([]);
  });

  it("holds aliases as stored, spaces and all", () => {
    const [one] = account({ "network.example.com": listed("a.test, b.test,bad name.test") }).webDomains;
    expect(one?.aliases).to.deep.equal(["a.test", " b.test", "bad name.test"]);
    expect(one?.has("a.test")).to.equal(true);
    expect(one?.has("b.test")).to.equal(false);
  });

  it("finds a name by every spelling that the panel has of it", () => {
    const [one] = account({ "network.example.com": listed("bücher.test,xn--bcher-kva.test") }).webDomains;
    expect(one?.spellings("xn--bcher-kva.test")).to.deep.equal(["bücher.test", "xn--bcher-kva.test"]);
    expect(one?.spellings("acme.com")).to.deep.equal([]);
  });

  it("returns suspended web domains and addresses", () => {
    const [one] = account({ "a.test": listed("", { SUSPENDED: "yes", IP6: "2001:db8::1" }) }).webDomains;
    expect(one).to.include({ suspended: true, ip: "192.0.2.10", ip6: "2001:db8::1" });
  });

  it("accepts a missing IP6, which older panels do not have", () => {
    const { IP6: _none, ...older } = listed("");
    expect(account({ "a.test": older }).webDomains[0]?.ip6).to.equal("");
  });

  it("finds the holder of a name, as an alias or as a web domain", () => {
    const one = account({ "a.test": listed("acme.com"), "b.test": listed("") });
    expect(one.holder("acme.com")?.name).to.equal("a.test");
    expect(one.holder("b.test")?.name).to.equal("b.test");
    expect(one.holder("c.test")).to.equal(undefined);
  });

  for (const [what, text] of [
    ["an error", "Error: user tenant9 doesn't exist"],
    ["`OK`", "OK"],
    ["nothing", ""],
    ["a page", "<html></html>"],
    ["a list", "[]"],
    ["web domains without aliases", JSON.stringify({ "a.test": { IP: "", SUSPENDED: "no" } })],
  ] as const) {
    it(`is not ${what}`, () => expect(parseAccount(text)).to.equal(undefined));
  }
});

describe("a web domain after a write", () => {
  const before = account({ "a.test": listed("one.test,two.test,bücher.test") });
  const write = (change: { added?: string[]; removed?: string[] }) =>
    before.webDomains[0]?.after(change).aliases;

  it("has added names at its end, each once", () => {
    expect(write({ added: ["three.test", "one.test", "xn--bcher-kva.test"] })).to.deep.equal([
      "one.test",
      "two.test",
      "bücher.test",
      "three.test",
    ]);
  });

  it("lacks what was removed, in the spelling that was removed", () => {
    expect(write({ removed: ["one.test", "xn--bcher-kva.test"] })).to.deep.equal(["two.test", "bücher.test"]);
  });
});
