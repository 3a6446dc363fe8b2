import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import { ACCOUNT, N } from "../support/hestia";
import { EnhanceStackHarness } from "./enhanceStack";
import { HestiaStackHarness } from "./hestiaStack";

/** The number of times that a text contains another. */
const count = (text: string, part: string): number => text.split(part).length - 1;

describe("a panel behind NAT", function () {
  this.timeout(120_000);

  describe("of Hestia", () => {
    let harness: HestiaStackHarness;
    before(async () => {
      harness = await HestiaStackHarness.start({
        program: `
          exports.records = new HestiaWebAlias("a", { domain: "a.test" }).requiredDnsRecords;
          exports.addresses = new HestiaWebAliases("set", { domains: ["b.test"] }).addresses;
        `,
      });
      const webDomain = harness.panel.state.users[ACCOUNT]?.webDomains[N];
      if (webDomain) Object.assign(webDomain, { ip: "10.0.0.5", ip6: "fd00::5" });
    });
    after(() => harness?.close());

    const outputsFor = (v4: string, v6: string) => ({
      records: [
        { name: "a.test", type: "A", value: v4 },
        { name: "a.test", type: "AAAA", value: v6 },
      ],
      addresses: [v4, v6],
    });
    const MESSAGE = "would lead to 10.0.0.5 and fd00::5, which the internet does not reach";

    it("field case 14: is warned once that the records lead to private addresses, and which setting fixes it", async () => {
      const up = await harness.up();
      expect(up.code, up.output).to.equal(0);
      const diagnostics = up.output.slice(up.output.indexOf("Diagnostics:"));
      expect(count(diagnostics, MESSAGE), up.output).to.equal(1);
      expect(diagnostics).to.contain("pulumi config set hestia:publicAddresses <publicAddresses>");
      expect(await harness.stack.outputs()).to.deep.equal(outputsFor("10.0.0.5", "fd00::5"));
    });

    it("field case 14: gives the public addresses once the message's advice is followed", async () => {
      await harness.stack.setConfig("hestia:publicAddresses", "203.0.113.7,2001:db8::7");
      const refresh = await harness.refresh("--run-program");
      expect(refresh.code, refresh.output).to.equal(0);
      expect(refresh.output).not.to.contain("which the internet does not reach");
      expect(await harness.stack.outputs()).to.deep.equal(outputsFor("203.0.113.7", "2001:db8::7"));
      expect(harness.writes).to.deep.equal([]);
    });

    it("field case 14: takes the setting as a list as well, and refuses other text at preview", async () => {
      await harness.stack.removeConfig("hestia:publicAddresses");
      for (const [index, address] of ["203.0.113.8", "2001:db8::8"].entries())
        await harness.stack.setConfig(`hestia:publicAddresses[${index}]`, address, { path: true });
      const refresh = await harness.refresh("--run-program");
      expect(refresh.code, refresh.output).to.equal(0);
      expect(await harness.stack.outputs()).to.deep.equal(outputsFor("203.0.113.8", "2001:db8::8"));

      await harness.stack.setConfig("hestia:publicAddresses", "panel.example.com");
      const preview = await harness.preview();
      expect(preview.code).not.to.equal(0);
      expect(preview.output).to.contain(
        'publicAddresses (from hestia:publicAddresses, "panel.example.com") is no list of IP addresses',
      );
    });
  });

  it("field case 14: of Enhance is warned once", async () => {
    const harness = await EnhanceStackHarness.start({
      program: `
        new EnhanceDomain("a", { domain: "a.test" });
        new EnhanceDomains("set", { domains: ["b.test"] });
        new EnhanceDomain("host", { domain: "c.test", serverId: "${demoEnhance.serverId}" });
      `,
    });
    try {
      await harness.stack.setSecrets({ "enhance:apiToken": demoEnhance.tokens.sysadmin });
      const [address] = Object.values(harness.panel.state.servers).flatMap(({ ips }) => ips);
      if (address) address.ip = "192.168.7.5";
      const up = await harness.up();
      expect(up.code, up.output).to.equal(0);
      const diagnostics = up.output.slice(up.output.indexOf("Diagnostics:"));
      expect(
        count(diagnostics, "would lead to 192.168.7.5, which the internet does not reach"),
        up.output,
      ).to.equal(1);
    } finally {
      await harness.close();
    }
  });
});
