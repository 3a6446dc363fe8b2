import { expect } from "chai";
import { type HestiaPanel, hestiaState, hestiaUser, hestiaWebDomain } from "../../../panels/hestia";
import { ACCOUNT, add, closePanels, meet, N, remove, run, S, startPanel, text } from "./support";

const ADD = "v-add-web-domain-alias";

describe("hestia panel: lost updates (docs/panels/hestia.md#concurrent-writes)", () => {
  afterEach(closePanels);

  const names = (count: number, prefix = "n") =>
    Array.from({ length: count }, (_, i) => `${prefix}${String(i).padStart(2, "0")}.test`);
  /** Makes calls read in groups of `size` before any of the group writes. */
  const together = (panel: HestiaPanel, size: number, calls = size) =>
    panel.faults.add({ do: "hook", when: "between", times: calls, run: meet(size) });
  const counter = (panel: HestiaPanel) => panel.state.users[ACCOUNT]?.aliasCounter ?? Number.NaN;

  it("A: 20 adds at once are all answered OK and fewer than 20 are stored", async () => {
    const panel = await startPanel();
    together(panel, 4, 20);
    const answers = await Promise.all(names(20).map((name) => add(panel, name)));
    expect(answers).to.deep.equal(Array(20).fill("OK"));
    expect(panel.aliases(ACCOUNT, N)).to.have.length.within(1, 19);
    expect(counter(panel)).to.be.within(1, 20);
  });

  it("A: the same by access key, 204 each", async () => {
    const panel = await startPanel();
    together(panel, 4, 20);
    const answers = await Promise.all(
      names(20).map((name) => run(panel, "key", ADD, ACCOUNT, N, name, "no")),
    );
    expect(answers.map((answer) => answer.status)).to.deep.equal(Array(20).fill(204));
    expect(panel.aliases(ACCOUNT, N)).to.have.length.within(1, 19);
  });

  it("without a front that limits, 20 at once leave one", async () => {
    const panel = await startPanel({ frontConcurrency: 20 });
    together(panel, 20);
    await Promise.all(names(20).map((name) => add(panel, name)));
    expect(panel.aliases(ACCOUNT, N)).to.have.length(1);
  });

  it("two adds at once: one is lost", async () => {
    const panel = await startPanel();
    together(panel, 2);
    expect(await Promise.all([add(panel, "a.test"), add(panel, "b.test")])).to.deep.equal(["OK", "OK"]);
    expect(panel.aliases(ACCOUNT, N)).to.have.length(1);
  });

  it("B: an add and a delete at once: the deleted alias comes back or the new one is lost", async () => {
    const panel = await startPanel();
    panel.setAliases(ACCOUNT, N, ["old.test"]);
    together(panel, 2);
    const answers = await Promise.all([add(panel, "new.test"), remove(panel, "old.test")]);
    expect(answers).to.deep.equal(["OK", "OK"]);
    expect(panel.aliases(ACCOUNT, N)).to.not.deep.equal(["new.test"]);
  });

  it("C: 20 adds at once over 2 domains of one user: lost on both", async () => {
    const panel = await startPanel({ frontConcurrency: 20 });
    together(panel, 20);
    const calls = [N, S].flatMap((domain) =>
      names(10, domain.slice(0, 1)).map((name) => text(panel, ADD, ACCOUNT, domain, name, "no")),
    );
    expect(await Promise.all(calls)).to.deep.equal(Array(20).fill("OK"));
    for (const domain of [N, S]) expect(panel.aliases(ACCOUNT, domain)).to.have.length(1);
    expect(counter(panel), "the counter of the user loses too").to.be.within(1, 19);
  });

  it("D: 20 adds at once over 2 users: lost on both", async () => {
    const panel = await startPanel({ frontConcurrency: 20 });
    together(panel, 20);
    const places = [
      [ACCOUNT, N],
      ["tenant2", "tenanttwo.org"],
    ] as const;
    const calls = places.flatMap(([account, domain]) =>
      names(10, account).map((name) => text(panel, ADD, account, domain, name, "no")),
    );
    expect(await Promise.all(calls)).to.deep.equal(Array(20).fill("OK"));
    for (const [account, domain] of places) expect(panel.aliases(account, domain)).to.have.length(1);
  });

  it("E: one comma list of 20 stores 20, in the vhost too, and counts +1", async () => {
    const panel = await startPanel();
    expect(await add(panel, names(20).join(","), "yes")).to.equal("OK");
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal(names(20));
    expect(panel.served(ACCOUNT, N)).to.deep.equal(names(20));
    expect(counter(panel)).to.equal(1);
  });

  it("F: the same alias at once for two users ends on both users' domains", async () => {
    const panel = await startPanel({ frontConcurrency: 8 });
    together(panel, 8);
    const places = [
      [ACCOUNT, N],
      ["tenant2", "tenanttwo.org"],
    ] as const;
    const calls = [0, 1, 2, 3].flatMap(() =>
      places.map(([account, domain]) => text(panel, ADD, account, domain, "same.test", "no")),
    );
    expect(await Promise.all(calls)).to.deep.equal(Array(8).fill("OK"));
    for (const [account, domain] of places) {
      expect(panel.aliases(account, domain)).to.deep.equal(["same.test"]);
    }
    expect(await add(panel, "same.test")).to.match(/exists/);
  });

  it("G and H: domains and users side by side, each one at a time, lose nothing", async () => {
    const panel = await startPanel({
      state: hestiaState({
        users: { tenant3: hestiaUser({ webDomains: { "t3.test": hestiaWebDomain() } }) },
      }),
    });
    const places = [
      [ACCOUNT, N],
      [ACCOUNT, S],
      ["tenant3", "t3.test"],
    ] as const;
    await Promise.all(
      places.map(async ([account, domain]) => {
        for (const name of names(10, domain.slice(0, 2))) await text(panel, ADD, account, domain, name, "no");
      }),
    );
    for (const [account, domain] of places) {
      expect(panel.aliases(account, domain)).to.deep.equal(names(10, domain.slice(0, 2)));
    }
  });

  it("I: RESTART '' at once on one domain: lost as well, no exit 20", async () => {
    const panel = await startPanel({ frontConcurrency: 8 });
    together(panel, 8);
    const answers = await Promise.all(names(8).map((name) => add(panel, name, "")));
    expect(answers).to.deep.equal(Array(8).fill("OK"));
    expect(panel.aliases(ACCOUNT, N)).to.have.length(1);
  });

  it("J: RESTART '' at once on 4 domains: all stored", async () => {
    const domains = ["d1.test", "d2.test", "d3.test", "d4.test"];
    const webDomains = Object.fromEntries(domains.map((domain) => [domain, hestiaWebDomain()]));
    const panel = await startPanel({ state: hestiaState({ users: { many: hestiaUser({ webDomains }) } }) });
    together(panel, 4);
    await Promise.all(domains.map((domain) => text(panel, ADD, "many", domain, `x.${domain}`, "")));
    for (const domain of domains) expect(panel.aliases("many", domain)).to.deep.equal([`x.${domain}`]);
  });

  it("K: lists beside a writer are whole JSON", async () => {
    const panel = await startPanel();
    const counts: number[] = [];
    const write = async () => {
      for (const name of names(10)) await add(panel, name);
    };
    const read = async () => {
      for (let i = 0; i < 30; i++) {
        const list = JSON.parse(await text(panel, "v-list-web-domain", ACCOUNT, N, "json"));
        counts.push(list[N].ALIAS.split(",").filter(Boolean).length);
      }
    };
    await Promise.all([write(), read(), read()]);
    expect(Math.max(...counts)).to.be.at.most(10);
    expect(panel.aliases(ACCOUNT, N)).to.have.length(10);
  });

  it("one at a time, nothing is lost and the counter is right", async () => {
    const panel = await startPanel();
    for (const name of names(20)) await add(panel, name);
    for (const name of names(5)) await remove(panel, name);
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal(names(20).slice(5));
    expect(counter(panel)).to.equal(15);
  });
});
