import { expect } from "chai";
import { expectClean } from "../support/clean";
import { ACCOUNT, N } from "../support/hestia";
import { alias, HestiaStackHarness, stepsIn } from "./hestiaStack";

describe("a run that ended badly", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: alias("one", { domain: "one.test" }) });
    await harness.up();
  });
  after(() => harness?.close());

  const program = alias("one", { domain: "one.test" }) + alias("acme", { domain: "acme.com", www: true });

  it("by kill -9 during a call is completed by the next up", async () => {
    harness.declare(program);
    const reached = new Promise<{ resume: () => void }>((resolve) => {
      harness.panel.faults.add({
        do: "hook",
        when: "before",
        command: "v-add-web-domain-alias",
        run: () => new Promise<void>((resume) => resolve({ resume })),
      });
    });
    const run = harness.stack.start("up", "--yes", "--skip-preview", "--stack", harness.stack.name);
    const { resume } = await reached;
    await run.kill();
    run.killRemains();
    resume();
    expectClean(run.output);

    const locked = await harness.up();
    expect(locked.code).not.to.equal(0);
    expect((await harness.stack.run("cancel", "--yes")).code).to.equal(0);

    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["create acme"]);
    expect(harness.stored()).to.have.members(["one.test", "acme.com", "www.acme.com"]);
    const refresh = await harness.refresh("--clear-pending-creates", "--expect-no-changes");
    expect(refresh.code, refresh.output).to.equal(0);
    const preview = await harness.preview("--expect-no-changes");
    expect(preview.code, preview.output).to.equal(0);
  });

  it("by an alias that is stored and not served says so and keeps it, and a refresh finds it", async () => {
    Object.assign(harness.panel.state.settings, { failingConfigTest: "nginx" });
    harness.declare(program + alias("late", { domain: "late.test" }));
    const up = await harness.up();
    expect(up.code).not.to.equal(0);
    expect(up.output).to.match(/nginx -t[\s\S]*?During create of late\.test on .*code 20 \(E_RESTART\)/);
    const late = (await harness.stack.resources()).find(({ id }) => id?.endsWith("late.test"));
    expect(late?.outputs).to.deep.include({ names: ["late.test"] });
    expect(late?.initErrors).to.have.length(1);
    expect((await harness.refresh()).code).to.equal(0);
    Object.assign(harness.panel.state.settings, { failingConfigTest: "" });
    expect(harness.panel.served(ACCOUNT, N)).not.to.include("late.test");
  });

  it("by a program with an error can still be destroyed", async () => {
    harness.declare("this is no program");
    const destroy = await harness.destroy();
    expect(destroy.code, destroy.output).to.equal(0);
    expect(harness.stored()).to.deep.equal([]);
  });
});
