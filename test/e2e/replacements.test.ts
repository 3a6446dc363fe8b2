import { expect } from "chai";
import { SITE } from "../support/enhance";
import { alias, aliasSet, Bench, stepsIn } from "./bench";
import { domain, domains, EnhanceBench, expectDone } from "./enhanceBench";
import type { StackBench } from "./stackBench";

const DELETES_FIRST = { deleteBeforeReplace: true };

const urnIn = async ({ stack }: Pick<StackBench<never>, "stack">, name: string): Promise<string> =>
  (await stack.resources()).find(({ urn }) => urn.endsWith(`::${name}`))?.urn ?? "";

const anew = (name: string): string[] => [
  `delete-replaced ${name}`,
  `replace ${name}`,
  `create-replacement ${name}`,
];

describe("field case 5: a replacement that the user asks for, on Hestia", function () {
  this.timeout(90_000);
  let bench: Bench;
  const acme = { domain: "acme.com", www: true };
  const set = { domains: ["a.com", "b.com"] };
  const ACME_ANEW = ["delete acme.com no", "delete www.acme.com yes", "add acme.com,www.acme.com yes"];
  const SET_ANEW = ["delete a.com no", "delete b.com yes", "add a.com,b.com yes"];
  before(async () => {
    bench = await Bench.start({ program: alias("acme", acme, DELETES_FIRST) + aliasSet("set", set) });
    expectDone(await bench.up());
  });
  after(() => bench?.close());

  it("--replace takes a set off the panel and makes it anew, where it deletes first", async () => {
    bench.declare(alias("acme", acme, DELETES_FIRST) + aliasSet("set", set, DELETES_FIRST));
    const up = await bench.up("--replace", await urnIn(bench, "set"));
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(anew("set"));
    expect(bench.writes).to.deep.equal(SET_ANEW);
    expect(bench.stored()).to.have.members(["acme.com", "www.acme.com", "a.com", "b.com"]);
  });

  it("--replace leaves a set where it is, where the engine creates first", async () => {
    bench.declare(alias("acme", acme, DELETES_FIRST) + aliasSet("set", set));
    const up = await bench.up("--replace", await urnIn(bench, "set"));
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(["create-replacement set", "replace set", "delete-replaced set"]);
    expect(bench.writes).to.deep.equal([]);
  });

  it("a resource that `pulumi state taint` marks is made anew by the next up", async () => {
    expectDone(await bench.stack.run("state", "taint", "--yes", await urnIn(bench, "acme")));
    const up = await bench.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(anew("acme"));
    expect(bench.writes).to.deep.equal(ACME_ANEW);
  });

  it("another replacementTrigger makes a resource anew, where it deletes first", async () => {
    const triggered = (replacementTrigger: string) =>
      alias("acme", acme, { ...DELETES_FIRST, replacementTrigger }) + aliasSet("set", set);
    bench.declare(triggered("one"));
    expectDone(await bench.up());
    bench.declare(triggered("two"));
    const up = await bench.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(anew("acme"));
    expect(bench.writes).to.deep.equal(ACME_ANEW);
  });

  it("leaves a name that another resource takes over in the same run", async () => {
    bench.declare(
      alias("acme", acme) +
        aliasSet("set", { domains: ["a.com"] }, DELETES_FIRST) +
        alias("b", { domain: "b.com" }),
    );
    const up = await bench.up("--replace", await urnIn(bench, "set"));
    expectDone(up);
    expect(stepsIn(up)).to.include.members([...anew("set"), "create b"]);
    expect(bench.writes).to.deep.equal(["delete a.com yes", "add a.com yes"]);
    expect(bench.stored()).to.have.members(["acme.com", "www.acme.com", "a.com", "b.com"]);
  });
});

describe("field case 5: a replacement that the user asks for, on Enhance", function () {
  this.timeout(90_000);
  let bench: EnhanceBench;
  beforeEach(async () => {
    bench = await EnhanceBench.start({ program: domain("acme", { domain: "acme.com" }) });
    bench.panel.setDomains(SITE, ["acme.com", "a.com", "b.com"]);
    bench.panel.state.settings.keepsKind = true;
  });
  afterEach(() => bench?.close());
  const addon = { domain: "acme.com", kind: "addon" };

  it("a kind that the panel keeps is changed by deleteBeforeReplace and --replace, as the error says", async () => {
    bench.declare(domain("acme", addon));
    const kept = await bench.up();
    expect(kept.code).not.to.equal(0);
    expect(kept.output).to.contain(
      "the panel kept kind alias in place of addon. Set the option `deleteBeforeReplace",
    );
    bench.declare(domain("acme", addon, DELETES_FIRST));
    const up = await bench.up("--replace", await urnIn(bench, "acme"));
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(anew("acme"));
    expect(bench.writes).to.deep.equal(["unmap", "map acme.com kind=addon"]);
    expect(bench.panel.domain("acme.com").mappingKind).to.equal("addon");
    bench.declare(domain("acme", addon));
    expectDone(await bench.up("--expect-no-changes"));
  });

  it("a kind that the panel keeps is changed by the next up where the resource is replaced for what failed", async () => {
    bench.declare(domain("acme", addon, { replaceOnChanges: ["*"] }));
    expect((await bench.up()).code).not.to.equal(0);
    const up = await bench.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(anew("acme"));
    expect(bench.panel.domain("acme.com").mappingKind).to.equal("addon");
  });

  it("--replace takes a set off the panel and maps it anew, where it deletes first", async () => {
    bench.declare(domains({ domains: ["a.com", "b.com"] }, "set", DELETES_FIRST));
    expectDone(await bench.up());
    const up = await bench.up("--replace", await urnIn(bench, "set"));
    expectDone(up);
    expect(bench.writes).to.have.members(["unmap", "unmap", "map a.com", "map b.com"]);
    expect(bench.mapped()).to.have.members(["acme.com", "a.com", "b.com"]);
  });
});
