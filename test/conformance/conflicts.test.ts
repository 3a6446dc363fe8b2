import { expect } from "chai";
import { failure, partial } from "../support/engine";
import { every, HELD } from "./every";

every("a name that somebody else of the panel has", HELD, (row, given) => {
  const { names } = row;
  const [first] = names;
  const args = row.args(...names);

  it("is told with who has it where the panel tells, and comes with the next up that can", async () => {
    const { ground, it: resource } = given;
    ground.hold?.(first);
    const { message } = await failure(resource.declare(args));
    expect(message)
      .to.match(new RegExp(`^create ${first}.* on ${ground.panel.host} \\(`))
      .and.match(row.held);
    expect(ground.names()).not.to.include(first);

    ground.hold?.();
    ground.next();
    await resource.declare(args);
    expect(ground.names()).to.have.members([...names]);
    expect(resource.outputs.names).to.have.members([...names]);
    expect(await resource.declare(args)).to.equal("same");
  });

  it("leaves no resource behind where it is all that is declared", async () => {
    const { ground, it: resource } = given;
    ground.hold?.(...names);
    const { initFailed, message } = await failure(resource.declare(args));
    expect(initFailed).to.equal(undefined);
    expect(message).to.match(row.held);
    expect(resource.id).to.equal("");
    expect(ground.names()).to.deep.equal([]);
  });

  it("is told also where it is at another place of the account, which keeps it", async () => {
    const { ground, it: resource } = given;
    ground.put([first], "away");
    expect((await failure(resource.declare(args))).message).to.match(row.heldAway);
    expect(ground.names("away")).to.deep.equal([first]);
    expect(ground.names()).not.to.include(first);
  });
});

every(
  "a set of which somebody else has a name",
  HELD.filter(({ isSet }) => isSet),
  (row, given) => {
    const [first, ...rest] = row.names;
    const args = row.args(...row.names);

    it("has the others; a refresh forgets the reason, and the next up sends that name alone", async () => {
      const { ground, it: set } = given;
      ground.hold?.(first);
      const { id, reasons } = await partial(set.declare(args));
      expect(id).to.equal(row.id);
      expect(reasons).to.have.length(1);
      expect(set.outputs).to.deep.include({
        domains: Object.fromEntries(rest.map((name) => [name, true])),
        names: rest,
        failed: { [first]: reasons[0] },
      });
      expect(ground.names()).to.have.members(rest);

      ground.next();
      expect(await set.refresh()).to.equal(true);
      expect(set.reasons).to.deep.equal([]);
      await partial(set.declare(args));
      expect(ground.writes, "it is tried again").to.deep.equal(row.adds(first));

      ground.hold?.();
      ground.next();
      expect(await set.declare(args)).to.equal("update");
      expect(ground.writes).to.deep.equal(row.adds(first));
      expect(set.outputs).to.deep.include({ failed: {} });
      expect(set.outputs.names).to.have.members([...row.names]);
    });
  },
);
