import { expect } from "chai";
import { failure } from "../support/engine";
import { describeRows, ROWS } from "./describeRows";

describeRows("a state that somebody has edited", ROWS, (row, given) => {
  const { names, isSet } = row;
  const args = row.args(...names);
  const WRONG: Readonly<Record<string, unknown>> = {
    names: "acme.com",
    "names, in its list": [5],
    adopted: "yes",
    panel: 5,
    connection: { name: "eu1" },
    ...(isSet
      ? { domains: "acme.com", "domains, in its entries": { "a.test": 5 }, exclusive: "yes" }
      : { domain: 5 }),
  };
  beforeEach(async () => {
    await given.resource.declare(args);
    given.harness.nextRun();
  });
  afterEach(() => expect(given.harness.names()).to.have.members([...names]));

  for (const [what, value] of Object.entries(WRONG)) {
    it(`fails every operation that reads it, and nothing changes on the panel: ${what}`, async () => {
      const { outputs } = given.resource;
      const property = what.replace(/,.*/, "");
      given.resource.outputs = { ...outputs, [property]: value };
      for (const operation of [
        () => given.resource.refresh(),
        () => given.resource.plan(args),
        () => given.resource.destroy(),
      ]) {
        const { message } = await failure(operation());
        expect(message)
          .to.match(new RegExp(`^The state has what this package does not write \\(${property}`))
          .and.contain("`pulumi state delete <urn>` forgets the resource");
      }
      expect(given.harness.calls).to.deep.equal([]);
      given.resource.outputs = outputs;
      expect(await given.resource.declare(args)).to.equal("same");
    });
  }

  it("can be deleted from the stack: the next up adopts what is on the panel", async () => {
    given.resource.forget();
    expect(await given.resource.declare(args)).to.equal("create");
    expect(given.resource.outputs).to.deep.include({ names, adopted: isSet ? names : true });
    expect(given.harness.writes).to.deep.equal([]);
  });

  it("that lacks outputs is completed by a refresh", async () => {
    const { outputs } = given.resource;
    const {
      adopted: _adopted,
      failed: _failed,
      requiredDnsRecords: _records,
      addresses: _addresses,
      ...less
    } = outputs;
    given.resource.outputs = less;
    expect(await given.resource.refresh()).to.equal(true);
    expect(given.resource.outputs).to.have.all.keys(...Object.keys(outputs));
    expect(await given.resource.declare(args)).to.equal("same");
  });
});
