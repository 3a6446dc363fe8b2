import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import { domain, domains, EnhanceBench, expectDone } from "./enhanceBench";

const { owner } = demoEnhance.tokens;
const ROTATED = "local-token-customer-owner-rotated";
const OLD_CONFIGURATION =
  "use the configuration of the last `pulumi up`: if it has changed since, run `pulumi up` first";

describe("Enhance: a token that was rotated", function () {
  this.timeout(120_000);
  let bench: EnhanceBench;
  before(async () => {
    const program = domain("acme", { domain: "acme.com" }) + domains({ domains: ["globex.com"] });
    bench = await EnhanceBench.start({ program });
    expectDone(await bench.up());
    const { [owner]: token } = bench.panel.state.tokens;
    if (token === undefined) throw new Error("the panel has no such token");
    bench.panel.state.tokens = { [ROTATED]: token };
    await bench.stack.setConfig("enhance:apiToken", ROTATED, { secret: true });
  });
  after(() => bench?.close());

  it("field case 7: fails a refresh and a destroy, which say that they use the configuration of the last up", async () => {
    for (const { code, output } of [await bench.refresh(), await bench.destroy()]) {
      expect(code).not.to.equal(0);
      expect(output).to.match(
        /(read|delete) (acme\.com|the set|globex\.com) on .*HTTP 403, code unauthorized/,
      );
      expect(output).to.contain(OLD_CONFIGURATION);
    }
    expect(bench.mapped()).to.have.members(["acme.com", "globex.com"]);
  });

  it("field case 7: is used by a refresh with --run-program, as they say", async () => {
    expectDone(await bench.refresh("--run-program"));
  });

  it("field case 7: is used by a refresh and a destroy after one up, as they say", async () => {
    expectDone(await bench.up("--expect-no-changes"));
    expectDone(await bench.refresh());
    expectDone(await bench.destroy());
    expect(bench.mapped()).to.deep.equal([]);
  });
});
