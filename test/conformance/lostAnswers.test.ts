import { expect } from "chai";
import { failure } from "../support/engine";
import { factsFirst } from "../support/messages";
import { describeRows, PUBLISHED_ROWS, ROWS } from "./describeRows";

describeRows("a call whose answer does not come", ROWS, (row, given) => {
  const { names } = row;
  const args = row.args(...names);
  const threeTimes = { times: 3 };
  const up = () => given.resource.declare(args);
  const isThere = () => {
    expect(given.harness.names()).to.have.members([...names]);
    expect(given.resource.outputs).to.deep.include({ names, adopted: row.isSet ? [] : false });
  };

  it("is not repeated where the names were added", async () => {
    given.harness.addFault("add", "lost", threeTimes);
    expect(await up()).to.equal("create");
    expect(given.harness.writes).to.have.members([...row.addCalls(...names)]);
    isThere();
    expect(await up()).to.equal("same");
    expect(given.messages).to.deep.equal([]);
  });

  it("is not repeated where the names were removed", async () => {
    await up();
    given.harness.nextRun();
    given.harness.addFault("remove", "lost", threeTimes);
    await given.resource.destroy();
    expect(given.harness.writes).to.have.members([...row.removeCalls(...names)]);
    expect(given.harness.names()).to.deep.equal([]);
  });

  it("is repeated, at the latest by the next run, where the names were not added", async () => {
    given.harness.addFault("add", "never done", threeTimes);
    const done = await up().then(
      () => true,
      () => false,
    );
    if (!done) {
      expect(given.harness.names()).to.deep.equal([]);
      given.harness.clearFaults();
      given.harness.nextRun();
      await up();
    }
    isThere();
    expect(await up()).to.equal("same");
  });

  it("is repeated, at the latest by the next run, where the names were not removed", async () => {
    await up();
    given.harness.nextRun();
    given.harness.addFault("remove", "never done", threeTimes);
    const done = await given.resource.destroy().then(
      () => true,
      () => false,
    );
    if (!done) {
      expect(given.resource.outputs.names, "it is still known").to.have.members([...names]);
      given.harness.clearFaults();
      given.harness.nextRun();
      await given.resource.destroy();
    }
    expect(given.harness.names()).to.deep.equal([]);
  });

  it("that was to verify a write leaves that to the next run, which writes nothing", async () => {
    given.harness.addFault("list", "refused", { nth: 2, times: 50 });
    const error = await up().catch((thrown: Error) => thrown);
    if (error instanceof Error)
      expect(factsFirst(error.message)).to.match(new RegExp(`^create ${names[0]}.* on .*`));
    expect(given.harness.names()).to.have.members([...names]);
    given.harness.clearFaults();
    given.harness.nextRun();
    await up();
    expect(given.harness.writes).to.deep.equal([]);
    expect(given.resource.outputs.names).to.have.members([...names]);
  });

  for (const kind of ["refused", "never done"] as const) {
    it(`is no reason to take the resource for gone: ${kind}`, async () => {
      await up();
      const { inputs, outputs } = given.resource;
      given.harness.nextRun();
      given.harness.addFault("list", kind, { times: 50 });
      const { message } = await failure(given.resource.refresh());
      expect(message).to.match(
        new RegExp(`^read ${row.isSet ? "the set" : names[0]} on ${given.harness.panel.host} \\(`),
      );
      expect([given.resource.inputs, given.resource.outputs]).to.deep.equal([inputs, outputs]);
      given.harness.clearFaults();
      given.harness.nextRun();
      expect(await given.resource.refresh()).to.equal(true);
      expect(await up()).to.equal("same");
    });
  }
});

describeRows("a list whose answer does not come", PUBLISHED_ROWS, (row, given) => {
  it("is repeated once", async () => {
    await given.resource.declare(row.args(...row.names));
    given.harness.nextRun();
    given.harness.addFault("list", "never done");
    expect(await given.resource.refresh()).to.equal(true);
    expect(given.harness.calls).to.deep.equal([row.readCalls[0], ...row.readCalls]);
  });
});
