import { expect } from "chai";
import { failure, partial } from "../support/engine";
import { addConnections, describeRows, ROWS } from "./describeRows";
import type { ConformanceHarness } from "./row";

describeRows("a resource whose connection now leads to another panel", ROWS, (row, given) => {
  const { names } = row;
  const args = row.args(...names);
  let other: ConformanceHarness;
  beforeEach(async () => {
    other = await row.start();
    await given.resource.declare(args);
    given.harness.nextRun(other.config);
  });
  afterEach(() => other?.close());

  /** Runs an operation that must call exactly the named panels. */
  const calling = async <T>(
    panels: readonly ConformanceHarness[],
    operation: () => Promise<T>,
  ): Promise<T> => {
    const before = [given.harness, other].map((panel) => panel.names());
    other.panel.clearLog();
    const answer = await operation();
    for (const [index, panel] of [given.harness, other].entries()) {
      if (panels.includes(panel)) continue;
      expect(panel.calls).to.deep.equal([]);
      expect(panel.names()).to.deep.equal(before[index]);
    }
    return answer;
  };
  const keeps = new RegExp(
    `^(acme\\.com|The set of .*|.*) goes to .*\\. The old panel .* keeps its mapping of ${names.join(", ")}: remove it there when nobody is sent there any more[.,:]`,
  );

  it("stays in the state after a refresh, which makes no call", async () => {
    const { inputs, outputs } = given.resource;
    expect(await calling([], () => given.resource.refresh())).to.equal(true);
    expect(given.messages.join()).to.match(
      / was not looked at: it was mapped on .*, and the connection leads to .*`pulumi up` maps it/,
    );
    expect([given.resource.inputs, given.resource.outputs]).to.deep.equal([inputs, outputs]);
  });

  it("is mapped on the new panel by an update; the old panel keeps its names and is named in a warning", async () => {
    other.setNames([...names.slice(1), "else.com"]);
    expect(await calling([other], () => given.resource.declare(args))).to.equal("update");
    expect(other.names()).to.have.members([...names, "else.com"]);
    expect(given.messages.join())
      .to.match(keeps)
      .and.contain(given.harness.panel.host)
      .and.contain(other.panel.host);
    expect(given.resource.outputs).to.deep.include({ panel: other.panel.host });
    expect(given.resource.outputs.names).to.have.members([...names]);
    expect(await calling([], () => given.resource.declare(args))).to.equal("same");
    given.harness.nextRun(other.config);
    await calling([other], () => given.resource.destroy());
    expect(other.names()).to.deep.equal(["else.com"]);
  });

  it("says nothing of the old panel while the new one has none of its names", async () => {
    other.addFault("list", "refused", { times: 9 });
    await failure(given.resource.declare(args));
    expect(given.messages.join()).not.to.contain("The old panel");
    expect(given.harness.names()).to.include.members([...names]);
  });

  if (row.isSet)
    it("does not say to remove from the old panel what the new one does not have yet", async () => {
      const [open = ""] = names.slice(-1);
      other.refuseName(open);
      await partial(given.resource.declare(args));
      const text = given.messages.join();
      expect(text).to.contain(` alone has ${open} until a later run maps what failed. `);
      expect(text).to.contain(` keeps its mapping of ${names.slice(0, -1).join(", ")}: remove it there`);
    });

  it("is forgotten by a delete also after it was mapped there and the connection leads back to the old panel", async () => {
    await given.resource.declare(args);
    given.harness.nextRun();
    await calling([], () => given.resource.destroy());
    expect(other.names()).to.have.members([...names]);
  });

  it("is mapped on the new panel as now declared: the old panel keeps what is no longer declared", async () => {
    const [first] = names;
    expect(await calling([other], () => given.resource.declare(row.args(first)))).to.equal("update");
    expect(other.names()).to.deep.equal([first]);
    expect(given.messages.join()).to.match(keeps);
  });

  it("is forgotten by a delete, which touches neither panel, though both have its names", async () => {
    other.setNames(names);
    await calling([], () => given.resource.destroy());
    expect(given.messages.join()).to.match(
      / stays mapped on .*: the connection leads to .* now, where nothing was touched.*Remove it on the old panel by hand/,
    );
  });
});

describeRows("a resource with another connection to the same panel", ROWS, (row, given) => {
  it("changes without a call, and is removed through the new connection", async () => {
    const { harness, resource } = given;
    const args = row.args(...row.names);
    await resource.declare(args);
    addConnections(harness, { eu1: {} });
    const { outputs } = resource;
    expect(await resource.declare({ ...args, connection: "eu1" })).to.equal("update");
    expect(harness.calls).to.deep.equal([]);
    expect(given.messages).to.deep.equal([]);
    expect(resource.outputs).to.deep.equal({ ...outputs, connection: "eu1" });
    harness.nextRun();
    await resource.destroy();
    expect(harness.names()).to.deep.equal([]);
  });
});

describeRows("resources with connections to two panels", ROWS, (row, given) => {
  it("are each on the panel of their connection, at the place that the connection sets", async () => {
    const { harness } = given;
    const other = await row.start();
    try {
      const apiUrl = Object.entries(other.config).find(([key]) => key.endsWith(":apiUrl"))?.[1];
      addConnections(harness, { eu1: {}, eu2: { apiUrl, ...row.away } });
      const [first] = row.names;
      const there = given.another("there");
      await given.resource.declare({ ...row.args(first), connection: "eu1" });
      await there.declare({ ...row.args(first), connection: "eu2" });
      expect([harness.names(), other.names("away")]).to.deep.equal([[first], [first]]);
      expect(there.outputs).to.deep.include({ panel: other.panel.host, connection: "eu2", ...row.away });
    } finally {
      await other.close();
    }
  });
});
