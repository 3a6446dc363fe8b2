import { expect } from "chai";
import { TestClock } from "../../support/clock";
import { Resource } from "../../support/engine";
import type { Properties } from "../../support/host";
import { LocalProcess } from "../../support/local";
import { type Outcome, overdue, World } from "../../support/ready";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("DomainReady's life, on a clock of the test", () => {
  let world: World;
  let run: LocalProcess;
  let clock: TestClock;
  let ready: Resource;
  before(async () => {
    world = await World.start();
  });
  after(() => world?.close());
  beforeEach(() => {
    for (const name of ["acme.com", "www.acme.com", "globex.com"]) world.dns.remove(name);
    world.dns.set("acme.com", "NS", "ns1.acme-dns.com");
    nextRun();
    ready = resource();
  });

  const context = {
    get run() {
      return run;
    },
  };
  const resource = (name = "ready") => new Resource(context, name, "domainReady");
  function nextRun(): void {
    clock = new TestClock();
    run = new LocalProcess({}, { clock });
    world.dns.log.length = 0;
  }
  const inputs = (domains: unknown = ["acme.com"], more: Properties = {}): Properties => ({
    ...world.inputs([], { waitFor: "dns" }),
    domains,
    ...more,
  });
  const outcome = () => ready.outputs as unknown as Outcome;
  const setA = (name = "acme.com") => world.dns.set(name, "A", "127.0.0.1");
  const isAsked = (name: string) => world.dns.names.includes(name);

  it("looks at once, and does not wait where all is ready", async () => {
    setA();
    expect(await ready.declare(inputs())).to.equal("create");
    expect(ready.id).to.equal("ready");
    expect(outcome()).to.deep.include({ ready: true, waiting: {}, certificates: {} });
    expect(outcome().dns).to.deep.equal({ "acme.com": { status: "right", addresses: ["127.0.0.1"] } });
    expect([clock.slept, run.messages]).to.deep.equal([[], []]);
    expect(await ready.declare(inputs())).to.equal("same");
  });

  it("looks every 300 s by default, only at what is not ready", async () => {
    setA("globex.com");
    clock.meanwhile = () => {
      if (clock.slept.length === 1) world.dns.log.length = 0;
      if (clock.slept.length === 3) setA();
    };
    await ready.declare(inputs(["acme.com", "globex.com"]));
    expect(outcome().ready).to.equal(true);
    expect(clock.slept).to.deep.equal([300_000, 300_000, 300_000]);
    expect([isAsked("acme.com"), isAsked("globex.com")]).to.deep.equal([true, false]);
  });

  it("fails after 3600 s by default, and names each record that is still to be set", async () => {
    setA("globex.com");
    world.dns.set("www.acme.com", "A", "198.51.100.9");
    const domains = ["acme.com", "www.acme.com", "globex.com"];
    const { reason, outcome: left } = await overdue(ready.declare(inputs(domains)));
    expect(clock.slept).to.have.length(12);
    expect(reason).to.equal(
      "Domains not ready after 60 min (2 of 3):\n" +
        "  acme.com has no A or AAAA record: set A 127.0.0.1 at ns1.acme-dns.com\n" +
        "  www.acme.com leads to 198.51.100.9: set A 127.0.0.1 in its place at ns1.acme-dns.com\n" +
        "Then run `pulumi up` again: it looks at once, and waits on.",
    );
    expect(left.ready).to.equal(false);
    expect(Object.keys(left.waiting)).to.deep.equal(["acme.com", "www.acme.com"]);
    expect(left.dns["globex.com"]?.status).to.equal("right");
  });

  it("cure: pulumi up again after a wait that took too long, once the records are set", async () => {
    await overdue(ready.declare(inputs()));
    nextRun();
    setA();
    expect(await ready.declare(inputs())).to.equal("update");
    expect([outcome().ready, ready.reasons, clock.slept]).to.deep.equal([true, [], []]);
  });

  it("takes the last look when the time is over, and with timeout 0 the first is the last", async () => {
    await overdue(ready.declare(inputs(["acme.com"], { timeout: 25, checkInterval: 10 })));
    expect(clock.slept).to.deep.equal([10_000, 10_000, 5_000]);
    nextRun();
    const { reason } = await overdue(ready.declare(inputs(["acme.com"], { timeout: 0 })));
    expect(reason).to.contain("not ready after 0 s");
    expect(clock.slept).to.deep.equal([]);
  });

  it("is a difference as long as it is not ready, also where a refresh has cleared the error", async () => {
    await overdue(ready.declare(inputs()));
    nextRun();
    await ready.refresh();
    expect([ready.reasons, outcome().ready]).to.deep.equal([[], false]);
    nextRun();
    const { action } = await ready.plan(inputs());
    expect(action).to.equal("update");
    expect(run.messages).to.deep.equal([
      "Not ready when last looked at; the next update waits for it:\n" +
        "  acme.com has no A or AAAA record: set A 127.0.0.1 at ns1.acme-dns.com",
    ]);
    expect(world.dns.log).to.deep.equal([]);
  });

  it("is looked at by a refresh, which sees what was taken away and what came back", async () => {
    setA();
    await ready.declare(inputs());
    world.dns.remove("acme.com");
    await ready.refresh();
    expect([outcome().ready, outcome().dns["acme.com"]?.status]).to.deep.equal([false, "missing"]);
    setA();
    await ready.refresh();
    expect([outcome().ready, outcome().dns["acme.com"]?.status]).to.deep.equal([true, "right"]);
    expect(await ready.declare(inputs())).to.equal("same");
  });

  it("keeps at a refresh what it saw before where nobody answers, and says so", async () => {
    setA();
    world.dns.set("globex.com", "A", "198.51.100.9");
    await overdue(ready.declare(inputs(["acme.com", "globex.com"], { timeout: 0 })));
    const before = ready.outputs;
    nextRun();
    world.dns.fail("acme.com", "SERVFAIL");
    world.dns.fail("globex.com", "REFUSED");
    await ready.refresh();
    world.dns.fail("acme.com", undefined);
    world.dns.fail("globex.com", undefined);
    expect(ready.outputs).to.deep.equal(before);
    expect(run.messages).to.deep.equal([
      "The resolvers give no answer about acme.com, globex.com: what was seen before stands.",
    ]);
  });

  it("looks anew where what is waited for changes, and not where only the pace does", async () => {
    setA();
    await ready.declare(inputs());
    nextRun();
    expect(await ready.declare(inputs(["acme.com"], { checkInterval: 60, timeout: 7200 }))).to.equal(
      "update",
    );
    expect(world.dns.log).to.deep.equal([]);
    expect([outcome().ready, ready.outputs.checkInterval]).to.deep.equal([true, 60]);
    setA("globex.com");
    expect(await ready.declare(inputs(["acme.com", "globex.com"]))).to.equal("update");
    expect([isAsked("globex.com"), outcome().ready]).to.deep.equal([true, true]);
    for (const more of [
      { waitFor: "https", port: 1 },
      { addresses: ["192.0.2.1"] },
      { resolvers: ["127.0.0.1:9"] },
    ])
      expect((await ready.plan(inputs(["acme.com"], more))).action, JSON.stringify(more)).to.equal("update");
  });

  it("never replaces, and a delete does nothing", async () => {
    setA();
    await ready.declare(inputs());
    nextRun();
    await ready.destroy();
    expect([world.dns.log, run.messages]).to.deep.equal([[], []]);
  });

  it("keeps what the program ignores", async () => {
    setA();
    await ready.declare(inputs());
    ready.ignoreChanges = ["domains", "addresses"];
    expect(await ready.declare(inputs(["globex.com"], { addresses: ["192.0.2.1"] }))).to.equal("same");
    ready.ignoreChanges = ["*"];
    expect(await ready.declare(inputs(["globex.com"]))).to.equal("same");
    ready.ignoreChanges = [];
    const { addresses: _addresses, ...rest } = inputs();
    const requiredDnsRecords = [{ name: "acme.com", type: "A", value: "127.0.0.1" }];
    await ready.declare({ ...rest, requiredDnsRecords });
    ready.ignoreChanges = ["requiredDnsRecords"];
    expect(await ready.declare({ ...rest, requiredDnsRecords: [] })).to.equal("same");
  });

  it("takes the names and records of many mappings, as their outputs have them", async () => {
    const { addresses: _addresses, ...rest } = inputs([
      ["acme.com", "www.ACME.com"],
      ["globex.com."],
      "acme.com",
    ]);
    const record = (name: string, value: string) => ({
      name,
      type: value.includes(":") ? "AAAA" : "A",
      value,
    });
    const checked = await ready.check({
      ...rest,
      requiredDnsRecords: [
        [
          record("acme.com", "127.0.0.1"),
          record("acme.com", "2001:DB8:0::7"),
          record("www.acme.com", "127.0.0.1"),
        ],
        [record("globex.com", "192.0.2.1"), record("unrelated.com", "192.0.2.1")],
      ],
    });
    expect(checked.domains).to.deep.equal({ "acme.com": true, "globex.com": true, "www.acme.com": true });
    expect(checked.requiredDnsRecords).to.deep.equal({
      "acme.com": "127.0.0.1, 2001:db8::7",
      "globex.com": "192.0.2.1",
      "www.acme.com": "127.0.0.1",
    });
  });

  it("says once a run that many of them hold the engine's places", async () => {
    setA();
    for (let n = 1; n <= 3; n += 1) await resource(`ready${n}`).check(inputs());
    expect(run.messages).to.deep.equal([]);
    for (let n = 4; n <= 6; n += 1) await resource(`ready${n}`).check(inputs());
    expect(run.messages).to.have.length(1);
    expect(run.messages[0]).to.contain("give one DomainReady the domains of many mappings.");
  });

  it("cure: one DomainReady with the domains of many mappings in place of many says nothing", async () => {
    setA();
    setA("globex.com");
    await ready.declare(inputs([["acme.com"], ["globex.com"]]));
    expect([outcome().ready, run.messages]).to.deep.equal([true, []]);
  });

  it("cure: a resolver's host that is not found, corrected", async () => {
    setA();
    const broken = ready.declare(inputs(["acme.com"], { resolvers: ["ns1.nowhere.invalid:53"] }));
    const error: unknown = await broken.catch((thrown: unknown) => thrown);
    expect(String(error)).to.contain(
      "The host ns1.nowhere.invalid of `resolvers` is not found. Give its address, or correct it.",
    );
    const port = world.dns.host.split(":")[1];
    await ready.declare(inputs(["acme.com"], { resolvers: [`localhost:${port}`] }));
    expect(outcome().ready).to.equal(true);
  });

  describe("with bad input", () => {
    const REFUSED: readonly (readonly [title: string, more: Properties, problem: RegExp])[] = [
      [
        "no domains",
        { domains: undefined },
        /^domains is not set; give the names, such as the output `names` of a mapping/,
      ],
      ["domains that are no list", { domains: "acme.com" }, /^domains.*is no list of names/],
      ["a name that is none", { domains: ["acme com"] }, /^domains "acme com" has white space in it/],
      ["a thing in place of a name", { domains: [7] }, /^domains 7 is no name/],
      [
        "no addresses",
        { addresses: undefined },
        /^requiredDnsRecords is not set, nor is addresses; give the output `requiredDnsRecords` of the mappings, or the addresses/,
      ],
      [
        "addresses and records",
        { requiredDnsRecords: [{ name: "acme.com", type: "A", value: "192.0.2.1" }] },
        /^addresses stands beside requiredDnsRecords; give one of the two/,
      ],
      ["an empty list of addresses", { addresses: [] }, /^addresses is empty/],
      ["a name as an address", { addresses: ["acme.com"] }, /^addresses "acme.com" is no IP address/],
      [
        "records of other names",
        { addresses: undefined, requiredDnsRecords: [{ name: "globex.com", type: "A", value: "192.0.2.1" }] },
        /^requiredDnsRecords has no record of acme\.com; give those of all mappings, or `addresses`/,
      ],
      [
        "a record of another type",
        { addresses: undefined, requiredDnsRecords: [{ name: "acme.com", type: "CNAME", value: "x.test" }] },
        /^requiredDnsRecords .*is no record such as/,
      ],
      [
        "an IPv6 address in an A record",
        { addresses: undefined, requiredDnsRecords: [{ name: "acme.com", type: "A", value: "::1" }] },
        /is no address of an A record/,
      ],
      ["another thing to wait for", { waitFor: "http" }, /^waitFor must be one of dns, https/],
      ["a shorter interval", { checkInterval: 9 }, /^checkInterval is less than 10 seconds/],
      ["a time that is none", { timeout: "1h" }, /^timeout is no number of seconds/],
      ["a port that is none", { port: 70_000 }, /^port is no port/],
      [
        "a resolver that is none",
        { resolvers: ["https://dns.test/"] },
        /^resolvers .*is no resolver such as/,
      ],
      [
        "an empty list of resolvers",
        { resolvers: [] },
        /^resolvers is empty: leave it away for the system's resolvers/,
      ],
      ["an input that is none", { domain: "acme.com" }, /"domain" is no input; inputs are domains,/],
    ];
    for (const [title, more, problem] of REFUSED) {
      it(`refuses ${title} at preview, and asks nobody`, async () => {
        const { failures } = await ready.tryCheck(inputs(["acme.com"], more));
        const told = failures.map(({ property, reason }) => `${property} ${reason}`.trim());
        expect(told).to.have.length(1);
        expect(told[0]).to.match(problem);
        expect(world.dns.log).to.deep.equal([]);
      });
    }

    it("cure: each is accepted once it is as the message says", async () => {
      const records = [{ name: "acme.com", type: "A", value: "192.0.2.1" }];
      for (const more of [
        { domains: ["acme.com"] },
        { addresses: ["192.0.2.1"] },
        { addresses: undefined, requiredDnsRecords: records },
        { checkInterval: 10, timeout: 0, port: 8443, waitFor: "https" },
        { resolvers: undefined },
        { resolvers: ["1.1.1.1", "ns1.acme.com:53", "[2001:db8::53]:53", "2001:db8::53"] },
      ])
        expect(
          (await ready.tryCheck(inputs(["acme.com"], more))).failures,
          JSON.stringify(more),
        ).to.deep.equal([]);
    });
  });

  it("leaves open at preview what is not known yet", async () => {
    const { addresses: _addresses, ...rest } = inputs([["acme.com"], UNKNOWN]);
    const requiredDnsRecords = [[{ name: "acme.com", type: "A", value: UNKNOWN }]];
    const checked = await ready.check({ ...rest, requiredDnsRecords });
    expect([checked.domains, checked.requiredDnsRecords]).to.deep.equal([UNKNOWN, UNKNOWN]);
  });
});
