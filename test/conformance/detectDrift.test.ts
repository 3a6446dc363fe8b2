import { expect } from "chai";
import { declarationOf, failure, type Resource } from "../support/engine";
import { EnhanceHarness } from "../support/enhance";
import type { Harness, LocalPanel } from "../support/harness";
import { ACCOUNT, HestiaHarness, N } from "../support/hestia";
import { describeRows, ROWS } from "./describeRows";

/** The next run, with checks that look. */
function nextRun(harness: Harness<LocalPanel>): void {
  harness.detectsDrift = true;
  harness.nextRun();
}

describeRows("drift that a check detects", ROWS, (row, given) => {
  const [first, ...rest] = row.names;
  const args = row.args(...row.names);
  /** One name less: the last one, which of a single may be its www name. */
  const lost = rest.at(-1) ?? first;
  const left = row.names.filter((name) => name !== lost);
  const sentence = `${lost} is not on the panel`;
  const expectAll = () => expect(given.harness.names()).to.have.members(row.names);

  beforeEach(async () => {
    await given.resource.declare(args);
    nextRun(given.harness);
  });

  it("is none where everything is there: a list, and no change", async () => {
    expect(await given.resource.declare(args)).to.equal("same");
    expect(given.resource.inputs).not.to.have.property("drift");
    expect(given.harness.calls).to.deep.equal(row.lookCalls);
    expect(given.messages).to.deep.equal([]);
  });

  it("is a name that somebody took off: a plain up shows it and puts it back, and then there is nothing to do", async () => {
    given.harness.setNames(left);
    const { action, apply } = await given.resource.plan(args);
    expect(action).to.equal("update");
    await apply();
    expect(given.resource.inputs.drift).to.deep.equal([sentence]);
    expect(given.resource.outputs).not.to.have.property("drift");
    expectAll();
    nextRun(given.harness);
    expect(await given.resource.declare(args)).to.equal("same");
    expect(given.resource.inputs).not.to.have.property("drift");
  });

  it("is told again, and counted, where the last run put the same right", async () => {
    for (const told of [sentence, `(2 runs in a row) ${sentence}`, `(3 runs in a row) ${sentence}`]) {
      given.harness.setNames(left);
      nextRun(given.harness);
      expect(await given.resource.declare(args)).to.equal("update");
      expect(given.resource.inputs.drift).to.deep.equal([told]);
      expectAll();
    }
  });

  it("does not count in a refresh after it, where the sentence still stands among the inputs", async () => {
    given.harness.setNames(left);
    await given.resource.declare(args);
    const { inputs, outputs, id } = given.resource;
    given.harness.nextRun();
    const { changes } = await given.harness.run.on(row.on).diff(id, outputs, inputs);
    expect(changes).to.equal(false);
  });

  it("is not looked for with ignoreChanges: drift", async () => {
    given.harness.setNames(left);
    given.resource.ignoreChanges = ["drift"];
    expect(await given.resource.declare(args)).to.equal("same");
    expect(given.harness.calls).to.deep.equal([]);
  });

  it("is not looked for with ignoreChanges: *", async () => {
    given.harness.setNames(left);
    given.resource.ignoreChanges = ["*"];
    expect(await given.resource.declare(args)).to.equal("same");
    expect(given.harness.calls).to.deep.equal([]);
  });

  it("is not looked for unless the settings say so", async () => {
    given.harness.setNames(left);
    given.harness.detectsDrift = false;
    given.harness.nextRun();
    expect(await given.resource.declare(args)).to.equal("same");
    expect(given.harness.calls).to.deep.equal([]);
  });

  it("is not found on a panel that does not answer: the run goes by the state, and says so once", async () => {
    given.harness.addFault("list", "never done", { times: 9 });
    expect(await given.resource.declare(args)).to.equal("same");
    const calls = given.harness.calls.length;
    expect(await given.resource.declare(args)).to.equal("same");
    expect(given.harness.calls, "asked once").to.have.length(calls);
    expect(given.messages).to.have.length(1);
    expect(given.messages[0]).to.match(
      /^Drift was not looked for, and this run uses the last known state\. [\s\S]+\n {2}On /,
    );
  });
});

