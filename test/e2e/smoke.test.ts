import { existsSync } from "node:fs";
import { expect } from "chai";
import { isAlive } from "../support/processes";
import { Stack } from "../support/stack";

/** A program with one resource whose provider does nothing. */
function program(properties: string): string {
  const provider = 'exports.handler=()=>({check:async(o,n)=>({inputs:n}),create:async p=>({id:"1",outs:p})})';
  return `
    const pulumi = require("@pulumi/pulumi");
    const properties = { __provider: ${JSON.stringify(provider)}, ...${properties} };
    const thing = new pulumi.CustomResource("pulumi-nodejs:dynamic/test:Thing", "thing", properties);
    exports.thing = thing.id;
    exports.secret = new pulumi.Config("other").getSecret("key");
  `;
}

describe("a stack on the real engine", () => {
  let stack: Stack;
  before(async () => {
    stack = await Stack.create({
      program: program("{ a: 1 }"),
      config: { plain: "true" },
      secrets: { "other:key": "hidden" },
    });
  });
  after(() => stack?.dispose());

  it("previews a create, and creates nothing", async () => {
    const preview = await stack.preview();
    expect(preview.code).to.equal(0);
    expect(preview.steps).to.deep.equal([
      { op: "create", type: "pulumi-nodejs:dynamic/test:Thing", name: "thing", diffs: [] },
    ]);
    expect((await stack.previewJson()).changeSummary).to.deep.equal({ create: 2 });
    expect(await stack.resources()).to.deep.equal([]);
  });

  it("creates, and the state has it", async () => {
    const up = await stack.up();
    expect(up.code).to.equal(0);
    expect(up.output).to.match(/\+ {2}pulumi-nodejs:dynamic\/test:Thing thing created/);
    const [thing, ...others] = await stack.resources();
    expect(others).to.deep.equal([]);
    expect(thing).to.deep.include({ id: "1", type: "pulumi-nodejs:dynamic/test:Thing" });
    expect(stack.stateText()).to.contain('"id": "1"').and.not.to.contain("hidden");
    expect(await stack.outputs()).to.deep.equal({ thing: "1", secret: "hidden" });
  });

  it("has nothing to do the second time, and refreshes", async () => {
    expect((await stack.up("--expect-no-changes")).code).to.equal(0);
    expect((await stack.refresh("--expect-no-changes")).code).to.equal(0);
  });

  it("changes configuration", async () => {
    await stack.setConfig("plain", "2");
    await stack.setConfig("other:object.a", "x", { path: true, secret: true });
    await stack.removeConfig("other:key");
    const { stdout } = await stack.run("config", "--json", "--show-secrets");
    const values = Object.entries(JSON.parse(stdout) as Record<string, { value: string }>);
    expect(values.map(([key, { value }]) => [key, value])).to.have.deep.members([
      ["other:object", '{"a":"x"}'],
      ["test:plain", "2"],
    ]);
  });

  it("can be killed in the middle of a run, which leaves the stack locked", async () => {
    stack.setProgram(`console.log("begun"); setTimeout(() => undefined, 60_000);`);
    const run = stack.start("up", "--yes", "--skip-preview");
    await run.waitFor(/begun/);
    await run.kill();
    const blocked = await stack.up();
    expect(blocked.code).not.to.equal(0);
    expect(blocked.output).to.match(/currently locked/);
    expect((await stack.run("cancel", "--yes")).code).to.equal(0);
  });

  it("destroys", async () => {
    const destroy = await stack.destroy();
    expect(destroy.code).to.equal(0);
    expect(destroy.steps.map(({ op, name }) => [op, name])).to.deep.equal([["delete", "thing"]]);
    expect(await stack.resources()).to.deep.equal([]);
  });

  it("leaves no folder behind", async () => {
    await stack.dispose();
    expect(existsSync(stack.folder)).to.equal(false);
  });
});

describe("a stack whose program hangs", () => {
  it("is killed, with every process that it started", async () => {
    const stack = await Stack.create({
      program: `console.log("pid " + process.pid); setInterval(() => undefined, 1000);`,
      timeout: 6_000,
    });
    try {
      const error = await stack.up().then(
        () => "it ended",
        (e: Error) => e.message,
      );
      expect(error).to.match(/did not end within 6 s/);
      const program = Number(/pid (\d+)/.exec(error)?.[1]);
      expect(program).to.be.above(0);
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(isAlive(program)).to.equal(false);
    } finally {
      await stack.dispose();
    }
  });
});
