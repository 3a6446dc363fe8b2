import { expect } from "chai";
import { failure, partial } from "../support/engine";
import { describeRows, PUBLISHED_ROWS } from "./describeRows";

describeRows("in the dynamic host", PUBLISHED_ROWS, (row, given) => {
  const { names } = row;
  const args = row.args(...names);

  it("a resource is created in part, repaired, moved, read and deleted", async () => {
    const { harness, resource } = given;
    await harness.host();
    harness.refuseName(names.at(-1) ?? "");
    if (names.length === 1) harness.clearFaults();
    const created = resource.declare(args);
    if (names.length === 1) await created;
    else expect((await partial(created)).id).to.equal(row.id);

    harness.clearFaults();
    await harness.host();
    expect(await resource.refresh()).to.equal(true);
    expect(await resource.declare(args)).to.equal(names.length === 1 ? "same" : "update");
    expect(resource.outputs).to.deep.include({ ...row.lookedUp, names });
    expect(await resource.declare({ ...args, ...row.away })).to.equal("replace, delete first");
    expect(harness.names("away")).to.have.members([...names]);

    await harness.host();
    await resource.destroy();
    expect([harness.names(), harness.names("away")]).to.deep.equal([[], []]);
    expect(given.messages).to.deep.equal([]);
  });

  it("the engine reports a failure; the host's own output only says where to look", async () => {
    const { harness, resource } = given;
    await harness.host();
    harness.addFault("list", "refused", { times: 50 });
    await failure(resource.declare(args));
    expect(given.messages, "of a create the host says nothing").to.deep.equal([]);
    harness.clearFaults();
    await resource.declare(args);
    await harness.host();
    harness.addFault("list", "refused", { times: 50 });
    for (const operation of [() => resource.refresh(), () => resource.destroy()]) await failure(operation());
    const note = "pulumi-mapped-domains: an operation failed, its resource's error says why";
    expect(given.messages).to.deep.equal([note, note]);
    expect(harness.names()).to.have.members([...names]);
  });
});
