import { expect } from "chai";
import { type HestiaPanel, hestiaState, hestiaUser, hestiaWebDomain } from "../../../panels/hestia";
import { ACCOUNT, closePanels, exitCode, N, run, startPanel, text } from "./support";

const ADD = "v-add-web-domain-alias";
const DELETE = "v-delete-web-domain-alias";
const ONE = "v-list-web-domain";

/** Of each other's expressions only the first takes both. */
const [DOT, HYPHEN] = ["shop.acme.test", "shop-acme.test"];

describe("hestia panel: the web domain is a regular expression (docs/panels/hestia.md#regular-expressions)", () => {
  afterEach(closePanels);

  it("field case 19: n.twork.example.com is taken for network.example.com: 204, 200", async () => {
    const panel = await startPanel();
    panel.setAliases(ACCOUNT, N, ["a.test"]);
    expect(await run(panel, "key", ADD, ACCOUNT, "n.twork.example.com", "b.test", "no")).to.include({
      status: 204,
      code: "0",
    });
    expect(await run(panel, "key", DELETE, ACCOUNT, "n.twork.example.com", "a.test", "no")).to.include({
      status: 204,
      code: "0",
    });
    const list = await run(panel, "key", ONE, ACCOUNT, "n.twork.example.com", "json");
    expect(list.status).to.equal(200);
    expect(Object.keys(JSON.parse(list.body))).to.deep.equal([N]);
    // What is written goes to the web domain of exactly that name, and there is none.
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal(["a.test"]);
  });

  const withBoth = (...names: string[]): Promise<HestiaPanel> => {
    const webDomains = Object.fromEntries(
      names.map((name) => [
        name,
        hestiaWebDomain({ aliases: [`${name[4] === "." ? "dot" : "hyphen"}.test`] }),
      ]),
    );
    return startPanel({ state: hestiaState({ users: { [ACCOUNT]: hestiaUser({ webDomains }) } }) });
  };

  it("field case 19: of two the values of the last one are taken, and written to the one that was meant", async () => {
    const panel = await withBoth(DOT, HYPHEN);
    expect(await text(panel, ADD, ACCOUNT, DOT, "new.test", "no")).to.equal("OK");
    expect(panel.aliases(ACCOUNT, DOT)).to.deep.equal(["hyphen.test", "new.test"]);
    expect(panel.aliases(ACCOUNT, HYPHEN)).to.deep.equal(["hyphen.test"]);
    expect(await exitCode(panel, DELETE, ACCOUNT, DOT, "new.test", "no")).to.equal(3);
  });

  it("field case 19: where the one that was meant is the last, nothing is mistaken", async () => {
    const panel = await withBoth(HYPHEN, DOT);
    expect(await text(panel, ADD, ACCOUNT, DOT, "new.test", "no")).to.equal("OK");
    expect(await text(panel, ADD, ACCOUNT, HYPHEN, "other.test", "no")).to.equal("OK");
    expect(await text(panel, DELETE, ACCOUNT, DOT, "dot.test", "no")).to.equal("OK");
    expect(panel.aliases(ACCOUNT, DOT)).to.deep.equal(["new.test"]);
    expect(panel.aliases(ACCOUNT, HYPHEN)).to.deep.equal(["hyphen.test", "other.test"]);
  });

  it("field case 19: either of them suspended stops an add", async () => {
    const panel = await withBoth(HYPHEN, DOT);
    Object.assign(panel.state.users[ACCOUNT]?.webDomains[HYPHEN] ?? {}, { suspended: true });
    expect(await exitCode(panel, ADD, ACCOUNT, DOT, "new.test", "no")).to.equal(5);
  });
});
