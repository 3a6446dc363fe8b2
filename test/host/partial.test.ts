import { expect } from "chai";
import { ACCOUNT, callsTo, N } from "../support/hestia";
import { Bench, failure, Resource } from "./bench";

const both = { domain: "acme.com", www: true };

describe("work that is half done", function () {
  this.timeout(60_000);
  let bench: Bench;
  let resource: Resource;
  beforeEach(async () => {
    bench = await Bench.start();
    resource = new Resource("acme");
  });
  afterEach(() => bench?.close());

  const stored = () => bench.panel.aliases(ACCOUNT, N);
  const served = () => bench.panel.served(ACCOUNT, N);
  const breakWebServer = () => Object.assign(bench.panel.state.settings, { failingConfigTest: "nginx" });
  const mendWebServer = () => Object.assign(bench.panel.state.settings, { failingConfigTest: "" });

  it("is an alias that is stored and not served: the resource is there, with the reason", async () => {
    breakWebServer();
    const { initFailed } = await failure(resource.declare(await bench.run(), both));
    expect(initFailed).to.deep.include({ id: `tenant1/${N}/acme.com` });
    expect(resource.outputs).to.deep.include({
      names: ["acme.com", "www.acme.com"],
      www: true,
      adopted: false,
    });
    expect(resource.reasons).to.have.length(1);
    expect(resource.reasons[0]).to.match(/code 20 \(E_RESTART\).*stored, and not .*v-restart-web/);
    expect(stored()).to.deep.equal(["acme.com", "www.acme.com"]);
    expect(served()).to.deep.equal([]);

    expect(await resource.refresh(await bench.run())).to.equal(true);
    expect(await resource.declare(await bench.run(), both)).to.equal("same");
    mendWebServer();
    await resource.destroy(await bench.run());
    expect(stored()).to.deep.equal([]);
  });

  it("is an update that is stored and not served", async () => {
    await resource.declare(await bench.run(), { domain: "acme.com" });
    breakWebServer();
    const { initFailed } = await failure(resource.declare(await bench.run(), both));
    expect(initFailed?.properties).to.deep.include({ names: ["acme.com", "www.acme.com"], www: true });
    expect(initFailed?.reasons.join()).to.match(/^update acme\.com on .*code 20 \(E_RESTART\)/);
  });

  it("is one name of two: it shows as a change until both are there", async () => {
    const command = "v-add-web-domain-alias";
    bench.panel.faults.add(
      { do: "other-writer", remove: ["www.acme.com"], when: "after", command },
      { do: "exit", code: 8, when: "before", command, nth: 2 },
    );
    const { initFailed } = await failure(resource.declare(await bench.run(), both));
    expect(initFailed?.reasons.join()).to.match(/^create acme\.com on .*code 8 \(E_LIMIT\)/);
    expect(resource.outputs).to.deep.include({ names: ["acme.com"], www: true });
    expect(stored()).to.deep.equal(["acme.com"]);

    expect(await resource.refresh(await bench.run())).to.equal(true);
    expect(resource.reasons, "a refresh forgets them").to.deep.equal([]);
    expect(await resource.declare(await bench.run(), both)).to.equal("update");
    expect(callsTo(bench.panel)).to.deep.equal(["list", "add www.acme.com yes", "list"]);
    expect(resource.outputs.names).to.deep.equal(["acme.com", "www.acme.com"]);
  });

  it("keeps sight of a name that is still to be removed", async () => {
    await resource.declare(await bench.run(), both);
    bench.panel.setAliases(ACCOUNT, N, ["www.acme.com"]);
    await resource.refresh(await bench.run());
    breakWebServer();
    await failure(resource.declare(await bench.run(), { domain: "acme.com", www: false }));
    expect(resource.outputs.names).to.have.members(stored());
    mendWebServer();
    expect(await resource.declare(await bench.run(), { domain: "acme.com", www: false })).to.equal("update");
    expect(resource.outputs.names).to.deep.equal(["acme.com"]);
    expect(stored()).to.deep.equal(["acme.com"]);
  });

  it("is deleted, too", async () => {
    breakWebServer();
    await failure(resource.declare(await bench.run(), both));
    mendWebServer();
    await resource.destroy(await bench.run());
    expect(callsTo(bench.panel)).to.deep.equal([
      "list",
      "delete acme.com no",
      "delete www.acme.com yes",
      "list",
    ]);
    expect(stored()).to.deep.equal([]);
  });

  it("is written again where the panel lost it while it said OK", async () => {
    bench.panel.faults.add({ do: "lose-write", command: "v-add-web-domain-alias" });
    expect(await resource.declare(await bench.run(), both)).to.equal("create");
    expect(stored()).to.deep.equal(["acme.com", "www.acme.com"]);
    expect(callsTo(bench.panel).filter((call) => call.startsWith("add"))).to.have.length(2);
  });
});
