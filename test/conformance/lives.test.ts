import { expect } from "chai";
import { World } from "../host/cures/world";
import { ROWS, type Row } from "./rows";

/** What a program declares in a run, and what is to come of it. */
async function run(world: World, row: Row, args: Row["args"] | undefined, name = "it") {
  world.program = args === undefined ? {} : { [name]: { on: row.on, args } };
  row.writes(world);
  const told = await world.up();
  return { ...told, writes: row.writes(world) };
}

for (const row of ROWS) {
  const { title, args, names, less, dropped, place, elsewhere } = row;
  describe(`what holds for every resource: ${title}`, () => {
    let world: World;
    beforeEach(async () => {
      world = await World.start();
      world.config = row.config(world);
    });
    afterEach(() => world?.close());
    const there = () => place.names(world);
    const others = () => (elsewhere === undefined ? [] : elsewhere.place.names(world));

    it("it is created, stays as it is without a write, and goes with the program", async () => {
      const created = await run(world, row, args);
      expect([created.ok, created.steps], created.text).to.deep.equal([true, ["create it"]]);
      expect(there()).to.have.members([...names]);
      expect(world.outputs("it").names).to.have.members([...names]);
      const again = await run(world, row, args);
      expect([again.ok, again.steps, again.writes]).to.deep.equal([true, [], 0]);
      expect((await world.refresh()).steps).to.deep.equal([]);
      expect(world.outputs("it").names).to.have.members([...names]);
      expect((await run(world, row, args)).steps).to.deep.equal([]);
      const gone = await run(world, row, undefined);
      expect([gone.ok, gone.steps], gone.text).to.deep.equal([true, ["delete it"]]);
      expect(there()).to.deep.equal([]);
    });

    it("it loses what is declared no longer, and nothing else", async () => {
      await run(world, row, args);
      const updated = await run(world, row, less);
      expect([updated.ok, updated.steps], updated.text).to.deep.equal([true, ["update it"]]);
      expect(there()).to.have.members(names.filter((name) => name !== dropped));
      expect(updated.writes).to.equal(dropped === "" ? 0 : 1);
      expect((await run(world, row, less)).steps).to.deep.equal([]);
    });

    it("it adopts what is there, without a write, and says so", async () => {
      place.put(world, names);
      const created = await run(world, row, args);
      expect([created.ok, created.steps, created.writes], created.text).to.deep.equal([
        true,
        ["create it"],
        0,
      ]);
      const { adopted } = world.outputs("it");
      if (Array.isArray(adopted)) expect(adopted).to.have.members([...names]);
      else expect(adopted).to.equal(true);
    });

    it("it is refused what is there where onExisting is fail, and touches nothing", async () => {
      place.put(world, names);
      const refused = await run(world, row, { ...args, onExisting: "fail" });
      expect([refused.ok, refused.writes]).to.deep.equal([false, 0]);
      expect(refused.text).to.match(/already, and onExisting is "fail"/);
      expect(there()).to.have.members([...names]);
    });

    it("it stays on the panel when its resource is renamed", async () => {
      await run(world, row, args);
      const renamed = await run(world, row, args, "renamed");
      expect([renamed.ok, renamed.steps], renamed.text).to.deep.equal([
        true,
        ["create renamed", "delete it"],
      ]);
      expect(renamed.writes).to.equal(0);
      expect(there()).to.have.members([...names]);
    });

    it("it comes back where somebody has removed it, or a part of it, once a refresh has seen that", async () => {
      await run(world, row, args);
      for (const left of [names.slice(1), []]) {
        place.put(world, left);
        expect((await world.refresh()).ok).to.equal(true);
        const mended = await run(world, row, args);
        expect([mended.ok, mended.steps.length], mended.text).to.deep.equal([true, 1]);
        expect(there()).to.have.members([...names]);
      }
    });

    it("it is written once where the answer is lost, and is a success", async () => {
      row.losesAnswer(world);
      const created = await run(world, row, args);
      expect(created.ok, created.text).to.equal(true);
      expect(there()).to.have.members([...names]);
      expect((await run(world, row, args)).steps).to.deep.equal([]);
    });

    it("what fails to come is told, and comes with the next up that can", async () => {
      place.put(world, names.slice(1));
      row.failsToAdd(world);
      const failed = await run(world, row, args);
      expect(failed.ok).to.equal(false);
      expect(failed.text).to.match(new RegExp(`create .*${(names[0] ?? "").replaceAll(".", "\\.")}`));
      expect(there()).to.have.members(names.slice(1));
      row.mend(world);
      const mended = await run(world, row, args);
      expect(mended.ok, mended.text).to.equal(true);
      expect(there()).to.have.members([...names]);
      expect((await run(world, row, args)).steps).to.deep.equal([]);
    });

    if (elsewhere !== undefined) {
      it("it leaves its place before it comes to another, since a panel holds a name once", async () => {
        await run(world, row, args);
        const moved = await run(world, row, { ...args, ...elsewhere.args });
        expect(moved.ok, moved.text).to.equal(true);
        expect([there(), [...others()].sort()]).to.deep.equal([[], [...names].sort()]);
      });

      it("it is told who has a name at another place, and leaves that alone", async () => {
        elsewhere.place.put(world, names.slice(0, 1));
        const refused = await run(world, row, args);
        expect(refused.ok).to.equal(false);
        expect(refused.text).to.match(/is an alias of web domain|is in use by/);
        expect(others()).to.deep.equal(names.slice(0, 1));
      });
    }
  });
}
