import { expect } from "chai";
import { Claims, type Place } from "../../provider/core/claims";

const PLACE: Place = { panel: "panel.example.com:8083", holder: "tenant1/network.example.com" };
const ELSEWHERE: Place = { ...PLACE, holder: "tenant1/second.example.com" };
const OTHER_PANEL: Place = { ...PLACE, panel: "eu1.example.com:8083" };
const NAMES = ["acme.com", "www.acme.com"];

describe("claims", () => {
  it("are there for whoever asks, at their place", () => {
    const claims = new Claims();
    expect(claims.claim(PLACE, NAMES, "acme#1")).to.equal(undefined);
    expect(NAMES.map((name) => claims.has(PLACE, name))).to.deep.equal([true, true]);
    expect(claims.has(PLACE, "shop.acme.com")).to.equal(false);
    expect(claims.has(ELSEWHERE, "acme.com")).to.equal(false);
    expect(claims.has(OTHER_PANEL, "acme.com")).to.equal(false);
  });

  it("of one name by two declarations: the second is told the name and the first", () => {
    const claims = new Claims();
    claims.claim(PLACE, NAMES, "acme#1");
    const taken = claims.claim(PLACE, ["shop.acme.com", "www.acme.com"], "shop#2");
    expect(taken).to.deep.equal({ name: "www.acme.com", declaration: "acme#1" });
    expect(claims.has(PLACE, "shop.acme.com"), "nothing of it is claimed").to.equal(false);
  });

  it("of one name at two places of a panel exclude one another, since a panel holds a name once", () => {
    const claims = new Claims();
    claims.claim(PLACE, NAMES, "acme#1");
    expect(claims.claim(ELSEWHERE, ["acme.com"], "acme#2")?.declaration).to.equal("acme#1");
  });

  it("on two panels go side by side", () => {
    const claims = new Claims();
    claims.claim(PLACE, NAMES, "acme#1");
    expect(claims.claim(OTHER_PANEL, NAMES, "acme#2")).to.equal(undefined);
  });

  it("made twice by one declaration are claimed once: the later ones count", () => {
    const claims = new Claims();
    claims.claim(PLACE, NAMES, "acme#1");
    expect(claims.claim(PLACE, ["acme.com"], "acme#1")).to.equal(undefined);
    expect(claims.has(PLACE, "acme.com")).to.equal(true);
    expect(claims.has(PLACE, "www.acme.com")).to.equal(false);
    expect(claims.claim(PLACE, ["www.acme.com"], "www#2")).to.equal(undefined);
  });

  it("without a declaration refuse nothing and are claimed all the same", () => {
    const claims = new Claims();
    claims.claim(PLACE, NAMES, "acme#1");
    expect(claims.claim(PLACE, NAMES, undefined)).to.equal(undefined);
    expect(claims.claim(PLACE, ["shop.acme.com"], undefined)).to.equal(undefined);
    expect(claims.has(PLACE, "shop.acme.com")).to.equal(true);
    expect(claims.claim(PLACE, ["shop.acme.com"], "shop#2")).to.equal(undefined);
  });

  it("remember what a delete left for them, at its place", () => {
    const claims = new Claims();
    claims.leave(PLACE, ["acme.com"]);
    expect(claims.wasLeft(PLACE, "acme.com")).to.equal(true);
    expect(claims.wasLeft(PLACE, "www.acme.com")).to.equal(false);
    expect(claims.wasLeft(ELSEWHERE, "acme.com")).to.equal(false);
  });
});
