import { expect } from "chai";
import { reportEmptied } from "../../provider/resource/exclusive";
import { Session } from "../../provider/resource/session";
import { ManualClock } from "./manualClock";

describe("field case 2: a preview that would take all names off a set", () => {
  const warnings = (names: string[], declared: string[], elsewhere: string[] = []): string[] => {
    const said: string[] = [];
    const session = new Session(new ManualClock(), (message) => said.push(message), {});
    session.claims.announce({ names: elsewhere, unknown: [] });
    reportEmptied(session, "The set", names, new Set(declared));
    return said;
  };

  it("warns, whether nothing is declared any more or only other names", () => {
    for (const declared of [[], ["c.test"]]) {
      expect(warnings(["a.test", "b.test"], declared)).to.deep.equal([
        "The set has none of its names declared any more: the update takes all that it has (2) off the panel. " +
          "If that is not meant, see what its `domains` are given.",
      ]);
    }
  });

  it("does not warn where a name stays, where there was none, and where other resources declare them", () => {
    expect(warnings(["a.test", "b.test"], ["b.test"])).to.deep.equal([]);
    expect(warnings([], [])).to.deep.equal([]);
    expect(warnings(["a.test"], [], ["a.test"])).to.deep.equal([]);
  });
});
