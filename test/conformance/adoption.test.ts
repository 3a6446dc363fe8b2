import { expect } from "chai";
import { failure, partial } from "../support/engine";
import { every, MANY, ROWS, SETS } from "./every";

every("names that are there already", ROWS, (row, given) => {
  const { names, isSet, already } = row;
  const [first] = names;
  const args = row.args(...names);
  const stored = names.map((name) => name.replace("a", "A"));
  beforeEach(() => given.ground.put(stored));

  it("are adopted with nothing sent but looks", async () => {
    expect(await given.it.declare(args)).to.equal("create");
    expect(given.ground.calls).to.deep.equal(row.adopts);
    expect(given.it.outputs).to.deep.include({ names, adopted: isSet ? names : true });
    expect(given.ground.names()).to.deep.equal(stored);
  });

  it("are refused where onExisting is fail, and nothing is touched", async () => {
    const { message, initFailed } = await failure(given.it.declare({ ...args, onExisting: "fail" }));
    expect(message)
      .to.match(/^create a/)
      .and.match(already);
    if (!isSet) expect(message).to.contain(`${first} is on this`);
    expect(initFailed).to.equal(undefined);
    expect(given.ground.calls).to.deep.equal(row.adopts.slice(0, 1));
    expect(given.ground.names()).to.deep.equal(stored);
  });

  it("are refused where the stack's configuration says so, unless the argument says otherwise", async () => {
    const { ground, it: resource } = given;
    const [namespace] = Object.keys(ground.config).map((key) => key.split(":")[0]);
    ground.next({ ...ground.config, [`${namespace}:onExisting`]: "fail" });
    expect((await failure(resource.declare(args))).message).to.match(already);
    expect(ground.writes).to.deep.equal([]);
    expect(await resource.declare({ ...args, onExisting: "adopt" })).to.equal("create");
    expect(resource.outputs).to.deep.include({ adopted: isSet ? names : true });
  });

  it("go with the resource that adopted them, in the panel's spelling", async () => {
    await given.it.declare(args);
    given.ground.next();
    await given.it.destroy();
    expect(given.ground.writes).to.have.members([...row.removes(...stored)]);
    expect(given.ground.names()).to.deep.equal([]);
  });

  it("since a moment ago are as if they had been there", async () => {
    const { ground, it: resource, another } = given;
    ground.put([]);
    ground.fault("add", () => ground.put(names));
    await resource.declare(args);
    expect(ground.names()).to.have.members([...names]);
    expect(resource.outputs.names).to.have.members([...names]);
    // A panel that takes a name again says nothing of it.
    if (row.held === undefined) return;
    ground.put([]);
    ground.next();
    ground.fault("add", () => ground.put(row.others));
    const { message } = await failure(
      another("late").declare({ ...row.args(...row.others), onExisting: "fail" }),
    );
    expect(message).to.match(already);
    expect(ground.names()).to.have.members([...row.others]);
  });
});

every("names of which some are there already", MANY, (row, given) => {
  const { names, isSet } = row;
  const [first, ...rest] = names;
  const args = row.args(...names);

  it("are adopted, and only what is missing is sent", async () => {
    given.ground.put(rest);
    await given.it.declare(args);
    expect(given.ground.writes).to.deep.equal(row.adds(first));
    expect(given.it.outputs).to.deep.include({ names, adopted: isSet ? rest : true });
  });

  it("are no hindrance to their own resource's update where onExisting is fail", async () => {
    const fail = { onExisting: "fail" };
    await given.it.declare({ ...row.args(first), ...fail });
    expect(given.it.outputs).to.deep.include({ adopted: isSet ? [] : false });
    given.ground.next();
    expect(await given.it.declare({ ...args, ...fail })).to.equal("update");
    expect(given.ground.writes).to.have.members([...row.adds(...rest)]);
  });

  it("stay told as adopted when the resource changes", async () => {
    given.ground.put([first]);
    await given.it.declare(row.args(first));
    expect(await given.it.declare(args)).to.equal("update");
    expect(given.it.outputs).to.deep.include({ adopted: isSet ? [first] : true });
  });
});

every("a set of which some names are there already", SETS, (row, given) => {
  const [first, ...rest] = row.names;

  it("is there in part where onExisting is fail: the others land", async () => {
    given.ground.put(rest);
    const { reasons } = await partial(given.it.declare({ ...row.args(...row.names), onExisting: "fail" }));
    expect(reasons).to.have.length(1);
    expect(reasons[0])
      .to.match(new RegExp(`^create ${rest.join(", ")} on `))
      .and.match(row.already);
    expect(given.it.outputs).to.deep.include({ names: [first], adopted: [] });
    expect(given.it.outputs.failed).to.have.all.keys(...rest);
  });
});
