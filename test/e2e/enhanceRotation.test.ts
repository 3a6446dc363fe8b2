import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import { domain, domains, EnhanceStackHarness, expectDone } from "./enhanceStack";

const { owner } = demoEnhance.tokens;
const ROTATED = "local-token-customer-owner-rotated";
const OLD_CONFIGURATION =
  "use the configuration of the last `pulumi up`: if it has changed since, run `pulumi up` first";

describe("Enhance: a token that was rotated", function () {
  this.timeout(120_000);
  let harness: EnhanceStackHarness;
  before(async () => {
    const program = domain("acme", { domain: "acme.com" }) + domains({ domains: ["globex.com"] });
    harness = await EnhanceStackHarness.start({ program });
    expectDone(await harness.up());
    const { [owner]: token } = harness.panel.state.tokens;
    if (token === undefined) throw new Error("the panel has no such token");
    harness.panel.state.tokens = { [ROTATED]: token };
    await harness.stack.setConfig("enhance:apiToken", ROTATED, { secret: true });
  });
  after(() => harness?.close());

  it("field case 7: fails a refresh and a destroy, which say that they use the configuration of the last up", async () => {
    for (const { code, output } of [await harness.refresh(), await harness.destroy()]) {
      expect(code).not.to.equal(0);
      expect(output).to.match(
        /During (read|delete) of (acme\.com|the set|globex\.com) on .*HTTP 403, code unauthorized/,
      );
      expect(output).to.contain(OLD_CONFIGURATION);
    }
    expect(harness.mapped()).to.have.members(["acme.com", "globex.com"]);
  });

  it("field case 7: is used by a refresh with --run-program, as they say", async () => {
    expectDone(await harness.refresh("--run-program"));
  });

  it("field case 7: is used by a refresh and a destroy after one up, as they say", async () => {
    expectDone(await harness.up("--expect-no-changes"));
    expectDone(await harness.refresh());
    expectDone(await harness.destroy());
    expect(harness.mapped()).to.deep.equal([]);
  });
});
