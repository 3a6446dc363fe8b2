import { expect } from "chai";
import { failure, partial } from "../support/engine";
import { failedOf } from "../support/messages";
import { describeRows, UNIQUE_NAME_ROWS } from "./describeRows";

describeRows("a name that another account of the panel has", UNIQUE_NAME_ROWS, (row, given) => {
  const { names } = row;
  const [first] = names;
  const args = row.args(...names);

  it("fails with an error that names the holder where the panel tells; an up adds it once it is free", async () => {
    const { harness, resource } = given;
    harness.giveToOthers?.(first);
    const { message } = await failure(resource.declare(args));
    expect(message)
      .to.match(new RegExp(`^create ${first}.* on ${harness.panel.host} \\(`))
      .and.match(row.heldMessage);
    expect(harness.names()).not.to.include(first);

    harness.giveToOthers?.();
    harness.nextRun();
    await resource.declare(args);
    expect(harness.names()).to.have.members([...names]);
    expect(resource.outputs.names).to.have.members([...names]);
    expect(await resource.declare(args)).to.equal("same");
  });

  it("creates no resource where no other name is declared", async () => {
    const { harness, resource } = given;
    harness.giveToOthers?.(...names);
    const { initFailed, message } = await failure(resource.declare(args));
    expect(initFailed).to.equal(undefined);
    expect(message).to.match(row.heldMessage);
    expect(resource.id).to.equal("");
    expect(harness.names()).to.deep.equal([]);
  });

  it("fails as well where it is at another place of the account, and stays there", async () => {
    const { harness, resource } = given;
    harness.setNames([first], "away");
    expect((await failure(resource.declare(args))).message).to.match(row.heldAwayMessage);
    expect(harness.names("away")).to.deep.equal([first]);
    expect(harness.names()).not.to.include(first);
  });
});

describeRows(
  "a set with a name that another account has",
  UNIQUE_NAME_ROWS.filter(({ isSet }) => isSet),
  (row, given) => {
    const [first, ...rest] = row.names;
    const args = row.args(...row.names);

    it("has the other names; after a refresh, the next up sends that name alone", async () => {
      const { harness, resource: set } = given;
      harness.giveToOthers?.(first);
      const { id, reasons } = await partial(set.declare(args));
      expect(id).to.equal(row.id);
      expect(reasons).to.have.length(1);
      expect(set.outputs).to.deep.include({
        domains: Object.fromEntries(rest.map((name) => [name, true])),
        names: rest,
      });
      expect(failedOf(set.outputs)).to.deep.equal({ [first]: reasons[0] });
      expect(harness.names()).to.have.members(rest);

      harness.nextRun();
      expect(await set.refresh()).to.equal(true);
      expect(set.reasons).to.deep.equal([]);
      await partial(set.declare(args));
      expect(harness.writes, "it is tried again").to.deep.equal(row.addCalls(first));

      harness.giveToOthers?.();
      harness.nextRun();
      expect(await set.declare(args)).to.equal("update");
      expect(harness.writes).to.deep.equal(row.addCalls(first));
      expect(set.outputs).to.deep.include({ failed: {} });
      expect(set.outputs.names).to.have.members([...row.names]);
    });
  },
);
