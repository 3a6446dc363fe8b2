import { expect } from "chai";
import { type EnhancePanel, startEnhancePanel } from "../../panels/enhance";
import { demoCredentials, type HestiaPanel, startHestiaPanel } from "../../panels/hestia";
import { SITE, websiteOn } from "../support/enhance";
import { ACCOUNT, N, S } from "../support/hestia";
import { World } from "../support/ready";
import { alias, HestiaStackHarness, stepsIn } from "./hestiaStack";

/** The addresses that lead to the two Hestia panels. */
const OLD = "192.0.2.1";
const NEW = "192.0.2.2";

describe("a program with two Hestia panels and an Enhance panel", function () {
  this.timeout(180_000);
  let harness: HestiaStackHarness;
  let eu1: HestiaPanel;
  let enhance: EnhancePanel;
  let world: World;
  const away = { connection: "eu1", webDomain: S };
  const old = alias("shop", { domain: "shop.test" });
  const others =
    alias("there", { domain: "there.test", ...away }) +
    'new (require("pulumi-mapped-domains").EnhanceDomain)("globex", { domain: "globex.com" });';
  const expectDone = ({ code, output }: { code: number | null; output: string }) =>
    expect(code, output).to.equal(0);
  const served = () => ({ old: harness.panel.served(ACCOUNT, N), new: eu1.served(ACCOUNT, S) });

  before(async () => {
    world = await World.start();
    [eu1, enhance] = await Promise.all([startHestiaPanel(), startEnhancePanel()]);
    const { "enhance:apiToken": apiToken = "", ...onEnhance } = websiteOn(enhance);
    harness = await HestiaStackHarness.start({
      program: old + others,
      config: { ...onEnhance, "hestia:publicAddresses": OLD },
      secrets: { "enhance:apiToken": apiToken },
    });
    const { limitedAccessKey: accessKey, limitedSecretKey: secretKey } = demoCredentials;
    const set = (key: string, value: string, secret = false) =>
      harness.stack.setConfig(`hestia:connections.eu1.${key}`, value, { path: true, secret });
    for (const [key, value] of Object.entries({ apiUrl: eu1.url, accessKey, publicAddresses: NEW }))
      await set(key, value);
    await set("secretKey", secretKey, true);
    world.dns.set("shop.test", "A", OLD);
  });
  after(async () => {
    await harness?.close();
    await Promise.all([eu1?.close(), enhance?.close(), world?.close()]);
  });

  it("maps each domain on the panel of its connection", async () => {
    expectDone(await harness.up());
    expect(served()).to.deep.equal({ old: ["shop.test"], new: ["there.test"] });
    expect(enhance.domains(SITE)).to.include("globex.com");
    expectDone(await harness.preview("--expect-no-changes"));
  });

  it("a domain goes from one panel to the other, served throughout: two declarations, and a DomainReady behind the new one", async () => {
    const { resolvers } = world.inputs() as { resolvers: string[] };
    harness.declare(`
      const { DomainReady } = require("pulumi-mapped-domains");
      ${old} ${others}
      const shop = ${alias("shop-eu1", { domain: "shop.test", ...away })}
      new DomainReady("ready", {
        domains: shop.names,
        requiredDnsRecords: shop.requiredDnsRecords,
        waitFor: "dns",
        checkInterval: 10,
        resolvers: ${JSON.stringify(resolvers)},
      });
    `);
    const up = harness.stack.start("up", "--yes", "--skip-preview", "--stack", harness.stack.name);
    await up.waitFor(/shop\.test .*set A 192\.0\.2\.2/);
    expect(served()).to.deep.equal({ old: ["shop.test"], new: ["there.test", "shop.test"] });
    world.dns.set("shop.test", "A", NEW);
    expectDone(await up.done);
    expect(served()).to.deep.equal({ old: ["shop.test"], new: ["there.test", "shop.test"] });

    // The new one takes the name of the old one's resource, or keeps its own: its state is on the new panel either way.
    harness.declare(others + alias("shop-eu1", { domain: "shop.test", ...away }));
    const after = await harness.up();
    expectDone(after);
    expect(stepsIn(after)).to.have.members(["delete shop", "delete ready"]);
    expect(served()).to.deep.equal({ old: [], new: ["there.test", "shop.test"] });
  });

  it("a connection that leads to another host leaves the old panel's mapping, and names the command that removes it", async () => {
    const moved = await startHestiaPanel();
    await harness.stack.setConfig("hestia:connections.eu1.apiUrl", moved.url, { path: true });
    const up = await harness.up();
    expectDone(up);
    expect(moved.aliases(ACCOUNT, S)).to.have.members(["there.test", "shop.test"]);
    const commands = up.output.match(/v-delete-web-domain-alias .*/g) ?? [];
    expect(new Set(commands)).to.deep.equal(
      new Set(
        ["there.test", "shop.test"].map((name) => `v-delete-web-domain-alias ${ACCOUNT} ${S} "${name}"`),
      ),
    );
    expect(eu1.aliases(ACCOUNT, S)).to.have.members(["there.test", "shop.test"]);
    expectDone(await harness.destroy());
    expect(moved.aliases(ACCOUNT, S)).to.deep.equal([]);
    await moved.close();
  });
});
