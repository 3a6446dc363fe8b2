import { expect } from "chai";
import { DnsServer } from "../support/dns";
import { Sites, TestAuthority } from "../support/sites";
import { Stack } from "../support/stack";
import { stepsIn } from "./stackHarness";

describe("DomainReady on the engine", function () {
  this.timeout(180_000);
  let dns: DnsServer;
  let sites: Sites;
  let authority: TestAuthority;
  let stack: Stack;

  const program = (names: readonly string[], more = "") => `
    const { DomainReady } = require("pulumi-mapped-domains");
    const ready = new DomainReady("ready", {
      domains: ${JSON.stringify(names)}, addresses: ["127.0.0.1"], checkInterval: 10,
      port: ${sites.port}, resolvers: ["${dns.host}"], ${more}
    });
    exports.ready = ready.ready;
    exports.dns = ready.dns;
    exports.certificates = ready.certificates;
  `;

  before(async () => {
    dns = await DnsServer.start();
    sites = await Sites.start();
    authority = await TestAuthority.create();
    dns.set("acme.com", "NS", "ns1.acme-dns.com");
    stack = await Stack.create({
      program: program(["acme.com"]),
      env: { NODE_EXTRA_CA_CERTS: authority.file },
    });
  });
  after(async () => {
    await stack?.dispose();
    await dns?.close();
    await sites?.close();
    authority?.dispose();
  });

  it("waits while DNS is set and the certificate issued", async () => {
    const up = stack.start("up", "--yes", "--skip-preview", "--stack", stack.name);
    await up.waitFor(/acme\.com has no A or AAAA record: set A 127\.0\.0\.1 at ns1\.acme-dns\.com/);
    dns.set("acme.com", "A", "127.0.0.1");
    await up.waitFor(/acme\.com: DNS is right, and 127\.0\.0\.1:\d+ presents a certificate/);
    sites.install(await authority.issue(["acme.com"]));
    const { code, output } = await up.done;
    expect(code, output).to.equal(0);
    const outputs = await stack.outputs();
    expect(outputs.ready).to.equal(true);
    const again = await stack.up("--expect-no-changes");
    expect([again.code, stepsIn(again)], again.output).to.deep.equal([0, []]);
  });
});
