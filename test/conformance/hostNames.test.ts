import { expect } from "chai";
import { connect, every, MANY, ROWS } from "./every";
import type { Ground } from "./row";

/** The panel under another host name, beside the one that the stack's configuration has. */
function nameTwice(ground: Ground): void {
  const [, apiUrl = ""] = Object.entries(ground.config).find(([key]) => key.endsWith(":apiUrl")) ?? [];
  connect(ground, { other: { apiUrl: apiUrl.replace("127.0.0.1", "localhost") } });
}
const other = { connection: "other" };
const toldStays = (name: string) =>
  new RegExp(`^${name} stays on 127\\.0\\.0\\.1:\\d+: this program also declares it on localhost:`);

every("field case 12: one panel under two host names", ROWS, (row, given) => {
  const [first] = row.names;
  beforeEach(async () => {
    nameTwice(given.ground);
    await given.it.declare(row.args(...row.names));
    given.ground.next();
  });

  it("keeps a name that a new resource has under the other one, and says so", async () => {
    await given.another("next", row.single).declare({ ...row.single.args(first), ...other });
    await given.it.destroy();
    expect(given.ground.names()).to.deep.equal([first]);
    expect(given.told).to.have.length(1);
    expect(given.told[0]).to.match(toldStays(first));
  });

  it("takes off what is declared under the other one at another place only", async () => {
    await given.another("next").check({ ...row.args(...row.names), ...row.away, ...other });
    await given.it.destroy();
    expect(given.ground.names()).to.deep.equal([]);
  });
});

every("field case 12: one panel under two host names, for a name that is dropped", MANY, (row, given) => {
  it("keeps it, and says so", async () => {
    const { ground, it: resource } = given;
    const [first, ...rest] = row.names;
    nameTwice(ground);
    await resource.declare(row.args(...row.names));
    ground.next();
    for (const [index, name] of rest.entries())
      await given.another(`next ${index}`, row.single).declare({ ...row.single.args(name), ...other });
    await resource.declare(row.args(first));
    expect(ground.names()).to.have.members([...row.names]);
    expect(resource.outputs.names).to.deep.equal([first]);
    for (const name of rest)
      expect(given.told.filter((line) => toldStays(name).test(line))).to.have.length(1);
  });
});
