import { expect } from "chai";
import { Bench, failure, Resource } from "./bench";
import { ACCOUNT, callsTo, N, writesTo } from "./panel";

/** As many as the engine sends at once on a machine with two cores. */
const NAMES = Array.from({ length: 8 }, (_, index) => `customer${index + 1}.test`);

describe("many aliases at once, on a panel that loses one of two writes at once", function () {
  this.timeout(60_000);
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.start({ latency: { "v-add-web-domain-alias": 40, "v-delete-web-domain-alias": 40 } });
  });
  afterEach(() => bench?.close());

  const stored = () => bench.panel.aliases(ACCOUNT, N);

  it("are all created, refreshed with one list, and all deleted", async () => {
    const resources = NAMES.map((name) => new Resource(name));
    let host = await bench.run();
    await Promise.all(resources.map((one) => one.declare(host, { domain: one.name })));
    expect(stored()).to.have.members(NAMES);
    expect(writesTo(bench.panel).at(-1), "the last carries the restart").to.match(/ yes$/);
    expect(writesTo(bench.panel).slice(0, -1).join()).not.to.contain("yes");
    expect(bench.panel.served(ACCOUNT, N)).to.have.members(NAMES);

    host = await bench.run();
    await Promise.all(resources.map((one) => one.refresh(host)));
    expect(callsTo(bench.panel)).to.deep.equal(["list"]);

    host = await bench.run();
    await Promise.all(resources.map((one) => one.destroy(host)));
    expect(stored()).to.deep.equal([]);
    expect(host.output).to.equal("");
  });

  it("fail alone: the others land", async () => {
    bench.panel.setAliases("tenant2", "other.example.org", ["customer3.test"]);
    const host = await bench.run();
    const results = await Promise.allSettled(
      NAMES.map((domain) => new Resource(domain).declare(host, { domain })),
    );
    expect(results.map(({ status }) => status)).to.deep.equal(
      NAMES.map((name) => (name === "customer3.test" ? "rejected" : "fulfilled")),
    );
    expect(stored()).to.have.members(NAMES.filter((name) => name !== "customer3.test"));
    expect(bench.panel.served(ACCOUNT, N)).to.have.members(stored());
  });

  it("are one failed login where the credential is wrong", async () => {
    const host = await bench.run({ ...bench.config, "hestia:secretKey": "wrong".padEnd(40, "0") });
    const errors = await Promise.all(
      NAMES.map((domain) => failure(new Resource(domain).declare(host, { domain }))),
    );
    errors.push(await failure(host.read(`tenant1/${N}/acme.com`, {})));
    for (const { message } of errors) expect(message).to.match(/code 9 \(E_PASSWORD\)/);
    expect(bench.panel.state.authLog).to.have.length(1);
  });
});
