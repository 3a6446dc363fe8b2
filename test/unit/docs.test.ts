import { readFileSync } from "node:fs";
import { expect } from "chai";
import { PAGES, pathOf, withInputs } from "../../tools/docs/inputs";

describe("the tables of inputs in docs/", () => {
  for (const page of PAGES) {
    it(`are those of the source: ${page.page}.md (else run \`npm run docs\`)`, () => {
      expect(readFileSync(pathOf(page.page), "utf8")).to.equal(withInputs(page));
    });
  }
});
