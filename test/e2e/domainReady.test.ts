import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { expectClean } from "../support/clean";
import type { RecordType } from "../support/dns";
import { ACCOUNT, N } from "../support/hestia";
import { World } from "../support/ready";
import { type Operation, Stack } from "../support/stack";
import { alias, HestiaStackHarness, stepsIn } from "./hestiaStack";

/** A program with one DomainReady, whose wait looks every 10 s. */
const program = (inputs: object) => `
  const { DomainReady } = require("pulumi-mapped-domains");
  const ready = new DomainReady("ready", ${JSON.stringify({ checkInterval: 10, ...inputs })});
  exports.ready = ready.ready;
  exports.dns = ready.dns;
  exports.certificates = ready.certificates;
`;

function expectSuccess({ code, output }: Pick<Operation, "code" | "output">): void {
  expect(code, output).to.equal(0);
  expectClean(output);
}

const NO_RECORD = "acme.com has no A or AAAA record: set A 127.0.0.1 at ns1.acme-dns.com";

describe("DomainReady on the engine", function () {
  this.timeout(180_000);
  let world: World;
  let stack: Stack;
  before(async () => {
    world = await World.start();
    stack = await Stack.create({
      program: program(world.inputs()),
      env: { NODE_EXTRA_CA_CERTS: world.authority.file },
    });
  });
  after(async () => {
    await stack?.dispose();
    await world?.close();
  });

  const start = () => stack.start("up", "--yes", "--skip-preview", "--stack", stack.name);
  const readyAsStored = async () => (await stack.outputs()).ready;

  it("waits while DNS is set and the certificate issued, and then is ready", async () => {
    const up = start();
    await up.waitFor(new RegExp(NO_RECORD));
    world.dns.set("acme.com", "A", "127.0.0.1");
    await up.waitFor(
      /acme\.com: DNS is right, and 127\.0\.0\.1:\d+ presents a certificate that no browser trusts/,
    );
    await world.issue("acme.com");
    expectSuccess(await up.done);
    const outputs = await stack.outputs();
    expect(outputs.ready).to.equal(true);
    expect(outputs.dns).to.deep.equal({ "acme.com": { status: "right", addresses: ["127.0.0.1"] } });
    expect(outputs.certificates).to.have.nested.property("acme\\.com.issuer", "Test Issuing CA");
    expectSuccess(await stack.up("--expect-no-changes"));
    expectSuccess(await stack.refresh("--expect-no-changes"));
  });

  it("is found not to be ready by a refresh, which the next preview shows", async () => {
    world.dns.set("acme.com", "A");
    expectSuccess(await stack.preview("--expect-no-changes"));
    const refresh = await stack.refresh();
    expectSuccess(refresh);
    const preview = await stack.preview();
    expectSuccess(preview);
    expect(stepsIn(preview)).to.deep.equal(["update ready"]);
    for (const { output } of [refresh, preview])
      expect(output).to.match(
        new RegExp(`Not ready when last looked at; the next update waits for it:\\s+.*${NO_RECORD}`),
      );
  });

  it("then waits again in the next up", async () => {
    const up = start();
    await up.waitFor(new RegExp(`Waiting for 1 of 1 domains to be ready[\\s\\S]*${NO_RECORD}`));
    world.dns.set("acme.com", "A", "127.0.0.1");
    const { output, code } = await up.done;
    expect(code, output).to.equal(0);
    expect(await readyAsStored()).to.equal(true);
    expectSuccess(await stack.preview("--expect-no-changes"));
  });

  it("can be destroyed", async () => {
    expectSuccess(await stack.destroy());
    expect(await stack.resources()).to.deep.equal([]);
  });

  it("that takes too long fails, and is a difference until an up finds it ready", async () => {
    world.dns.set("acme.com", "A");
    await world.issue("acme.com");
    const inputs = world.inputs(["acme.com"], { timeout: 0 });
    stack.setProgram(`
      ${program(inputs)}
      new DomainReady("after", ${JSON.stringify(inputs)}, { dependsOn: [ready] });
    `);
    const failed = await stack.up();
    expect(failed.code, failed.output).not.to.equal(0);
    expect(failed.output).to.contain(`Domains not ready after 0 s (1 of 1):`).and.contain(NO_RECORD);
    expectClean(failed.output);
    expect(stepsIn(failed)).to.deep.equal(["create ready"]);
    const [stored] = await stack.resources();
    expect(stored?.outputs).to.include({ ready: false });
    expect(stored?.initErrors).to.have.length(1);

    const preview = await stack.preview();
    expectSuccess(preview);
    expect(stepsIn(preview)).to.deep.equal(["update ready", "create after"]);
    expect(preview.output).to.contain(NO_RECORD);
    world.dns.set("acme.com", "A", "127.0.0.1");
    expectSuccess(await stack.up());
    expectSuccess(await stack.up("--expect-no-changes"));
  });

  it("refuses bad input at preview, at the property", async () => {
    const bad = { checkInterval: 5, waitFor: "http", domains: ["acme com"] };
    stack.setProgram(program(world.inputs([], bad)));
    const before = world.dns.log.length;
    const { code, output } = await stack.preview();
    expect(code, output).not.to.equal(0);
    expect(output).to.contain("property checkInterval value {5} has a problem: is less than 10 seconds");
    expect(output).to.contain("property waitFor value {http} has a problem: must be one of dns, https");
    expect(output).to.contain('domains "acme com" has white space in it');
    expectClean(output);
    expect(world.dns.log.length).to.equal(before);
  });

  it("refuses the import option without a word on panels", async () => {
    stack.setProgram(`
      const { DomainReady } = require("pulumi-mapped-domains");
      new DomainReady("imported", ${JSON.stringify(world.inputs())}, { import: "ready" });
    `);
    const { code, output } = await stack.preview();
    expect(code, output).not.to.equal(0);
    expect(output)
      .to.contain("The `import` option cannot work")
      .and.contain("Leave it out: there is nothing to import.");
  });

  it("looks once, by get, and never waits", async () => {
    world.dns.set("acme.com", "A", "127.0.0.1");
    await world.issue("acme.com");
    const inputs = world.inputs(["acme.com", "missing.test"]);
    stack.setProgram(`
      const { DomainReady } = require("pulumi-mapped-domains");
      const seen = DomainReady.get("seen", "ready", ${JSON.stringify(inputs)});
      exports.ready = seen.ready;
      exports.waiting = seen.waiting;
      exports.certificates = seen.certificates;
    `);
    expectSuccess(await stack.up());
    const { ready, waiting, certificates } = await stack.outputs();
    expect(ready).to.equal(false);
    expect(waiting).to.have.all.keys("missing.test");
    expect(certificates).to.have.all.keys("acme.com");
  });
});

