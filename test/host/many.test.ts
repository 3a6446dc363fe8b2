import { expect } from "chai";
import { failure } from "../support/engine";
import { ACCOUNT, callsTo, HestiaHarness, N, writesTo } from "../support/hestia";

/** As many as the engine sends at once on a machine with two cores. */
const NAMES = Array.from({ length: 8 }, (_, index) => `customer${index + 1}.test`);

describe("many aliases at once, on a panel that loses one of two writes at once", () => {
  let harness: HestiaHarness;
  beforeEach(async () => {
    harness = await HestiaHarness.start({
      latency: { "v-add-web-domain-alias": 40, "v-delete-web-domain-alias": 40 },
    });
  });
  afterEach(() => harness?.close());

  const stored = () => harness.panel.aliases(ACCOUNT, N);

  it("are all created, refreshed with one list, and all deleted", async () => {
    const resources = NAMES.map((name) => harness.single(name));
    await harness.host();
    await Promise.all(resources.map((one) => one.declare({ domain: one.name })));
    expect(stored()).to.have.members(NAMES);
    expect(writesTo(harness.panel).at(-1), "the last carries the restart").to.match(/ yes$/);
    expect(writesTo(harness.panel).slice(0, -1).join()).not.to.contain("yes");
    expect(harness.panel.served(ACCOUNT, N)).to.have.members(NAMES);

    await harness.host();
    await Promise.all(resources.map((one) => one.refresh()));
    expect(callsTo(harness.panel)).to.deep.equal(["list"]);

    await harness.host();
    await Promise.all(resources.map((one) => one.destroy()));
    expect(stored()).to.deep.equal([]);
    expect(harness.run.output).to.equal("");
  });

  it("fail one by one: the others are added", async () => {
    harness.panel.setAliases("tenant2", "other.example.org", ["customer3.test"]);
    await harness.host();
    const results = await Promise.allSettled(
      NAMES.map((domain) => harness.single(domain).declare({ domain })),
    );
    expect(results.map(({ status }) => status)).to.deep.equal(
      NAMES.map((name) => (name === "customer3.test" ? "rejected" : "fulfilled")),
    );
    expect(stored()).to.have.members(NAMES.filter((name) => name !== "customer3.test"));
    expect(harness.panel.served(ACCOUNT, N)).to.have.members(stored());
  });

  it("make one failed login where the credential is wrong", async () => {
    await harness.host({ ...harness.config, "hestia:secretKey": "wrong".padEnd(40, "0") });
    const errors = await Promise.all(
      NAMES.map((domain) => failure(harness.single(domain).declare({ domain }))),
    );
    errors.push(await failure(harness.get("hestiaWebAlias", `tenant1/${N}/acme.com`)));
    for (const { message } of errors) expect(message).to.match(/code 9 \(E_PASSWORD\)/);
    expect(harness.panel.state.authLog).to.have.length(1);
  });
});
