import { expect } from "chai";
import { describeRows, MULTI_NAME_ROWS, PUBLISHED_ROWS, ROWS, SET_ROWS } from "./describeRows";

describeRows("a resource whose panel others change as well", ROWS, (row, given) => {
  const { names } = row;
  const args = row.args(...names);
  const up = () => given.resource.declare(args);
  const there = (...also: readonly string[]) =>
    expect(given.harness.names()).to.have.members([...names, ...also]);
  /** Starts another run, after these names have replaced those on the panel. */
  const next = (stored: readonly string[] = given.harness.names()) => {
    given.harness.setNames(stored);
    given.harness.nextRun();
  };

  it("is created among other names, and a second up makes no call", async () => {
    next(["other.test"]);
    expect(await up()).to.equal("create");
    there("other.test");
    next();
    expect(await up()).to.equal("same");
    expect(await given.resource.declare(row.respelled), "spelled in another way").to.equal("same");
    expect(given.harness.calls).to.deep.equal([]);
    expect(given.messages).to.deep.equal([]);
  });

  it("is read without a change, with one list", async () => {
    await up();
    const { id, inputs, outputs } = given.resource;
    expect(id).to.equal(row.id);
    next();
    expect(await given.resource.refresh()).to.equal(true);
    expect(given.harness.calls).to.deep.equal(row.readCalls);
    expect([given.resource.id, given.resource.inputs, given.resource.outputs]).to.deep.equal([
      id,
      inputs,
      outputs,
    ]);
    expect(await up()).to.equal("same");
  });

  it("is found in another spelling, which is no change", async () => {
    next(["other.test"]);
    await up();
    next(["other.test", ...names.map((name) => `${name.toUpperCase()}`)]);
    expect(await given.resource.refresh()).to.equal(true);
    expect(await up()).to.equal("same");
    expect(given.harness.writes).to.deep.equal([]);
  });

  it("is gone when no list has it, and the next up creates it again", async () => {
    await up();
    next(["other.test"]);
    expect(await given.resource.refresh()).to.equal(false);
    expect(given.harness.calls).to.deep.equal(row.readCalls.slice(0, 1));
    expect(await up()).to.equal("create");
    there("other.test");
  });

  it("is deleted without a write where it is already gone, or never existed", async () => {
    await up();
    next(["other.test"]);
    await given.resource.destroy();
    expect(given.harness.calls).to.deep.equal(row.readCalls.slice(0, 1));
    await given.harness.run.on(row.on).delete(row.id, {});
    expect(given.harness.writes).to.deep.equal([]);
    expect(given.harness.names()).to.deep.equal(["other.test"]);
  });
});

describeRows("the list of a place", PUBLISHED_ROWS, (row, given) => {
  it("is shared by all that are read in the same run", async () => {
    const others = ["one.test", "two.test", "three.test"];
    const all = others.map((name) => given.another(name, row.single));
    await Promise.all([
      given.resource.declare(row.args(...row.names)),
      ...all.map((one) => one.declare(row.single.args(one.name))),
    ]);
    given.harness.nextRun();
    const there = await Promise.all([given.resource, ...all].map((one) => one.refresh()));
    expect(there).to.deep.equal([true, true, true, true]);
    expect(given.harness.calls).to.have.members([...row.readCalls]);
  });
});

describeRows("a name with letters beyond ASCII", ROWS, (row, given) => {
  it("is sent in punycode, found where the panel has it in Unicode, and deleted in the panel's spelling", async () => {
    await given.resource.declare(row.args("Bücher.test"));
    expect(given.harness.writes).to.deep.equal(row.addCalls("xn--bcher-kva.test"));
    given.harness.setNames(["bücher.test"]);
    given.harness.nextRun();
    expect(await given.resource.refresh()).to.equal(true);
    expect(given.resource.outputs.names).to.deep.equal(["xn--bcher-kva.test"]);
    await given.resource.destroy();
    expect(given.harness.writes).to.deep.equal(row.removeCalls("bücher.test"));
    expect(given.harness.names()).to.deep.equal([]);
  });
});

describeRows("a resource of which somebody removed a part", MULTI_NAME_ROWS, (row, given) => {
  const [first, ...rest] = row.names;
  const args = row.args(...row.names);

  it("still exists, and the next up adds the part that is missing", async () => {
    await given.resource.declare(args);
    for (const [left, unknownIds] of [
      [[first], rest],
      [rest, [first]],
    ] as const) {
      given.harness.setNames(left);
      given.harness.nextRun();
      expect(await given.resource.refresh()).to.equal(true);
      expect(given.resource.outputs.names).to.have.members([...left]);
      expect(await given.resource.declare(args)).to.equal("update");
      expect(given.harness.writes).to.have.members([...row.addCalls(...unknownIds)]);
      expect(given.resource.outputs.names).to.have.members([...row.names]);
      expect(await given.resource.declare(args)).to.equal("same");
    }
  });

  it("loses what is no longer declared, and nothing else", async () => {
    await given.resource.declare(args);
    given.harness.nextRun();
    expect(await given.resource.declare(row.args(first))).to.equal("update");
    expect(given.harness.writes).to.have.members([...row.removeCalls(...rest)]);
    expect(given.harness.names()).to.deep.equal([first]);
    expect(await given.resource.declare(row.args(first))).to.equal("same");
  });
});

describeRows("a set without names", SET_ROWS, (row, given) => {
  it("makes no call, and is not taken for gone", async () => {
    expect(await given.resource.declare({ domains: [] })).to.equal("create");
    expect(given.resource.outputs).to.deep.include({ domains: {}, names: [] });
    expect(await given.resource.declare({ domains: {} })).to.equal("same");
    expect(given.harness.calls).to.deep.equal([]);
    expect(await given.resource.refresh()).to.equal(true);
    expect(given.harness.calls).to.deep.equal(row.readCalls);
    await given.resource.destroy();
    expect(given.harness.writes).to.deep.equal([]);
  });

  it("is what remains when all names are removed, with a warning", async () => {
    await given.resource.declare(row.args(...row.names));
    given.harness.nextRun();
    expect(await given.resource.declare({ domains: [] })).to.equal("update");
    expect(given.messages.join()).to.match(
      / has none of its names declared any more: the update takes all that it has \(3\)/,
    );
    expect(given.harness.names()).to.deep.equal([]);
  });
});
