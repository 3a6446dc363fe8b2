import { expect } from "chai";
import { type HestiaLatencyCall, realisticLatency } from "../../../panels/hestia";
import { ACCOUNT, add, closePanels, N, run, startPanel } from "./support";

describe("hestia panel: latency (docs/panels/hestia.md#times)", () => {
  afterEach(closePanels);

  const seconds = (call: Partial<HestiaLatencyCall>, scale?: number) => {
    const model = realisticLatency(scale);
    if (typeof model !== "function") throw new Error("the model is a function");
    const whole: HestiaLatencyCall = {
      command: "v-add-web-domain-alias",
      args: [],
      auth: "hash",
      names: 1,
      aliases: 0,
      restart: "no",
      ...call,
    };
    return Math.round(model(whole)) / 1000;
  };

  it("a list is 0.15 s", () => {
    expect(seconds({ command: "v-list-web-domains", names: 0 })).to.equal(0.15);
  });

  it("an add is 0.5 s and 0.03 s a name", () => {
    expect(seconds({ names: 1 })).to.equal(0.53);
    expect(seconds({ names: 20 })).to.equal(1.1);
    expect(seconds({ names: 100 })).to.equal(3.5);
  });

  it("an add grows with the aliases that are there: about 1.0 s at 500, 1.6 s at 1000, 5.9 s at 3000", () => {
    expect(seconds({ names: 0, aliases: 500 })).to.equal(1);
    expect(seconds({ names: 0, aliases: 1000 })).to.equal(1.6);
    expect(seconds({ names: 0, aliases: 3000 })).to.equal(5.9);
    expect(seconds({ names: 0, aliases: 250 })).to.equal(0.75);
    expect(seconds({ names: 0, aliases: 4000 })).to.be.above(5.9);
  });

  it("field case 21: a delete grows with the aliases that are there: 0.4 s up to 500, 5 to 7 s at 3,000", () => {
    const remove = (aliases: number) => seconds({ command: "v-delete-web-domain-alias", aliases });
    expect([0, 3, 500].map(remove)).to.deep.equal([0.4, 0.4, 0.4]);
    expect(remove(3000)).to.be.within(5, 7);
    expect(remove(1000)).to.be.within(0.4, remove(3000));
    expect(remove(4000)).to.be.above(7);
  });

  it("field case 21: to destroy a set of 500 takes the panel 200 s", () => {
    const each = Array.from({ length: 500 }, (_, left) =>
      seconds({ command: "v-delete-web-domain-alias", aliases: left + 1 }),
    );
    const whole = each.reduce((sum, one) => sum + one, 0);
    expect(whole).to.be.within(190, 210);
  });

  it("a restart and a password cost 0.4 s each", () => {
    expect(seconds({ restart: "", names: 0 })).to.equal(0.9);
    expect(seconds({ auth: "password", names: 0 })).to.equal(0.9);
  });

  it("the scale", () => {
    expect(seconds({ names: 0 }, 0.1)).to.equal(0.05);
  });

  it("the panel asks the model with what the call is", async () => {
    const asked: HestiaLatencyCall[] = [];
    const panel = await startPanel({
      latency: (call) => {
        asked.push(call);
        return 1;
      },
    });
    panel.setAliases(ACCOUNT, N, ["a.test", "b.test"]);
    await add(panel, "c.test,d.test", "");
    await run(panel, "key", "v-list-web-domains", ACCOUNT, "json");
    expect(asked).to.have.length(2);
    expect(asked[0]).to.include({
      command: "v-add-web-domain-alias",
      auth: "hash",
      names: 2,
      aliases: 2,
      restart: "",
    });
    expect(asked[1]).to.include({ command: "v-list-web-domains", auth: "access-key", names: 0, aliases: 0 });
  });

  it("a table by command works too", async () => {
    const panel = await startPanel({ latency: { "v-list-web-domains": 1, "*": 2 } });
    expect(await add(panel, "a.test")).to.equal("OK");
  });
});
