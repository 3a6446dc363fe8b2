import { expect } from "chai";
import { type HestiaWebDomain, hestiaWebDomain } from "../../../panels/hestia";
import { ACCOUNT, rejection, startHarness, type WriterHarness } from "./harness";

const [DOT, HYPHEN] = ["shop.acme.test", "shop-acme.test"];

/** The panel uses the web domain as a regular expression: shop.acme.test matches shop-acme.test as well. */
describe("writer: a web domain that another is mistaken for", () => {
  let harness: WriterHarness;
  let webDomains: Record<string, HestiaWebDomain>;
  beforeEach(async () => {
    harness = await startHarness();
    const account = harness.panel.state.users[ACCOUNT];
    if (account === undefined) throw new Error("no such fixture");
    webDomains = account.webDomains;
    webDomains[DOT] = hestiaWebDomain({ aliases: ["dot.test", "gone.test"] });
    webDomains[HYPHEN] = hestiaWebDomain({ aliases: ["hyphen.test"] });
  });
  afterEach(() => harness.close());

  it("field case 19: no write is sent that would replace its aliases, whether add or delete", async () => {
    for (const write of [
      harness.ensure("new.test", { webDomain: DOT }),
      harness.remove("gone.test", { webDomain: DOT }),
    ]) {
      const error = await rejection(write);
      expect(error.message).to.contain(
        "would replace the aliases of shop.acme.test by those of shop-acme.test",
      );
      expect(error.message).to.contain("v-change-domain-owner");
    }
    expect(harness.writes()).to.deep.equal([]);
    expect(harness.stored(DOT)).to.deep.equal(["dot.test", "gone.test"]);
  });

  it("field case 19: an existing name that is ensured, or a missing one that is removed, needs no write and does not fail", async () => {
    await harness.ensure("dot.test", { webDomain: DOT });
    await harness.remove("never.test", { webDomain: DOT });
    expect(harness.writes()).to.deep.equal([]);
  });

  it("field case 19: the cure: with the other one in another account, both are written", async () => {
    const { tenant2 } = harness.panel.state.users;
    const moved = webDomains[HYPHEN];
    if (tenant2 === undefined || moved === undefined) throw new Error("no such fixture");
    delete webDomains[HYPHEN];
    tenant2.webDomains[HYPHEN] = moved;
    await harness.ensure("new.test", { webDomain: DOT });
    await harness.remove("gone.test", { webDomain: DOT });
    expect(harness.stored(DOT)).to.deep.equal(["dot.test", "new.test"]);
    expect(moved.alias).to.equal("hyphen.test");
  });

  it("field case 19: a web domain that is listed before it is not mistaken for it", async () => {
    const own = webDomains[DOT];
    if (own === undefined) throw new Error("no such fixture");
    delete webDomains[DOT];
    webDomains[DOT] = own;
    await harness.ensure("new.test", { webDomain: DOT });
    await harness.remove("gone.test", { webDomain: DOT });
    await harness.ensure("other.test", { webDomain: HYPHEN });
    expect(harness.stored(DOT)).to.deep.equal(["dot.test", "new.test"]);
    expect(harness.stored(HYPHEN)).to.deep.equal(["hyphen.test", "other.test"]);
  });
});
