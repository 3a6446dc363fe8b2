import { expect } from "chai";
import type { Properties } from "../../provider/resource/dynamic";
import { World } from "../host/cures/world";
import { serverOn, websiteOn } from "../support/enhance";
import type { Handler } from "../support/handlers";
import { ACCOUNT, configurationFor, N } from "../support/hestia";

/** A resource that declares a name less, which the panel does not take off. */
interface Row {
  readonly title: string;
  readonly on: Handler;
  readonly config: (world: World) => Record<string, string>;
  readonly args: Properties;
  readonly less: Properties;
  readonly names: readonly string[];
  readonly left: readonly string[];
  readonly refuses: (world: World) => void;
  readonly mended: (world: World) => void;
  readonly there: (world: World) => readonly string[];
}

const hestia = {
  config: (world: World) => configurationFor(world.hestia),
  refuses: ({ hestia }: World) => {
    hestia.faults.add({
      do: "exit",
      code: 15,
      when: "before",
      command: "v-delete-web-domain-alias",
      times: 9,
    });
  },
  mended: ({ hestia }: World) => hestia.faults.clear(),
  there: ({ hestia }: World) => hestia.aliases(ACCOUNT, N),
};
const enhance = {
  mended: ({ enhance }: World) => enhance.faults.clear(),
  there: ({ enhance }: World) => Object.values(enhance.state.domains).map((one) => one.domain),
};
const refusesDelete =
  (operationId: "deleteWebsiteDomainMapping" | "deleteServerDomain") =>
  ({ enhance }: World) => {
    enhance.faults.add({ do: "error", status: 409, code: "busy", when: "before", operationId, times: 9 });
  };

const ROWS: readonly Row[] = [
  {
    title: "HestiaWebAlias",
    on: "hestiaWebAlias",
    ...hestia,
    args: { domain: "acme.com", www: true },
    less: { domain: "acme.com", www: false },
    names: ["acme.com", "www.acme.com"],
    left: ["acme.com"],
  },
  {
    title: "HestiaWebAliases",
    on: "hestiaWebAliases",
    ...hestia,
    args: { domains: ["a.com", "b.com"] },
    less: { domains: ["a.com"] },
    names: ["a.com", "b.com"],
    left: ["a.com"],
  },
  {
    title: "HestiaWebAliases, of a domain and its www name by themselves",
    on: "hestiaWebAliases",
    ...hestia,
    args: { domains: ["acme.com", "www.acme.com", "b.com"] },
    less: { domains: ["b.com"] },
    names: ["acme.com", "www.acme.com", "b.com"],
    left: ["b.com"],
  },
  {
    title: "EnhanceDomain of a server",
    on: "enhanceDomain",
    ...enhance,
    config: (world) => serverOn(world.enhance),
    refuses: refusesDelete("deleteServerDomain"),
    args: { domain: "acme.com", www: true },
    less: { domain: "acme.com", www: false },
    names: ["acme.com", "www.acme.com"],
    left: ["acme.com"],
  },
  {
    title: "EnhanceDomains",
    on: "enhanceDomains",
    ...enhance,
    config: (world) => websiteOn(world.enhance),
    refuses: refusesDelete("deleteWebsiteDomainMapping"),
    args: { domains: ["a.com", "b.com"] },
    less: { domains: ["a.com"] },
    names: ["a.com", "b.com"],
    left: ["a.com"],
  },
];

describe("names that the panel does not take off", () => {
  for (const { title, on, config, args, less, names, left, refuses, mended, there } of ROWS) {
    it(`stay the resource's own, also through a refresh, and go with the next up that can: ${title}`, async () => {
      const world = await World.start();
      try {
        world.config = config(world);
        world.program = { it: { on, args } };
        expect((await world.up()).ok).to.equal(true);
        refuses(world);
        world.program = { it: { on, args: less } };
        expect((await world.up()).ok, "the panel refuses").to.equal(false);
        expect(world.outputs("it").names).to.have.members([...names]);
        mended(world);
        expect((await world.refresh()).ok).to.equal(true);
        expect(world.outputs("it").names, "after a refresh").to.have.members([...names]);
        expect(there(world)).to.include.members([...names]);
        const up = await world.up();
        expect([up.ok, up.steps], up.text).to.deep.equal([true, ["update it"]]);
        expect(world.outputs("it").names).to.have.members([...left]);
        for (const name of names) expect(there(world).includes(name)).to.equal(left.includes(name));
        expect((await world.up()).steps).to.deep.equal([]);
      } finally {
        await world.close();
      }
    });
  }

  it("and a domain of which the state has no name is found by a refresh where it is there: EnhanceDomain", async () => {
    const world = await World.start();
    try {
      world.config = websiteOn(world.enhance);
      world.program = { it: { on: "enhanceDomain", args: { domain: "acme.com" } } };
      expect((await world.up()).ok).to.equal(true);
      world.edit("it", { names: [] });
      expect((await world.refresh()).ok).to.equal(true);
      expect(world.outputs("it").names).to.deep.equal(["acme.com"]);
      world.program = {};
      expect((await world.up()).ok).to.equal(true);
      expect(enhance.there(world)).not.to.include("acme.com");
    } finally {
      await world.close();
    }
  });
});
