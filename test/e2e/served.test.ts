import { expect } from "chai";
import { ACCOUNT, N } from "../support/hestia";
import { alias, aliasSet, HestiaStackHarness } from "./hestiaStack";

const RESOURCES = {
  "an alias": { program: alias("acme", { domain: "acme.com" }), names: ["acme.com"] },
  "a set": {
    program: aliasSet("all", { domains: ["acme.com", "acme.org"] }),
    names: ["acme.com", "acme.org"],
  },
};

for (const [what, { program, names }] of Object.entries(RESOURCES)) {
  describe(`${what} that is stored and not served`, function () {
    this.timeout(60_000);
    let harness: HestiaStackHarness;
    before(async () => {
      harness = await HestiaStackHarness.start({ program });
    });
    after(() => harness?.close());

    const breakServer = (server: "nginx" | "") =>
      Object.assign(harness.panel.state.settings, { failingConfigTest: server });
    const served = () => harness.panel.served(ACCOUNT, N).sort();
    const NOT_SERVED =
      /acme\.com.* on 127\.0\.0\.1:\d+ \(account tenant1, web domain network\.example\.com\): stored and not served/;

    it("fails the up that could not restart the web server", async () => {
      breakServer("nginx");
      const up = await harness.up();
      expect(up.code, up.output).not.to.equal(0);
      expect(up.output).to.match(
        /stored and not served[\s\S]*?nginx -t[\s\S]*?During create of acme\.com.*code 20 \(E_RESTART\)/,
      );
      expect(harness.stored().sort()).to.deep.equal(names);
      expect(served()).to.deep.equal([]);
    });

    it("is a difference in a refresh and in every preview after it, which say what is not served", async () => {
      const alarm = await harness.refresh("--expect-no-changes");
      expect(alarm.code, alarm.output).not.to.equal(0);
      expect((await harness.refresh()).code).to.equal(0);
      const preview = await harness.preview("--expect-no-changes");
      expect(preview.code, preview.output).not.to.equal(0);
      expect(preview.output)
        .to.match(NOT_SERVED)
        .and.match(/1 to update/);
    });

    it("fails each up as long as that is so", async () => {
      const up = await harness.up();
      expect(up.code, up.output).not.to.equal(0);
      expect(up.output).to.match(/During update of acme\.com.*code 20/);
    });

    it("is served after the next up once that is mended, and then there is nothing to do", async () => {
      breakServer("");
      const up = await harness.up();
      expect(up.code, up.output).to.equal(0);
      expect(served()).to.deep.equal(names);
      const preview = await harness.preview("--expect-no-changes");
      expect(preview.code, preview.output).to.equal(0);
      expect(preview.output).not.to.match(/not served/);
      expect((await harness.refresh("--expect-no-changes")).code).to.equal(0);
    });

    it("is removed only with a restart that goes through", async () => {
      breakServer("nginx");
      harness.declare("");
      const up = await harness.up();
      expect(up.code, up.output).not.to.equal(0);
      expect(up.output).to.match(
        /was put back, since the web server did not take the configuration without it/,
      );
      expect(served()).to.deep.equal(names);
      breakServer("");
      const again = await harness.up();
      expect(again.code, again.output).to.equal(0);
      expect([...harness.stored(), ...served()]).to.deep.equal([]);
    });
  });
}

describe("a run that is killed between two writes", function () {
  this.timeout(60_000);

  it("is loaded by the panel's queue, and its names are adopted by the next up", async () => {
    const program = ["one", "two", "three"].map((name) => alias(name, { domain: `${name}.test` })).join("");
    const harness = await HestiaStackHarness.start({ program });
    const reached = new Promise<void>((resolve) => {
      harness.panel.faults.add({
        do: "hook",
        when: "before",
        command: "v-add-web-domain-alias",
        nth: 2,
        run: () => new Promise<void>(() => resolve()),
      });
    });
    const run = harness.stack.start(
      "up",
      "--yes",
      "--skip-preview",
      "--parallel=2",
      "--stack",
      harness.stack.name,
    );
    await reached;
    await run.kill();
    run.killRemains();
    const landed = harness.stored();
    expect(landed).to.have.length(1);
    expect(harness.writes[0]).to.match(/updatessl$/);
    expect(harness.panel.served(ACCOUNT, N)).to.deep.equal([]);

    expect((await harness.stack.run("cancel", "--yes")).code).to.equal(0);
    harness.declare(landed.map((name) => alias(name.split(".")[0] ?? "", { domain: name })).join(""));
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.writes).to.deep.equal([]);
    harness.panel.runRestartQueue();
    expect(harness.panel.served(ACCOUNT, N)).to.have.members(landed);
    await harness.close();
  });
});
