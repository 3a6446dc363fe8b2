import { expect } from "chai";
import { findUser } from "../../panels/hestia";
import { failure } from "../support/engine";
import { ACCOUNT, callsTo, HestiaBench, N, S } from "../support/hestia";
import { type Properties, UNKNOWN } from "../support/host-messages";

describe("a set of aliases", function () {
  this.timeout(60_000);
  let bench: HestiaBench;
  beforeEach(async () => {
    bench = await HestiaBench.start();
  });
  afterEach(() => bench?.close());

  describe("when it is checked", () => {
    afterEach("calls no panel", () => expect(bench.panel.log).to.deep.equal([]));

    const check = (news: Properties, olds?: Properties) =>
      bench.run.on("hestiaWebAliases").check("customers", olds, {
        ...news,
        __declaration: "customers#1",
        __elsewhere: { names: ["other.test"], unknown: [] },
      });

    it("has as inputs what is mapped where, and nothing hidden", async () => {
      const answer = await check({ domains: ["ACME.com", "*.acme.com"], www: "auto", exclusive: false });
      expect(answer).to.deep.equal({
        inputs: {
          domains: { "acme.com": { www: true }, "*.acme.com": true },
          account: ACCOUNT,
          webDomain: N,
          panel: bench.panel.host,
          www: "auto",
          exclusive: false,
        },
        failures: [],
      });
      const again = await check(
        { domains: answer.inputs.domains, www: "auto", exclusive: false },
        answer.inputs,
      );
      expect(again, "checked again").to.deep.equal(answer);
    });

    it("lets pass what is not known yet", async () => {
      const { inputs, failures } = await check({ domains: UNKNOWN, account: UNKNOWN });
      expect(failures).to.deep.equal([]);
      expect(inputs).to.deep.include({ domains: UNKNOWN, account: UNKNOWN, webDomain: N });
    });

    it("tells what is wrong without repeating all of its names", async () => {
      const domains = { "acme.com": true, "a b": true, "globex.com": "www" };
      const { failures } = await check({ domains, www: "yes" });
      expect(failures.map(({ property }) => property)).to.deep.equal(["", "www"]);
      expect(failures[0]?.reason).to.match(
        /^domains "a b" has white space in it; .*; "globex\.com" takes true or an object of options \(www\)$/,
      );
    });
  });

  describe("when it is looked up", () => {
    it("is found by its id alone, with all aliases of the web domain", async () => {
      const stored = [`www.${N}`, "acme.com", "WWW.acme.com.", "*.globex.com", "www.initech.com"];
      bench.panel.setAliases(ACCOUNT, N, stored);
      Object.assign(bench.panel.state.users[ACCOUNT]?.webDomains[N] ?? {}, { ip6: "2001:db8::10" });
      const { id, properties } = await bench.get("hestiaWebAliases", "tenant1/Network.example.com.");
      expect(id).to.equal(`tenant1/${N}`);
      expect(properties).to.deep.equal({
        account: ACCOUNT,
        webDomain: N,
        domains: { "acme.com": { www: true }, "*.globex.com": true, "www.initech.com": true },
        names: ["acme.com", "www.acme.com", "*.globex.com", "www.initech.com"],
        adopted: [],
        failed: {},
        addresses: ["192.0.2.10", "2001:db8::10"],
        panel: bench.panel.host,
      });
      expect(callsTo(bench.panel)).to.deep.equal(["list"]);
    });

    it("may have no aliases", async () => {
      expect((await bench.get("hestiaWebAliases", `tenant1/${S}`)).properties).to.deep.include({
        domains: {},
        names: [],
      });
    });

    for (const [what, id] of [
      ["a web domain that is not there", "tenant1/nowhere.example.com"],
      ["an account that is not there", `nobody/${N}`],
    ] as const) {
      it(`is not found with ${what}`, async () => {
        const { message } = await failure(bench.get("hestiaWebAliases", id));
        expect(message).to.match(
          /^read the set on .*: there is no such web domain\. Correct the id, which is account\/web/,
        );
      });
    }

    for (const id of ["acme.com", `tenant1/${N}/acme.com`, "tenant1/", `/${N}`, "tenant1/local_host.test"]) {
      it(`is told what an id looks like: ${id}`, async () => {
        const { message } = await failure(bench.get("hestiaWebAliases", id));
        expect(message).to.equal(
          `"${id}" is no id of a set of web aliases; it looks like account/webDomain, such as tenant1/${N}`,
        );
      });
    }
  });

  describe("when it is refreshed", () => {
    const set = () => bench.set("customers");

    it("shares one list with everything else of the account", async () => {
      const resources = [set(), set(), bench.single()] as const;
      await resources[0].declare({ domains: ["a.test", "b.test"] });
      await resources[1].declare({ domains: ["c.test"], webDomain: S });
      await resources[2].declare({ domain: "acme.com" });
      bench.next();
      const there = await Promise.all(resources.map((one) => one.refresh()));
      expect(there).to.deep.equal([true, true, true]);
      expect(callsTo(bench.panel)).to.deep.equal(["list"]);
    });

    it("is gone with its web domain, and with its account", async () => {
      const [one, other] = [set(), set()];
      await one.declare({ domains: ["a.test"], webDomain: S });
      await other.declare({ domains: ["b.test"] });
      delete findUser(bench.panel.state, ACCOUNT)?.webDomains[S];
      bench.next();
      expect(await one.refresh()).to.equal(false);
      expect(await other.refresh()).to.equal(true);
      delete bench.panel.state.users[ACCOUNT];
      bench.next();
      expect(await other.refresh()).to.equal(false);
    });

    it("is deleted without a failure where its web domain or account is gone", async () => {
      const [one, other] = [set(), set()];
      await one.declare({ domains: ["a.test"], webDomain: S });
      await other.declare({ domains: ["b.test"] });
      delete findUser(bench.panel.state, ACCOUNT)?.webDomains[S];
      bench.next();
      await one.destroy();
      delete bench.panel.state.users[ACCOUNT];
      bench.next();
      await other.destroy();
    });

    it("fails where the panel cannot be asked, and is not taken for gone", async () => {
      const one = set();
      await one.declare({ domains: ["a.test"] });
      bench.panel.faults.add({ do: "exit", code: 14, when: "before" });
      bench.next();
      const { message } = await failure(one.refresh());
      expect(message).to.match(
        /^read the set on .* \(account tenant1, web domain network\.example\.com\): .*code 14/,
      );
    });
  });
});
