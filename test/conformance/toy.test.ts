import { expect } from "chai";
import { dynamicHandler, type Properties } from "../../provider/resource/dynamic";
import { Session } from "../../provider/resource/session";
import { toyName, toyNames } from "./toy/panel";
import { startToyPanel } from "./toy/server";

describe("a third panel, over the interface alone", () => {
  let panel: Awaited<ReturnType<typeof startToyPanel>>;
  beforeEach(async () => {
    panel = await startToyPanel();
  });
  afterEach(() => panel?.close());

  const zone = () => [...(panel.zones.get("main") ?? [])];

  /** A run of the engine: what a host process keeps from its start to its end. */
  function run() {
    const said: string[] = [];
    const session = new Session(undefined, (message) => said.push(message), {});
    const config: Record<string, string> = { "toy:apiUrl": panel.url, "toy:zone": "main" };
    session.configure({ get: (key) => config[key] });
    return {
      said,
      single: dynamicHandler(session, toyName(session)),
      set: dynamicHandler(session, toyNames(session)),
    };
  }
  type Handler = ReturnType<typeof run>["single"];
  const check = async (handler: Handler, news: Properties, olds: Properties = {}, declaration = "it#1") => {
    const { inputs, failures } = await handler.check(olds, { ...news, __declaration: declaration });
    expect(failures).to.deep.equal([]);
    return inputs;
  };

  it("takes a name through its life", async () => {
    const { single } = run();
    const inputs = await check(single, { domain: "ACME.com" });
    expect(inputs).to.deep.include({ domain: "acme.com", zone: "main", names: ["acme.com"] });
    const { id, outs } = await single.create(inputs);
    expect(id).to.equal("main/acme.com");
    expect(outs).to.deep.include({ adopted: false, names: ["acme.com"] });
    expect(zone()).to.deep.equal(["acme.com"]);
    expect((await single.diff(id, outs, inputs)).changes).to.equal(false);
    expect((await single.read(id, outs)).props).to.deep.include({ names: ["acme.com"] });
    panel.zones.get("main")?.clear();
    expect(await single.read(id, outs)).to.deep.equal({});
    await single.delete(id, outs);
  });

  it("changes a set by the names that come and go, and one that is handed over stays", async () => {
    const first = run();
    const before = await check(first.set, { domains: ["a.com", "b.com"] });
    const { id, outs } = await first.set.create(before);
    const { set, single } = run();
    const news = await check(set, { domains: ["a.com", "c.com"] }, before, "set#1");
    const b = await check(single, { domain: "b.com" }, {}, "b#2");
    expect((await set.diff(id, outs, news)).changes).to.equal(true);
    const [after, made] = await Promise.all([set.update(id, outs, news), single.create(b)]);
    expect(after.outs.names).to.have.members(["a.com", "c.com"]);
    expect(made.outs.adopted).to.equal(true);
    expect(zone()).to.have.members(["a.com", "b.com", "c.com"]);
  });

  it("refuses what is there where onExisting is fail, and a zone that is not there", async () => {
    panel.zones.get("main")?.add("acme.com");
    const { single } = run();
    const inputs = await check(single, { domain: "acme.com", onExisting: "fail" });
    const told = async (news: Properties) =>
      String(await single.create(news).catch((error: Error) => error.message));
    expect(await told(inputs)).to.match(
      /^create acme\.com on 127.*\(zone main\): acme\.com is on this zone already/,
    );
    expect(await told(await check(single, { domain: "b.com", zone: "nowhere" }, {}, "b#2"))).to.match(
      /^create b\.com on 127.*\(zone nowhere\): there is no such zone/,
    );
  });
});
