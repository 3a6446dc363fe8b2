import { expect } from "chai";
import { failure } from "../support/engine";
import { every, ROWS } from "./every";

every("a lookup of what something else manages", ROWS, (row, given) => {
  beforeEach(() => given.ground.put(row.names));
  afterEach(() => {
    expect(given.ground.writes).to.deep.equal([]);
    expect(given.ground.names()).to.have.members([...row.names]);
  });

  for (const id of [row.id, ...(row.respelledId === undefined ? [] : [row.respelledId])]) {
    it(`finds it by ${id} alone, with all that belongs to it`, async () => {
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
    for (const id of ["", `${row.id}/`, `${row.id}/acme.com`, `/${row.id}`]) {
      const { message } = await failure(given.ground.get(row.on, id));
      expect(message).to.contain(`"${id}" is no id of a`).and.contain("; it looks like ");
    }
    expect(given.ground.calls).to.deep.equal([]);
  });
});
