import { expect } from "chai";
import { SITE, tokens } from "../support/enhance";
import { domain, EnhanceBench, expectDone, stepsIn } from "./enhanceBench";

const acme = domain("acme", { domain: "acme.com" });

describe("the token of an Enhance panel", function () {
  this.timeout(60_000);
  let bench: EnhanceBench;
  before(async () => {
    bench = await EnhanceBench.start({ program: acme });
  });
  after(() => bench?.close());

  const inStack = (token: string) => bench.stack.setConfig("enhance:apiToken", token, { secret: true });

  it("shows no difference when it is rotated, and is used by a refresh after that up", async () => {
    expectDone(await bench.up());
    const { state } = bench.panel;
    const owner = state.tokens[tokens.owner];
    if (owner) state.tokens["rotated-token"] = owner;
    delete state.tokens[tokens.owner];
    await inStack("rotated-token");
    expectDone(await bench.up("--expect-no-changes"));
    expect(bench.calls).to.deep.equal([]);
    expectDone(await bench.refresh("--expect-no-changes"));
    expect(bench.stack.stateText()).not.to.contain("rotated-token");
  });

  it("that is not let in takes no domain for gone, and the error says what may be wrong", async () => {
    delete bench.panel.state.tokens["rotated-token"];
    const refresh = await bench.refresh();
    expect(refresh.code).not.to.equal(0);
    expect(refresh.output).to.match(
      /read acme\.com on .*\[HTTP 403, code unauthorized\]\. The token is wrong, has expired, may not be used from/,
    );
    expect(await bench.stack.resources()).to.have.length(1);
  });

  it("is refused where it is set without --secret, with the command that mends it", async () => {
    await bench.stack.setConfig("enhance:apiToken", "plain-token");
    const preview = await bench.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output)
      .to.contain("enhance:apiToken is a credential and stands in the stack's configuration in clear")
      .and.contain("pulumi config set --secret enhance:apiToken <apiToken>")
      .and.not.contain("plain-token");
  });

  it("may stand in the environment, with address and ids", async () => {
    for (const key of ["apiToken", "apiUrl", "organizationId", "websiteId"])
      await bench.stack.removeConfig(`enhance:${key}`);
    bench.declare(domain("acme", { domain: "acme.com" }) + domain("globex", { domain: "globex.com" }));
    const preview = await bench.preview();
    expect(preview.code).not.to.equal(0);
    expect(preview.output)
      .to.contain(
        "enhance:apiUrl is not set: pulumi config set enhance:apiUrl https://panel.example.com/api/",
      )
      .and.contain("websiteId is not set, and neither is serverId: give the website as an argument")
      .and.not.contain("<nil>");
    Object.assign(bench.stack.env, {
      WU_ENHANCE_API_URL: bench.panel.url,
      WU_ENHANCE_API_TOKEN: tokens.superAdmin,
      WU_ENHANCE_ORG_ID: bench.panel.state.websites[SITE]?.orgId,
      WU_ENHANCE_WEBSITE_ID: SITE,
    });
    const up = await bench.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(["create globex"]);
    expect(bench.mapped()).to.deep.equal(["acme.com", "globex.com"]);
  });
});

describe("a run on an Enhance panel that ended badly", function () {
  this.timeout(60_000);
  let bench: EnhanceBench;
  before(async () => {
    bench = await EnhanceBench.start({ program: acme });
  });
  after(() => bench?.close());

  it("by kill -9 while the panel was at work is made good by the next up", async () => {
    const reached = new Promise<{ goOn: () => void }>((resolve) => {
      const run = () => new Promise<void>((goOn) => resolve({ goOn }));
      bench.panel.faults.add({ do: "hook", when: "before", operationId: "createWebsiteMappedDomain", run });
    });
    const run = bench.stack.start("up", "--yes", "--skip-preview", "--stack", bench.stack.name);
    const { goOn } = await reached;
    await run.kill();
    run.killRemains();
    goOn();
    expect((await bench.stack.run("cancel", "--yes")).code).to.equal(0);
    const up = await bench.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(["create acme"]);
    expect(bench.mapped()).to.deep.equal(["acme.com"]);
    expect(bench.panel.calls("createWebsiteMappedDomain")).to.deep.equal([]);
  });
});

describe("inputs of an Enhance domain", function () {
  this.timeout(60_000);
  let bench: EnhanceBench;
  const shop = (name: string) => `
    const acme = new EnhanceDomain("acme", { domain: "acme.com", documentRoot: "${name}" });
    const name = acme.requiredDnsRecords.apply(([record]) => "shop." + record.name);
    new EnhanceDomain("second", { domain: name, documentRoot: acme.mappingKind });
  `;
  before(async () => {
    bench = await EnhanceBench.start({ program: "" });
  });
  after(() => bench?.close());

  it("that are known only after another resource was created are shown as such, and then used", async () => {
    bench.declare(shop("web"));
    const preview = await bench.preview("--diff");
    expectDone(preview);
    expect(preview.output).to.match(/names +: (\[unknown\]|output<string>)/);
    expect(bench.calls).to.deep.equal([]);
    expectDone(await bench.up());
    expect(bench.mapped()).to.deep.equal(["acme.com", "shop.acme.com"]);
    expect(bench.panel.domain("shop.acme.com").documentRoot).to.equal("alias");
    bench.declare(shop("www"));
    const up = await bench.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(["update acme"]);
  });
});
