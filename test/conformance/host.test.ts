import { expect } from "chai";
import { partial } from "../support/engine";
import { every, ROWS } from "./every";

every("in the dynamic host", ROWS, (row, given) => {
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
});
