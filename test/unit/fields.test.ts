import { expect } from "chai";
import { z } from "zod";
import { UNKNOWN } from "../../provider/resource/dynamic";
import { checkFields } from "../../provider/resource/fields";

const FIELDS = {
  name: z.string("is not text").transform((text) => text.toLowerCase()),
  count: z.number("is not a number"),
};

describe("fields", () => {
  it("return the parsed values", () => {
    expect(checkFields(FIELDS, { name: "ACME", count: 1 })).to.deep.equal({
      values: { name: "acme", count: 1 },
      problems: [],
    });
  });

  it("that are unknown keep the engine's sentinel, whatever their type", () => {
    const news = { name: UNKNOWN, count: UNKNOWN };
    expect(checkFields(FIELDS, news)).to.deep.equal({ values: news, problems: [] });
  });

  it("that are not set are left out", () => {
    expect(checkFields(FIELDS, { name: undefined, count: null })).to.deep.equal({ values: {}, problems: [] });
  });

  it("that are wrong are reported at their own property", () => {
    expect(checkFields(FIELDS, { name: 1, count: "one" })).to.deep.equal({
      values: {},
      problems: [
        { property: "name", reason: "is not text" },
        { property: "count", reason: "is not a number" },
      ],
    });
  });

  for (const property of ["nmae", "toString", "constructor"]) {
    it(`that do not exist are reported with those that do: ${property}`, () => {
      expect(checkFields(FIELDS, { [property]: "acme" }).problems).to.deep.equal([
        { property: "", reason: `"${property}" is no input; inputs are name, count` },
      ]);
    });

    it(`that do not exist are reported even when their value is unknown: ${property}`, () => {
      expect(checkFields(FIELDS, { [property]: UNKNOWN }).problems).to.have.length(1);
    });
  }
});
