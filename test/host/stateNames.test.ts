import { expect } from "chai";
import { demoEnhance } from "../../panels/enhance";
import { websiteOn } from "../support/enhance";
import { ACCOUNT, configurationFor, N } from "../support/hestia";
import { World } from "./cures/world";

describe("the names that a state has of a resource", () => {
  let world: World;
  beforeEach(async () => {
    world = await World.start();
  });
  afterEach(() => world?.close());

  it("keep a domain and its www name that a set declares separately, where neither could be removed", async () => {
    const all = ["acme.com", "www.acme.com", "b.com"];
    const declare = (...domains: string[]) => {
      world.program = { it: { on: "hestiaWebAliases", args: { domains } } };
    };
    world.config = configurationFor(world.hestia);
    declare(...all);
    expect((await world.up()).ok).to.equal(true);
    world.hestia.faults.add({
      do: "exit",
      code: 15,
      when: "before",
      command: "v-delete-web-domain-alias",
      times: 9,
    });
    declare("b.com");
    expect((await world.up()).ok, "the panel refuses").to.equal(false);
    expect(world.outputs("it").names).to.have.members(all);
    world.hestia.faults.clear();
    expect((await world.refresh()).ok).to.equal(true);
    expect(world.outputs("it").names, "after a refresh").to.have.members(all);
    expect(world.hestia.aliases(ACCOUNT, N)).to.have.members(all);
    const up = await world.up();
    expect([up.ok, up.steps], up.text).to.deep.equal([true, ["update it"]]);
    expect(world.outputs("it").names).to.deep.equal(["b.com"]);
    expect(world.hestia.aliases(ACCOUNT, N)).to.deep.equal(["b.com"]);
    expect((await world.up()).steps).to.deep.equal([]);
  });

  it("are looked up again where the state has none and the domain exists: EnhanceDomain", async () => {
    world.config = websiteOn(world.enhance);
    world.program = { it: { on: "enhanceDomain", args: { domain: "acme.com" } } };
    expect((await world.up()).ok).to.equal(true);
    world.edit("it", { names: [] });
    expect((await world.refresh()).ok).to.equal(true);
    expect(world.outputs("it").names).to.deep.equal(["acme.com"]);
    world.program = {};
    expect((await world.up()).ok).to.equal(true);
    expect(world.enhance.domains(demoEnhance.websiteId)).not.to.include("acme.com");
  });
});
