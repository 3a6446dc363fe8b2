import { expect } from "chai";
import { EXIT } from "../../panels/hestia/exit";
import { failure, partial, type Resource } from "../support/engine";
import { ACCOUNT, HestiaHarness, N, S } from "../support/hestia";

/** Both kinds of resources, with arguments for two names and for the first of them. */
const KINDS: readonly (readonly [
  what: string,
  make: (harness: HestiaHarness) => Resource,
  both: object,
  one: object,
])[] = [
  [
    "an alias",
    (harness) => harness.single(),
    { domain: "a.test", www: true },
    { domain: "a.test", www: false },
  ],
  ["a set", (harness) => harness.set(), { domains: ["a.test", "www.a.test"] }, { domains: ["a.test"] }],
];
const BOTH = ["a.test", "www.a.test"];
const ADD = "v-add-web-domain-alias";

for (const [what, make, both, one] of KINDS) {
  describe(what, () => {
    let harness: HestiaHarness;
    let resource: Resource;
    beforeEach(async () => {
      harness = await HestiaHarness.start();
      resource = make(harness);
    });
    afterEach(() => harness.close());
    for (const server of ["nginx", "apache2"] as const) {
      describe(`on a panel whose ${server} does not take its configuration`, () => {
        const breakServer = () => Object.assign(harness.panel.state.settings, { failingConfigTest: server });
        const mendServer = () => Object.assign(harness.panel.state.settings, { failingConfigTest: "" });
        const served = () => harness.panel.served(ACCOUNT, N);
        const NOT_SERVED =
          /a\.test.* on .*: stored and not served by the web server\. The next update restarts it/;

        it("is stored and not served: that stays a difference, through a refresh too, until an update has restarted", async () => {
          breakServer();
          const { reasons } = await partial(resource.declare({ ...both }));
          expect(reasons).to.have.length(1);
          expect(reasons[0]).to.match(
            /^create a\.test.* on .*stored and not served.*code 20 \(E_RESTART\).*nginx -t/,
          );
          expect(resource.outputs).to.deep.include({ names: BOTH, loaded: false });
          expect(harness.stored()).to.have.members(BOTH);
          expect(served()).to.deep.equal([]);

          harness.nextRun();
          expect(await resource.refresh()).to.equal(true);
          expect(resource.outputs).to.deep.include({ names: BOTH, loaded: false });
          const { action, apply } = await resource.plan({ ...both });
          expect(action).to.equal("update");
          expect(harness.run.output).to.match(NOT_SERVED);
          const again = await partial(apply());
          expect(again.reason).to.match(/^update a\.test.*code 20/);
          expect(resource.outputs).to.include({ loaded: false });

          mendServer();
          harness.nextRun();
          expect(await resource.declare({ ...both })).to.equal("update");
          expect(harness.calls).to.deep.equal(["list", "v-restart-web", "v-restart-proxy", "list"]);
          expect(served()).to.have.members(BOTH);
          expect(resource.outputs).not.to.have.property("loaded");
          harness.nextRun();
          expect(await resource.declare({ ...both })).to.equal("same");
          expect(harness.messages).to.deep.equal([]);
        });

        it("is loaded by the panel itself once that is mended", async () => {
          breakServer();
          await partial(resource.declare({ ...both }));
          harness.panel.runRestartQueue();
          expect(served()).to.deep.equal([]);
          mendServer();
          harness.panel.runRestartQueue();
          expect(served()).to.have.members(BOTH);
        });

        it("is an update that is stored and not served", async () => {
          await resource.declare({ ...one });
          breakServer();
          const { reason } = await partial(resource.declare({ ...both }));
          expect(resource.outputs.names).to.have.members(BOTH);
          expect(resource.outputs).to.include({ loaded: false });
          expect(reason).to.match(/^update (a|www\.a)\.test on .*code 20 \(E_RESTART\)/);
          mendServer();
          harness.nextRun();
          expect(await resource.declare({ ...both })).to.equal("update");
          expect(served()).to.have.members(BOTH);
        });

        it("keeps a name that was to be removed, which is served, until an update has restarted", async () => {
          await resource.declare({ ...both });
          breakServer();
          harness.nextRun();
          const { reason } = await partial(resource.declare({ ...one }));
          expect(reason).to.match(
            /^update (a|www\.a)\.test on .*: www\.a\.test was put back, since .*code 20.*nginx -t/,
          );
          expect(resource.outputs.names).to.have.members(BOTH);
          expect(harness.stored()).to.have.members(BOTH);
          expect(served()).to.have.members(BOTH);
          mendServer();
          harness.nextRun();
          await resource.refresh();
          expect(await resource.declare({ ...one })).to.equal("update");
          expect(resource.outputs.names).to.deep.equal(["a.test"]);
          expect([harness.stored(), served()]).to.deep.equal([["a.test"], ["a.test"]]);
        });

        it("keeps sight of a name that is still to be removed", async () => {
          await resource.declare({ ...both });
          harness.panel.setAliases(ACCOUNT, N, ["www.a.test"]);
          harness.nextRun();
          await resource.refresh();
          breakServer();
          harness.nextRun();
          await failure(resource.declare({ ...one }));
          expect(resource.outputs.names).to.have.members(harness.stored());
          mendServer();
          harness.nextRun();
          await resource.declare({ ...one });
          expect(resource.outputs.names).to.deep.equal(["a.test"]);
          expect([harness.stored(), served()]).to.deep.equal([["a.test"], ["a.test"]]);
        });

        it("is not deleted until a restart goes through", async () => {
          await resource.declare({ ...both });
          breakServer();
          harness.nextRun();
          const { message } = await failure(resource.destroy());
          expect(message).to.match(/^delete (a|www\.a)\.test on .*: www\.a\.test was put back, .*code 20/);
          expect(served()).to.have.members(BOTH);
          mendServer();
          harness.nextRun();
          await resource.destroy();
          expect([harness.stored(), served()]).to.deep.equal([[], []]);
        });

        it("is neither kept nor lost where the name could not be put back", async () => {
          await resource.declare({ ...both });
          breakServer();
          harness.panel.faults.add({ do: "exit", code: 5, when: "before", command: ADD });
          harness.nextRun();
          await failure(resource.declare({ ...one }));
          expect(harness.stored()).to.deep.equal(["a.test"]);
          mendServer();
          harness.nextRun();
          expect(await resource.declare({ ...one })).to.equal("update");
          expect(served()).to.deep.equal(["a.test"]);
          expect(resource.outputs.names).to.deep.equal(["a.test"]);
          expect(resource.outputs).not.to.have.property("loaded");
        });

        it("is done where the restart that is declared by then is no", async () => {
          breakServer();
          await partial(resource.declare({ ...both }));
          harness.nextRun();
          expect(await resource.declare({ ...both, restart: "no" })).to.equal("update");
          expect(resource.outputs).not.to.have.property("loaded");
          expect(harness.writes).to.deep.equal([]);
        });

        for (const restart of ["no", "updatessl"]) {
          it(`is done with restart ${restart}, which tries none`, async () => {
            breakServer();
            expect(await resource.declare({ ...both, restart })).to.equal("create");
            expect(resource.outputs).not.to.have.property("loaded");
          });
        }
      });
    }

    describe("behind an alias with a space in it", () => {
      const BLANK =
        /has the alias "bad name\.test", which has a space in it[\s\S]* v-delete-web-domain-alias tenant1 network\.example\.com 'bad name\.test'/;

      it("is not created, and nothing is sent", async () => {
        harness.panel.setAliases(ACCOUNT, N, ["bad name.test"]);
        expect((await failure(resource.declare({ ...both }))).message).to.match(BLANK);
        expect(harness.writes).to.deep.equal([]);
        harness.panel.setAliases(ACCOUNT, N, ["bad name.test", ...BOTH]);
        harness.nextRun();
        expect((await failure(resource.declare({ ...both }))).message).to.match(BLANK);
      });

      it("is found not to be served by a refresh, and is a difference until that alias is deleted", async () => {
        await resource.declare({ ...both });
        harness.panel.setAliases(ACCOUNT, N, ["bad name.test", ...BOTH]);
        harness.nextRun();
        expect(await resource.refresh()).to.equal(true);
        expect(harness.run.output).to.match(BLANK);
        expect(resource.outputs).to.deep.include({ names: BOTH, loaded: false });
        harness.nextRun();
        expect((await failure(resource.declare({ ...both }))).message).to.match(BLANK);
        expect(harness.writes).to.deep.equal([]);
        harness.panel.setAliases(ACCOUNT, N, BOTH);
        harness.nextRun();
        expect(await resource.declare({ ...both })).to.equal("update");
        expect(resource.outputs).not.to.have.property("loaded");
        expect(harness.panel.served(ACCOUNT, N)).to.have.members(BOTH);
      });

      it("is deleted as always", async () => {
        await resource.declare({ ...both });
        harness.panel.setAliases(ACCOUNT, N, ["bad name.test", ...BOTH]);
        harness.nextRun();
        await resource.destroy();
        expect(harness.stored()).to.deep.equal(["bad name.test"]);
      });
    });

    it("is written again where the panel lost it while it said OK", async () => {
      harness.panel.faults.add({ do: "lose-write", command: ADD });
      expect(await resource.declare({ ...both })).to.equal("create");
      expect(harness.stored()).to.deep.equal(BOTH);
      expect(harness.writes).to.have.length(2);
    });
  });
}

