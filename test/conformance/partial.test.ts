import { expect } from "chai";
import { failure, partial } from "../support/engine";
import { every, MANY, ROWS, SETS } from "./every";

every("work of which a part is done", MANY, (row, given) => {
  const { names, isSet } = row;
  const [first, ...rest] = names;
  const kept = names.slice(0, -1);
  const last = names.at(-1) ?? "";
  const args = row.args(...names);

  it("is there with the reason, and shows as a change until the rest is there", async () => {
    const { ground, it: resource } = given;
    ground.refuse(last);
    const { id, reasons } = await partial(resource.declare(args));
    expect(id).to.equal(row.id);
    expect(reasons).to.have.length(1);
    expect(reasons[0]).to.match(new RegExp(`^create ${isSet ? last : first} on ${ground.panel.host} \\(`));
    expect(resource.outputs.names).to.have.members(kept);
    if (isSet) expect(resource.outputs.failed).to.deep.equal({ [last]: reasons[0] });
    expect(ground.names()).to.have.members(kept);

    ground.mend();
    ground.next();
    expect(await resource.refresh()).to.equal(true);
    expect(resource.reasons, "a refresh forgets them").to.deep.equal([]);
    expect(await resource.declare(args)).to.equal("update");
    expect(ground.writes).to.deep.equal(row.adds(last));
    expect(resource.outputs.names).to.have.members([...names]);
    if (isSet) expect(resource.outputs.failed).to.deep.equal({});
    expect(await resource.declare(args)).to.equal("same");
  });

  it("keeps the names that could not be taken off, through a refresh too, until they are", async () => {
    const { ground, it: resource } = given;
    await resource.declare(args);
    ground.next();
    ground.fault("remove", "refused", { times: 9 });
    const { message } = await failure(resource.declare(row.args(first)));
    expect(message).to.match(
      new RegExp(`^update ${isSet ? rest.join(", ") : first} on ${ground.panel.host} \\(`),
    );
    expect(resource.outputs.names).to.have.members([...names]);
    if (isSet) expect(resource.outputs.failed).to.have.all.keys(...rest);
    expect(ground.names()).to.have.members([...names]);

    ground.mend();
    ground.next();
    expect(await resource.refresh()).to.equal(true);
    expect(resource.outputs.names).to.have.members([...names]);
    expect(await resource.declare(row.args(first))).to.equal("update");
    expect(ground.writes).to.have.members([...row.removes(...rest)]);
    expect(resource.outputs.names).to.deep.equal([first]);
    expect(await resource.declare(row.args(first))).to.equal("same");
  });

  it("is an error of a delete, and the next one removes the rest", async () => {
    const { ground, it: resource } = given;
    await resource.declare(args);
    ground.next();
    ground.fault("remove", "refused");
    const { message } = await failure(resource.destroy());
    const left = ground.names();
    expect(left).not.to.deep.equal([]);
    if (isSet) expect(left).to.have.length(1);
    expect(message).to.match(new RegExp(`^delete ${isSet ? left : first} on ${ground.panel.host} \\(`));
    ground.next();
    await resource.destroy();
    expect(ground.writes).to.have.members([...row.removes(...left)]);
    expect(ground.names()).to.deep.equal([]);
  });

  it("is what there was, where an update gets nothing done", async () => {
    const { ground, it: resource } = given;
    await resource.declare(row.args(first));
    for (const call of ["add", "list"] as const) {
      ground.next();
      ground.fault(call, "refused", { times: 50 });
      const { message } = await failure(resource.declare(args));
      expect(message).to.match(
        new RegExp(`^update ${isSet ? rest.join(", ") : first} on ${ground.panel.host} \\(`),
      );
      expect(resource.outputs.names).to.deep.equal([first]);
      ground.mend();
    }
    ground.next();
    expect(await resource.declare(args)).to.equal("update");
    expect(ground.writes).to.have.members([...row.adds(...rest)]);
  });

  it("goes with the resource", async () => {
    const { ground, it: resource } = given;
    ground.refuse(last);
    await partial(resource.declare(args));
    ground.mend();
    ground.next();
    await resource.destroy();
    expect(ground.writes).to.have.members([...row.removes(...kept)]);
    expect(ground.names()).to.deep.equal([]);
  });
});

every("work of which nothing is done", ROWS, (row, given) => {
  const args = row.args(...row.names);

  for (const call of ["add", "list"] as const) {
    it(`is an error and nothing else: ${call}`, async () => {
      const { ground, it: resource } = given;
      ground.fault(call, "refused", { times: 50 });
      const { initFailed, message } = await failure(resource.declare(args));
      expect(initFailed).to.equal(undefined);
      expect(message.split("\n")).to.have.length(1);
      expect(message).to.match(new RegExp(`^create ${row.isSet ? row.names.join(", ") : row.names[0]} on `));
      expect(resource.id).to.equal("");
      expect(ground.names()).to.deep.equal([]);
      ground.mend();
      expect(await resource.declare(args)).to.equal("create");
      expect(ground.names()).to.have.members([...row.names]);
    });
  }
});

every("a create at a place that takes no names", ROWS, (row, given) => {
  for (const { what, args: to, prepare } of row.nowhere) {
    it(`is an error, and leaves no resource behind: ${what}`, async () => {
      prepare?.(given.ground);
      const { initFailed, message } = await failure(given.it.declare({ ...row.args(...row.names), ...to }));
      expect(initFailed).to.equal(undefined);
      expect(message).to.match(
        new RegExp(
          `^create ${row.isSet ? row.names.join(", ") : row.names[0]} on ${given.ground.panel.host} \\(`,
        ),
      );
      expect(given.it.id).to.equal("");
    });
  }
});

every("a set that loses names and gets others, of which a part is done", SETS, (row, given) => {
  it("has what came and what could not be taken off, and that as a difference", async () => {
    const { ground, it: set } = given;
    const [first, ...rest] = row.names;
    const args = row.args(first, ...row.others);
    await set.declare(row.args(...row.names));
    ground.next();
    ground.fault("remove", "refused", { times: 9 });
    const { reason } = await partial(set.declare(args));
    expect(reason).to.match(new RegExp(`^update ${rest.join(", ")} on `));
    const all = [first, ...row.others, ...rest];
    expect(ground.names()).to.have.members(all);
    expect(set.outputs.domains).to.deep.equal(Object.fromEntries(all.map((name) => [name, true])));
    expect(set.outputs.failed).to.have.all.keys(...rest);
    ground.mend();
    ground.next();
    expect(await set.refresh()).to.equal(true);
    expect(await set.declare(args)).to.equal("update");
    expect(ground.writes).to.have.members([...row.removes(...rest)]);
    expect(set.outputs.names).to.have.members([first, ...row.others]);
  });
});
