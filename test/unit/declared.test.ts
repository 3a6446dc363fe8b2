import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { EnhanceDomains, HestiaWebAlias, HestiaWebAliases, type HestiaWebAliasesArgs } from "../../provider";
import { flagOr, hostname } from "../../provider/core/inputs";
import { domainsField } from "../../provider/resource/domainSet";
import type { Declaration } from "../../provider/resource/dynamic";
import { withoutStacks } from "../../provider/resource/register";

interface Registered {
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Runs a program's constructors, and returns the registered inputs by the resource's name. */
async function run(program: () => unknown): Promise<Record<string, Registered["inputs"]>> {
  const registered: Registered[] = [];
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ name, inputs }) => {
      registered.push({ name, inputs });
      return { id: name, state: inputs };
    },
  });
  await pulumi.runtime.runInPulumiStack(async () => {
    await program();
  });
  await pulumi.runtime.disconnect();
  return Object.fromEntries(registered.map(({ name, inputs }) => [name, inputs]));
}

/** What a constructor tells. */
const declarationIn = (inputs: Registered["inputs"] | undefined): Declaration =>
  JSON.parse(String(inputs?.__declaration)) as Declaration;

/** What a resource learns of the others; declarations without their numbers. */
function elsewhere(inputs: Registered["inputs"] | undefined): Declaration["elsewhere"] {
  const announced = declarationIn(inputs).elsewhere;
  return (
    announced && {
      names: announced.names,
      unknown: announced.unknown.map((one) => one.replace(/#\d+$/, "")),
    }
  );
}

const set = (name: string, domains: HestiaWebAliasesArgs["domains"]) =>
  new HestiaWebAliases(name, { domains });

describe("what a resource learns of the program's other resources", () => {
  it("is nothing where there are no others", async () => {
    const { customers } = await run(() => set("customers", ["acme.com", "globex.com"]));
    expect(elsewhere(customers)).to.equal(undefined);
    expect(declarationIn(customers).id).to.match(/^customers#\d+$/);
  });

  it("is, for a set, every name that another one declares: it may release any", async () => {
    const { customers, more, acme } = await run(() => {
      set("customers", ["a.test"]);
      set("more", { "B.test.": true, "c.test": { www: true } });
      new HestiaWebAlias("acme", { domain: "bücher.test", www: true });
    });
    const single = ["xn--bcher-kva.test", "www.xn--bcher-kva.test"];
    expect(elsewhere(customers)?.names).to.have.members(["b.test", "c.test", ...single]);
    expect(elsewhere(more)?.names).to.have.members(["a.test", ...single]);
    expect(elsewhere(acme), "it may release its www name only").to.equal(undefined);
  });

  it("is, for an alias, whether another one declares its www name", async () => {
    const { acme, globex } = await run(() => {
      new HestiaWebAlias("acme", { domain: "acme.com" });
      new HestiaWebAlias("globex", { domain: "globex.com", www: false });
      set("customers", ["WWW.acme.com", "initech.com"]);
    });
    expect(elsewhere(acme)).to.deep.equal({ names: ["www.acme.com"], unknown: [] });
    expect(elsewhere(globex)).to.equal(undefined);
  });

  it("has a name of its own only where another one declares it as well", async () => {
    const { one, other } = await run(() => {
      set("one", ["both.test", "one.test"]);
      set("other", ["both.test"]);
    });
    expect(elsewhere(one)).to.deep.equal({ names: ["both.test"], unknown: [] });
    expect(elsewhere(other)?.names).to.have.members(["both.test", "one.test"]);
  });

  it("does not depend on the order of the constructors, nor on short waits of the program", async () => {
    const { early, late } = await run(async () => {
      set("early", ["early.test"]);
      await Promise.resolve();
      set("late", ["late.test"]);
    });
    expect(elsewhere(early)?.names).to.deep.equal(["late.test"]);
    expect(elsewhere(late)?.names).to.deep.equal(["early.test"]);
  });

  it("has the declarations whose names are outputs, but not its own", async () => {
    const { fixed, whole, part, single, promised } = await run(() => {
      set("fixed", ["fixed.test"]);
      set("whole", pulumi.output(["whole.test"]));
      set("part", [pulumi.output("part.test"), "known.test"]);
      set("promised", Promise.resolve(["promised.test"]));
      new HestiaWebAlias("single", { domain: pulumi.output("single.test") });
    });
    const open = ["whole", "part", "promised", "single"];
    expect(elsewhere(fixed)?.names).to.deep.equal(["known.test"]);
    expect(elsewhere(fixed)?.unknown).to.have.members(open);
    expect(elsewhere(whole)?.unknown).to.have.members(open.filter((one) => one !== "whole"));
    expect(elsewhere(part)?.unknown).to.have.members(open.filter((one) => one !== "part"));
    expect(elsewhere(promised)?.unknown).to.have.members(open.filter((one) => one !== "promised"));
    expect(elsewhere(single)).to.equal(undefined);
  });

  it("has the declarations that keep names of the state by `ignoreChanges`", async () => {
    const { fixed } = await run(() => {
      set("fixed", ["fixed.test"]);
      new HestiaWebAlias("kept", { domain: "kept.test" }, { ignoreChanges: ["domain"] });
      new HestiaWebAliases("part", { domains: ["part.test"] }, { ignoreChanges: ['domains["old.test"]'] });
      new HestiaWebAlias("other", { domain: "other.test" }, { ignoreChanges: ["www", "restart"] });
      new EnhanceDomains(
        "options",
        { domains: ["options.test"] },
        { ignoreChanges: ["domains.x.documentRoot"] },
      );
    });
    expect(elsewhere(fixed)?.names).to.have.members(["kept.test", "part.test", "other.test", "options.test"]);
    expect(elsewhere(fixed)?.unknown).to.have.members(["kept", "part"]);
  });

  it("has nothing of resources that are only looked up", async () => {
    const { customers } = await run(() => {
      set("customers", ["acme.com"]);
      HestiaWebAliases.get("theirs", "tenant1/network.example.com");
    });
    expect(elsewhere(customers)).to.equal(undefined);
  });

  it("has nothing of an earlier program of the same process", async () => {
    await run(() => {
      set("customers", ["acme.com", "globex.com"]);
      set("more", pulumi.output(["late.test"]));
    });
    const { customers } = await run(() => set("customers", ["acme.com"]));
    expect(elsewhere(customers)).to.equal(undefined);
  });
});

describe("stacks of errors", () => {
  it("are kept again after a resource is registered, or its constructor has failed", async () => {
    const { stackTraceLimit } = Error;
    await run(() => {
      set("customers", ["acme.com"]);
      expect(Error.stackTraceLimit).to.equal(stackTraceLimit);
      const parent = "no resource" as unknown as pulumi.Resource;
      const make = () => new HestiaWebAlias("acme", { domain: "acme.com" }, { parent });
      expect(make).to.throw().with.property("stack").that.contains("declared.test.ts");
      expect(Error.stackTraceLimit).to.equal(stackTraceLimit);
    });
  });

  it("are not kept meanwhile, unless for leaks of promises", () => {
    const { stackTraceLimit } = Error;
    const limitMeanwhile = (): number => {
      const withStacks = withoutStacks();
      const limit = Error.stackTraceLimit;
      withStacks();
      return limit;
    };
    expect(limitMeanwhile()).to.equal(0);
    process.env.PULUMI_DEBUG_PROMISE_LEAKS = "true";
    try {
      expect(limitMeanwhile()).to.equal(stackTraceLimit);
    } finally {
      delete process.env.PULUMI_DEBUG_PROMISE_LEAKS;
    }
    expect(Error.stackTraceLimit).to.equal(stackTraceLimit);
  });
});

describe("the domains of a set, as they are registered", () => {
  it("are as they are given in a list", async () => {
    const { customers } = await run(() => set("customers", ["acme.com", pulumi.output("globex.com")]));
    expect(customers?.domains).to.deep.equal(["acme.com", "globex.com"]);
  });

  const given = { "a.test": true, "b.test": { www: true }, "c.test": {} } as const;
  const registered = { "a.test": {}, "b.test": { www: true }, "c.test": {} };
  for (const [what, domains] of [
    ["a record", given],
    ["an output", pulumi.output(given)],
    ["a promise", Promise.resolve(given)],
    ["a record of outputs", { ...given, "a.test": pulumi.output(true as const) }],
  ] as const) {
    it(`are refused with something in place of options that means something else in the state: ${what}`, async () => {
      const { customers } = await run(() => set("customers", domains as HestiaWebAliasesArgs["domains"]));
      expect(customers?.domains).to.deep.equal(registered);
    });
  }
});

describe("field case 2: odd containers as the domains of a set", () => {
  class Customers {
    readonly "acme.com" = true;
  }
  function* generated() {
    yield "a.test";
    yield "b.test";
  }
  const LISTS: [what: string, make: () => unknown][] = [
    ["a Set", () => new Set(["a.test", "b.test"])],
    [
      "the keys of a Map",
      () =>
        new Map([
          ["a.test", {}],
          ["b.test", {}],
        ]).keys(),
    ],
    ["a generator", generated],
    ["an object that can be iterated", () => ({ [Symbol.iterator]: generated })],
    ["a Set of outputs", () => new Set([pulumi.output("a.test"), Promise.resolve("b.test")])],
  ];
  const REFUSED: [what: string, make: () => unknown, words: string][] = [
    [
      "a Map",
      () => new Map([["a.test", true]]),
      "an instance of Map, of which Object.fromEntries makes an object",
    ],
    ["an empty Map", () => new Map(), "an instance of Map, of which Object.fromEntries makes an object"],
    ["an instance of a class", () => new Customers(), "an instance of Customers"],
    ["a Set of numbers", () => new Set([5]), "an instance of Set"],
    ["a Date", () => new Date(), "an instance of Date"],
    ["a function", () => () => ["a.test"], "a function"],
    ["text", () => "a.test", "a.test"],
  ];
  const WAYS: [how: string, wrap: (value: unknown) => unknown][] = [
    ["as it is", (value) => value],
    ["in an output", (value) => pulumi.output(1).apply(() => value)],
    ["in a promise", (value) => Promise.resolve(value)],
  ];
  const CLASSES = { HestiaWebAliases, EnhanceDomains };
  for (const [resource, Class] of Object.entries(CLASSES)) {
    const registered = async (domains: unknown) => {
      const { one } = await run(() => new Class("one", { domains: domains as string[] }));
      return one?.domains;
    };
    for (const [how, wrap] of WAYS) {
      for (const [what, make] of LISTS) {
        it(`${resource}: ${what}, ${how}, is a list`, async () => {
          expect(await registered(wrap(make()))).to.deep.equal(["a.test", "b.test"]);
        });
      }
      for (const [what, make, words] of REFUSED) {
        it(`${resource}: ${what}, ${how}, is refused`, async () => {
          const domains = await registered(wrap(make()));
          expect(domains).to.equal(words);
          expect(refusal(domains)).to.match(/^it is neither a list of names nor an object/);
        });
      }
    }
    it(`${resource}: in a list are refused, in the words of the check`, async () => {
      const list = [["a.test"], 5, {}];
      expect(refusal(await registered(list))).to.match(
        /^\["a\.test"\] is not text; give a host name[^;]*; 5 is not text; .*; \{\} is not text; /,
      );
    });
    it(`${resource}: as the options of a name`, async () => {
      const options = { "a.test": new Map([["www", true]]), "b.test": new Customers(), "c.test": () => ({}) };
      const domains = await registered(options);
      expect(domains).to.deep.include({ "b.test": "an instance of Customers", "c.test": "a function" });
      expect(refusal(domains)?.match(/takes true or an object of options/g)).to.have.length(3);
    });
    it(`field case 3: ${resource}: undefined options mean none, so that the name is mapped`, async () => {
      const table: Record<string, object | undefined> = {};
      const domains = {
        "a.test": table.a,
        "b.test": pulumi.output(table.b),
        "c.test": Promise.resolve(table.c),
      };
      const none = { "a.test": {}, "b.test": {}, "c.test": {} };
      expect(await registered(domains)).to.deep.equal(none);
      expect(await registered(pulumi.output(1).apply(() => domains))).to.deep.equal(none);
      expect(await registered(pulumi.output(domains))).to.deep.equal(none);
      expect(refusal(await registered({ "a.test": null })), "null").to.match(/takes true or an object/);
    });
    it(`field case 3: ${resource}: undefined in a list is refused`, async () => {
      expect(refusal(await registered(["a.test", undefined]))).to.match(
        /^(null|undefined) is not text; give/,
      );
    });
  }

  it("are announced to the program's other resources", async () => {
    const { other } = await run(() => {
      new HestiaWebAliases("one", { domains: new Set(["a.test"]).values() });
      set("other", ["b.test"]);
    });
    expect(elsewhere(other)).to.deep.equal({ names: ["a.test"], unknown: [] });
  });
});

/** The result of `check` for domains as they are registered. */
function refusal(domains: unknown): string | undefined {
  const field = domainsField(hostname({ wildcard: true }), { www: flagOr("auto") });
  return field
    .safeParse(domains)
    .error?.issues.map(({ message }) => message)
    .join("; ");
}