describe("a set of which only a part is done", () => {
  let harness: HestiaHarness;
  let set: Resource;
  beforeEach(async () => {
    harness = await HestiaHarness.start();
    set = harness.set();
  });
  afterEach(() => harness.close());
  const takenElsewhere = (...names: string[]) =>
    harness.panel.setAliases("tenant2", "other.example.org", names);

  it("field case 20: reports twenty names that are taken in one message", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `taken${index + 1}.test`);
    takenElsewhere(...names);
    const { message } = await failure(set.declare({ domains: names }));
    expect(message.split("\n")).to.have.length(1);
    expect(message).to.match(/^create taken\d+\.test, .* and 17 more on .*: Web alias <name> exists\. /);
    for (const name of names) expect(message.split(name)).to.have.length.at.least(2);
    expect(message.match(/in use on this panel/g)).to.have.length(1);
  });

  it("field case 20: tells of names that were added and of the one that was put back, not of the call that brought the restart", async () => {
    await set.declare({ domains: ["a.test", "b.test"] });
    Object.assign(harness.panel.state.settings, { failingConfigTest: "nginx" });
    harness.nextRun();
    const { message } = await failure(set.declare({ domains: ["b.test", "c.test"] }));
    expect(message.split("\n")).to.have.length(2);
    expect(message).to.match(
      /^update c\.test on .*stored and not served.*code 20.*\nupdate a\.test on .*was put back/,
    );
    expect(message + harness.run.output).not.to.contain("v-delete-web-domain-alias");
    expect(harness.run.output).not.to.match(/^on /m);
  });

  it("reports a reason once, however many names failed for it", async () => {
    const nowhere = { domains: ["a.test", "b.test", "c.test"], webDomain: "nowhere.example.com" };
    const { message } = await failure(set.declare(nowhere));
    expect(message.split("\n")).to.have.length(1);
    expect(message).to.match(
      /^create a\.test, b\.test, c\.test on .*has no web domain nowhere\.example\.com/,
    );
  });

  it("shows a missing www name as a difference until it is there", async () => {
    harness.panel.faults.add(
      { do: "other-writer", remove: ["www.a.test"], when: "after", command: ADD },
      { do: "exit", code: EXIT.limit, when: "before", command: ADD, nth: 2 },
    );
    const domains = { "a.test": { www: true }, "b.test": { www: true } };
    await partial(set.declare({ domains }));
    expect(set.outputs.domains).to.deep.equal({ ...domains, "a.test": { www: "missing" } });
    expect(set.outputs.failed).to.have.all.keys("a.test");
    harness.nextRun();
    await set.refresh();
    expect(await set.declare({ domains })).to.equal("update");
    expect(harness.writes).to.deep.equal(["add www.a.test yes"]);
    expect(set.outputs.domains).to.deep.equal(domains);
  });

  it("makes one failed login where the credential is wrong, and reports it once", async () => {
    harness.nextRun({ ...harness.config, "hestia:secretKey": "wrong".padEnd(40, "0") });
    const { message, initFailed } = await failure(set.declare({ domains: ["a.test", "b.test", "c.test"] }));
    expect(initFailed).to.equal(undefined);
    expect(message.split("\n")).to.have.length(1);
    expect(message).to.match(/^create a\.test, b\.test, c\.test on .*code 9 \(E_PASSWORD\)/);
    expect(harness.panel.state.authLog).to.have.length(1);
  });
});

