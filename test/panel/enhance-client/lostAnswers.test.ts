import { expect } from "chai";
import { type EnhanceFault, type EnhanceFaultEffect, issuedCertificate } from "../../../panels/enhance";
import type { Resource } from "../../support/engine";
import { type DomainSet, EnhanceHarness, serverOn, websiteOn } from "../../support/enhance";
import { gate } from "../enhance/support";
import { failureOf, messageOf, reasonOf } from "./errors";

const LIST = "getWebsiteDomainMappings";
const POST = "createWebsiteMappedDomain";
const PATCH = "updateWebsiteDomainMapping";
const DELETE = "deleteWebsiteDomainMapping";
const NEVER: EnhanceFaultEffect = { do: "hang-up", when: "before" };
const acme = { domain: "acme.com" };
const many = (count: number) => Array.from({ length: count }, (_, index) => `customer${index + 1}.test`);

/** Faults of an answer after the work was done. */
const LOST: [what: string, effect: EnhanceFaultEffect][] = [
  ["is cut off", { do: "hang-up", when: "after" }],
  ...([500, 502, 503, 504] as const).map((status): [string, EnhanceFaultEffect] => [
    `is a page with ${status}`,
    { do: "html", status, when: "after" },
  ]),
  ["is an error of the panel", { do: "error", status: 500, code: "internal", when: "after" }],
  ["is cut off, and the work is done after the next call", { do: "lands-later" }],
  ["is cut off, and the work is done after four more calls", { do: "lands-later", calls: 4 }],
];
/** Successful answers in another form than the document's. */
const UNDOCUMENTED: [what: string, effect: EnhanceFaultEffect][] = [
  ["has no body", { do: "answer", status: 201, when: "after" }],
  ["is a text", { do: "answer", status: 200, body: "created", contentType: "text/plain", when: "after" }],
  [
    "has an id by another name",
    { do: "answer", status: 201, body: '{"domainId":7}', contentType: "application/json", when: "after" },
  ],
];

/** A resource, and the calls whose answers are lost. */
const KINDS = [
  {
    title: "a domain",
    config: websiteOn,
    make: (harness: EnhanceHarness): Resource => harness.single(),
    args: (kind: string) => ({ ...acme, kind }),
    names: ["acme.com"],
    add: POST,
    remove: DELETE,
    drop: "unmap",
    write: (name: string) => `map ${name} kind=addon`,
    where: {},
  },
  {
    title: "a set of domains",
    config: websiteOn,
    make: (harness: EnhanceHarness): Resource => harness.set(),
    args: (kind: string) => ({ domains: Object.fromEntries(many(10).map((name) => [name, { kind }])) }),
    names: many(10),
    add: POST,
    remove: DELETE,
    drop: "unmap",
    write: (name: string) => `map ${name} kind=addon`,
    where: { nth: 2, times: 3 },
  },
  {
    title: "a domain of a server",
    config: serverOn,
    make: (harness: EnhanceHarness): Resource => harness.single(),
    args: () => ({ ...acme, www: true }),
    names: ["acme.com", "www.acme.com"],
    add: "createServerDomain",
    remove: "deleteServerDomain",
    drop: "drop",
    write: (name: string) => `add "${name}"`,
    where: {},
  },
] as const;

for (const { title, config, make, args, names, add, remove, drop, write, where } of KINDS) {
  describe(`a lost answer to ${title}`, () => {
    let harness: EnhanceHarness;
    let resource: Resource;
    beforeEach(async () => {
      harness = await EnhanceHarness.start({}, config);
      resource = make(harness);
    });
    afterEach(() => {
      expect(harness.panel.faults.pending).to.deep.equal([]);
      return harness.close();
    });
    const there = () => [...harness.mapped, ...harness.added];
    const lists = () => harness.calls.filter((call) => call.endsWith("list")).length;

    for (const [what, effect] of [...LOST, ...UNDOCUMENTED]) {
      it(`of a create, which ${what}: added once, by one POST`, async () => {
        harness.panel.faults.add({ ...effect, operationId: add, ...where });
        await resource.declare(args("addon"));
        expect(harness.writes).to.have.members(names.map(write));
        expect(there()).to.have.members([...names]);
        expect(resource.outputs.names).to.have.members([...names]);
        expect(resource.outputs.adopted).to.deep.equal(names.length > 2 ? [] : false);
        if (names.length > 2) expect(lists(), "looks that all share").to.be.at.most(5);
      });
    }

    for (const [what, effect] of LOST) {
      it(`of a delete, which ${what}: removed, each by one DELETE`, async () => {
        await resource.declare(args("addon"));
        harness.nextRun();
        harness.panel.faults.add({ ...effect, operationId: remove, ...where });
        await resource.destroy();
        expect(harness.writes).to.deep.equal(names.map(() => drop));
        expect(there()).to.deep.equal([]);
      });

      if (add !== POST) continue;
      it(`of a change in place, which ${what}: changed, each by one PATCH`, async () => {
        await resource.declare(args("alias"));
        harness.nextRun();
        harness.panel.faults.add({ ...effect, operationId: PATCH, ...where });
        await resource.declare(args("addon"));
        expect(harness.writes).to.deep.equal(names.map(() => "change kind=addon"));
        for (const name of names) expect(harness.panel.domain(name)).to.include({ mappingKind: "addon" });
        expect(resource.outputs).to.deep.include(args("addon"));
      });
    }
  });
}

