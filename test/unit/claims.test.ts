import { expect } from "chai";
import { Claims, type Place } from "../../provider/resource/claims";
import { dynamicHandler, type Lifecycle } from "../../provider/resource/dynamic";
import { awaitReleases } from "../../provider/resource/handOver";
import { Session } from "../../provider/resource/session";
import { declarationOf } from "../support/engine";
import { isSettled, ManualClock } from "./manualClock";

const PLACE: Place = {
  panel: "panel.example.com:8083",
  holder: "tenant1/network.example.com",
  target: undefined,
};
const ELSEWHERE: Place = { ...PLACE, holder: "tenant1/second.example.com" };
const OTHER_PANEL: Place = { ...PLACE, panel: "eu1.example.com:8083" };
const NAMES = ["acme.com", "www.acme.com"];

describe("claims", () => {
  it("can be read with their place", () => {
    const claims = new Claims();
    expect(claims.claim(PLACE, NAMES, "acme#1")).to.equal(undefined);
    expect(NAMES.map((name) => claims.has(PLACE, name))).to.deep.equal([true, true]);
    expect(claims.has(PLACE, "shop.acme.com")).to.equal(false);
    expect(claims.has(ELSEWHERE, "acme.com")).to.equal(false);
    expect(claims.has(OTHER_PANEL, "acme.com")).to.equal(false);
  });

  it("of one name by two declarations: the second fails with the name and the first declaration", () => {
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

  it("on two panels do not exclude one another", () => {
    const claims = new Claims();
    claims.claim(PLACE, NAMES, "acme#1");
    expect(claims.claim(OTHER_PANEL, NAMES, "acme#2")).to.equal(undefined);
  });

  it("made twice by one declaration count once: the later ones apply", () => {
    const claims = new Claims();
    claims.claim(PLACE, NAMES, "acme#1");
    expect(claims.claim(PLACE, ["acme.com"], "acme#1")).to.equal(undefined);
    expect(claims.has(PLACE, "acme.com")).to.equal(true);
    expect(claims.has(PLACE, "www.acme.com")).to.equal(false);
    expect(claims.claim(PLACE, ["www.acme.com"], "www#2")).to.equal(undefined);
  });

  it("without a declaration exclude nothing, but are claimed", () => {
    const claims = new Claims();
    claims.claim(PLACE, NAMES, "acme#1");
    expect(claims.claim(PLACE, NAMES, undefined)).to.equal(undefined);
    expect(claims.claim(PLACE, ["shop.acme.com"], undefined)).to.equal(undefined);
    expect(claims.has(PLACE, "shop.acme.com")).to.equal(true);
    expect(claims.claim(PLACE, ["shop.acme.com"], "shop#2")).to.equal(undefined);
  });

  it("remember which names a delete kept for them, and at which place", () => {
    const claims = new Claims();
    claims.noteKept(PLACE, ["acme.com"]);
    expect(claims.wasKept(PLACE, "acme.com")).to.equal(true);
    expect(claims.wasKept(PLACE, "www.acme.com")).to.equal(false);
    expect(claims.wasKept(ELSEWHERE, "acme.com")).to.equal(false);
  });
});

describe("field case 5: claims and a resource that is deleted before it is created", () => {
  const ACME = { panel: PLACE.panel, id: `${PLACE.holder}/acme.com` };
  const left = (claims: Claims) => NAMES.filter((name) => claims.has(PLACE, name));
  let claims: Claims;
  beforeEach(() => {
    claims = new Claims();
    claims.claim(PLACE, NAMES, "acme#1");
    claims.noteComing(ACME, "acme#1");
  });

  it("do not protect its own names until its create begins", () => {
    claims.beginDelete(ACME, NAMES);
    expect(left(claims)).to.deep.equal([]);
    expect(claims.claim(PLACE, ["acme.com"], "other#2")?.declaration, "nobody else may").to.equal("acme#1");
    claims.beginCreate(ACME);
    expect(left(claims)).to.deep.equal(NAMES);
    claims.beginDelete(ACME, NAMES);
    expect(left(claims), "what is deleted after the create is an old copy").to.deep.equal(NAMES);
  });

  it("protect names that it did not have, and those of other resources", () => {
    claims.claim(PLACE, ["shop.com"], "shop#2");
    claims.beginDelete(ACME, ["acme.com", "shop.com"]);
    expect(left(claims)).to.deep.equal(["www.acme.com"]);
    expect(claims.has(PLACE, "shop.com")).to.equal(true);
  });

  it("protect its names where another resource is deleted: of another id or panel, or of another declaration", () => {
    claims.beginDelete({ ...ACME, id: PLACE.holder }, NAMES);
    claims.beginDelete({ ...ACME, panel: OTHER_PANEL.panel }, NAMES);
    expect(left(claims)).to.deep.equal(NAMES);
    claims.noteStored(ACME, "renamed#3");
    claims.beginDelete(ACME, NAMES);
    expect(left(claims)).to.deep.equal(NAMES);
    claims.noteStored(ACME, "acme#1");
    claims.beginDelete(ACME, NAMES);
    expect(left(claims)).to.deep.equal([]);
  });
});

describe("names that other resources of the program may still claim", () => {
  const announced = (names: string[], unknown: string[] = []): Claims => {
    const claims = new Claims();
    claims.announce({ names, unknown });
    return claims;
  };

  it("are those announced and not yet claimed", () => {
    const claims = announced(["acme.com", "globex.com"]);
    expect(claims.unclaimed(["acme.com", "initech.com"])).to.deep.equal(["acme.com"]);
    claims.claim(PLACE, ["acme.com"], "acme#1");
    expect(claims.unclaimed(["acme.com", "initech.com"])).to.deep.equal([]);
    expect(claims.isAnnounced("globex.com")).to.equal(true);
    expect(claims.isAnnounced("initech.com")).to.equal(false);
  });

  it("count as claimed also by a claim on another web domain", () => {
    const claims = announced(["acme.com"]);
    claims.claim(ELSEWHERE, ["acme.com"], "acme#1");
    expect(claims.unclaimed(["acme.com"])).to.deep.equal([]);
    expect(claims.destination(PLACE, "globex.com")).to.equal(undefined);
    expect(claims.destination(PLACE, "acme.com")).to.equal(ELSEWHERE);
    expect(claims.destinations(PLACE, ["globex.com", "acme.com"])).to.deep.equal([ELSEWHERE]);
    expect(claims.destination(ELSEWHERE, "acme.com")).to.equal(undefined);
  });

  it("are all names while a declaration has unknown names", () => {
    const claims = announced([], ["late#1", "later#2"]);
    claims.claim(PLACE, ["a.test"], "late#1");
    expect(claims.unclaimed(["a.test", "b.test"])).to.deep.equal(["b.test"]);
    claims.claim(PLACE, [], "later#2");
    expect(claims.unclaimed(["a.test", "b.test"])).to.deep.equal([]);
    claims.announce({ names: [], unknown: ["late#1"] });
    expect(claims.unclaimed(["b.test"]), "announced by a constructor that ran late").to.deep.equal([]);
  });

  it("include the www name of an announced domain until that is claimed, with its www name or without", () => {
    const claims = announced(["acme.com", "globex.com"]);
    const www = ["www.acme.com", "www.globex.com", "www.initech.com"];
    expect(claims.unclaimed(www)).to.deep.equal(["www.acme.com", "www.globex.com"]);
    claims.claim(PLACE, ["acme.com", "www.acme.com"], "acme#1");
    expect(claims.unclaimed(www)).to.deep.equal(["www.globex.com"]);
    claims.claim(PLACE, ["globex.com"], "globex#2");
    expect(claims.unclaimed(www)).to.deep.equal([]);
  });

  it("resolve every wait for the next claim", async () => {
    const claims = announced(["acme.com"]);
    const waiting = [claims.nextChange(), claims.nextChange()];
    claims.claim(PLACE, ["other.test"], "other#1");
    await Promise.all(waiting);
  });
});

describe("names that an update releases", () => {
  const OLD_OUTPUTS = { panel: PLACE.panel, names: NAMES };
  const lifecycle = (update: () => Promise<object>) =>
    ({
      check: (_olds: unknown, inputs: Record<string, unknown>, { id }: { id: string }) => {
        session.claims.noteReleases(PLACE, NAMES, id);
        return { inputs, problems: [] };
      },
      idOf: () => "set",
      update,
    }) as unknown as Lifecycle;
  let clock: ManualClock;
  let session: Session;
  beforeEach(() => {
    clock = new ManualClock();
    session = new Session(clock, () => {}, {});
  });

  it("field case 17: are awaited no longer than the update, also where it fails", async () => {
    const failing = lifecycle(() => Promise.reject(new Error("the panel is down")));
    const handler = dynamicHandler(session, failing);
    await handler.check(OLD_OUTPUTS, { ...OLD_OUTPUTS, ...declarationOf("set#1") });
    const released = awaitReleases(session, ELSEWHERE, ["acme.com"]);
    expect(await isSettled(released)).to.equal(false);
    await handler.update("set", OLD_OUTPUTS, OLD_OUTPUTS).catch(() => {});
    expect(await isSettled(released)).to.equal(true);
  });

  it("field case 17: are awaited once where the update does not come", async () => {
    session.claims.noteReleases(PLACE, NAMES, "set#1");
    session.claims.noteReleases(PLACE, ["globex.com"], "other#2");
    const first = awaitReleases(session, ELSEWHERE, ["acme.com"]);
    await clock.pass(10_000);
    expect(await isSettled(first)).to.equal(true);
    expect(await isSettled(awaitReleases(session, ELSEWHERE, ["www.acme.com"]))).to.equal(true);
    expect(await isSettled(awaitReleases(session, ELSEWHERE, ["globex.com"]))).to.equal(false);
  });
});
