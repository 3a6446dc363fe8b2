import { expect } from "chai";
import type { HestiaPanel } from "../../../panels/hestia";
import { ACCOUNT, add, closePanels, N, remove, S, startPanel, text } from "./support";

const ADD = "v-add-web-domain-alias";

describe("hestia panel: what becomes of names (docs/panels/hestia.md#what-becomes-of-a-name)", () => {
  let panel: HestiaPanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const aliases = () => panel.aliases(ACCOUNT, N);

  it("accepted and stored although no host names: x, 123, localhost, none, xn--zz.test", async () => {
    const names = ["x", "123", "localhost", "none", "xn--zz.test"];
    for (const name of names) expect(await add(panel, name), name).to.equal("OK");
    expect(aliases()).to.deep.equal(names);
  });

  describe("silently rewritten", () => {
    const cases: [sent: string, stored: string[]][] = [
      ["a..b.test", ["a.b.test"]],
      [".x.test", ["x.test"]],
      ["x.test.", ["x.test"]],
      ["UPPER.Test", ["upper.test"]],
      ["c.test,a.test,b.test,a.test", ["a.test", "b.test", "c.test"]],
      ["B.test,a.test,,b.test", ["a.test", "b.test"]],
    ];
    it("field case 19: a comma list is stored in the order of en_US, which passes over dots and hyphens", async () => {
      expect(await add(panel, "a.test,aa.test,a9.test,a-1.test,a10.test")).to.equal("OK");
      expect(aliases()).to.deep.equal(["a10.test", "a-1.test", "a9.test", "aa.test", "a.test"]);
    });

    it("field case 19: with spaces after its commas it keeps its order", async () => {
      expect(await add(panel, "c.test, a.test, b.test")).to.equal("OK");
      expect(aliases()).to.deep.equal(["c.test", " a.test", " b.test"]);
    });

    for (const [sent, stored] of cases) {
      it(`${sent} -> ${stored}`, async () => {
        expect(await add(panel, sent)).to.equal("OK");
        expect(aliases()).to.deep.equal(stored);
      });
    }
  });

  describe("an inner space", () => {
    for (const [name, sent] of [
      ["space", "bad name.test"],
      ["line end", "bad\nname.test"],
    ] as const) {
      it(`${name}: stored as one alias, and the vhost only gets what stands before it`, async () => {
        panel.setAliases(ACCOUNT, N, ["e.test"]);
        expect(await add(panel, sent, "yes")).to.equal("OK");
        expect(aliases()).to.deep.equal(["e.test", "bad name.test"]);
        expect(panel.served(ACCOUNT, N)).to.deep.equal(["e.test", "bad"]);
        expect(await add(panel, "later.test", "yes")).to.equal("OK");
        expect(aliases()).to.deep.equal(["e.test", "bad name.test", "later.test"]);
        expect(panel.served(ACCOUNT, N)).to.deep.equal(["e.test", "bad"]);
      });
    }

    it("after a comma: a leading space is stored, the same damage", async () => {
      panel.setAliases(ACCOUNT, N, ["e.test"]);
      expect(await add(panel, "a.test, b.test", "yes")).to.equal("OK");
      expect(aliases()).to.deep.equal(["e.test", "a.test", " b.test"]);
      expect(panel.served(ACCOUNT, N)).to.deep.equal(["e.test", "a.test"]);
    });
  });

  it("`*` alone is stored as index.php", async () => {
    expect(await add(panel, "*")).to.equal("OK");
    expect(aliases()).to.deep.equal(["index.php"]);
  });

  it("a wildcard is stored and served, and overlapping names go anywhere", async () => {
    expect(await add(panel, "*.wild.test", "yes")).to.equal("OK");
    expect(panel.served(ACCOUNT, N)).to.deep.equal(["*.wild.test"]);
    expect(await text(panel, ADD, ACCOUNT, S, "a.wild.test", "no")).to.equal("OK");
    expect(await text(panel, ADD, "tenant2", "tenanttwo.org", "b.wild.test", "no")).to.equal("OK");
  });

  describe("IDN", () => {
    it("is stored as unicode, served as punycode, and the punycode is accepted beside it", async () => {
      expect(await add(panel, "bücher.test", "yes")).to.equal("OK");
      expect(panel.served(ACCOUNT, N)).to.deep.equal(["xn--bcher-kva.test"]);
      expect(await add(panel, "xn--bcher-kva.test", "yes")).to.equal("OK");
      expect(aliases()).to.deep.equal(["bücher.test", "xn--bcher-kva.test"]);
      expect(panel.served(ACCOUNT, N)).to.deep.equal(["xn--bcher-kva.test", "xn--bcher-kva.test"]);
    });

    it("only ASCII letters are lowered", async () => {
      expect(await add(panel, "BÜCHER2.test")).to.equal("OK");
      expect(aliases()).to.deep.equal(["bÜcher2.test"]);
    });

    it("is deleted by the stored spelling only", async () => {
      await add(panel, "bücher.test");
      expect(await remove(panel, "xn--bcher-kva.test")).to.match(/doesn't exist/);
      expect(await remove(panel, "bücher.test")).to.equal("OK");
    });
  });
});
