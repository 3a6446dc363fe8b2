import { expect } from "chai";
import { failure } from "../support/engine";
import { describeRows, ROWS } from "./describeRows";

describeRows("a lookup of what something else manages", ROWS, (row, given) => {
  beforeEach(() => given.harness.setNames(row.names));
  afterEach(() => {
    expect(given.harness.writes).to.deep.equal([]);
    expect(given.harness.names()).to.have.members([...row.names]);
  });

  for (const id of [row.id, ...(row.respelledId === undefined ? [] : [row.respelledId])]) {
    it(`finds it by ${id} alone, with all that belongs to it`, async () => {
      const lookedUp = await given.harness.get(row.on, id);
      expect(lookedUp.id).to.equal(row.id);
      expect(lookedUp.properties).to.deep.include({
        names: row.names,
        ...row.lookedUp,
        panel: given.harness.panel.host,
      });
    });
  }

  for (const [what, id] of Object.entries(row.unknownIds)) {
    it(`fails with ${what}: the engine would take an empty answer for a result`, async () => {
      expect((await failure(given.harness.get(row.on, id))).message).to.match(row.notFoundMessage);
    });
  }

  it("fails with a malformed id, before any call", async () => {
    for (const id of ["", `${row.id}/`, `${row.id}/acme.com`, `/${row.id}`]) {
      const { message } = await failure(given.harness.get(row.on, id));
      expect(message).to.contain(`"${id}" is no id of a`).and.contain("; it looks like ");
    }
    expect(given.harness.calls).to.deep.equal([]);
  });
});
