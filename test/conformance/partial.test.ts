import { expect } from "chai";
import { failure, partial } from "../support/engine";
import { failedOf } from "../support/messages";
import { describeRows, MULTI_NAME_ROWS, ROWS, SET_ROWS } from "./describeRows";

describeRows("an operation that succeeds in part", MULTI_NAME_ROWS, (row, given) => {
  const { names, isSet } = row;
  const [first, ...rest] = names;
  const kept = names.slice(0, -1);
  const last = names.at(-1) ?? "";
  const args = row.args(...names);

  it("keeps the resource with the reason, and shows a change until the rest is done", async () => {
    const { harness, resource } = given;
    harness.refuseName(last);
    const { id, reasons } = await partial(resource.declare(args));
    expect(id).to.equal(row.id);
    expect(reasons).to.have.length(1);
    expect(reasons[0]).to.match(new RegExp(`^create ${isSet ? last : first} on ${harness.panel.host} \\(`));
    expect(resource.outputs.names).to.have.members(kept);
    if (isSet) expect(failedOf(resource.outputs)).to.deep.equal({ [last]: reasons[0] });
    expect(harness.names()).to.have.members(kept);

    harness.clearFaults();
    harness.nextRun();
    expect(await resource.refresh()).to.equal(true);
    expect(resource.reasons, "a refresh forgets them").to.deep.equal([]);
    expect(await resource.declare(args)).to.equal("update");
    expect(harness.writes).to.deep.equal(row.addCalls(last));
    expect(resource.outputs.names).to.have.members([...names]);
    if (isSet) expect(resource.outputs.failed).to.deep.equal({});
    expect(await resource.declare(args)).to.equal("same");
  });

  it("keeps the names that could not be removed, also after a refresh, until they are removed", async () => {
    const { harness, resource } = given;
    await resource.declare(args);
    harness.nextRun();
    harness.addFault("remove", "refused", { times: 9 });
    const { message } = await failure(resource.declare(row.args(first)));
    expect(message).to.match(
      new RegExp(`^update ${isSet ? rest.join(", ") : first} on ${harness.panel.host} \\(`),
    );
    expect(resource.outputs.names).to.have.members([...names]);
    if (isSet) expect(resource.outputs.failed).to.have.all.keys(...rest);
    expect(harness.names()).to.have.members([...names]);

    harness.clearFaults();
    harness.nextRun();
    expect(await resource.refresh()).to.equal(true);
    expect(resource.outputs.names).to.have.members([...names]);
    expect(await resource.declare(row.args(first))).to.equal("update");
    expect(harness.writes).to.have.members([...row.removeCalls(...rest)]);
    expect(resource.outputs.names).to.deep.equal([first]);
    expect(await resource.declare(row.args(first))).to.equal("same");
  });

  it("fails a delete, and the next delete removes the rest", async () => {
    const { harness, resource } = given;
    await resource.declare(args);
    harness.nextRun();
    harness.addFault("remove", "refused");
    const { message } = await failure(resource.destroy());
    const left = harness.names();
    expect(left).not.to.deep.equal([]);
    if (isSet) expect(left).to.have.length(1);
    expect(message).to.match(new RegExp(`^delete ${isSet ? left : first} on ${harness.panel.host} \\(`));
    harness.nextRun();
    await resource.destroy();
    expect(harness.writes).to.have.members([...row.removeCalls(...left)]);
    expect(harness.names()).to.deep.equal([]);
  });

  it("leaves the resource as it was where an update changes nothing", async () => {
    const { harness, resource } = given;
    await resource.declare(row.args(first));
    for (const call of ["add", "list"] as const) {
      harness.nextRun();
      harness.addFault(call, "refused", { times: 50 });
      const { message } = await failure(resource.declare(args));
      expect(message).to.match(
        new RegExp(`^update ${isSet ? rest.join(", ") : first} on ${harness.panel.host} \\(`),
      );
      expect(resource.outputs.names).to.deep.equal([first]);
      harness.clearFaults();
    }
    harness.nextRun();
    expect(await resource.declare(args)).to.equal("update");
    expect(harness.writes).to.have.members([...row.addCalls(...rest)]);
  });

  it("leaves nothing behind when the resource is deleted", async () => {
    const { harness, resource } = given;
    harness.refuseName(last);
    await partial(resource.declare(args));
    harness.clearFaults();
    harness.nextRun();
    await resource.destroy();
    expect(harness.writes).to.have.members([...row.removeCalls(...kept)]);
    expect(harness.names()).to.deep.equal([]);
  });
});

describeRows("an operation of which nothing succeeds", ROWS, (row, given) => {
  const args = row.args(...row.names);

  for (const call of ["add", "list"] as const) {
    it(`fails, and the state is unchanged: ${call}`, async () => {
      const { harness, resource } = given;
      harness.addFault(call, "refused", { times: 50 });
      const { initFailed, message } = await failure(resource.declare(args));
      expect(initFailed).to.equal(undefined);
      expect(message.split("\n")).to.have.length(1);
      expect(message).to.match(new RegExp(`^create ${row.isSet ? row.names.join(", ") : row.names[0]} on `));
      expect(resource.id).to.equal("");
      expect(harness.names()).to.deep.equal([]);
      harness.clearFaults();
      expect(await resource.declare(args)).to.equal("create");
      expect(harness.names()).to.have.members([...row.names]);
    });
  }
});

describeRows("a create at a place that takes no names", ROWS, (row, given) => {
  for (const { what, args: to, prepare } of row.unusablePlaces) {
    it(`fails, and creates no resource: ${what}`, async () => {
      prepare?.(given.harness);
      const { initFailed, message } = await failure(
        given.resource.declare({ ...row.args(...row.names), ...to }),
      );
      expect(initFailed).to.equal(undefined);
      expect(message).to.match(
        new RegExp(
          `^create ${row.isSet ? row.names.join(", ") : row.names[0]} on ${given.harness.panel.host} \\(`,
        ),
      );
      expect(given.resource.id).to.equal("");
    });
  }
});

describeRows(
  "an update of a set, adding and removing names, that succeeds in part",
  SET_ROWS,
  (row, given) => {
    it("keeps the added names and those that could not be removed, and shows the latter as a difference", async () => {
      const { harness, resource: set } = given;
      const [first, ...rest] = row.names;
      const args = row.args(first, ...row.others);
      await set.declare(row.args(...row.names));
      harness.nextRun();
      harness.addFault("remove", "refused", { times: 9 });
      const { reason } = await partial(set.declare(args));
      expect(reason).to.match(new RegExp(`^update ${rest.join(", ")} on `));
      const all = [first, ...row.others, ...rest];
      expect(harness.names()).to.have.members(all);
      expect(set.outputs.domains).to.deep.equal(Object.fromEntries(all.map((name) => [name, true])));
      expect(set.outputs.failed).to.have.all.keys(...rest);
      harness.clearFaults();
      harness.nextRun();
      expect(await set.refresh()).to.equal(true);
      expect(await set.declare(args)).to.equal("update");
      expect(harness.writes).to.have.members([...row.removeCalls(...rest)]);
      expect(set.outputs.names).to.have.members([first, ...row.others]);
    });
  },
);
