import { expect } from "chai";
import { type Failure, PanelError } from "../../provider/core/errors";
import { Failures, Told } from "../../provider/resource/failures";

const PANEL = "panel.example.com:8083";
const CONTEXT = { operation: "update", place: "account tenant1, web domain network.example.com" };

/** The message, with where it was on a line of its own. */
const told = (
  what: string,
  names: string,
  more: { cure?: string; answered?: string; others?: string } = {},
) =>
  [
    `${what}.`,
    more.cure,
    `During update of ${names} on ${PANEL} (${CONTEXT.place})${more.answered ?? ""}`,
    more.others && `The others: ${more.others}.`,
  ]
    .filter((line) => line !== undefined)
    .join("\n  ");

const error = (what: string, more: Partial<Failure> = {}): PanelError =>
  new PanelError({ kind: "rejected", panel: PANEL, what, ...more });

const named = (count: number) => Array.from({ length: count }, (_, index) => `name${index + 1}.test`);

describe("failures of a set", () => {
  it("are none until there is one", () => {
    const failures = new Failures(CONTEXT);
    expect(failures.any).to.equal(false);
    expect(failures.messages).to.deep.equal([]);
    expect(failures.byName).to.deep.equal({});
    failures.add("acme.com", error("the limit is reached"));
    expect(failures.any).to.equal(true);
    expect(failures.has("acme.com")).to.equal(true);
    expect(failures.has("globex.com")).to.equal(false);
  });

  it("are reported by name with operation, place, code and cure", () => {
    const failures = new Failures(CONTEXT);
    failures.add(
      "acme.com",
      error("the limit is reached", { code: 8, codeName: "E_LIMIT", cure: "Raise it." }),
    );
    const expected = told("The limit is reached", "acme.com", {
      cure: "Raise it.",
      answered: ": code 8 (E_LIMIT)",
    });
    expect(failures.byName).to.deep.equal({ "acme.com": expected.replaceAll("\n  ", " ") });
    expect(failures.messages).to.deep.equal([expected]);
  });

  it("name the set's operation, whatever single call failed", () => {
    const failures = new Failures(CONTEXT);
    failures.add("acme.com", error("no", { operation: "list", domain: "other.test", place: "elsewhere" }));
    expect(failures.messages).to.deep.equal([told("No", "acme.com")]);
  });

  for (const [count, shown, others] of [
    [1, "name1.test"],
    [2, "name1.test, name2.test"],
    [3, "name1.test, name2.test, name3.test"],
    [4, "name1.test, name2.test, name3.test and 1 more", "name4.test"],
    [23, "name1.test, name2.test, name3.test and 20 more", named(23).slice(3).join(", ")],
    [
      1000,
      "name1.test, name2.test, name3.test and 997 more",
      `${named(23).slice(3).join(", ")} and 977 more`,
    ],
  ] as const) {
    it(`of ${count} names for one reason are one message`, () => {
      const failures = new Failures(CONTEXT);
      for (const name of named(count)) failures.add(name, error("no room"));
      expect(failures.messages).to.deep.equal([
        told("No room", shown, others === undefined ? {} : { others }),
      ]);
      expect(Object.keys(failures.byName)).to.have.length(count);
    });
  }

  it("field case 20: that differ only in their names are one message, with all the names", () => {
    const failures = new Failures(CONTEXT);
    const names = named(20);
    for (const name of names) {
      const cure = `\`grep ${name}\` shows whose it is.`;
      failures.add(name, error("the name is in use", { detail: `Web alias ${name} exists`, cure }));
    }
    const { messages, byName } = failures;
    expect(messages).to.deep.equal([
      told("The name is in use: Web alias <name> exists", "name1.test, name2.test, name3.test and 17 more", {
        cure: "`grep <name>` shows whose it is.",
        others: names.slice(3).join(", "),
      }),
    ]);
    for (const name of names) expect(byName[name]).to.contain(`Web alias ${name} exists`);
  });

  it("field case 20: distinguish a name from a longer one that contains it, and from other names in the message", () => {
    const failures = new Failures(CONTEXT);
    const reasons: [name: string, what: string][] = [
      ["a.test", "aa.test, a.test.org and www.a.test are taken"],
      ["b.test", "bb.test, b.test.org and www.b.test are taken"],
      ["*.c.test", "*.c.test and c.test are taken"],
      ["*.d.test", "*.d.test and c.test are taken"],
    ];
    for (const [name, what] of reasons) failures.add(name, error(what));
    expect(failures.messages).to.deep.equal([
      told(reasons[0]?.[1] ?? "", "a.test"),
      told(reasons[1]?.[1] ?? "", "b.test"),
      told("<name> and c.test are taken", "*.c.test, *.d.test"),
    ]);
  });

  it("for different reasons are separate messages, in the order of the failures", () => {
    const failures = new Failures(CONTEXT);
    for (const [name, what] of [
      ["a.test", "taken"],
      ["b.test", "full"],
      ["c.test", "taken"],
    ] as const)
      failures.add(name, error(what));
    expect(failures.messages).to.deep.equal([told("Taken", "a.test, c.test"), told("Full", "b.test")]);
  });

  it("for more than twenty reasons are twenty messages and the number of the others, and of a resource that exists `failed` has all of them", () => {
    for (const count of [20, 21, 300]) {
      const failures = new Failures(CONTEXT);
      for (const name of named(count)) failures.add(name, error(`reason ${name.length} of ${name}x`));
      const { messages, reasons } = failures;
      const rest = count - 20;
      expect(messages.slice(20)).to.deep.equal(rest === 0 ? [] : [`And ${rest} more.`]);
      expect(reasons.slice(0, 20)).to.deep.equal(messages.slice(0, 20));
      expect(reasons.slice(20)).to.deep.equal(
        rest === 0 ? [] : [`And ${rest} more: the output \`failed\` has all of them.`],
      );
      for (const [at, one] of messages.slice(0, 20).entries())
        expect(one).to.contain(`\n  During update of name${at + 1}.test on `);
      expect(Object.keys(failures.byName)).to.deep.equal(named(count));
    }
  });

  it("of one name are one: the last", () => {
    const failures = new Failures(CONTEXT);
    failures.add("acme.com", error("first"));
    failures.add("acme.com", error("then"));
    expect(failures.messages).to.deep.equal([told("Then", "acme.com")]);
  });
});