describe("a run that is interrupted while a DomainReady waits", function () {
  this.timeout(180_000);
  let world: World;
  let stack: Stack;
  before(async () => {
    world = await World.start();
    stack = await Stack.create({ program: program(world.inputs(["acme.com"], { waitFor: "dns" })) });
  });
  after(async () => {
    await stack?.dispose();
    await world?.close();
  });

  it("goes on after one Ctrl-C, and ends at the second; the next up looks again, and tells of a pending operation", async () => {
    const run = stack.start("up", "--yes", "--skip-preview", "--stack", stack.name);
    await run.waitFor(new RegExp(NO_RECORD));
    run.interrupt();
    await run.waitFor(/\^C received; cancelling/);
    await world.dns.asked("acme.com");
    run.interrupt();
    const { code, output } = await run.done;
    expect(code, output).not.to.equal(0);
    expect(output).to.contain("update cancelled");
    expect(await stack.resources()).to.deep.equal([]);

    world.dns.set("acme.com", "A", "127.0.0.1");
    const up = await stack.up();
    expectSuccess(up);
    expect(stepsIn(up)).to.deep.equal(["create ready"]);
    expect(up.output).to.contain("interrupted while creating");
    expectSuccess(await stack.refresh("--clear-pending-creates"));
    const again = await stack.up("--expect-no-changes");
    expectSuccess(again);
    expect(again.output).not.to.contain("pending operations");
  });

  it("in an update leaves the state as it was, and the next up looks again", async () => {
    stack.setProgram(program(world.inputs(["acme.com", "globex.com"], { waitFor: "dns" })));
    const run = stack.start("up", "--yes", "--skip-preview", "--stack", stack.name);
    await run.waitFor(/globex\.com has no A or AAAA record/);
    run.interrupt();
    await run.waitFor(/\^C received; cancelling/);
    run.interrupt();
    expect((await run.done).code).not.to.equal(0);
    const [stored] = await stack.resources();
    expect(stored?.outputs?.domains).to.deep.equal({ "acme.com": true });
    world.dns.set("globex.com", "A", "127.0.0.1");
    const up = await stack.up();
    expectSuccess(up);
    expect(stepsIn(up)).to.deep.equal(["update ready"]);
  });
});

