import { expect } from "chai";
import { findUser } from "../../panels/hestia";
import { failure, type Resource } from "../support/engine";
import { ACCOUNT, HestiaHarness, N, S, writesTo } from "../support/hestia";
import type { Properties } from "../support/host";

const RESOURCES: [what: string, make: (harness: HestiaHarness) => Resource, args: Properties][] = [
  ["an alias", (harness) => harness.single(), { domain: "acme.com" }],
  ["a set", (harness) => harness.set("customers"), { domains: ["acme.com", "globex.com"] }],
  ["a set without names", (harness) => harness.set("customers"), { domains: [] }],
];

describe("an account that lists no web domain at all", () => {
  let harness: HestiaHarness;
  beforeEach(async () => {
    harness = await HestiaHarness.start();
  });
  afterEach(() => harness?.close());

  /** Lets the panel answer as for an empty or damaged web.conf: `{}`. @returns a function that restores it */
  function emptied(): () => void {
    const user = findUser(harness.panel.state, ACCOUNT);
    if (user === undefined) throw new Error("no account");
    const { webDomains } = user;
    user.webDomains = {};
    return () => Object.assign(user, { webDomains });
  }

  for (const [what, make, args] of RESOURCES) {
    it(`field case 22: does not make ${what} count as gone: a refresh fails, and following its advice helps`, async () => {
      const one = make(harness);
      harness.nextRun();
      await one.declare(args);
      const before = structuredClone(one.outputs);
      const restore = emptied();
      harness.nextRun();
      const { message } = await failure(one.refresh());
      expect(message)
        .to.match(/^read (acme\.com|the set) on .* \(account tenant1, web domain network\.example\.com\): /)
        .and.match(/the panel lists no web domain at all for account tenant1, which had one\. /)
        .and.match(
          /data\/users\/tenant1\/web\.conf .* backup, then run this again.*`pulumi state delete <urn>`\.$/,
        );
      expect(one.outputs).to.deep.equal(before);

      restore();
      harness.nextRun();
      expect(await one.refresh()).to.equal(true);
      expect(await one.declare(args)).to.equal("same");
    });
  }

  for (const [what, make, args] of RESOURCES.slice(0, 2)) {
    it(`field case 22: a delete of ${what} fails, and nothing is deleted`, async () => {
      const one = make(harness);
      harness.nextRun();
      await one.declare(args);
      const restore = emptied();
      harness.nextRun();
      const { message } = await failure(one.destroy());
      expect(message.split("\n")).to.have.length(1);
      expect(message).to.match(/^delete acme\.com.* on .*lists no web domain at all/);
      expect(writesTo(harness.panel)).to.deep.equal([]);
      restore();
      harness.nextRun();
      await one.destroy();
      expect(harness.panel.aliases(ACCOUNT, N)).to.deep.equal([]);
    });

    it(`field case 22: a create of ${what} says that the file may be damaged before it says to create the web domain`, async () => {
      emptied();
      harness.nextRun();
      const { message } = await failure(make(harness).declare(args));
      expect(message)
        .to.match(/account tenant1 has no web domain network\.example\.com .*The panel lists none at all\. /)
        .and.match(
          /tenant1\/web\.conf .* backup, .*\. Else correct account, or create it: v-add-web-domain tenant1 net/,
        );
      expect(writesTo(harness.panel)).to.deep.equal([]);
    });

    it(`field case 22: ${what} counts as gone where its account is gone, or its web domain while others exist`, async () => {
      const [one, other] = [make(harness), make(harness)];
      harness.nextRun();
      await one.declare({ ...args, webDomain: S });
      harness.nextRun();
      delete findUser(harness.panel.state, ACCOUNT)?.webDomains[S];
      expect(await one.refresh()).to.equal(false);
      harness.nextRun();
      await other.declare(args);
      delete harness.panel.state.users[ACCOUNT];
      harness.nextRun();
      expect(await other.refresh()).to.equal(false);
    });
  }
});