describe("failures of several resources", () => {
  const refused = (domain: string, more: Partial<Failure> = {}) =>
    error("the panel refused the command", {
      kind: "refused",
      cure: "Check the credential.",
      operation: "delete",
      domain,
      ...more,
    });
  const messageOf = (said: Told, one: unknown) => (said.once(one) as Error).message;

  it("tell once what to do about one cause, and the others refer to that message", () => {
    const said = new Told();
    const first = refused("acme.com");
    expect(said.once(first)).to.equal(first);
    expect(said.once(refused("acme.com"))).to.deep.equal(first);
    expect(messageOf(said, refused("globex.com"))).to.equal(
      [
        "The panel refused the command.",
        "What to do is in the message of acme.com.",
        `During delete of globex.com on ${PANEL}`,
      ].join("\n  "),
    );
  });

  it("tell it again where there is more to do about a resource that is there already", () => {
    const said = new Told();
    const forExisting = "Forget it.";
    said.once(refused("acme.com", { operation: "create", forExisting }));
    expect(messageOf(said, refused("globex.com", { forExisting }))).to.contain(
      "Check the credential.\n  Forget it.",
    );
  });

  it("tell it again where anything else of the cause differs, or no domain could be referred to", () => {
    const said = new Told();
    said.once(refused("acme.com"));
    for (const more of [
      { cure: "Wait." },
      { place: "account tenant2" },
      { panel: "other.example.com:8083" },
      { what: "the panel is down" },
      { code: 9 },
      { detail: "no" },
      { domain: undefined },
      { domain: "the set" },
    ] as Partial<Failure>[]) {
      const one = refused("globex.com", more);
      expect(said.once(one)).to.equal(one);
    }
    const other = new Error("not of a panel");
    expect(said.once(other)).to.equal(other);
  });
});
