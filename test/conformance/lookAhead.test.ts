import { expect } from "chai";
import { enhanceDomain, enhanceWebsite } from "../../panels/enhance";
import { Patience } from "../../provider/core/patience";
import type { Resource } from "../support/engine";
import { EnhanceHarness, ORG, SERVER, SITE, tokens } from "../support/enhance";
import { ACCOUNT, HestiaHarness } from "../support/hestia";
import { factsFirst } from "../support/messages";

const OTHER = { account: "tenant2", webDomain: "other.example.org" };

describe("the places of a Hestia program", () => {
  let harness: HestiaHarness;
  let one: Resource;
  let two: Resource;
  const both = [{ domain: "a.test" }, { domain: "b.test", ...OTHER }] as const;
  beforeEach(async () => {
    harness = await HestiaHarness.start();
    [one, two] = [harness.single("one"), harness.single("two")];
    await one.declare(both[0]);
    await two.declare(both[1]);
    harness.detectsDrift = true;
    harness.nextRun();
  });
  afterEach(() => harness.close());
  const tell = (...places: object[]) => {
    for (const resource of [one, two])
      resource.program = { declarations: 2, places: places.map((place) => ({ ...place })) };
  };

  it("are looked at side by side: the first check begins all of their lists, and each is taken once", async () => {
    let isBegun = () => {};
    const begun = new Promise<void>((resolve) => {
      isBegun = resolve;
    });
    const command = "v-list-web-domains";
    const account = (name: string) => (request: { args: readonly string[] }) => request.args[0] === name;
    // The first list is answered when the other one has been asked for.
    harness.panel.faults.add(
      { command, do: "hook", when: "before", match: account(ACCOUNT), run: () => begun },
      { command, do: "hook", when: "before", match: account(OTHER.account), run: () => isBegun() },
    );
    tell({}, OTHER);
    await one.check(both[0]);
    await two.check(both[1]);
    expect(harness.calls).to.deep.equal(["list", "list"]);
    expect(harness.messages).to.deep.equal([]);
  });

  it("are left out where they are none, and what is missing there is said of no other", async () => {
    tell({ account: "nobody" }, { connection: "eu1" }, { webDomain: "not a name" }, {});
    expect(await one.declare(both[0])).to.equal("same");
    expect(await two.declare(both[1])).to.equal("same");
    expect(harness.messages).to.deep.equal([]);
  });
});

describe("looks at places and panels that fail", () => {
  let harness: HestiaHarness;
  let one: Resource;
  let two: Resource;
  beforeEach(async () => {
    harness = await HestiaHarness.start();
    [one, two] = [harness.single("one"), harness.single("two")];
    await one.declare({ domain: "a.test" });
    await two.declare({ domain: "b.test", ...OTHER });
    harness.detectsDrift = true;
    harness.nextRun();
  });
  afterEach(() => harness.close());

  it("one account whose list answers 5xx does not stop the look at another, and is told once", async () => {
    harness.panel.setAliases(OTHER.account, OTHER.webDomain, []);
    const match = ({ args }: { args: readonly string[] }) => args[0] === ACCOUNT;
    harness.panel.faults.add({
      command: "v-list-web-domains",
      do: "html",
      status: 502,
      when: "before",
      match,
      times: 9,
    });
    expect(await one.declare({ domain: "a.test" })).to.equal("same");
    expect(await two.declare({ domain: "b.test", ...OTHER })).to.equal("update");
    expect(harness.panel.aliases(OTHER.account, OTHER.webDomain)).to.deep.equal(["b.test"]);
    expect(harness.messages.filter((line) => line.startsWith("Drift was not looked for"))).to.have.length(1);
  });

  it("a connection with detectDrift false is not looked at ahead", async () => {
    const key = (name: string) => harness.config[`hestia:${name}`];
    const entry = Object.fromEntries(["apiUrl", "accessKey", "secretKey"].map((name) => [name, key(name)]));
    const connections = JSON.stringify({ eu1: { ...entry, detectDrift: "false" } });
    harness.nextRun({ ...harness.config, "hestia:connections": connections });
    one.program = { places: [{}, { connection: "eu1", ...OTHER }] };
    await one.check({ domain: "a.test" });
    await harness.run.on("hestiaWebAlias").check("other", undefined, { domain: "x.test" });
    expect(harness.panel.log.map(({ args }) => args[0])).to.deep.equal([ACCOUNT]);
  });
});

