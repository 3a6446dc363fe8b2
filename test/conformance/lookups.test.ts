import { expect } from "chai";
import { failure } from "../support/engine";
import { every, ROWS } from "./every";

every("a lookup of what something else manages", ROWS, (row, given) => {
  beforeEach(() => given.ground.put(row.names));
  afterEach(() => {
    expect(given.ground.writes).to.deep.equal([]);
    expect(given.ground.names()).to.have.members([...row.names]);
  });

  for (const [spelling, id] of Object.entries({
    "its id": row.id,
    "its id in another spelling": respelled(row.id),
  })) {
    it(`finds it by ${spelling} alone, with all that belongs to it`, async () => {
      const found = await given.ground.get(row.on, id);
      expect(found.id).to.equal(row.id);
      expect(found.properties).to.deep.include({
        names: row.names,
        ...row.found,
        panel: given.ground.panel.host,
      });
    });
  }

  for (const [what, id] of Object.entries(row.missing)) {
    it(`is an error with ${what}: the engine would take an empty answer for a find`, async () => {
      expect((await failure(given.ground.get(row.on, id))).message).to.match(row.notFound);
    });
  }

  it("is an error with what is no id, before any call", async () => {
    for (const id of ["", "acme.com", `${row.id}/`, `${row.id}/acme.com`, `/${row.id}`]) {
      const { message } = await failure(given.ground.get(row.on, id));
      expect(message).to.contain(`"${id}" is no id of a`).and.contain("; it looks like ");
    }
    expect(given.ground.calls).to.deep.equal([]);
  });
});

/** Ids as people write them: with a dot at the end, and the domain, which has the last part, in capitals. */
function respelled(id: string): string {
  const parts = id.split("/");
  const last = parts.pop() ?? "";
  return [...parts, last.includes(".") ? `${last.toUpperCase()}.` : last.toUpperCase()].join("/");
}
