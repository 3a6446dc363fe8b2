import { expect } from "chai";
import fc from "fast-check";
import { RESTARTS, restartArgument, stronger } from "../../provider/hestia/api/restart";

describe("what the web server does after a write (docs/panels/hestia.md#restarts)", () => {
  it("is the panel's own value, and the empty one for graceful", () => {
    expect(RESTARTS.map(restartArgument).toSorted()).to.deep.equal(
      ["", "no", "reload", "scheduled", "ssl", "updatessl", "yes"].toSorted(),
    );
    expect(restartArgument("graceful")).to.equal("");
  });

  const restart = fc.constantFrom(...RESTARTS);

  it("is the stronger one for two writes, in any order", () => {
    fc.assert(
      fc.property(restart, restart, (one, other) => {
        expect(stronger(one, other)).to.be.oneOf([one, other]);
        expect(stronger(one, other)).to.equal(stronger(other, one));
      }),
    );
  });

  it("is not `no` where one of two writes wants a restart, and a full restart where one wants that", () => {
    for (const one of RESTARTS) {
      expect(stronger(one, "no")).to.equal(one);
      expect(stronger(one, "yes")).to.equal("yes");
    }
  });
});
