import { expect } from "chai";
import { ACCOUNT, N } from "../support/hestia";
import { aliasSet, HestiaStackHarness } from "./hestiaStack";

const names = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `customer${from + index}.test`);

describe("a thousand aliases in one set", function () {
  this.timeout(90_000);
  let harness: HestiaStackHarness;
  before(async () => {
    harness = await HestiaStackHarness.start({ program: aliasSet("customers", { domains: names(1, 1000) }) });
  });
  after(() => harness?.close());

  it("are created with few writes, all stored and served", async () => {
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.writes.length).to.be.at.most(12);
    expect(harness.stored()).to.have.members(names(1, 1000));
    expect(harness.panel.served(ACCOUNT, N)).to.have.members(names(1, 1000));
  });

  it("take one list where nothing is to do", async () => {
    const up = await harness.up("--expect-no-changes");
    expect(up.code, up.output).to.equal(0);
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("are refreshed with one list", async () => {
    const refresh = await harness.refresh("--expect-no-changes");
    expect(refresh.code, refresh.output).to.equal(0);
    expect(harness.calls).to.deep.equal(["list"]);
  });

  it("get ten more with one write, and a preview shows these ten", async () => {
    harness.declare(aliasSet("customers", { domains: [...names(1001, 1010), ...names(1, 1000)] }));
    const preview = await harness.preview("--diff");
    expect(preview.output.match(/^ *[-+~] customer\d+\.test/gm)).to.have.length(10);
    const up = await harness.up();
    expect(up.code, up.output).to.equal(0);
    expect(harness.writes).to.deep.equal([`add ${names(1001, 1010).join(",")} yes`]);
    expect(harness.stored()).to.have.length(1010);
  });
});
