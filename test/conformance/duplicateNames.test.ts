import { expect } from "chai";
import { declarationOf } from "../support/engine";
import type { Properties } from "../support/host-messages";
import { addConnections, describeRows, ROWS } from "./describeRows";

describeRows("a name that a program declares twice", ROWS, (row, given) => {
  const { names, isSet } = row;
  const [first] = names;
  const last = names.at(-1) ?? "";
  const args = row.args(...names);
  beforeEach(() =>
    addConnections(given.harness, {
      same: {},
      eu1: { apiUrl: "https://eu1.example.com/api/", timeout: "5" },
    }),
  );
  afterEach(() => expect(given.harness.calls).to.deep.equal([]));

  /** The problems in the check of a declaration. */
  const problems = async (on: string, news: Properties, declaration: string | undefined) => {
    const hidden = declaration === undefined ? {} : declarationOf(declaration);
    return (await given.harness.run.on(on).check("x", undefined, { ...news, ...hidden })).failures;
  };
  const expectedProblems = (name: string, isOfSet: boolean) => {
    const reason = `maps ${name}, which the resource "first" of this program maps on the same panel already`;
    return [isOfSet ? { property: "", reason: `domains ${reason}` } : { property: "domain", reason }];
  };

  const { single, set } = row;
  const TWICE: Readonly<Record<string, readonly [on: string, news: Properties, name: string]>> = {
    "in the same words": [row.on, args, first],
    "in another spelling": [row.on, row.respelled, first],
    "at another place": [row.on, { ...args, ...row.away }, first],
    "by another connection to the same panel": [row.on, { ...args, connection: "same" }, first],
    "by a resource of its own": [single.on, single.args(last), last],
    ...(set && { "in a set of others": [set.on, set.args("z.test", last), last] }),
  };
  for (const [what, [on, news, name]] of Object.entries(TWICE)) {
    const isOfSet = "domains" in news;

    it(`fails the check of the second declaration, with the name and the first declaration: ${what}`, async () => {
      expect(await problems(row.on, args, "first#1")).to.deep.equal([]);
      expect(await problems(on, news, "second#2")).to.deep.equal(expectedProblems(name, isOfSet));
    });

    it(`fails in either order: ${what}`, async () => {
      expect(await problems(on, news, "first#1")).to.deep.equal([]);
      expect(await problems(row.on, args, "second#2")).to.deep.equal(expectedProblems(name, isSet));
    });
  }

  it("fails for two resources with the same name, as in two components", async () => {
    await problems(row.on, args, "first#1");
    expect(await problems(row.on, args, "first#2")).to.deep.equal(expectedProblems(first, isSet));
  });

  for (const [what, one, two] of [
    ["on two panels", args, { ...args, connection: "eu1" }],
    ["where they are names of their own", args, row.args(...row.others)],
    ["where one has a problem of its own", { ...args, onExisting: "now" }, args],
  ] as const) {
    it(`is accepted ${what}`, async () => {
      await problems(row.on, one, "first#1");
      expect(await problems(row.on, two, "second#2")).to.deep.equal([]);
    });
  }

  it("is accepted when a replacement is checked again at another place, which frees the first place", async () => {
    for (const news of [args, args, { ...args, ...row.away }, row.args(...row.others)])
      expect(await problems(row.on, news, "first#1")).to.deep.equal([]);
    expect(await problems(row.on, args, "second#2")).to.deep.equal([]);
  });

  it("is accepted where two declarations cannot be distinguished", async () => {
    await problems(row.on, args, undefined);
    expect(await problems(row.on, args, undefined)).to.deep.equal([]);
  });
});
