import { expect } from "chai";
import type { Place } from "../../provider/resource/claims";
import { Owned } from "../../provider/resource/owned";
import { isSettled, ManualClock } from "./manualClock";

const PLACE: Place = {
  panel: "panel.example.com:8083",
  holder: "tenant1/network.example.com",
  target: undefined,
};

describe("what the stack's resources own, collected during a refresh", () => {
  let clock: ManualClock;
  let owned: Owned;
  beforeEach(() => {
    clock = new ManualClock();
    owned = new Owned(clock);
  });

  it("is kept by panel, place and name", () => {
    owned.note(PLACE, ["acme.com"]);
    expect(owned.has(PLACE, "acme.com")).to.equal(true);
    expect(owned.has(PLACE, "www.acme.com")).to.equal(false);
    expect(owned.has({ ...PLACE, holder: "tenant1/second.example.com" }, "acme.com")).to.equal(false);
    expect(owned.has({ ...PLACE, panel: "eu1.example.com:8083" }, "acme.com")).to.equal(false);
  });

  it("counts as complete when nothing was read for 300 ms", async () => {
    owned.note(PLACE, ["acme.com"]);
    const settled = owned.settled();
    await clock.pass(299);
    expect(await isSettled(settled)).to.equal(false);
    await clock.pass(1);
    await settled;
  });

  it("counts as complete later where more is read meanwhile", async () => {
    owned.note(PLACE, ["acme.com"]);
    const settled = owned.settled();
    for (const name of ["a.test", "b.test", "c.test"]) {
      await clock.pass(200);
      owned.note(PLACE, [name]);
      expect(await isSettled(settled)).to.equal(false);
    }
    await clock.pass(299);
    expect(await isSettled(settled)).to.equal(false);
    await clock.pass(1);
    await settled;
  });

  it("is awaited for five seconds at most", async () => {
    owned.note(PLACE, ["acme.com"]);
    const settled = owned.settled();
    for (let read = 1; read < 20; read += 1) {
      await clock.pass(250);
      owned.note(PLACE, [`name${read}.test`]);
      expect(await isSettled(settled), `after ${read * 250} ms`).to.equal(false);
    }
    await clock.pass(250);
    await settled;
  });

  it("is not awaited where nothing was read", async () => {
    await owned.settled();
    expect(clock.sleeping).to.deep.equal([]);
  });
});
