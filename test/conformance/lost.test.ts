import { expect } from "chai";
import { every, PUBLISHED, ROWS } from "./every";

every("a call whose answer does not come", ROWS, (row, given) => {
  const { names } = row;
  const args = row.args(...names);
  const thrice = { times: 3 };
  const up = () => given.it.declare(args);
  const isThere = () => {
    expect(given.ground.names()).to.have.members([...names]);
    expect(given.it.outputs).to.deep.include({ names, adopted: row.isSet ? [] : false });
  };

  it("is not made again where the names came", async () => {
    given.ground.fault("add", "lost", thrice);
    expect(await up()).to.equal("create");
    expect(given.ground.writes).to.have.members([...row.adds(...names)]);
    isThere();
    expect(await up()).to.equal("same");
    expect(given.told).to.deep.equal([]);
  });

  it("is not made again where the names went", async () => {
    await up();
    given.ground.next();
    given.ground.fault("remove", "lost", thrice);
    await given.it.destroy();
    expect(given.ground.writes).to.have.members([...row.removes(...names)]);
    expect(given.ground.names()).to.deep.equal([]);
  });

  it("is made again, at the latest by the next run, where the names did not come", async () => {
    given.ground.fault("add", "never done", thrice);
    const done = await up().then(
      () => true,
      () => false,
    );
    if (!done) {
      expect(given.ground.names()).to.deep.equal([]);
      given.ground.mend();
      given.ground.next();
      await up();
    }
    isThere();
    expect(await up()).to.equal("same");
  });

  it("is made again, at the latest by the next run, where the names did not go", async () => {
    await up();
    given.ground.next();
    given.ground.fault("remove", "never done", thrice);
    const done = await given.it.destroy().then(
      () => true,
      () => false,
    );
    if (!done) {
      expect(given.it.outputs.names, "it is still known").to.have.members([...names]);
      given.ground.mend();
      given.ground.next();
      await given.it.destroy();
    }
    expect(given.ground.names()).to.deep.equal([]);
  });

  it("that was to prove a write leaves it to the next run, which writes nothing", async () => {
    given.ground.fault("list", "refused", { nth: 2, times: 50 });
    const error = await up().catch((thrown: Error) => thrown);
    if (error instanceof Error) expect(error.message).to.match(new RegExp(`^create ${names[0]}.* on .*`));
    expect(given.ground.names()).to.have.members([...names]);
    given.ground.mend();
    given.ground.next();
    await up();
    expect(given.ground.writes).to.deep.equal([]);
    expect(given.it.outputs.names).to.have.members([...names]);
  });

  for (const trouble of ["refused", "never done"] as const) {
    it(`is no reason to take the resource for gone: ${trouble}`, async () => {
      await up();
      const { inputs, outputs } = given.it;
      given.ground.next();
      given.ground.fault("list", trouble, { times: 50 });
      const error = await given.it.refresh().catch((thrown: Error) => thrown);
      expect(String(error)).to.match(
        new RegExp(`: read ${row.isSet ? "the set" : names[0]} on ${given.ground.panel.host} \\(`),
      );
      expect([given.it.inputs, given.it.outputs]).to.deep.equal([inputs, outputs]);
      given.ground.mend();
      given.ground.next();
      expect(await given.it.refresh()).to.equal(true);
      expect(await up()).to.equal("same");
    });
  }
});

every("a look whose answer does not come", PUBLISHED, (row, given) => {
  it("is made once more", async () => {
    await given.it.declare(row.args(...row.names));
    given.ground.next();
    given.ground.fault("list", "never done");
    expect(await given.it.refresh()).to.equal(true);
    expect(given.ground.calls).to.deep.equal([row.reads[0], ...row.reads]);
  });
});
