import { expect } from "chai";
import { SITE, tokens } from "../support/enhance";
import { domain, EnhanceStackHarness, expectDone, stepsIn } from "./enhanceStack";

const acme = domain("acme", { domain: "acme.com" });

describe("the token of an Enhance panel", function () {
  this.timeout(60_000);
  let harness: EnhanceStackHarness;
  before(async () => {
    harness = await EnhanceStackHarness.start({ program: acme });
  });
  after(() => harness?.close());

  const inStack = (token: string) => harness.stack.setConfig("enhance:apiToken", token, { secret: true });

  it("shows no difference when it is rotated, and is used by a refresh after that up", async () => {
    expectDone(await harness.up());
    const { state } = harness.panel;
    const owner = state.tokens[tokens.owner];
    if (owner) state.tokens["rotated-token"] = owner;
    delete state.tokens[tokens.owner];
    await inStack("rotated-token");
    expectDone(await harness.up("--expect-no-changes"));
    expect(harness.calls).to.deep.equal(["websites"]);
    expectDone(await harness.refresh("--expect-no-changes"));
    expect(harness.stack.stateText()).not.to.contain("rotated-token");
  });

  it("that is refused does not make a domain count as gone, and the error says what may be wrong", async () => {
    delete harness.panel.state.tokens["rotated-token"];
    const refresh = await harness.refresh();
    expect(refresh.code).not.to.equal(0);
    expect(refresh.output).to.match(
      /The token is wrong, has expired, or may not be used from this address[\s\S]*?During read of acme\.com on .*HTTP 403, code unauthorized/,
    );
    expect(await harness.stack.resources()).to.have.length(1);
  });

  it("is refused where it is set without --secret, with the command that fixes it", async () => {
    await harness.stack.setConfig("enhance:apiToken", "plain-token");
    const preview = await harness.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output)
      .to.contain("enhance:apiToken is a credential and stands in the stack's configuration in clear")
      .and.contain("pulumi config set --secret enhance:apiToken <apiToken>")
      .and.not.contain("plain-token");
  });

  it("may come from the environment, with address and ids", async () => {
    for (const key of ["apiToken", "apiUrl", "organizationId", "websiteId"])
      await harness.stack.removeConfig(`enhance:${key}`);
    harness.declare(domain("acme", { domain: "acme.com" }) + domain("globex", { domain: "globex.com" }));
    const preview = await harness.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output)
      .to.contain(
        "enhance:apiUrl is not set: pulumi config set enhance:apiUrl https://panel.example.com/api/",
      )
      .and.contain("websiteId is not set, and neither is serverId: give the website as an argument")
      .and.not.contain("<nil>");
    Object.assign(harness.stack.env, {
      WU_ENHANCE_API_URL: harness.panel.url,
      WU_ENHANCE_API_TOKEN: tokens.superAdmin,
      WU_ENHANCE_ORG_ID: harness.panel.state.websites[SITE]?.orgId,
      WU_ENHANCE_WEBSITE_ID: SITE,
    });
    const up = await harness.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(["create globex"]);
    expect(harness.mapped()).to.deep.equal(["acme.com", "globex.com"]);
  });
});

describe("a run on an Enhance panel that ended badly", function () {
  this.timeout(60_000);
  let harness: EnhanceStackHarness;
  before(async () => {
    harness = await EnhanceStackHarness.start({ program: acme });
  });
  after(() => harness?.close());

  it("by kill -9 during a call is completed by the next up", async () => {
    const reached = new Promise<{ resume: () => void }>((resolve) => {
      const run = () => new Promise<void>((resume) => resolve({ resume }));
      harness.panel.faults.add({ do: "hook", when: "before", operationId: "createWebsiteMappedDomain", run });
    });
    const run = harness.stack.start("up", "--yes", "--skip-preview", "--stack", harness.stack.name);
    const { resume } = await reached;
    await run.kill();
    run.killRemains();
    resume();
    expect((await harness.stack.run("cancel", "--yes")).code).to.equal(0);
    const up = await harness.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(["create acme"]);
    expect(harness.mapped()).to.deep.equal(["acme.com"]);
    expect(harness.panel.calls("createWebsiteMappedDomain")).to.deep.equal([]);
  });
});

describe("inputs of an Enhance domain", function () {
  this.timeout(60_000);
  let harness: EnhanceStackHarness;
  const shop = (name: string) => `
    const acme = new EnhanceDomain("acme", { domain: "acme.com", documentRoot: "${name}" });
    const name = acme.requiredDnsRecords.apply(([record]) => "shop." + record.name);
    new EnhanceDomain("second", { domain: name, documentRoot: acme.mappingKind });
  `;
  before(async () => {
    harness = await EnhanceStackHarness.start({ program: "" });
  });
  after(() => harness?.close());

  it("that are known only after another resource is created are previewed as unknown, and then used", async () => {
    harness.declare(shop("web"));
    const preview = await harness.preview("--diff");
    expectDone(preview);
    expect(preview.output).to.match(/names +: (\[unknown\]|output<string>)/);
    expect(harness.writes).to.deep.equal([]);
    expectDone(await harness.up());
    expect(harness.mapped()).to.deep.equal(["acme.com", "shop.acme.com"]);
    expect(harness.panel.domain("shop.acme.com").documentRoot).to.equal("alias");
    harness.declare(shop("www"));
    const up = await harness.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(["update acme"]);
  });
});