describe("a lost answer for a domain", () => {
  let harness: EnhanceHarness;
  let domain: Resource;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    domain = harness.single();
  });
  afterEach(() => harness.close());
  const fault = (
    operationId: typeof LIST | typeof POST | typeof PATCH | typeof DELETE,
    effect: EnhanceFaultEffect,
  ) => harness.panel.faults.add({ ...effect, operationId });

  it("to a create, which takes longer than the timeout: mapped once, by one POST", async () => {
    harness.nextRun({ ...websiteOn(harness.panel), "enhance:timeout": "1" });
    const { opened, open } = gate();
    fault(POST, { do: "hook", when: "after", run: () => opened });
    await domain.declare(acme);
    open();
    expect(harness.writes).to.deep.equal(["map acme.com"]);
    expect(harness.mapped).to.deep.equal(["acme.com"]);
  });

  for (const effect of [NEVER, { do: "html", status: 502, when: "before" }] as const) {
    it(`to a create that was never done (${effect.do}) is an error after several lists; the next up maps it`, async () => {
      fault(POST, effect);
      const { kind, message } = await failureOf(domain.declare(acme));
      expect(kind).to.equal("unclear");
      expect(message).to.match(/^create acme\.com on .*The list did not show it in the seconds after/);
      expect(harness.calls).to.deep.equal(["list", "website", "map acme.com", ...Array(6).fill("list")]);
      expect(harness.clock.slept).to.deep.equal([500, 1_000, 2_000, 4_000, 8_000]);
      harness.nextRun();
      expect(await domain.declare(acme)).to.equal("create");
      expect(harness.mapped).to.deep.equal(["acme.com"]);
    });
  }

  for (const [what, calls, writes, adopted] of [
    ["after the last look is adopted by the next up", 6, [], true],
    ["between the next up's look and its POST is taken over, too", 7, ["map acme.com"], undefined],
  ] as const) {
    it(`to a create that is done ${what}`, async () => {
      fault(POST, { do: "lands-later", calls });
      await failureOf(domain.declare(acme));
      harness.nextRun();
      await domain.declare(acme);
      expect(harness.writes).to.deep.equal(writes);
      expect(harness.mapped).to.deep.equal(["acme.com"]);
      if (adopted !== undefined) expect(domain.outputs).to.include({ adopted });
      else expect(harness.calls).to.deep.equal(["list", "website", "map acme.com", "list", "dns"]);
    });
  }

  it("to a delete that was never done is an error, and the domain stays", async () => {
    await domain.declare(acme);
    harness.nextRun();
    fault(DELETE, { do: "html", status: 502, when: "before" });
    const { kind, message } = await failureOf(domain.destroy());
    expect(kind).to.equal("unclear");
    expect(message).to.match(/^delete acme\.com on .*did not remove the domain.*HTTP 502/);
    expect(harness.writes).to.deep.equal(["unmap"]);
    expect(harness.mapped).to.deep.equal(["acme.com"]);
  });

  it("to a change does not stop the redirect after it", async () => {
    await domain.declare(acme);
    Object.assign(harness.panel.domain("acme.com"), { certificate: issuedCertificate("acme.com") });
    harness.nextRun();
    fault(PATCH, { do: "hang-up", when: "after" });
    await domain.declare({ ...acme, kind: "addon", forceHttps: true });
    expect(harness.writes).to.deep.equal(["change kind=addon", "force true"]);
    expect(harness.panel.domain("acme.com")).to.include({ mappingKind: "addon", forceHttps: true });
    expect(domain.outputs).to.include({ kind: "addon", forceHttps: true });
  });

  it("to a change that was never done is reported as a lost answer, not as a panel that cannot do it", async () => {
    await domain.declare({ ...acme, kind: "alias" });
    harness.nextRun();
    fault(PATCH, { do: "html", status: 502, when: "before" });
    const reason = await reasonOf(domain.declare({ ...acme, kind: "addon" }));
    expect(reason)
      .to.match(/the panel did not change the mapping \[HTTP 502\]/)
      .and.not.match(/--replace/);
    expect(harness.writes).to.deep.equal(["change kind=addon"]);
    expect(domain.outputs).to.include({ kind: "alias" });
    harness.nextRun();
    expect(await domain.declare({ ...acme, kind: "addon" })).to.equal("update");
    expect(harness.panel.domain("acme.com").mappingKind).to.equal("addon");
  });

  it("to the list after a change leaves the resource in the state", async () => {
    await domain.declare({ ...acme, kind: "alias" });
    harness.nextRun();
    harness.panel.faults.add({
      do: "html",
      status: 503,
      when: "before",
      nth: 2,
      times: 2,
      operationId: LIST,
    });
    const reason = await reasonOf(domain.declare({ ...acme, kind: "addon" }));
    expect(reason).to.match(/^update acme\.com on .*did not list the website's domains \[HTTP 503\]/);
    harness.nextRun();
    expect(await domain.declare({ ...acme, kind: "addon" })).to.equal("update");
    expect(harness.writes).to.deep.equal([]);
  });
});