describe("the websites of an Enhance program", () => {
  let harness: EnhanceHarness;
  let resources: Resource[];
  const idOf = (index: number) => `0b9c8c1e-4c1f-4b7e-9f59-${String(index).padStart(12, "0")}`;
  const argsOf = (index: number) => ({ domain: `n${index}.test`, websiteId: idOf(index) });
  const addWebsites = (count: number) => {
    const { websites, domains } = harness.panel.state;
    for (let index = 0; index < count; index += 1) {
      const id = idOf(index);
      websites[id] = enhanceWebsite({ ...websites[SITE], id, orgId: ORG, serverId: SERVER });
      for (const [domain, mappingKind] of [
        [`site${index}.test`, "primary"],
        [`n${index}.test`, "alias"],
      ] as const) {
        const entry = enhanceDomain({ orgId: ORG, websiteId: id, domain, mappingKind });
        domains[entry.id] = entry;
      }
    }
  };
  /** Declares the mapping of each of the first websites, and begins a run. */
  const declare = async (count: number) => {
    resources = Array.from({ length: count }, (_, index) => harness.resource("enhanceDomain", `r${index}`));
    for (const [index, resource] of resources.entries()) await resource.declare(argsOf(index));
    const places = resources.map((_, index) => ({ websiteId: idOf(index) }));
    for (const resource of resources) resource.program = { declarations: count, places };
    harness.detectsDrift = true;
    harness.nextRun();
  };
  const up = async () => {
    const actions: string[] = [];
    for (const [index, resource] of resources.entries()) actions.push(await resource.declare(argsOf(index)));
    return actions;
  };
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
  });
  afterEach(() => harness.close());

  it("are seen in the list of the organization: a page for each hundred, and no call more", async () => {
    addWebsites(120);
    await declare(5);
    expect(new Set(await up())).to.deep.equal(new Set(["same"]));
    expect(harness.calls).to.deep.equal(["websites", "websites"]);
  });

  it("are searched for one by one where the organization has more pages than the program has websites", async () => {
    addWebsites(310);
    await declare(2);
    expect(await up()).to.deep.equal(["same", "same"]);
    expect(harness.panel.log.map(({ query }) => query.search)).to.deep.equal([undefined, idOf(0), idOf(1)]);
  });

  it("drift: a mapping that is gone, a website that is gone, disabled, suspended or a staging copy", async () => {
    addWebsites(6);
    await declare(6);
    const { websites, domains } = harness.panel.state;
    const lost = Object.values(domains).find(({ domain }) => domain === "n0.test");
    delete domains[lost?.id ?? ""];
    delete websites[idOf(1)];
    Object.assign(websites[idOf(2)] ?? {}, { status: "disabled" });
    Object.assign(websites[idOf(3)] ?? {}, { suspendedBy: ORG });
    Object.assign(websites[idOf(4)] ?? {}, { kind: "staging" });
    const found: unknown[] = [];
    for (const [index, resource] of resources.entries())
      found.push((await resource.check(argsOf(index))).drift);
    expect(found).to.deep.equal([
      ["n0.test is not on the panel"],
      [`Website ${idOf(1)} is not on the panel`],
      [`website ${idOf(2)} has the status disabled`],
      [`website ${idOf(3)} is suspended`],
      [`website ${idOf(4)} is a staging copy, which takes no domains of customers (kind staging)`],
      undefined,
    ]);
    expect(harness.messages).to.deep.equal([]);
  });

  it("are looked at one by one by who may not list them, and their own lists are what counts", async () => {
    addWebsites(2);
    await declare(2);
    harness.panel.faults.add({
      operationId: "getWebsites",
      do: "error",
      status: 403,
      code: "forbidden",
      when: "before",
      times: 9,
    });
    expect(await up()).to.deep.equal(["same", "same"]);
    expect(harness.calls.filter((call) => call !== "websites")).to.have.members([
      "list",
      "website",
      "list",
      "website",
    ]);
    expect(harness.messages).to.deep.equal([]);
  });

  it("have a redirect to https in their own list alone", async () => {
    addWebsites(2);
    await declare(2);
    const [first] = resources;
    await first?.declare({ ...argsOf(0), forceHttps: false });
    harness.nextRun();
    expect(await first?.declare({ ...argsOf(0), forceHttps: false })).to.equal("same");
    expect(harness.calls).to.deep.equal(["websites", "list"]);
  });

  it("are asked for in a few calls by a token of which the panel knows nothing, and that is said once", async () => {
    addWebsites(30);
    await declare(30);
    harness.nextRun({ ...harness.config, "enhance:apiToken": `${tokens.owner}x` });
    expect(new Set(await up())).to.deep.equal(new Set(["same"]));
    expect(harness.messages).to.have.length(1);
    expect(harness.messages[0]).to.match(
      /^Drift was not looked for, and this run uses the last known state\. /,
    );
    expect(harness.calls).to.have.length.below(8);
  });
});

describe("the patience of a check", () => {
  it("a look that waits behind other calls of the run is given up, and the panel is not called silent", async () => {
    const patience = new Patience("panel.example.com:443", 20);
    const error = await patience.during(() => new Promise<never>(() => {})).catch((reason: Error) => reason);
    expect(factsFirst(error.message)).to.match(
      /: other calls of this run have kept the panel busy for 0\.02 s \[code BUSY\]\. The next `pulumi up` looks again\.$/,
    );
    expect(patience.signal.aborted).to.equal(false);
    expect(await patience.during(async () => "seen")).to.equal("seen");
  });

  it("a look is given up also where an earlier one was, and answered later", async () => {
    const patience = new Patience("panel.example.com:443", 20);
    const never = () => new Promise<never>(() => {});
    const givenUp = () => patience.during(never).catch((reason: Error) => reason.message);
    const expected = /^Other calls of this run have kept the panel busy/;
    expect(await givenUp()).to.match(expected);
    await patience.awaiting(Promise.resolve("late"));
    // Longer than what that answer would be waited on for.
    await new Patience("another.example.com:443", 60).during(never).catch(() => undefined);
    expect(await givenUp()).to.match(expected);
    expect(await givenUp(), "at once after it").to.match(expected);
  });

  it("a look ends when the panel has answered nothing for so long, and goes on while it answers", async () => {
    const harness = await HestiaHarness.start();
    const { HestiaAccess } = await import("../../provider/hestia/access.js");
    const patience = new Patience(harness.panel.host, 50);
    const client = harness.session.the(HestiaAccess).client(undefined, patience);
    await patience.during(() => client.list(ACCOUNT));
    harness.panel.faults.add({
      command: "v-list-web-domains",
      do: "hook",
      when: "before",
      run: () => new Promise(() => {}),
    });
    const error = await patience
      .during(() => client.list(ACCOUNT))
      .then(
        () => undefined,
        (reason: Error) => reason,
      );
    expect(factsFirst(error?.message ?? "")).to.match(
      /: the panel has answered nothing for 0\.05 s \[code ERR_CANCELED\]\. Look at the panel's load\./,
    );
    await harness.close();
  });
});
