import { expect } from "chai";
import { failure, partial } from "../support/engine";
import { describeRows, MULTI_NAME_ROWS, ROWS, SET_ROWS } from "./describeRows";

describeRows("names that are there already", ROWS, (row, given) => {
  const { names, isSet, existsMessage } = row;
  const [first] = names;
  const args = row.args(...names);
  const stored = names.map((name) => name.replace("a", "A"));
  beforeEach(() => given.harness.setNames(stored));

  it("are adopted with read calls only", async () => {
    expect(await given.resource.declare(args)).to.equal("create");
    expect(given.harness.calls).to.deep.equal(row.adoptCalls);
    expect(given.resource.outputs).to.deep.include({ names, adopted: isSet ? names : true });
    expect(given.harness.names()).to.deep.equal(stored);
  });

  it("are refused where onExisting is fail, and nothing is touched", async () => {
    const { message, initFailed } = await failure(given.resource.declare({ ...args, onExisting: "fail" }));
    expect(message)
      .to.match(/^create a/)
      .and.match(existsMessage);
    if (!isSet) expect(message).to.contain(`${first} is on this`);
    expect(initFailed).to.equal(undefined);
    expect(given.harness.calls).to.deep.equal(row.adoptCalls.slice(0, 1));
    expect(given.harness.names()).to.deep.equal(stored);
  });

  it("are refused where the stack's configuration says so, unless the argument says otherwise", async () => {
    const { harness, resource } = given;
    const [namespace] = Object.keys(harness.config).map((key) => key.split(":")[0]);
    harness.nextRun({ ...harness.config, [`${namespace}:onExisting`]: "fail" });
    expect((await failure(resource.declare(args))).message).to.match(existsMessage);
    expect(harness.writes).to.deep.equal([]);
    expect(await resource.declare({ ...args, onExisting: "adopt" })).to.equal("create");
    expect(resource.outputs).to.deep.include({ adopted: isSet ? names : true });
  });

  it("are deleted with the resource that adopted them, in the panel's spelling", async () => {
    await given.resource.declare(args);
    given.harness.nextRun();
    await given.resource.destroy();
    expect(given.harness.writes).to.have.members([...row.removeCalls(...stored)]);
    expect(given.harness.names()).to.deep.equal([]);
  });

  it("are treated the same if they appear between the list and the add", async () => {
    const { harness, resource, another } = given;
    harness.setNames([]);
    harness.addFault("add", () => harness.setNames(names));
    await resource.declare(args);
    expect(harness.names()).to.have.members([...names]);
    expect(resource.outputs.names).to.have.members([...names]);
    // A panel that accepts a name twice does not report it.
    if (row.heldMessage === undefined) return;
    harness.setNames([]);
    harness.nextRun();
    harness.addFault("add", () => harness.setNames(row.others));
    const { message } = await failure(
      another("late").declare({ ...row.args(...row.others), onExisting: "fail" }),
    );
    expect(message).to.match(existsMessage);
    expect(harness.names()).to.have.members([...row.others]);
  });
});

describeRows("names of which some are there already", MULTI_NAME_ROWS, (row, given) => {
  const { names, isSet } = row;
  const [first, ...rest] = names;
  const args = row.args(...names);

  it("are adopted, and only what is missing is sent", async () => {
    given.harness.setNames(rest);
    await given.resource.declare(args);
    expect(given.harness.writes).to.deep.equal(row.addCalls(first));
    expect(given.resource.outputs).to.deep.include({ names, adopted: isSet ? rest : true });
  });

  it("do not fail an update of the resource that owns them where onExisting is fail", async () => {
    const fail = { onExisting: "fail" };
    await given.resource.declare({ ...row.args(first), ...fail });
    expect(given.resource.outputs).to.deep.include({ adopted: isSet ? [] : false });
    given.harness.nextRun();
    expect(await given.resource.declare({ ...args, ...fail })).to.equal("update");
    expect(given.harness.writes).to.have.members([...row.addCalls(...rest)]);
  });

  it("are still reported as adopted after the resource changes", async () => {
    given.harness.setNames([first]);
    await given.resource.declare(row.args(first));
    expect(await given.resource.declare(args)).to.equal("update");
    expect(given.resource.outputs).to.deep.include({ adopted: isSet ? [first] : true });
  });
});

describeRows("a set of which some names are there already", SET_ROWS, (row, given) => {
  const [first, ...rest] = row.names;

  it("is created in part where onExisting is fail: the other names are added", async () => {
    given.harness.setNames(rest);
    const { reasons } = await partial(
      given.resource.declare({ ...row.args(...row.names), onExisting: "fail" }),
    );
    expect(reasons).to.have.length(1);
    expect(reasons[0])
      .to.match(new RegExp(`^create ${rest.join(", ")} on `))
      .and.match(row.existsMessage);
    expect(given.resource.outputs).to.deep.include({ names: [first], adopted: [] });
    expect(given.resource.outputs.failed).to.have.all.keys(...rest);
  });
});
