import { expect } from "chai";
import { ACCOUNT, callsTo, N, writesTo } from "../support/hestia";
import { Bench, failure, Resource } from "./bench";

const three = { domains: ["a.test", "b.test", "c.test"] };
const both = { www: true };

describe("a set of which only a part is done", function () {
  this.timeout(60_000);
  let bench: Bench;
  let set: Resource;
  beforeEach(async () => {
    bench = await Bench.start();
    set = new Resource("customers", "hestiaWebAliases");
  });
  afterEach(() => bench?.close());

  const stored = () => bench.panel.aliases(ACCOUNT, N);
  const takenElsewhere = (...names: string[]) =>
    bench.panel.setAliases("tenant2", "other.example.org", names);
  const failDelete = () =>
    bench.panel.faults.add({ do: "exit", code: 14, when: "before", command: "v-delete-web-domain-alias" });

  it("keeps what landed, and names the rest with reasons; then it is mended by a call for that alone", async () => {
    takenElsewhere("b.test");
    const { initFailed } = await failure(set.declare(await bench.run(), three));
    expect(initFailed?.id).to.equal(`tenant1/${N}`);
    expect(initFailed?.reasons).to.have.length(1);
    expect(initFailed?.reasons[0]).to.match(
      /^create b\.test on .* \(account tenant1, web domain network\.example\.com\): .*code 4 \(E_EXISTS\)/,
    );
    expect(stored()).to.deep.equal(["a.test", "c.test"]);
    expect(bench.panel.served(ACCOUNT, N)).to.deep.equal(["a.test", "c.test"]);
    expect(set.outputs).to.deep.include({
      domains: { "a.test": true, "c.test": true },
      names: ["a.test", "c.test"],
      failed: { "b.test": initFailed?.reasons[0] },
    });

    expect(await set.refresh(await bench.run())).to.equal(true);
    expect(set.reasons, "a refresh forgets them").to.deep.equal([]);
    await failure(set.declare(await bench.run(), three));
    expect(writesTo(bench.panel), "and it is tried again").to.deep.equal(["add b.test yes"]);

    takenElsewhere();
    expect(await set.declare(await bench.run(), three)).to.equal("update");
    expect(callsTo(bench.panel)).to.deep.equal(["list", "add b.test yes", "list"]);
    expect(set.outputs).to.deep.include({ failed: {}, names: ["a.test", "b.test", "c.test"] });
  });

  it("is an error and nothing else where nothing landed", async () => {
    takenElsewhere("a.test", "b.test", "c.test");
    const { initFailed, message } = await failure(set.declare(await bench.run(), three));
    expect(initFailed).to.equal(undefined);
    expect(message).to.match(/^create a\.test, b\.test, c\.test on .*code 4.*: Web alias <name> exists/);
    expect(stored()).to.deep.equal([]);
  });

  it("field case 20: tells of twenty names that are taken once, with all of them", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `taken${index + 1}.test`);
    takenElsewhere(...names);
    const { message } = await failure(set.declare(await bench.run(), { domains: names }));
    expect(message.split("\n")).to.have.length(1);
    expect(message).to.match(/^create taken1\.test, .* and 17 more on .*: Web alias <name> exists\. /);
    for (const name of names) expect(message.split(name)).to.have.length.at.least(2);
    expect(message.match(/in use on this panel/g)).to.have.length(1);
  });

  it("field case 20: tells of names that were added and not of the delete that brought the restart", async () => {
    await set.declare(await bench.run(), { domains: ["a.test", "b.test"] });
    Object.assign(bench.panel.state.settings, { failingConfigTest: "nginx" });
    const host = await bench.run();
    const { message } = await failure(set.declare(host, { domains: ["b.test", "c.test"] }));
    expect(message).to.match(/^update c\.test on .*: the web server did not take .*code 20/);
    expect(message + host.output).not.to.contain("v-delete-web-domain-alias");
    expect(host.output).not.to.match(/^on /m);
  });

  it("tells what failed for one reason once, however many names that are", async () => {
    const { message } = await failure(
      set.declare(await bench.run(), { ...three, webDomain: "nowhere.example.com" }),
    );
    expect(message.split("\n")).to.have.length(1);
    expect(message).to.match(
      /^create a\.test, b\.test, c\.test on .*has no web domain nowhere\.example\.com/,
    );
  });

  it("keeps a name that could not be taken off, as its own and as a difference, until it is", async () => {
    await set.declare(await bench.run(), three);
    failDelete();
    const { initFailed } = await failure(set.declare(await bench.run(), { domains: ["a.test", "new.test"] }));
    expect(initFailed?.reasons.join()).to.match(/^update b\.test on .*code 14/);
    expect(stored()).to.have.members(["a.test", "new.test", "b.test"]);
    expect(set.outputs.domains).to.deep.equal({ "a.test": true, "new.test": true, "b.test": true });
    expect(set.outputs.failed).to.have.all.keys("b.test");

    expect(await set.refresh(await bench.run())).to.equal(true);
    expect(await set.declare(await bench.run(), { domains: ["a.test", "new.test"] })).to.equal("update");
    expect(writesTo(bench.panel)).to.deep.equal(["delete b.test yes"]);
    expect(set.outputs.names).to.deep.equal(["a.test", "new.test"]);
  });

  it("is a name without its www name: that shows as a difference until it is there", async () => {
    const command = "v-add-web-domain-alias";
    bench.panel.faults.add(
      { do: "other-writer", remove: ["www.a.test"], when: "after", command },
      { do: "exit", code: 8, when: "before", command, nth: 2 },
    );
    const declared = { domains: { "a.test": both, "b.test": both } };
    await failure(set.declare(await bench.run(), declared));
    expect(set.outputs.domains).to.deep.equal({ "a.test": { www: "missing" }, "b.test": both });
    expect(set.outputs.failed).to.have.all.keys("a.test");

    await set.refresh(await bench.run());
    expect(await set.declare(await bench.run(), declared)).to.equal("update");
    expect(writesTo(bench.panel)).to.deep.equal(["add www.a.test yes"]);
    expect(set.outputs.domains).to.deep.equal(declared.domains);
  });

  it("is stored and not served: all names are there, with the reason", async () => {
    Object.assign(bench.panel.state.settings, { failingConfigTest: "nginx" });
    const { initFailed } = await failure(set.declare(await bench.run(), three));
    expect(initFailed?.reasons).to.have.length(1);
    expect(initFailed?.reasons[0]).to.match(/^create a\.test, b\.test, c\.test on .*code 20 \(E_RESTART\)/);
    expect(set.outputs.names).to.deep.equal(["a.test", "b.test", "c.test"]);

    expect(await set.refresh(await bench.run())).to.equal(true);
    expect(await set.declare(await bench.run(), three)).to.equal("same");
    const host = await bench.run();
    await set.destroy(host);
    expect(stored()).to.deep.equal([]);
    expect(host.output).to.match(/code 20 \(E_RESTART\)/);
  });

  it("when it is deleted fails with each name that is still there, and the others are gone", async () => {
    await set.declare(await bench.run(), three);
    failDelete();
    const { message } = await failure(set.destroy(await bench.run()));
    expect(message).to.match(/^delete a\.test on .*code 14/);
    expect(stored()).to.deep.equal(["a.test"]);
    await set.destroy(await bench.run());
    expect(callsTo(bench.panel)).to.deep.equal(["list", "delete a.test yes", "list"]);
    expect(stored()).to.deep.equal([]);
  });

  it("is written again where the panel lost it while it said OK", async () => {
    bench.panel.faults.add({ do: "lose-write", command: "v-add-web-domain-alias" });
    expect(await set.declare(await bench.run(), three)).to.equal("create");
    expect(stored()).to.deep.equal(["a.test", "b.test", "c.test"]);
    expect(writesTo(bench.panel)).to.have.length(2);
  });

  it("has one failed login where the credential is wrong, told once", async () => {
    const host = await bench.run({ ...bench.config, "hestia:secretKey": "wrong".padEnd(40, "0") });
    const { message, initFailed } = await failure(set.declare(host, three));
    expect(initFailed).to.equal(undefined);
    expect(message.split("\n")).to.have.length(1);
    expect(message).to.match(/^create a\.test, b\.test, c\.test on .*code 9 \(E_PASSWORD\)/);
    expect(bench.panel.state.authLog).to.have.length(1);
  });
});
