import { expect } from "chai";
import fc from "fast-check";
import { EXIT } from "../../../panels/hestia/exit";
import type { PanelError } from "../../../provider/core/errors";
import { ACCOUNT, BY_HASH, N, numbered, startHarness, type WriterHarness } from "./harness";

const ADD = "v-add-web-domain-alias";

for (const [way, config] of Object.entries({ "access key": {}, hash: BY_HASH })) {
  describe(`writer: the result of a refused list, by its code; ${way}`, () => {
    let harness: WriterHarness;
    beforeEach(async () => {
      harness = await startHarness(config);
    });
    afterEach(() => harness.close());

    const good = numbered(11);
    /** Eleven good resources with a bad one in the middle. */
    const withOneBad = async (bad: string): Promise<PanelError> => {
      const names = good.toSpliced(5, 0, bad);
      const results = await Promise.allSettled(names.map((name) => harness.ensure(name)));
      const failed = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
      expect(failed).to.have.length(1);
      expect(results[5]?.status).to.equal("rejected");
      expect(harness.stored().sort()).to.deep.equal(good);
      expect(harness.panel.served(ACCOUNT, N).sort()).to.deep.equal(good);
      // 12 names take four halvings.
      expect(harness.panel.log.length - 2).to.be.at.most(10);
      return failed[0];
    };
    const expectAllFailed = async (code: number, calls: number) => {
      const results = await Promise.allSettled(good.map((name) => harness.ensure(name)));
      for (const result of results)
        expect((result as PromiseRejectedResult).reason.failure).to.include({ code });
      expect(harness.panel.log).to.have.length(calls);
      expect(harness.stored()).to.deep.equal([]);
    };
    const tenant = (name = ACCOUNT) => {
      const user = harness.panel.state.users[name];
      if (user === undefined) throw new Error(`there is no ${name}`);
      return user;
    };

    it("2, a name that the panel finds invalid", async () => {
      const { failure } = await withOneBad("under_score.test");
      expect(failure).to.include({ code: EXIT.invalid, kind: "rejected" });
    });

    it("4, another account's alias", async () => {
      harness.panel.setAliases("tenant2", "tenanttwo.org", ["taken.test"]);
      expect((await withOneBad("taken.test")).failure).to.include({ code: EXIT.exists, kind: "conflict" });
    });

    it("4, another account's web domain, and a name below it", async () => {
      expect((await withOneBad("tenanttwo.org")).failure).to.include({ code: EXIT.exists });
    });

    it("4, a name below another account's web domain", async () => {
      expect((await withOneBad("shop.tenanttwo.org")).failure).to.include({ code: EXIT.exists });
    });

    it("4, another account's DNS domain", async () => {
      tenant("tenant2").dnsDomains.push("zone.test");
      expect((await withOneBad("zone.test")).failure).to.include({ code: EXIT.exists });
    });

    it("4, a web domain of the account itself, which takes no call at all", async () => {
      expect((await withOneBad("second.example.com")).message).to.contain("is a web domain of account");
      expect(harness.panel.calls(ADD)).to.have.length(1);
    });

    it("3, the panel has no list of public suffixes: all fail, nothing is narrowed", async () => {
      harness.panel.state.settings.publicSuffixList = false;
      await expectAllFailed(3, 3);
    });

    it("5, the web domain is suspended: all fail, and nothing is sent", async () => {
      for (const webDomain of Object.values(tenant().webDomains)) webDomain.suspended = true;
      await expectAllFailed(5, 1);
    });

    it("20: all are stored, all are told that none is served, nothing is narrowed", async () => {
      harness.panel.state.settings.failingConfigTest = "nginx";
      const outcomes = await Promise.all(good.map((name) => harness.ensure(name)));
      for (const { failure } of outcomes) expect(failure?.failure.code).to.equal(20);
      expect(harness.stored()).to.have.members(good);
      // The undoing and redoing that leaves the restart to the panel are two more.
      expect(harness.writes()).to.have.length(3);
    });

    it("8, the limit: as many are added as fit, in calls that grow with the list's logarithm", () =>
      fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 64 }),
          fc.nat(70),
          fc.boolean(),
          async (wanted, room, had) => {
            const { panel, close, ensure, stored } = await startHarness(config);
            const limit = room + (had ? 3 : 0);
            Object.assign(panel.state.users[ACCOUNT] ?? {}, { webAliases: limit });
            panel.setAliases(ACCOUNT, N, had ? numbered(3, "old") : []);
            const results = await Promise.allSettled(numbered(wanted).map((name) => ensure(name)));
            const landed = results.filter(({ status }) => status === "fulfilled");
            expect(landed).to.have.length(Math.min(wanted, room));
            expect(stored()).to.have.length(landed.length + (had ? 3 : 0));
            expect(panel.served(ACCOUNT, N).sort()).to.deep.equal(stored().sort());
            for (const result of results) {
              if (result.status === "rejected") expect(result.reason.failure.code).to.equal(EXIT.limit);
            }
            // The undoing and redoing that brings an owed restart are two more.
            expect(panel.calls().length - 2).to.be.at.most(2 * Math.ceil(Math.log2(wanted)) + 4);
            await close();
          },
        ),
        { numRuns: 80 },
      ));

    it("8: only what needs more names than there is room for in the end fails", () =>
      fc.assert(
        fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 })), fc.nat(20), async (sizes, room) => {
          const { panel, close, ensure, stored } = await startHarness(config);
          Object.assign(panel.state.users[ACCOUNT] ?? {}, { webAliases: room });
          const resources = sizes.map((size, index) => numbered(size, `r${index}-`));
          const results = await Promise.allSettled(resources.map((names) => ensure(names)));
          const left = room - stored().length;
          for (const [index, { status }] of results.entries()) {
            if (status === "rejected") expect(sizes[index]).to.be.greaterThan(left);
          }
          const landed = resources.filter((_, index) => results[index]?.status === "fulfilled").flat();
          expect(stored().sort()).to.deep.equal(landed.sort());
          expect(panel.served(ACCOUNT, N).sort()).to.deep.equal(landed);
          await close();
        }),
        { numRuns: 60 },
      ));

    it("8: a delete makes room for a later add", async () => {
      tenant().webAliases = 3;
      harness.panel.setAliases(ACCOUNT, N, numbered(3, "old"));
      await Promise.allSettled(numbered(3).map((name) => harness.ensure(name)));
      await Promise.all(numbered(2, "old").map((name) => harness.remove(name)));
      await Promise.allSettled(numbered(3).map((name) => harness.ensure(name)));
      expect(harness.stored()).to.have.length(3);
    });
  });
}
