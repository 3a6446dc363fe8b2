import { expect } from "chai";
import type { Place } from "../../provider/resource/claims";
import { planRemovals } from "../../provider/resource/handOver";
import { Session } from "../../provider/resource/session";
import { isSettled, ManualClock } from "./manualClock";

const PLACE: Place = {
  panel: "panel.example.com:8083",
  holder: "tenant1/network.example.com",
  target: undefined,
};
const NAMES = ["acme.com", "globex.com"];

describe("the new owners of names that a resource releases", () => {
  let clock: ManualClock;
  let session: Session;
  let said: string[];
  beforeEach(() => {
    clock = new ManualClock();
    said = [];
    session = new Session(clock, (message) => said.push(message), {});
  });

  const plan = (names: readonly string[]) => planRemovals(session, PLACE, names, { next: "Look." });
  const announce = (names: string[], unknown: string[] = []) => session.claims.announce({ names, unknown });
  const claim = (declaration: string, ...names: string[]) => session.claims.claim(PLACE, names, declaration);

  it("are none, without a wait, where no other resource declares them", async () => {
    expect(await plan(NAMES)).to.deep.equal(NAMES);
    announce(["initech.com"]);
    expect(await plan(NAMES)).to.deep.equal(NAMES);
    expect(clock.sleeping).to.deep.equal([]);
  });

  it("are known at once where the other resource has claimed them", async () => {
    announce(NAMES);
    claim("other#1", ...NAMES);
    expect(await plan(NAMES)).to.deep.equal(NAMES);
    expect(clock.sleeping).to.deep.equal([]);
  });

  it("are awaited until each name is claimed", async () => {
    announce(NAMES);
    const asked = plan(NAMES);
    expect(await isSettled(asked)).to.equal(false);
    claim("other#1", "acme.com");
    expect(await isSettled(asked), "one of two").to.equal(false);
    claim("third#2", "globex.com");
    expect(await asked).to.deep.equal(NAMES);
    expect(said).to.deep.equal([]);
  });

  it("are awaited for ten seconds: names that nobody claims by then stay, with a warning for each", async () => {
    announce(NAMES);
    const asked = plan([...NAMES, "initech.com"]);
    await clock.pass(4_000);
    claim("other#1", "acme.com");
    expect(await isSettled(asked)).to.equal(false);
    await clock.pass(5_999);
    expect(await isSettled(asked), "a millisecond before").to.equal(false);
    await clock.pass(1);
    expect(await asked).to.deep.equal(["acme.com", "initech.com"]);
    expect(session.claims.wasKept(PLACE, "globex.com")).to.equal(true);
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/^globex\.com stays on the panel: another resource .* may declare it/);
  });

  it("may be any resource while one has unknown names", async () => {
    announce([], ["late#7"]);
    const asked = plan(NAMES);
    expect(await isSettled(asked)).to.equal(false);
    claim("early#1", "initech.com");
    expect(await isSettled(asked), "another one than the one awaited").to.equal(false);
    claim("late#7", "hooli.com");
    expect(await asked).to.deep.equal(NAMES);
  });

  it("are not awaited among resources that claimed their names before they were announced", async () => {
    claim("late#7", "hooli.com");
    announce([], ["late#7"]);
    expect(await plan(NAMES)).to.deep.equal(NAMES);
  });

  it("are not looked for where there are no names", async () => {
    announce(NAMES, ["late#7"]);
    expect(await plan([])).to.deep.equal([]);
  });
});