describe("lost answers for a set of domains", () => {
  let harness: EnhanceHarness;
  let set: DomainSet;
  beforeEach(async () => {
    harness = await EnhanceHarness.start();
    set = harness.set();
  });
  afterEach(() => harness.close());

  const fault = (effect: EnhanceFaultEffect, where: Omit<EnhanceFault, "do" | "when">) =>
    harness.panel.faults.add({ ...effect, ...where } as EnhanceFault);
  const callsOf = (word: string) => harness.calls.filter((call) => call.startsWith(word));

  it("to creates that were never done are errors after several lists; the next up maps them", async () => {
    fault(NEVER, { operationId: POST, nth: 2, times: 3 });
    const reason = await reasonOf(set.up(many(10)));
    expect(reason).to.match(
      /^create customer.*The list did not show it in the seconds after; run the command again/,
    );
    expect(callsOf("list")).to.have.length(7);
    expect(harness.clock.slept).to.deep.equal([500, 1_000, 2_000, 4_000, 8_000]);
    expect(Object.keys(set.outputs.failed as object)).to.have.length(3);
    expect(set.outputs.names).to.have.members(harness.mapped);
    harness.nextRun();
    expect(await set.up(many(10))).to.equal("update");
    expect(callsOf("map")).to.have.length(3);
    expect(harness.mapped).to.have.members(many(10));
  });

  it("to all creates, whose work is done: continues, with a list now and then", async () => {
    fault({ do: "hang-up", when: "after" }, { operationId: POST, times: 23 });
    await set.up(many(23));
    expect(callsOf("map")).to.have.length(23);
    expect(harness.mapped).to.have.members(many(23));
    expect(set.outputs.names).to.have.length(23);
    expect(callsOf("list").length).to.be.at.most(6);
  });

  it("to creates on a panel that no longer does anything: stops after a few, and the rest waits for the next up", async () => {
    fault(NEVER, { operationId: POST, nth: 4, times: 1_000 });
    const reason = await reasonOf(set.up(many(100)));
    expect(reason).to.match(/^create customer.* and \d+ more on /);
    expect(callsOf("map").length).to.be.within(8, 15);
    expect(harness.mapped).to.have.length(3);
    expect(Object.keys(set.outputs.failed as object)).to.have.length(97);
    harness.panel.faults.clear();
    harness.nextRun();
    await set.up(many(100));
    expect(harness.mapped).to.have.members(many(100));
  });

  it("to a list in between do not end the wait for creates that may have been done", async () => {
    for (const names of [many(1), many(3)]) {
      const one = harness.set(`of ${names.length}`);
      harness.panel.setDomains(websiteOn(harness.panel)["enhance:websiteId"] ?? "", []);
      harness.nextRun();
      fault({ do: "hang-up", when: "after" }, { operationId: POST });
      fault({ do: "html", status: 503, when: "before" }, { operationId: LIST, nth: 2, times: 4 });
      await one.up(names);
      expect(callsOf("map")).to.have.length(names.length);
      expect(one.outputs.names).to.have.members(names);
    }
  });

  it("to changes that were never made are errors, and show as differences", async () => {
    await set.up(many(2));
    harness.nextRun();
    fault(NEVER, { operationId: PATCH });
    const domains = Object.fromEntries(many(2).map((name) => [name, { kind: "addon" }]));
    await reasonOf(set.up(domains));
    harness.nextRun();
    await set.refresh();
    expect(await set.up(domains)).to.equal("update");
    expect(harness.writes).to.deep.equal(["change kind=addon"]);
  });

  it("to removals that were never made fail the delete; the next one removes the rest", async () => {
    await set.up(many(4));
    harness.nextRun();
    fault(NEVER, { operationId: DELETE, nth: 2 });
    const message = await messageOf(set.destroy());
    expect(message).to.match(/^delete customer\d\.test on .*The list did not show it/);
    expect(harness.mapped).to.have.length(1);
    harness.nextRun();
    await set.destroy();
    expect(harness.mapped).to.deep.equal([]);
  });
});
