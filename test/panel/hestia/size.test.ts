import { expect } from "chai";
import type { HestiaPanel } from "../../../panels/hestia";
import { ACCOUNT, add, closePanels, command, N, remove, run, send, startPanel, text, WAYS } from "./support";

const ADD = "v-add-web-domain-alias";

/** Names that make an ALIAS string of exactly so many bytes. */
function namesOf(bytes: number): string[] {
  const names: string[] = [];
  let left = bytes;
  while (left > 120) {
    names.push(`n${String(names.length).padStart(6, "0")}.${"x".repeat(43)}.test`);
    left -= 57;
  }
  names.push(`${"y".repeat(left - 5)}.test`);
  return names;
}

describe("hestia panel: size limits (docs/panels/hestia.md#size-limits)", () => {
  let panel: HestiaPanel;
  beforeEach(async () => {
    panel = await startPanel();
  });
  afterEach(closePanels);

  const bytes = () => Buffer.byteLength(panel.state.users[ACCOUNT]?.webDomains[N]?.alias ?? "");

  it("65,339 bytes and one more name: still stored", async () => {
    panel.setAliases(ACCOUNT, N, namesOf(65_339));
    expect(bytes()).to.equal(65_339);
    expect(await add(panel, "more-name.test")).to.equal("OK");
    expect(panel.aliases(ACCOUNT, N)).to.include("more-name.test");
  });

  it("65,999 bytes: add and delete answer OK, 204, 0 and web.conf keeps its line; the vhost changes", async () => {
    const names = namesOf(65_999);
    panel.setAliases(ACCOUNT, N, names);
    expect(await add(panel, "lost.test", "yes")).to.equal("OK");
    expect(await run(panel, "key", ADD, ACCOUNT, N, "lost2.test")).to.include({ status: 204, code: "0" });
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal(names);
    expect(panel.served(ACCOUNT, N)).to.include("lost2.test");
    expect(await remove(panel, names[0] ?? "", "yes")).to.equal("OK");
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal(names);
    expect(panel.served(ACCOUNT, N)).to.not.include(names[0]);
    expect(panel.state.users[ACCOUNT]?.aliasCounter).to.equal(1);
  });

  it("a web.conf line over 128 KiB: add and delete are 2, the list still works", async () => {
    const names = namesOf(132_000);
    panel.setAliases(ACCOUNT, N, names);
    expect(await add(panel, "a.test")).to.match(/^Error: Invalid object format: /);
    const answer = await run(panel, "key", "v-delete-web-domain-alias", ACCOUNT, N, names[0] ?? "");
    expect(answer).to.include({ status: 422, code: "2" });
    expect(await text(panel, "v-list-web-domain", ACCOUNT, N, "json")).to.include(names[0]);
  });

  it("one call over 128 KiB: OK, -1 with returncode=yes, 204 with -1 by access key; nothing is done", async () => {
    const list = Array.from({ length: 7000 }, (_, i) => `alias-${i}.customer.test`).join(",");
    const fields = command(ADD, ACCOUNT, N, list, "no");
    expect(await send(panel, { ...WAYS.hash, ...fields })).to.include({ status: 200, body: "OK" });
    expect(await send(panel, { ...WAYS.hash, ...fields, returncode: "yes" })).to.include({
      status: 200,
      body: "-1",
    });
    expect(await send(panel, { ...WAYS.key, ...fields })).to.include({ status: 204, body: "", code: "-1" });
    expect(await send(panel, { ...WAYS.key, ...fields, returncode: "yes" })).to.include({
      body: "-1",
      code: "-1",
    });
    expect(panel.aliases(ACCOUNT, N)).to.deep.equal([]);
  });
});
