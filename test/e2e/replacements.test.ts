import { expect } from "chai";
import { SITE } from "../support/enhance";
import { domain, domains, EnhanceStackHarness, expectDone } from "./enhanceStack";
import { alias, aliasSet, HestiaStackHarness, stepsIn } from "./hestiaStack";
import type { StackHarness } from "./stackHarness";

const DELETES_FIRST = { deleteBeforeReplace: true };

const urnOf = async ({ stack }: Pick<StackHarness<never>, "stack">, name: string): Promise<string> =>
  (await stack.resources()).find(({ urn }) => urn.endsWith(`::${name}`))?.urn ?? "";

const anew = (name: string): string[] => [
  `delete-replaced ${name}`,
  `replace ${name}`,
  `create-replacement ${name}`,
];

describe("field case 5: a replacement that the user asks for, on Hestia", function () {
  this.timeout(90_000);
  let harness: HestiaStackHarness;
  const acme = { domain: "acme.com", www: true };
  const set = { domains: ["a.com", "b.com"] };
  const ACME_ANEW = ["delete acme.com updatessl", "delete www.acme.com yes", "add acme.com,www.acme.com yes"];
  const SET_ANEW = ["delete a.com updatessl", "delete b.com yes", "add a.com,b.com yes"];
  before(async () => {
    harness = await HestiaStackHarness.start({
      program: alias("acme", acme, DELETES_FIRST) + aliasSet("set", set),
    });
    expectDone(await harness.up());
  });
  after(() => harness?.close());

  it("--replace removes a set from the panel and creates it again, where it deletes first", async () => {
    harness.declare(alias("acme", acme, DELETES_FIRST) + aliasSet("set", set, DELETES_FIRST));
    const up = await harness.up("--replace", await urnOf(harness, "set"));
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(anew("set"));
    expect(harness.writes).to.deep.equal(SET_ANEW);
    expect(harness.stored()).to.have.members(["acme.com", "www.acme.com", "a.com", "b.com"]);
  });

  it("--replace leaves a set on the panel, where the engine creates first", async () => {
    harness.declare(alias("acme", acme, DELETES_FIRST) + aliasSet("set", set));
    const up = await harness.up("--replace", await urnOf(harness, "set"));
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(["create-replacement set", "replace set", "delete-replaced set"]);
    expect(harness.writes).to.deep.equal([]);
  });

  it("a resource that `pulumi state taint` marks is created again by the next up", async () => {
    expectDone(await harness.stack.run("state", "taint", "--yes", await urnOf(harness, "acme")));
    const up = await harness.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(anew("acme"));
    expect(harness.writes).to.deep.equal(ACME_ANEW);
  });

  it("another replacementTrigger creates a resource again, where it deletes first", async () => {
    const triggered = (replacementTrigger: string) =>
      alias("acme", acme, { ...DELETES_FIRST, replacementTrigger }) + aliasSet("set", set);
    harness.declare(triggered("one"));
    expectDone(await harness.up());
    harness.declare(triggered("two"));
    const up = await harness.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(anew("acme"));
    expect(harness.writes).to.deep.equal(ACME_ANEW);
  });

  it("keeps a name that another resource takes over in the same run", async () => {
    harness.declare(
      alias("acme", acme) +
        aliasSet("set", { domains: ["a.com"] }, DELETES_FIRST) +
        alias("b", { domain: "b.com" }),
    );
    const up = await harness.up("--replace", await urnOf(harness, "set"));
    expectDone(up);
    expect(stepsIn(up)).to.include.members([...anew("set"), "create b"]);
    expect(harness.writes).to.deep.equal(["delete a.com yes", "add a.com yes"]);
    expect(harness.stored()).to.have.members(["acme.com", "www.acme.com", "a.com", "b.com"]);
  });
});

describe("field case 5: a replacement that the user asks for, on Enhance", function () {
  this.timeout(90_000);
  let harness: EnhanceStackHarness;
  beforeEach(async () => {
    harness = await EnhanceStackHarness.start({ program: domain("acme", { domain: "acme.com" }) });
    harness.panel.setDomains(SITE, ["acme.com", "a.com", "b.com"]);
    harness.panel.state.settings.keepsKind = true;
  });
  afterEach(() => harness?.close());
  const addon = { domain: "acme.com", kind: "addon" };

  it("a kind that the panel does not change is changed by deleteBeforeReplace and --replace, as the error says", async () => {
    harness.declare(domain("acme", addon));
    const kept = await harness.up();
    expect(kept.code).not.to.equal(0);
    expect(kept.output).to.match(
      /The panel kept kind alias in place of addon\.\s+Set the option `deleteBeforeReplace/,
    );
    harness.declare(domain("acme", addon, DELETES_FIRST));
    const up = await harness.up("--replace", await urnOf(harness, "acme"));
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(anew("acme"));
    expect(harness.writes).to.deep.equal(["unmap", "map acme.com kind=addon"]);
    expect(harness.panel.domain("acme.com").mappingKind).to.equal("addon");
    harness.declare(domain("acme", addon));
    expectDone(await harness.up("--expect-no-changes"));
  });

  it("a kind that the panel does not change is changed by the next up where the failed resource is replaced", async () => {
    harness.declare(domain("acme", addon, { replaceOnChanges: ["*"] }));
    expect((await harness.up()).code).not.to.equal(0);
    const up = await harness.up();
    expectDone(up);
    expect(stepsIn(up)).to.deep.equal(anew("acme"));
    expect(harness.panel.domain("acme.com").mappingKind).to.equal("addon");
  });

  it("--replace removes a set from the panel and maps it again, where it deletes first", async () => {
    harness.declare(domains({ domains: ["a.com", "b.com"] }, "set", DELETES_FIRST));
    expectDone(await harness.up());
    const up = await harness.up("--replace", await urnOf(harness, "set"));
    expectDone(up);
    expect(harness.writes).to.have.members(["unmap", "unmap", "map a.com", "map b.com"]);
    expect(harness.mapped()).to.have.members(["acme.com", "a.com", "b.com"]);
  });
});
