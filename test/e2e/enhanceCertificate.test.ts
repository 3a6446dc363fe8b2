import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import { domain, EnhanceStackHarness, expectDone, stepsIn } from "./enhanceStack";

const PROGRAM = `
  const acme = ${domain("acme", { domain: "acme.com", certificate: "request", forceHttps: true })}
  exports.request = acme.certificateRequest;
  exports.issuer = acme.certificate.apply((certificate) => certificate?.issuer);
`;

describe("a requested certificate", function () {
  this.timeout(120_000);
  let harness: EnhanceStackHarness;
  before(async () => {
    harness = await EnhanceStackHarness.start({ program: PROGRAM });
    harness.panel.state.settings.newDomainDns = "ForeignServer";
  });
  after(() => harness?.close());

  const asked = () => harness.calls.filter((call) => call === "preflight" || call === "issue");

  /** Lets the time pass after which the certificate may be asked for again. */
  async function letTimePass(): Promise<void> {
    const deployment = await harness.stack.export();
    const text = JSON.stringify(deployment).replace(/"next":"[^"]*"/g, '"next":"2026-01-01T00:00:00.000Z"');
    await harness.stack.import(JSON.parse(text));
  }

  it("that cannot be issued yet leaves an up that succeeds, and says why", async () => {
    const up = await harness.up();
    expectDone(up);
    expect(up.output).to.match(
      /acme\.com: no certificate yet, acme\.com does not reach this server\. From 20\S+Z on, `pulumi up` asks the panel again\./,
    );
    const { request } = await harness.stack.outputs();
    expect(request).to.include({ attempts: 1, reason: "acme.com does not reach this server" });
  });

  it("is no difference until it is due, refreshed or not", async () => {
    expectDone(await harness.preview("--expect-no-changes"));
    expectDone(await harness.refresh("--expect-no-changes"));
    expectDone(await harness.preview("--expect-no-changes"));
    expect(asked()).to.deep.equal([]);
  });

  it("is a difference once it is due, with a line that says so", async () => {
    await letTimePass();
    const preview = await harness.preview();
    expectDone(preview);
    expect(stepsIn(preview)).to.deep.equal(["update acme"]);
    expect(preview.output).to.contain("acme.com: the next update asks the panel for the certificate again.");
    expect(asked()).to.deep.equal([]);
    const up = await harness.up();
    expectDone(up);
    expect(asked()).to.deep.equal(["preflight"]);
    expect((await harness.stack.outputs()).request).to.include({ attempts: 2 });
    expectDone(await harness.preview("--expect-no-changes"));
  });

  it("is issued by the update that is due after DNS leads to the panel, with the redirect that waits for it", async () => {
    harness.panel.domain("acme.com").dnsStatus = "Resolved";
    await letTimePass();
    const up = await harness.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(["update acme"]);
    expect(harness.writes).to.deep.equal(["issue", "force true"]);
    expect(await harness.stack.outputs()).to.deep.equal({ request: "issued", issuer: "Let's Encrypt" });
    expectDone(await harness.preview("--expect-no-changes"));
    expectDone(await harness.refresh("--expect-no-changes"));
    expectDone(await harness.preview("--expect-no-changes"));
  });

  it("keeps what is made of a secret domain secret", async () => {
    harness.panel.setDomains(demoEnhance.websiteId, ["hidden1.com", "hidden2.com"]);
    harness.panel.domain("hidden2.com").dnsStatus = "Resolved";
    harness.declare(
      [1, 2]
        .map((number) => {
          const args = `{ domain: pulumi.secret("hidden${number}.com"), certificate: "request" }`;
          return `exports.request${number} = new EnhanceDomain("secret${number}", ${args}).certificateRequest;`;
        })
        .join("\n"),
    );
    const up = await harness.up();
    expectDone(up);
    expect(up.output).to.match(/request1 *: .*\[secret\]/);
    const secrets = (await harness.stack.resources()).filter(({ id }) => id?.includes("hidden"));
    expect(secrets).to.have.length(2);
    for (const { outputs = {} } of secrets) expect(JSON.stringify(outputs)).not.to.contain("hidden");
    expect(harness.panel.domain("hidden2.com").certificate, "was issued").not.to.equal(undefined);
  });
});
