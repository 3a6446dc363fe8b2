import { expect } from "chai";
import type { EnhancePanel } from "../../panels/enhance";
import type { HestiaPanel } from "../../panels/hestia";
import type { Properties } from "../../provider/resource/dynamic";
import { ORG, SERVER, SITE, serverOn, websiteOn } from "../support/enhance";
import type { Handler } from "../support/handlers";
import { ACCOUNT, configurationFor, N } from "../support/hestia";
import { World } from "./cures/world";

/** A resource, as the rules that hold for all of them need it. */
interface Kind {
  readonly on: Handler;
  readonly config: (hestia: HestiaPanel, enhance: EnhancePanel) => Record<string, string>;
  readonly args: Properties;
  /** The names that go with the arguments. */
  readonly names: readonly string[];
  readonly id: string;
  /** The id of one that is not there. */
  readonly missing: string;
  /** Another value of each of these properties, which would change something on the panel. */
  readonly others: Properties;
  /** What of the names, and of the arguments, a lookup finds that knows the id alone. */
  readonly found: Properties;
}

const GLOBEX = { kind: "alias", documentRoot: "public_html" };

const KINDS: Readonly<Record<string, Kind>> = {
  HestiaWebAlias: {
    on: "hestiaWebAlias",
    config: configurationFor,
    args: { domain: "acme.com", www: true },
    names: ["acme.com", "www.acme.com"],
    id: `${ACCOUNT}/${N}/acme.com`,
    missing: `${ACCOUNT}/${N}/acme.org`,
    others: { domain: "acme.org", www: false, webDomain: "second.example.com" },
    found: { domain: "acme.com", www: true, adopted: false },
  },
  HestiaWebAliases: {
    on: "hestiaWebAliases",
    config: configurationFor,
    args: { domains: { "acme.com": { www: true }, "b.com": {} } },
    names: ["acme.com", "www.acme.com", "b.com"],
    id: `${ACCOUNT}/${N}`,
    missing: `${ACCOUNT}/nowhere.example.com`,
    others: { domains: ["acme.org"], webDomain: "second.example.com" },
    found: { domains: { "acme.com": { www: true }, "b.com": true }, adopted: [] },
  },
  EnhanceDomain: {
    on: "enhanceDomain",
    config: (_, enhance) => websiteOn(enhance),
    args: { domain: "globex.com", ...GLOBEX },
    names: ["globex.com"],
    id: `${ORG}/${SITE}/globex.com`,
    missing: `${ORG}/${SITE}/acme.org`,
    others: { domain: "acme.org", kind: "addon", documentRoot: "shop", forceHttps: true },
    found: { domain: "globex.com", mappingKind: "alias", adopted: false },
  },
  "EnhanceDomain of a server": {
    on: "enhanceDomain",
    config: (_, enhance) => serverOn(enhance),
    args: { domain: "globex.com", www: true },
    names: ["globex.com", "www.globex.com"],
    id: `servers/${SERVER}/globex.com`,
    missing: `servers/${SERVER}/acme.org`,
    others: { domain: "acme.org", www: false },
    found: { domain: "globex.com", adopted: false },
  },
  EnhanceDomains: {
    on: "enhanceDomains",
    config: (_, enhance) => websiteOn(enhance),
    args: { domains: { "globex.com": GLOBEX, "b.com": {} } },
    names: ["globex.com", "b.com"],
    id: `${ORG}/${SITE}`,
    missing: `${ORG}/00000000-0000-4000-8000-000000000000`,
    others: { domains: { "globex.com": { kind: "addon" } } },
    found: { domains: { "globex.com": true, "b.com": true }, adopted: [] },
  },
};

