import { expect } from "chai";
import { addConnections, describeRows, MULTI_NAME_ROWS, ROWS } from "./describeRows";
import type { ConformanceHarness } from "./row";

/** The panel under another host name than that of the stack's configuration. */
function nameTwice(harness: ConformanceHarness): void {
  const [, apiUrl = ""] = Object.entries(harness.config).find(([key]) => key.endsWith(":apiUrl")) ?? [];
  addConnections(harness, { other: { apiUrl: apiUrl.replace("127.0.0.1", "localhost") } });
}
const other = { connection: "other" };
const staysMessage = (name: string) =>
  new RegExp(`^${name} stays on 127\\.0\\.0\\.1:\\d+: this program also declares it on localhost:`);

describeRows("field case 12: one panel under two host names", ROWS, (row, given) => {
  const [first] = row.names;
  beforeEach(async () => {
    nameTwice(given.harness);
    await given.resource.declare(row.args(...row.names));
    given.harness.nextRun();
  });

  it("keeps a name that a new resource has under the other host name, and says so", async () => {
    await given.another("next", row.single).declare({ ...row.single.args(first), ...other });
    await given.resource.destroy();
    expect(given.harness.names()).to.deep.equal([first]);
    expect(given.messages).to.have.length(1);
    expect(given.messages[0]).to.match(staysMessage(first));
  });

  it("removes a name that is declared under the other host name at another place only", async () => {
    await given.another("next").check({ ...row.args(...row.names), ...row.away, ...other });
    await given.resource.destroy();
    expect(given.harness.names()).to.deep.equal([]);
  });
});

describeRows(
  "field case 12: one panel under two host names, for a name that is no longer declared",
  MULTI_NAME_ROWS,
  (row, given) => {
    it("keeps the name, and says so", async () => {
      const { harness, resource } = given;
      const [first, ...rest] = row.names;
      nameTwice(harness);
      await resource.declare(row.args(...row.names));
      harness.nextRun();
      for (const [index, name] of rest.entries())
        await given.another(`next ${index}`, row.single).declare({ ...row.single.args(name), ...other });
      await resource.declare(row.args(first));
      expect(harness.names()).to.have.members([...row.names]);
      expect(resource.outputs.names).to.deep.equal([first]);
      for (const name of rest)
        expect(given.messages.filter((line) => staysMessage(name).test(line))).to.have.length(1);
    });
  },
);
