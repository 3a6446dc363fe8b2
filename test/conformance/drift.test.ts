import { expect } from "chai";
import { every, MANY, PUBLISHED, ROWS, SETS } from "./every";

every("a resource that somebody else works on as well", ROWS, (row, given) => {
  const { names } = row;
  const args = row.args(...names);
  const up = () => given.it.declare(args);
  const there = (...also: readonly string[]) =>
    expect(given.ground.names()).to.have.members([...names, ...also]);
  /** Another run, before which somebody has put these names in place of what was there. */
  const next = (stored: readonly string[] = given.ground.names()) => {
    given.ground.put(stored);
    given.ground.next();
  };

  it("is created between others, and stays as it is without a call", async () => {
    next(["other.test"]);
    expect(await up()).to.equal("create");
    there("other.test");
    next();
    expect(await up()).to.equal("same");
    expect(await given.it.declare(row.respelled), "spelled in another way").to.equal("same");
    expect(given.ground.calls).to.deep.equal([]);
    expect(given.told).to.deep.equal([]);
  });

  it("is read as it is known, with one list", async () => {
    await up();
    const { id, inputs, outputs } = given.it;
    expect(id).to.equal(row.id);
    next();
    expect(await given.it.refresh()).to.equal(true);
    expect(given.ground.calls).to.deep.equal(row.reads);
    expect([given.it.id, given.it.inputs, given.it.outputs]).to.deep.equal([id, inputs, outputs]);
    expect(await up()).to.equal("same");
  });

  it("is still there in another spelling, which is no change", async () => {
    next(["other.test"]);
    await up();
    next(["other.test", ...names.map((name) => `${name.toUpperCase()}`)]);
    expect(await given.it.refresh()).to.equal(true);
    expect(await up()).to.equal("same");
    expect(given.ground.writes).to.deep.equal([]);
  });

  it("is gone when it is in no list, and comes back", async () => {
    await up();
    next(["other.test"]);
    expect(await given.it.refresh()).to.equal(false);
    expect(given.ground.calls).to.deep.equal(row.reads.slice(0, 1));
    expect(await up()).to.equal("create");
    there("other.test");
  });

  it("is deleted without a write where it is gone already, or never was", async () => {
    await up();
    next(["other.test"]);
    await given.it.destroy();
    expect(given.ground.calls).to.deep.equal(row.reads.slice(0, 1));
    await given.ground.run.on(row.on).delete(row.id, {});
    expect(given.ground.writes).to.deep.equal([]);
    expect(given.ground.names()).to.deep.equal(["other.test"]);
  });
});

every("the list of a place", PUBLISHED, (row, given) => {
  it("is shared by all that are read in the same run", async () => {
    const others = ["one.test", "two.test", "three.test"];
    const all = others.map((name) => given.another(name, row.single));
    await Promise.all([
      given.it.declare(row.args(...row.names)),
      ...all.map((one) => one.declare(row.single.args(one.name))),
    ]);
    given.ground.next();
    const there = await Promise.all([given.it, ...all].map((one) => one.refresh()));
    expect(there).to.deep.equal([true, true, true, true]);
    expect(given.ground.calls).to.have.members([...row.reads]);
  });
});

every("a name with letters beyond ASCII", ROWS, (row, given) => {
  it("is sent in punycode, found where the panel has it in letters, and deleted as it stands there", async () => {
    await given.it.declare(row.args("Bücher.test"));
    expect(given.ground.writes).to.deep.equal(row.adds("xn--bcher-kva.test"));
    given.ground.put(["bücher.test"]);
    given.ground.next();
    expect(await given.it.refresh()).to.equal(true);
    expect(given.it.outputs.names).to.deep.equal(["xn--bcher-kva.test"]);
    await given.it.destroy();
    expect(given.ground.writes).to.deep.equal(row.removes("bücher.test"));
    expect(given.ground.names()).to.deep.equal([]);
  });
});

every("a resource of which somebody took a part away", MANY, (row, given) => {
  const [first, ...rest] = row.names;
  const args = row.args(...row.names);

  it("is still there, and gets back the part that is missing", async () => {
    await given.it.declare(args);
    for (const [left, missing] of [
      [[first], rest],
      [rest, [first]],
    ] as const) {
      given.ground.put(left);
      given.ground.next();
      expect(await given.it.refresh()).to.equal(true);
      expect(given.it.outputs.names).to.have.members([...left]);
      expect(await given.it.declare(args)).to.equal("update");
      expect(given.ground.writes).to.have.members([...row.adds(...missing)]);
      expect(given.it.outputs.names).to.have.members([...row.names]);
      expect(await given.it.declare(args)).to.equal("same");
    }
  });

  it("loses what is declared no longer, and nothing else", async () => {
    await given.it.declare(args);
    given.ground.next();
    expect(await given.it.declare(row.args(first))).to.equal("update");
    expect(given.ground.writes).to.have.members([...row.removes(...rest)]);
    expect(given.ground.names()).to.deep.equal([first]);
    expect(await given.it.declare(row.args(first))).to.equal("same");
  });
});

every("a set without names", SETS, (row, given) => {
  it("takes no call, and is not taken for gone", async () => {
    expect(await given.it.declare({ domains: [] })).to.equal("create");
    expect(given.it.outputs).to.deep.include({ domains: {}, names: [] });
    expect(await given.it.declare({ domains: {} })).to.equal("same");
    expect(given.ground.calls).to.deep.equal([]);
    expect(await given.it.refresh()).to.equal(true);
    expect(given.ground.calls).to.deep.equal(row.reads);
    await given.it.destroy();
    expect(given.ground.writes).to.deep.equal([]);
  });

  it("is what is left of one that loses all, which is told", async () => {
    await given.it.declare(row.args(...row.names));
    given.ground.next();
    expect(await given.it.declare({ domains: [] })).to.equal("update");
    expect(given.told.join()).to.match(
      / has none of its names declared any more: the update takes all that it has \(3\)/,
    );
    expect(given.ground.names()).to.deep.equal([]);
  });
});
