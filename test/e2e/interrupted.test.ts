import { expect } from "chai";
import { expectClean } from "../support/clean";
import { ACCOUNT, N } from "../support/hestia";
import { alias, Bench, stepsIn } from "./bench";

describe("a run that ended badly", function () {
  this.timeout(60_000);
  let bench: Bench;
  before(async () => {
    bench = await Bench.start({ program: alias("one", { domain: "one.test" }) });
    await bench.up();
  });
  after(() => bench?.close());

  const program = alias("one", { domain: "one.test" }) + alias("acme", { domain: "acme.com", www: true });

  it("by kill -9 while the panel was at work is made good by the next up", async () => {
    bench.declare(program);
    const reached = new Promise<{ goOn: () => void }>((resolve) => {
      bench.panel.faults.add({
        do: "hook",
        when: "before",
        command: "v-add-web-domain-alias",
        run: () => new Promise<void>((goOn) => resolve({ goOn })),
      });
    });
    const run = bench.stack.start("up", "--yes", "--skip-preview", "--stack", bench.stack.name);
    const { goOn } = await reached;
    await run.kill();
    run.killRemains();
    goOn();
    expectClean(run.output);

    const locked = await bench.up();
    expect(locked.code).not.to.equal(0);
    expect((await bench.stack.run("cancel", "--yes")).code).to.equal(0);

    const up = await bench.up();
    expect(up.code, up.output).to.equal(0);
    expect(stepsIn(up)).to.deep.equal(["create acme"]);
    expect(bench.stored()).to.have.members(["one.test", "acme.com", "www.acme.com"]);
    const refresh = await bench.refresh("--clear-pending-creates", "--expect-no-changes");
    expect(refresh.code, refresh.output).to.equal(0);
    const preview = await bench.preview("--expect-no-changes");
    expect(preview.code, preview.output).to.equal(0);
  });

  it("by an alias that is stored and not served tells so, keeps it, and a refresh finds it", async () => {
    Object.assign(bench.panel.state.settings, { failingConfigTest: "nginx" });
    bench.declare(program + alias("late", { domain: "late.test" }));
    const up = await bench.up();
    expect(up.code).not.to.equal(0);
    expect(up.output).to.match(/create late\.test on .*code 20 \(E_RESTART\).*nginx -t/);
    const late = (await bench.stack.resources()).find(({ id }) => id?.endsWith("late.test"));
    expect(late?.outputs).to.deep.include({ names: ["late.test"] });
    expect(late?.initErrors).to.have.length(1);
    expect((await bench.refresh()).code).to.equal(0);
    Object.assign(bench.panel.state.settings, { failingConfigTest: "" });
    expect(bench.panel.served(ACCOUNT, N)).not.to.include("late.test");
  });

  it("by a program that is broken can still be destroyed", async () => {
    bench.declare("this is no program");
    const destroy = await bench.destroy();
    expect(destroy.code, destroy.output).to.equal(0);
    expect(bench.stored()).to.deep.equal([]);
  });
});