for (const [title, { on, config, args, names, id, missing, others, found }] of Object.entries(KINDS)) {
  describe(`every resource: ${title}`, function () {
    this.timeout(60_000);
    let world: World;
    beforeEach(async () => {
      world = await World.start();
      world.config = config(world.hestia, world.enhance);
      world.program = { it: { on, args } };
      await succeeds("up", ["create it"]);
    });
    afterEach(() => world?.close());

    /** What the panels have, whoever it is of. */
    const had = ({ hestia, enhance }: { hestia: HestiaPanel; enhance: EnhancePanel }) =>
      structuredClone([
        hestia.aliases(ACCOUNT, N),
        Object.values(enhance.state.domains).map((one) => one.domain),
      ]);
    const calls = () => {
      const all = [...world.hestia.log, ...world.enhance.log];
      world.hestia.clearLog();
      world.enhance.clearLog();
      return all;
    };

    /** A run that goes well. @returns what the user is told */
    async function succeeds(run: "up" | "refresh" | "destroy", steps: readonly string[]): Promise<string> {
      calls();
      const told = await world[run]();
      expect(told.ok, told.text).to.equal(true);
      expect(told.steps).to.deep.equal(steps);
      return told.text;
    }

    describe("with the option ignoreChanges", () => {
      const ignored = [...Object.keys(others).map((property) => [property]), ["*"]];
      for (const ignoreChanges of ignored) {
        it(`keeps what it has: ${ignoreChanges}`, async () => {
          const before = had(world);
          const [property = ""] = ignoreChanges;
          const changed = property === "*" ? others : { [property]: others[property] };
          world.program = { it: { on, args: { ...args, ...changed }, ignoreChanges } };
          for (const refreshed of [false, true]) {
            if (refreshed) await succeeds("refresh", []);
            await succeeds("up", []);
            expect(calls(), `refreshed: ${refreshed}`).to.deep.equal([]);
            expect(world.outputs("it").names).to.have.members([...names]);
            expect(had(world)).to.deep.equal(before);
          }
        });
      }

      it("and without it, does not", async () => {
        for (const [property, value] of Object.entries(others)) {
          world.program = { it: { on, args: { ...args, [property]: value } } };
          expect((await world.preview()).ok).to.equal(true);
          expect((await world.up()).steps, property).not.to.deep.equal([]);
          world.program = { it: { on, args } };
          await world.up();
        }
      });
    });

    describe("with a connection that leads to another panel by now", () => {
      let other: { hestia: HestiaPanel; enhance: EnhancePanel };
      let first: Record<string, string>;
      beforeEach(async () => {
        other = { hestia: await world.anotherHestia(), enhance: await world.anotherEnhance() };
        first = world.config;
        world.config = config(other.hestia, other.enhance);
      });
      const untouched = async (run: () => Promise<string>) => {
        const before = [had(world), had(other)];
        const text = await run();
        expect(calls()).to.deep.equal([]);
        expect([...other.hestia.log, ...other.enhance.log]).to.deep.equal([]);
        expect([had(world), had(other)]).to.deep.equal(before);
        return text;
      };

      it("is not looked at by a refresh, and still there", async () => {
        const outputs = world.outputs("it");
        const text = await untouched(() => succeeds("refresh", []));
        expect(text).to.match(/ was not looked at: it was mapped on .*, and the connection leads to /);
        expect(world.outputs("it")).to.deep.equal(outputs);
      });

      it("is mapped there by an update, with its names on the old panel left and told", async () => {
        const before = had(world);
        const text = await succeeds("up", ["update it"]);
        expect(text).to.contain(` keeps its mapping of ${names.join(", ")}: remove it there`);
        expect(calls()).to.deep.equal([]);
        expect(had(world)).to.deep.equal(before);
        expect(had(other).flat()).to.include.members([...names]);
        expect(world.outputs("it").names).to.have.members([...names]);
        await succeeds("up", []);
      });

      it("is mapped there as it is declared by now: the old panel keeps what is declared no more", async () => {
        const before = had(world);
        const { domain: _domain, webDomain: _webDomain, ...inPlace } = others;
        world.program = { it: { on, args: { ...args, ...inPlace } } };
        await succeeds("up", ["update it"]);
        expect(calls()).to.deep.equal([]);
        expect(had(world)).to.deep.equal(before);
      });

      it("is forgotten by a delete, which touches neither panel", async () => {
        const text = await untouched(() => succeeds("destroy", ["delete it"]));
        expect(text).to.match(
          / stays mapped on .*: the connection leads to .* now, where nothing was touched/,
        );
        expect(world.outputs("it")).to.deep.equal({});
      });

      it("is forgotten by a delete also where the new panel has the very same names", async () => {
        await succeeds("up", ["update it"]);
        for (const panel of [other.hestia, other.enhance]) panel.clearLog();
        world.config = first;
        await untouched(() => succeeds("destroy", ["delete it"]));
        expect(had(other).flat()).to.include.members([...names]);
      });
    });

    describe("that is looked up", () => {
      const read = (what: string) => world.next().on(on).read(what, {});

      it("is found by its id alone, with all that belongs to it, and nothing is written", async () => {
        const before = had(world);
        calls();
        const { id: seen, properties } = await read(id);
        expect(seen).to.equal(id);
        expect(properties).to.deep.include(found);
        expect(had(world)).to.deep.equal(before);
      });

      it("is an error where it is not there: the engine would take an empty answer for a find", async () => {
        const told = await world.get(on, missing);
        expect(told.ok).to.equal(false);
        expect(told.text).to.match(/^read .* on .*(Correct the id, which is|There is no such website)/);
      });
    });
  });
}
