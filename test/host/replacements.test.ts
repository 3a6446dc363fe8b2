import { expect } from "chai";
import { ACCOUNT, N } from "../support/hestia";
import { providerOf } from "../support/host-messages";
import { Bench, Resource } from "./bench";

describe("field case 5: names that change hands while the engine still has something to send", function () {
  this.timeout(60_000);
  let bench: Bench;
  let set: Resource;
  beforeEach(async () => {
    bench = await Bench.start();
    set = new Resource("set", "hestiaWebAliases");
    await set.declare(await bench.run(), { domains: ["a.com", "b.com", "c.com"] });
  });
  afterEach(() => bench?.close());

  it("leave a set that is replaced, and deleted first, for an alias that is created meanwhile", async () => {
    const host = await bench.run();
    const sets = host.as(providerOf("hestiaWebAliases"));
    const inputs = await set.check(host, { domains: ["a.com", "c.com"] }, true);
    const deleted = sets.delete(set.id, set.outputs);
    const created = new Resource("b").declare(host, { domain: "b.com" });
    await deleted;
    expect(bench.panel.aliases(ACCOUNT, N), "as the user asked").to.deep.equal(["b.com"]);
    await Promise.all([sets.create(inputs), created]);
    expect(bench.panel.aliases(ACCOUNT, N)).to.have.members(["a.com", "b.com", "c.com"]);
  });
});
