import { expect } from "chai";
import { demoCredentials, type HestiaPanel, startHestiaPanel } from "../../panels/hestia";
import { ACCOUNT, N } from "../support/hestia";
import { alias, HestiaStackHarness, stepsIn } from "./hestiaStack";

describe("a stack with several panels", function () {
  this.timeout(60_000);
  let harness: HestiaStackHarness;
  let eu1: HestiaPanel;
  let moved: HestiaPanel;
  before(async () => {
    [eu1, moved] = await Promise.all([startHestiaPanel(), startHestiaPanel()]);
    harness = await HestiaStackHarness.start({
      program:
        alias("here", { domain: "here.test" }) + alias("there", { domain: "there.test", connection: "eu1" }),
    });
    await set("apiUrl", eu1.url);
    await set("accessKey", demoCredentials.limitedAccessKey);
    await set("secretKey", demoCredentials.limitedSecretKey, true);
  });
  after(async () => {
    await harness?.close();
    await Promise.all([eu1?.close(), moved?.close()]);
  });

  const set = (key: string, value: string, secret = false) =>
    harness.stack.setConfig(`hestia:connections.eu1.${key}`, value, { path: true, secret });
  const on = (panel: HestiaPanel) => panel.aliases(ACCOUNT, N);

  it("maps each alias on the panel of its connection", async () => {
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.stored()).to.deep.equal(["here.test"]);
    expect(on(eu1)).to.deep.equal(["there.test"]);
  });

  it("shows which panel an alias would go to when its connection leads elsewhere", async () => {
    await set("apiUrl", moved.url);
    const preview = await harness.preview("--diff");
    expect(preview.code, preview.output).to.equal(0);
    expect(stepsIn(preview)).to.deep.equal(["update there"]);
    expect(preview.output).to.contain(`"${eu1.host}" => "${moved.host}"`);
    expect(moved.log.map(({ command }) => command)).to.deep.equal(["v-list-web-domains"]);
  });

  it("maps it on the new panel, and says that the old panel keeps its mapping", async () => {
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(up.output).to.contain(
      `there.test goes to ${moved.host}. The old panel ${eu1.host} keeps its mapping of there.test: remove it there`,
    );
    expect(on(moved)).to.deep.equal(["there.test"]);
    expect(on(eu1)).to.deep.equal(["there.test"]);
  });

  it("destroys all of them on their panels", async () => {
    const destroy = await harness.destroy();
    expect(destroy.code, destroy.output).to.equal(0);
    expect(harness.stored()).to.deep.equal([]);
    expect(on(moved)).to.deep.equal([]);
    expect(on(eu1), "the old panel is left alone").to.deep.equal(["there.test"]);
  });
});
