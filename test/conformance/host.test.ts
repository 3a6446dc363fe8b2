import { expect } from "chai";
import { failure, partial } from "../support/engine";
import { every, PUBLISHED } from "./every";

every("in the dynamic host", PUBLISHED, (row, given) => {
  const { names } = row;
  const args = row.args(...names);

  it("a resource is there in part, mended, moved, read and deleted", async () => {
    const { ground, it: resource } = given;
    await ground.host();
    ground.refuse(names.at(-1) ?? "");
    if (names.length === 1) ground.mend();
    const created = resource.declare(args);
    if (names.length === 1) await created;
    else expect((await partial(created)).id).to.equal(row.id);

    ground.mend();
    await ground.host();
    expect(await resource.refresh()).to.equal(true);
    expect(await resource.declare(args)).to.equal(names.length === 1 ? "same" : "update");
    expect(resource.outputs).to.deep.include({ ...row.found, names });
    expect(await resource.declare({ ...args, ...row.away })).to.equal("replace, delete first");
    expect(ground.names("away")).to.have.members([...names]);

    await ground.host();
    await resource.destroy();
    expect([ground.names(), ground.names("away")]).to.deep.equal([[], []]);
    expect(given.told).to.deep.equal([]);
  });

  it("a failure is told by the engine: the host's own words say no more than where to look", async () => {
    const { ground, it: resource } = given;
    await ground.host();
    ground.fault("list", "refused", { times: 50 });
    await failure(resource.declare(args));
    expect(given.told, "of a create the host says nothing").to.deep.equal([]);
    ground.mend();
    await resource.declare(args);
    await ground.host();
    ground.fault("list", "refused", { times: 50 });
    for (const operation of [() => resource.refresh(), () => resource.destroy()]) await failure(operation());
    const note = "pulumi-mapped-domains: an operation failed, its resource's error says why";
    expect(given.told).to.deep.equal([note, note]);
    expect(ground.names()).to.have.members([...names]);
  });
});
