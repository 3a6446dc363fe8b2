import { expect } from "chai";
import { demoEnhance } from "../../../panels/enhance";
import type { Properties } from "../../../provider/resource/dynamic";
import type { Resource } from "../../support/engine";
import { type DomainSet, EnhanceBench, tokens } from "../../support/enhance";
import { errorOf } from "./errors";

const OTHER = { organizationId: demoEnhance.otherOrgId, websiteId: demoEnhance.otherWebsiteId };

describe("names that go from one resource to another of the same website", () => {
  let bench: EnhanceBench;
  let set: DomainSet;
  let single: Resource;
  beforeEach(async () => {
    bench = await EnhanceBench.start();
    bench.config = { ...bench.config, "enhance:apiToken": tokens.masterOwner };
    bench.next();
    set = bench.set();
    single = bench.single("single");
  });
  afterEach(() => bench.close());

  /** What the constructors of the program tell before anything is checked. */
  const announce = (...names: string[]) => bench.session.claims.announce({ names, unknown: [] });

  it("single to set: the set takes it over, and the single's delete leaves it", async () => {
    await single.declare({ domain: "a.com" });
    await set.up(["b.com"]);
    bench.next();
    await set.up(["a.com", "b.com"]);
    await single.destroy();
    expect(bench.writes).to.deep.equal([]);
    expect(bench.mapped).to.deep.equal(["a.com", "b.com"]);
    expect(set.outputs).to.deep.include({ names: ["a.com", "b.com"], adopted: ["a.com"] });
  });

  it("set to single, whichever the engine sends first", async () => {
    for (const order of [
      () => [set.up(["b.com"]), single.declare({ domain: "a.com", onExisting: "fail" })],
      () => [single.declare({ domain: "a.com" }), set.up(["b.com"])],
    ]) {
      single.forget();
      bench.next();
      await set.up(["a.com", "b.com"]);
      bench.next();
      announce("a.com");
      await Promise.all(order());
      expect(bench.writes).to.deep.equal([]);
      expect(bench.mapped).to.have.members(["a.com", "b.com"]);
      expect([set.outputs.names, single.outputs.names]).to.deep.equal([["b.com"], ["a.com"]]);
    }
  });

  it("set to set", async () => {
    const second = bench.set("second");
    await set.up(["a.com", "b.com", "c.com"]);
    bench.next();
    announce("b.com", "c.com");
    await Promise.all([set.up(["a.com"]), second.up(["b.com", "c.com"], { onExisting: "fail" })]);
    expect(bench.writes).to.deep.equal([]);
    expect(bench.mapped).to.have.members(["a.com", "b.com", "c.com"]);
    expect([set.outputs.names, second.outputs.names]).to.deep.equal([["a.com"], ["b.com", "c.com"]]);
  });

  it("a whole set to singles, whose delete comes last", async () => {
    await set.up(["a.com", "b.com"]);
    bench.next();
    await single.declare({ domain: "a.com" });
    await set.destroy();
    expect(bench.writes).to.deep.equal(["unmap"]);
    expect(bench.mapped).to.deep.equal(["a.com"]);
  });

  it("a whole set to a single that the engine looks at later", async () => {
    await set.up(["a.com", "b.com"]);
    bench.next();
    announce("a.com");
    const gone = set.destroy();
    await Promise.all([gone, single.declare({ domain: "a.com", onExisting: "fail" })]);
    expect(bench.writes).to.deep.equal(["unmap"]);
    expect(bench.mapped).to.deep.equal(["a.com"]);
  });

  it("set to nobody in sight: stays where another declaration may yet want it, and goes where none does", async () => {
    await set.up(["a.com", "b.com", "c.com"]);
    bench.next();
    announce("b.com");
    await set.up(["a.com"]);
    expect(bench.writes).to.deep.equal(["unmap"]);
    expect(bench.mapped).to.deep.equal(["a.com", "b.com"]);
    // It stays the set's, so that the next run decides, and nobody is left without an owner.
    expect(set.outputs.names).to.deep.equal(["a.com", "b.com"]);
    expect(bench.said.join()).to.match(/^b\.com stays on the panel: another resource of the program may/);
    bench.next();
    await set.up(["a.com"]);
    expect(bench.mapped).to.deep.equal(["a.com"]);
    expect(set.outputs.names).to.deep.equal(["a.com"]);
  });

  describe("and to another website, which it can only come to once it has left the first", () => {
    /** The same set on another website, as the engine does it: checked anew, the old one deleted, the new one created. */
    const move = async (to: Properties) => {
      expect(await set.up(["a.com", "b.com"], to)).to.equal("replace, delete first");
    };

    it("leaves the one and comes to the other", async () => {
      await set.up(["a.com", "b.com"]);
      bench.next();
      await move(OTHER);
      expect(bench.calls.slice(0, 3), "the destination was looked at first").to.deep.equal([
        "list",
        "website",
        "list",
      ]);
      expect(bench.mapped).to.deep.equal([]);
      expect(bench.panel.domains(demoEnhance.otherWebsiteId)).to.include.members(["a.com", "b.com"]);
    });

    for (const [what, to] of [
      ["a website that is not there", { websiteId: "00000000-0000-4000-8000-000000000000" }],
      ["an organization that is not there", { organizationId: "00000000-0000-4000-8000-000000000000" }],
    ] as const) {
      it(`field case 7: never leaves for ${what}`, async () => {
        await set.up(["a.com", "b.com"]);
        bench.next();
        const { message } = await errorOf(move(to));
        expect(message).to.match(
          /^delete names of the set on .*00000000-.*: nothing was moved there: the panel did not list the website's domains/,
        );
        expect(message, "the domains are where they were").not.to.contain("pulumi state delete");
        expect(bench.writes).to.deep.equal([]);
        expect(bench.mapped).to.deep.equal(["a.com", "b.com"]);
      });
    }
  });
});