describe("twenty waiting domains in one DomainReady", function () {
  this.timeout(180_000);
  const NAMES = Array.from({ length: 20 }, (_, n) => `customer${n}.test`);
  let world: World;
  let harness: HestiaStackHarness;
  before(async () => {
    world = await World.start();
    const inputs = world.inputs(NAMES, { waitFor: "dns" });
    harness = await HestiaStackHarness.start({
      program: `{ ${program(inputs)} } ${alias("acme", { domain: "acme.com" })}`,
    });
  });
  after(async () => {
    await harness?.close();
    await world?.close();
  });

  it("let a new mapping land meanwhile, on two processors", async () => {
    const { stack } = harness;
    // Four places for each of two processors.
    const run = stack.start("up", "--yes", "--skip-preview", "--parallel", "8", "--stack", stack.name);
    await run.waitFor(/Waiting for 20 of 20 domains to be ready/);
    await run.waitFor(/WebAlias acme created/);
    expect(harness.panel.aliases(ACCOUNT, N)).to.deep.equal(["acme.com"]);
    expect(run.output).to.match(/customer17\.test has no A or AAAA record[\s\S]*and 10 more/);
    for (const name of NAMES) world.dns.set(name, "A", "127.0.0.1");
    expectSuccess(await run.done);
    const again = await harness.up("--expect-no-changes");
    expectSuccess(again);
  });
});

describe("twenty DomainReady with a waiting domain each", function () {
  this.timeout(180_000);
  const NAMES = Array.from({ length: 20 }, (_, n) => `customer${n}.test`);
  let world: World;
  let stack: Stack;
  before(async () => {
    world = await World.start();
    const ready = (name: string) => {
      const inputs = world.inputs([name], { waitFor: "dns", checkInterval: 10 });
      return `new DomainReady("${name}", ${JSON.stringify(inputs)});`;
    };
    stack = await Stack.create({
      program: `const { DomainReady } = require("pulumi-mapped-domains"); ${NAMES.map(ready).join("\n")}`,
    });
  });
  after(async () => {
    await stack?.dispose();
    await world?.close();
  });

  it("hold all places of the engine, so that the others are not begun, and are warned of", async () => {
    const { dns } = world;
    const run = stack.start("up", "--yes", "--skip-preview", "--parallel", "8", "--stack", stack.name);
    const begun = () => dns.names.filter((name) => NAMES.includes(name));
    await dns.until(() => begun().length === 8);
    const [first = ""] = begun();
    // Two more looks of a name: time for the others, if there were a place for them.
    await dns.asked(first);
    await dns.asked(first);
    expect(begun()).to.have.length(8);
    for (const name of NAMES) dns.set(name, "A", "127.0.0.1");
    const { code, output } = await run.done;
    expect(code, output).to.equal(0);
    expect(output).to.contain("give one DomainReady the domains of many mappings.");
  });
});

describe("names that several DomainReady wait for", function () {
  this.timeout(180_000);
  const LITERAL = ["acme.com", "www.acme.com", "b.test", "c.test"];
  let world: World;
  let harness: HestiaStackHarness;
  before(async () => {
    world = await World.start();
    for (const name of LITERAL) world.dns.set(name, "A", "127.0.0.1");
  });
  after(async () => {
    await harness?.close();
    await world?.close();
  });

  it("are mapped, released and removed as if nobody waited for them", async () => {
    const ready = (name: string, domains: string) => `
      new DomainReady("${name}", { ...${JSON.stringify(world.inputs([], { waitFor: "dns" }))}, domains: ${domains} });
    `;
    const program = (www: boolean, set: readonly string[]) => `
      const { DomainReady } = require("pulumi-mapped-domains");
      const acme = new HestiaWebAlias("acme", { domain: "acme.com", www: ${www} });
      const set = new HestiaWebAliases("set", { domains: ${JSON.stringify(set)} });
    `;
    const first = ready("one", "[acme.names, set.names]") + ready("two", JSON.stringify(LITERAL));
    harness = await HestiaStackHarness.start({ program: program(true, ["b.test", "c.test"]) + first });
    expectSuccess(await harness.up());
    expect(harness.stored()).to.have.members(LITERAL);

    // Resources that wait for names come, go and stay, while the names leave the panel.
    const second = ready("two", JSON.stringify(LITERAL)) + ready("three", "[acme.names, set.names]");
    harness.declare(program(false, ["b.test"]) + second);
    const up = await harness.up();
    expectSuccess(up);
    expect(stepsIn(up)).to.have.members(["update acme", "update set", "create three", "delete one"]);
    expect(harness.stored()).to.have.members(["acme.com", "b.test"]);
    expect(up.output).not.to.match(/stays on|keeps/);
    expectSuccess(await harness.up("--expect-no-changes"));

    expectSuccess(await harness.destroy());
    expect(harness.stored()).to.deep.equal([]);
  });
});

