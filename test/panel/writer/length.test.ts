import { expect } from "chai";
import { ALIAS_BYTES } from "../../../provider/hestia/api/guard";
import { ACCOUNT, type Bench, N, numbered, rejection, S, startBench } from "./bench";

describe("writer: the string's length over a batch", () => {
  const label = "x".repeat(57);
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
    // 65 bytes with the comma: room for 129 bytes more is left.
    const names = Array.from({ length: 998 }, (_, index) => `${String(index).padStart(3, "0")}.${label}.co`);
    expect(Buffer.byteLength(names.join(","))).to.equal(ALIAS_BYTES - 131);
    bench.panel.setAliases(ACCOUNT, N, names);
  });
  afterEach(() => bench.close());

  it("the one that does not fit fails alone, with its own error; smaller ones after it land", async () => {
    const big = `big.${label}.co`;
    const results = await Promise.allSettled([
      bench.ensure(`one.${label}.co`),
      bench.ensure([big, `www.${big}`]),
      bench.ensure(`two.${label}.co`),
      bench.ensure("a.test"),
    ]);
    expect(results.map(({ status }) => status)).to.deep.equal([
      "fulfilled",
      "rejected",
      "fulfilled",
      "rejected",
    ]);
    expect(bench.writes()).to.deep.equal([`add one.${label}.co,two.${label}.co yes`]);
    const [, failed, , last] = results as PromiseRejectedResult[];
    expect(failed?.reason.message).to.contain("loses writes silently beyond 65000 bytes");
    expect(last?.reason.message).to.contain("loses writes silently beyond 65000 bytes");
  });

  it("another web domain is not counted", async () => {
    await bench.ensure(numbered(20), { webDomain: S });
    const error = await rejection(bench.ensure(numbered(20, "b")));
    expect(error.message).to.contain("loses writes silently");
    expect(bench.stored(S)).to.have.length(20);
  });
});
