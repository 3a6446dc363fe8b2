import { expect } from "chai";
import { failure } from "../support/engine";
import { ACCOUNT, callsTo, HestiaBench, N, writesTo } from "../support/hestia";

/** As many as the engine sends at once on a machine with two cores. */
const NAMES = Array.from({ length: 8 }, (_, index) => `customer${index + 1}.test`);

describe("many aliases at once, on a panel that loses one of two writes at once", () => {
  let bench: HestiaBench;
  beforeEach(async () => {
    bench = await HestiaBench.start({
      latency: { "v-add-web-domain-alias": 40, "v-delete-web-domain-alias": 40 },
    });
  });
  afterEach(() => bench?.close());

  const stored = () => bench.panel.aliases(ACCOUNT, N);

  it("are all created, refreshed with one list, and all deleted", async () => {
    const resources = NAMES.map((name) => bench.single(name));
    await bench.host();
    await Promise.all(resources.map((one) => one.declare({ domain: one.name })));
    expect(stored()).to.have.members(NAMES);
    expect(writesTo(bench.panel).at(-1), "the last carries the restart").to.match(/ yes$/);
    expect(writesTo(bench.panel).slice(0, -1).join()).not.to.contain("yes");
    expect(bench.panel.served(ACCOUNT, N)).to.have.members(NAMES);

    await bench.host();
    await Promise.all(resources.map((one) => one.refresh()));
    expect(callsTo(bench.panel)).to.deep.equal(["list"]);

    await bench.host();
    await Promise.all(resources.map((one) => one.destroy()));
    expect(stored()).to.deep.equal([]);
    expect(bench.run.output).to.equal("");
  });

  it("fail alone: the others land", async () => {
    bench.panel.setAliases("tenant2", "other.example.org", ["customer3.test"]);
    await bench.host();
    const results = await Promise.allSettled(NAMES.map((domain) => bench.single(domain).declare({ domain })));
    expect(results.map(({ status }) => status)).to.deep.equal(
      NAMES.map((name) => (name === "customer3.test" ? "rejected" : "fulfilled")),
    );
    expect(stored()).to.have.members(NAMES.filter((name) => name !== "customer3.test"));
    expect(bench.panel.served(ACCOUNT, N)).to.have.members(stored());
  });

  it("are one failed login where the credential is wrong", async () => {
    await bench.host({ ...bench.config, "hestia:secretKey": "wrong".padEnd(40, "0") });
    const errors = await Promise.all(
      NAMES.map((domain) => failure(bench.single(domain).declare({ domain }))),
    );
    errors.push(await failure(bench.get("hestiaWebAlias", `tenant1/${N}/acme.com`)));
    for (const { message } of errors) expect(message).to.match(/code 9 \(E_PASSWORD\)/);
    expect(bench.panel.state.authLog).to.have.length(1);
  });
});
