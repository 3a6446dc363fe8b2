import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { CHECKOUT } from "../../support/project";
import { CORE } from "./core";
import { ELSEWHERE, IN_DOCS, NO_CURES } from "./elsewhere";
import { ENHANCE } from "./enhance";
import { HESTIA } from "./hestia";
import { type CureText, curesInDocs, curesInSource, givesAdvice } from "./texts";

/** Parts of sentences whose advice a test follows. */
const CARRIED_OUT: readonly string[] = [
  ...[...CORE, ...HESTIA, ...ENHANCE].flatMap(({ advice }) => advice),
  ...ELSEWHERE.map(({ text }) => text),
];

/** The rest of a sentence without the parts that a test carries out. */
const leftOf = (text: string): string =>
  CARRIED_OUT.filter((piece) => text.includes(piece)).reduce((rest, piece) => rest.replace(piece, " "), text);

const isCarriedOut = ({ text }: CureText): boolean => {
  const left = leftOf(text);
  return left !== text && !givesAdvice(left);
};

const at = ({ file, line, text }: CureText): string => `${file}:${line}: ${text}`;
const includesOneOf = (pieces: readonly string[]) => (one: CureText) =>
  pieces.some((piece) => one.text.includes(piece));

describe("the inventory of cures", () => {
  const source = curesInSource();
  const docs = curesInDocs();

  it("field case 5: cure: every instruction to the user in provider/ is carried out in a test (add it to test/host/cures)", () => {
    const isNone = includesOneOf(NO_CURES);
    expect(source.filter((one) => !isNone(one) && !isCarriedOut(one)).map(at)).to.deep.equal([]);
  });

  it("field case 5: cure: every instruction about a failure in the docs is carried out in a test (test/host/cures/elsewhere.ts)", () => {
    const isKnown = includesOneOf([...IN_DOCS.map(({ text }) => text), ...NO_CURES]);
    expect(docs.filter((one) => !isKnown(one)).map(at)).to.deep.equal([]);
  });

  it("field case 5: cure: the lists name only texts and tests that exist", () => {
    const texts = [...source, ...docs].map(({ text }) => text);
    const listed = [...ELSEWHERE, ...IN_DOCS];
    const gone = [...listed.map(({ text }) => text), ...NO_CURES].filter(
      (piece) => !texts.some((text) => text.includes(piece)),
    );
    expect(gone, "texts").to.deep.equal([]);
    const tests = readdirSync(join(CHECKOUT, "test"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith("elsewhere.ts"))
      .map((file) => readFileSync(join(CHECKOUT, "test", file), "utf8").replaceAll('\\"', '"'))
      .join("\n");
    expect(
      listed.map(({ test }) => test).filter((title) => !tests.includes(title)),
      "tests",
    ).to.deep.equal([]);
  });

  it("field case 5: cure: the search finds known sentences", () => {
    expect(source.length).to.be.above(100);
    expect(docs.length).to.be.above(20);
  });
});