for (const kind of ["a domain", "a set"] as const) {
  describe(`options of ${kind} that somebody changes on the panel`, () => {
    let harness: EnhanceHarness;
    let resource: Resource;
    const options = { documentRoot: "shop", kind: "addon" };
    const args =
      kind === "a domain" ? { domain: "acme.com", ...options } : { domains: { "acme.com": options } };
    const sentence = kind === "a domain" ? "documentRoot is old" : "acme.com: documentRoot is old";
    const change = (changes: object) => Object.assign(harness.panel.domain("acme.com"), changes);

    beforeEach(async () => {
      harness = await EnhanceHarness.start();
      resource = kind === "a domain" ? harness.single() : harness.set();
      await resource.declare(args);
      nextRun(harness);
    });
    afterEach(() => harness.close());

    it("are drift where they are declared, and a plain up changes them back", async () => {
      change({ documentRoot: "old" });
      expect(await resource.declare(args)).to.equal("update");
      expect(resource.inputs.drift).to.deep.equal([sentence]);
      expect(harness.panel.domain("acme.com")).to.include({ documentRoot: "shop" });
      nextRun(harness);
      expect(await resource.declare(args)).to.equal("same");
    });

    it("are none where the program leaves them as they are", async () => {
      change({ documentRoot: "old" });
      resource.ignoreChanges = ["documentRoot"];
      if (kind === "a domain") expect(await resource.declare(args)).to.equal("same");
    });

    it("are a declared change, and no drift, where the program changes them as well", async () => {
      change({ documentRoot: "old" });
      const news = { documentRoot: "new", kind: "addon" };
      const now = kind === "a domain" ? { domain: "acme.com", ...news } : { domains: { "acme.com": news } };
      expect(await resource.declare(now)).to.equal("update");
      expect(resource.inputs).not.to.have.property("drift");
      expect(harness.panel.domain("acme.com")).to.include({ documentRoot: "new" });
    });
  });
}

describe("drift that ignoreChanges covers", () => {
  let harness: HestiaHarness;
  beforeEach(async () => {
    harness = await HestiaHarness.start();
  });
  afterEach(() => harness.close());

  for (const [on, args, ignored, left] of [
    ["hestiaWebAlias", { domain: "acme.com", www: true }, "www", ["acme.com"]],
    ["hestiaWebAliases", { domains: ["acme.com", "b.test"] }, "domains", ["acme.com"]],
    ["hestiaWebAliases", { domains: { "acme.com": { www: true } } }, 'domains["acme.com"].www', ["acme.com"]],
  ] as const) {
    it(`is none: ${ignored} of ${on}`, async () => {
      const resource = harness.resource(on);
      await resource.declare({ ...args });
      harness.panel.setAliases(ACCOUNT, N, [...left]);
      nextRun(harness);
      expect((await resource.check({ ...args })).drift).not.to.equal(undefined);
      resource.ignoreChanges = [ignored];
      nextRun(harness);
      const { inputs } = await harness.run.on(on).check("it", resource.inputs, {
        ...args,
        ...declarationOf("it#1", { ignored: [ignored] }),
      });
      expect(inputs).not.to.have.property("drift");
    });
  }
});

describe("drift of many names", () => {
  it("is told of twenty, in order, and of how many more there are", async () => {
    const harness = await HestiaHarness.start();
    const set = harness.set();
    const domains = Array.from({ length: 25 }, (_, index) => `n${String(index).padStart(2, "0")}.test`);
    await set.declare({ domains });
    harness.panel.setAliases(ACCOUNT, N, []);
    nextRun(harness);
    const { apply } = await set.plan({ domains: [...domains, "new.test"] });
    await apply();
    const drift = [...domains.slice(0, 20).map((name) => `${name} is not on the panel`), "and 5 more"];
    expect(set.inputs.drift).to.deep.equal(drift);
    expect(harness.stored().sort()).to.deep.equal([...domains, "new.test"].sort());
    await harness.close();
  });

  it("is a web domain that is gone: the update says what to do", async () => {
    const harness = await HestiaHarness.start();
    const alias = harness.single();
    await alias.declare({ domain: "acme.com" });
    delete harness.panel.state.users[ACCOUNT]?.webDomains[N];
    nextRun(harness);
    const { action, apply } = await alias.plan({ domain: "acme.com" });
    expect(action).to.equal("update");
    expect((await failure(apply())).message).to.match(/has no web domain network\.example\.com/);
    await harness.close();
  });

  it("is a web domain that is suspended: the update fails until it is not", async () => {
    const harness = await HestiaHarness.start();
    const alias = harness.single();
    await alias.declare({ domain: "acme.com" });
    const webDomain = harness.panel.state.users[ACCOUNT]?.webDomains[N];
    Object.assign(webDomain ?? {}, { suspended: true });
    nextRun(harness);
    const { action, apply } = await alias.plan({ domain: "acme.com" });
    expect(action).to.equal("update");
    expect((await failure(apply())).message).to.match(/is suspended .*Unsuspend the web domain/);
    Object.assign(webDomain ?? {}, { suspended: false });
    nextRun(harness);
    expect(await alias.declare({ domain: "acme.com" })).to.equal("same");
    await harness.close();
  });

  it("is a name that stands behind an alias with a space", async () => {
    const harness = await HestiaHarness.start();
    const alias = harness.single();
    await alias.declare({ domain: "acme.com" });
    harness.panel.setAliases(ACCOUNT, N, ["bad name.test", "acme.com"]);
    nextRun(harness);
    const { action, apply } = await alias.plan({ domain: "acme.com" });
    expect(action).to.equal("update");
    expect((await failure(apply())).message).to.contain("bad name.test");
    await harness.close();
  });
});
