import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import type { Properties } from "../../provider/resource/dynamic";
import { type Declared, Resource } from "../support/engine";
import { ACCOUNT, callsTo, N } from "../support/hestia";
import { World } from "./cures/world";

const { websiteId: SITE } = demoEnhance;

/** A resource that gives names up, and one that declares the last of them while this is under way. */
interface Late {
  readonly title: string;
  readonly from: Declared;
  /** What is declared of it by now; left out, it is deleted. */
  readonly by?: Properties;
  readonly to: Declared;
  /** The call during which the other one is looked at. */
  readonly during:
    | { readonly command: string }
    | { readonly operationId: "getWebsiteDomainMappings" | "deleteWebsiteDomainMapping" };
  readonly stays: string;
  readonly goes: readonly string[];
}

const alias = (args: Properties): Declared => ({ on: "hestiaWebAlias", args });
const aliases = (...domains: string[]): Declared => ({ on: "hestiaWebAliases", args: { domains } });
const domain = (args: Properties): Declared => ({ on: "enhanceDomain", args });
const domains = (...names: string[]): Declared => ({ on: "enhanceDomains", args: { domains: names } });

const HESTIA_LIST = { command: "v-list-web-domains" };
const HESTIA_DELETE = { command: "v-delete-web-domain-alias" };
const ENHANCE_LIST = { operationId: "getWebsiteDomainMappings" } as const;
const ENHANCE_DELETE = { operationId: "deleteWebsiteDomainMapping" } as const;
const both = { domain: "acme.com", www: true };
const four = ["a.com", "b.com", "c.com", "d.com"];

const LATE: readonly Late[] = [
  {
    title: "HestiaWebAlias, deleted, while the account is listed",
    from: alias(both),
    to: alias({ domain: "www.acme.com" }),
    during: HESTIA_LIST,
    stays: "www.acme.com",
    goes: ["acme.com"],
  },
  {
    title: "HestiaWebAlias, updated, while the account is listed",
    from: alias(both),
    by: { ...both, www: false },
    to: alias({ domain: "www.acme.com" }),
    during: HESTIA_LIST,
    stays: "www.acme.com",
    goes: [],
  },
  ...([HESTIA_LIST, HESTIA_DELETE] as const).flatMap((during) => [
    {
      title: `HestiaWebAliases, deleted, during ${during.command}`,
      from: aliases(...four),
      to: alias({ domain: "d.com" }),
      during,
      stays: "d.com",
      goes: ["a.com", "b.com", "c.com"],
    },
    {
      title: `HestiaWebAliases, updated, during ${during.command}`,
      from: aliases(...four),
      by: { domains: ["a.com"] },
      to: alias({ domain: "d.com" }),
      during,
      stays: "d.com",
      goes: ["b.com", "c.com"],
    },
  ]),
  ...([ENHANCE_LIST, ENHANCE_DELETE] as const).flatMap((during) => [
    {
      title: `EnhanceDomains, deleted, during ${during.operationId}`,
      from: domains(...four),
      to: domain({ domain: "d.com" }),
      during,
      stays: "d.com",
      goes: ["a.com", "b.com", "c.com"],
    },
    {
      title: `EnhanceDomains, updated, during ${during.operationId}`,
      from: domains(...four),
      by: { domains: ["a.com"] },
      to: domain({ domain: "d.com" }),
      during,
      stays: "d.com",
      goes: ["b.com", "c.com"],
    },
  ]),
];

describe("a name that another resource declares while it is being given up", function () {
  this.timeout(60_000);
  let world: World;
  beforeEach(async () => {
    world = await World.start();
  });
  afterEach(() => world?.close());

  for (const { title, from, by, to, during, stays, goes } of LATE) {
    it(`stays: ${title}`, async () => {
      const resource = new Resource(world, "from", from.on);
      await resource.declare(from.args);
      const before = mapped();

      world.next();
      const plan = by && (await resource.plan(by));
      const claim = async () => void (await new Resource(world, "to", to.on).check(to.args));
      const hook = { do: "hook", when: "before", run: claim } as const;
      if ("command" in during) world.hestia.faults.add({ ...hook, ...during });
      else world.enhance.faults.add({ ...hook, ...during });
      await (plan === undefined ? resource.destroy() : plan.act());
      expect(mapped()).to.have.members(before.filter((name) => !goes.includes(name)));
      expect(mapped()).to.include(stays);
      if ("command" in during) expect(callsTo(world.hestia).join("\n")).not.to.contain(`delete ${stays}`);
    });
  }

  const mapped = () => [...world.hestia.aliases(ACCOUNT, N), ...world.enhance.domains(SITE)];
});