describe("names that move or are removed", () => {
  let harness: HestiaHarness;
  beforeEach(async () => {
    harness = await HestiaHarness.start();
  });
  afterEach(() => harness.close());

  it("an alias is served without a gap: nothing is restarted between the delete and the add", async () => {
    const alias = harness.single();
    await alias.declare({ domain: "acme.com", www: true });
    harness.nextRun();
    await alias.declare({ domain: "acme.com", www: true, webDomain: S });
    expect(harness.writes).to.deep.equal([
      "delete acme.com no",
      "delete www.acme.com no",
      "add acme.com,www.acme.com yes",
    ]);
    expect(harness.panel.served(ACCOUNT, S)).to.deep.equal(["acme.com", "www.acme.com"]);
  });

  it("field case move restart: what nobody adds again is no longer served, although the other place does not restart", async () => {
    const set = harness.set();
    await set.declare({ domains: ["a.test", "b.test", "c.test"] });
    harness.nextRun();
    await set.declare({ domains: ["a.test"], webDomain: S, restart: "no" });
    // The restart for the names that leave comes before the one that moves is deleted.
    expect(harness.writes).to.deep.equal([
      "delete b.test updatessl",
      "delete c.test yes",
      "delete a.test no",
      "add a.test no",
    ]);
    expect(harness.panel.served(ACCOUNT, N)).to.deep.equal(["a.test"]);
  });

  it("field case 17: an alias in a spelling that no delete takes fails with the way to remove it", async () => {
    harness.panel.setAliases(ACCOUNT, N, ["acme.com."]);
    const alias = harness.single();
    await alias.declare({ domain: "acme.com" });
    harness.nextRun();
    const { message } = await failure(alias.destroy());
    expect(message).to.match(
      /take it out of ALIAS .*data\/users\/tenant1\/web\.conf .* v-rebuild-web-domain tenant1/,
    );
    // The result on the panel of what the message says.
    harness.panel.setAliases(ACCOUNT, N, []);
    harness.nextRun();
    await alias.destroy();
    expect(harness.stored()).to.deep.equal([]);
  });
});
