import { expect } from "chai";
import { ALIAS_BYTES } from "../../../provider/hestia/api/guard";
import { ACCOUNT, N, numbered, rejection, S, startHarness, type WriterHarness } from "./harness";

describe("writer: the string's length over a batch", () => {
  const label = "x".repeat(57);
  let harness: WriterHarness;
  beforeEach(async () => {
    harness = await startHarness();
    // 65 bytes with the comma: room for 129 bytes more is left.
    const names = Array.from({ length: 998 }, (_, index) => `${String(index).padStart(3, "0")}.${label}.co`);
    expect(Buffer.byteLength(names.join(","))).to.equal(ALIAS_BYTES - 131);
    harness.panel.setAliases(ACCOUNT, N, names);
  });
  afterEach(() => harness.close());

  it("the name that does not fit fails alone; shorter ones after it are added", async () => {
    const big = `big.${label}.co`;
    const results = await Promise.allSettled([
      harness.ensure(`one.${label}.co`),
      harness.ensure([big, `www.${big}`]),
      harness.ensure(`two.${label}.co`),
      harness.ensure("a.test"),
    ]);
    expect(results.map(({ status }) => status)).to.deep.equal([
      "fulfilled",
      "rejected",
      "fulfilled",
      "rejected",
    ]);
    expect(harness.writes()).to.deep.equal([`add one.${label}.co,two.${label}.co yes`]);
    const [, failed, , last] = results as PromiseRejectedResult[];
    expect(failed?.reason.message).to.contain("loses writes silently beyond 65000 bytes");
    expect(last?.reason.message).to.contain("loses writes silently beyond 65000 bytes");
  });

  it("another web domain is not counted", async () => {
    await harness.ensure(numbered(20), { webDomain: S });
    const error = await rejection(harness.ensure(numbered(20, "b")));
    expect(error.message).to.contain("loses writes silently");
    expect(harness.stored(S)).to.have.length(20);
  });
});
