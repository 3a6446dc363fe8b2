import { expect } from "chai";
import { type Failure, PanelError } from "../../provider/core/errors";
import { SetFailures } from "../../provider/core/setFailures";

const PANEL = "panel.example.com:8083";
const CONTEXT = { operation: "update", place: "account tenant1, web domain network.example.com" };
const WHERE = `on ${PANEL} (${CONTEXT.place})`;

const error = (what: string, more: Partial<Failure> = {}): PanelError =>
  new PanelError({ kind: "rejected", panel: PANEL, what, ...more });

const named = (count: number) => Array.from({ length: count }, (_, index) => `name${index + 1}.test`);

describe("failures of a set", () => {
  it("are none until there is one", () => {
    const failures = new SetFailures(CONTEXT);
    expect(failures.any).to.equal(false);
    expect(failures.messages).to.deep.equal([]);
    expect(failures.byName).to.deep.equal({});
    failures.add("acme.com", error("the limit is reached"));
    expect(failures.any).to.equal(true);
    expect(failures.has("acme.com")).to.equal(true);
    expect(failures.has("globex.com")).to.equal(false);
  });

  it("are told by name with operation, place, code and cure", () => {
    const failures = new SetFailures(CONTEXT);
    failures.add(
      "acme.com",
      error("the limit is reached", { code: 8, codeName: "E_LIMIT", cure: "Raise it." }),
    );
    const told = `update acme.com ${WHERE}: the limit is reached [code 8 (E_LIMIT)]. Raise it.`;
    expect(failures.byName).to.deep.equal({ "acme.com": told });
    expect(failures.messages).to.deep.equal([told]);
  });

  it("tell of the set's operation, whatever single call it was that failed", () => {
    const failures = new SetFailures(CONTEXT);
    failures.add("acme.com", error("no", { operation: "list", domain: "other.test", place: "elsewhere" }));
    expect(failures.messages).to.deep.equal([`update acme.com ${WHERE}: no.`]);
  });

  for (const [count, shown] of [
    [2, "name1.test, name2.test"],
    [3, "name1.test, name2.test, name3.test"],
    [4, "name1.test, name2.test, name3.test and 1 more"],
    [1000, "name1.test, name2.test, name3.test and 997 more"],
  ] as const) {
    it(`of ${count} names for one reason are one message`, () => {
      const failures = new SetFailures(CONTEXT);
      for (const name of named(count)) failures.add(name, error("no room"));
      expect(failures.messages).to.deep.equal([`update ${shown} ${WHERE}: no room.`]);
      expect(Object.keys(failures.byName)).to.have.length(count);
    });
  }

  it("for different reasons are told apart, in the order in which they came", () => {
    const failures = new SetFailures(CONTEXT);
    for (const [name, what] of [
      ["a.test", "taken"],
      ["b.test", "full"],
      ["c.test", "taken"],
    ] as const)
      failures.add(name, error(what));
    expect(failures.messages).to.deep.equal([
      `update a.test, c.test ${WHERE}: taken.`,
      `update b.test ${WHERE}: full.`,
    ]);
  });

  it("for more than twenty reasons are twenty messages and a number, and `failed` has all of them", () => {
    for (const count of [20, 21, 300]) {
      const failures = new SetFailures(CONTEXT);
      for (const name of named(count)) failures.add(name, error(`${name} is taken`));
      const { messages } = failures;
      const last = count === 20 ? [] : [`And ${count - 20} more: the output \`failed\` has all of them.`];
      expect(messages.slice(20)).to.deep.equal(last);
      expect(messages.slice(0, 20).every((one, at) => one.startsWith(`update name${at + 1}.test `))).to.equal(
        true,
      );
      expect(Object.keys(failures.byName)).to.deep.equal(named(count));
    }
  });

  it("of one name are one: the latest counts", () => {
    const failures = new SetFailures(CONTEXT);
    failures.add("acme.com", error("first"));
    failures.add("acme.com", error("then"));
    expect(failures.messages).to.deep.equal([`update acme.com ${WHERE}: then.`]);
  });
});