describe("DNS records that a program makes of requiredDnsRecords", function () {
  this.timeout(180_000);
  let world: World;
  let harness: HestiaStackHarness;
  let provider: Server;
  before(async () => {
    world = await World.start();
    // The API of a DNS provider: /name/type/value sets a record.
    provider = createServer((request, response) => {
      const [, name = "", type = "", value = ""] = request.url?.split("/") ?? [];
      world.dns.set(name, type as RecordType, value);
      response.end();
    });
    await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
    const { port } = provider.address() as AddressInfo;
    const { resolvers } = world.inputs();
    harness = await HestiaStackHarness.start({
      config: { "hestia:publicAddresses": "127.0.0.1" },
      program: `
        const { DomainReady } = require("pulumi-mapped-domains");
        const provider = {
          async create({ name, type, value }) {
            await fetch(["http://127.0.0.1:${port}", name, type, value].join("/"));
            return { id: name + "/" + type, outs: {} };
          },
        };
        class DnsRecord extends pulumi.dynamic.Resource {
          constructor(name, args, opts) { super(provider, name, args, opts); }
        }
        const acme = new HestiaWebAlias("acme", { domain: "acme.com", www: true });
        const { names, requiredDnsRecords } = acme;
        const records = requiredDnsRecords.apply((all) => all.map((one) => new DnsRecord(one.name, one)));
        const inputs = { domains: names, requiredDnsRecords, waitFor: "dns", resolvers: ${JSON.stringify(resolvers)} };
        exports.ready = new DomainReady("ready", inputs, { dependsOn: records }).ready;
      `,
    });
  });
  after(async () => {
    await harness?.close();
    await world?.close();
    provider?.close();
  });

  it("are there before anything is waited for, in one up", async () => {
    expectSuccess(await harness.preview());
    expect(world.dns.log).to.deep.equal([]);
    const up = await harness.up();
    expectSuccess(up);
    const steps = stepsIn(up);
    expect([steps[0], steps[3]]).to.deep.equal(["create acme", "create ready"]);
    expect(steps.slice(1, 3)).to.have.members(["create acme.com", "create www.acme.com"]);
    expect(up.output).not.to.contain("Waiting for");
    expect(await harness.stack.outputs()).to.deep.equal({ ready: true });
  });
});

describe("secret domains of a DomainReady", function () {
  this.timeout(120_000);
  const SECRET = "undisclosed";
  let world: World;
  let stack: Stack;
  before(async () => {
    world = await World.start();
    for (const name of [`${SECRET}.test`, "open.test"]) world.dns.set(name, "A", "127.0.0.1");
    const { resolvers } = world.inputs();
    const make = (name: string, args: string) =>
      `new DomainReady("${name}", { waitFor: "dns", resolvers: ${JSON.stringify(resolvers)}, ${args} });`;
    stack = await Stack.create({
      program: `
        const pulumi = require("@pulumi/pulumi");
        const { DomainReady } = require("pulumi-mapped-domains");
        const secret = pulumi.secret("${SECRET}.test");
        const records = secret.apply((name) => [{ name, type: "A", value: "127.0.0.1" }]);
        ${make("one", `domains: [secret, "open.test"], addresses: ["127.0.0.1"]`)}
        ${make("records", `domains: [secret], requiredDnsRecords: records`)}
        ${make("open", `domains: pulumi.output(["open.test"]), addresses: ["127.0.0.1"]`)}
      `,
    });
  });
  after(async () => {
    await stack?.dispose();
    await world?.close();
  });

  it("are in no preview and not in the state, and show no difference", async () => {
    const hidden = (operation: Operation) => {
      expectSuccess(operation);
      expect(operation.output).not.to.contain(SECRET);
    };
    hidden(await stack.preview("--diff"));
    hidden(await stack.up());
    const text = JSON.stringify(await stack.export());
    expect(text).not.to.contain(SECRET);
    expect(text).to.contain("open.test");
    hidden(await stack.up("--expect-no-changes"));
    hidden(await stack.refresh("--expect-no-changes"));
    expect(JSON.stringify(await stack.export())).not.to.contain(SECRET);
    hidden(await stack.preview("--diff", "--expect-no-changes"));
  });
});
