import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { PAGES, pathOf, withInputs } from "../../tools/docs/inputs";
import { CHECKOUT } from "../support/project";

describe("the tables of inputs in docs/", () => {
  for (const page of PAGES) {
    it(`match the source: ${page.page}.md (else run \`npm run docs\`)`, () => {
      expect(readFileSync(pathOf(page.page), "utf8")).to.equal(withInputs(page));
    });
  }
});

const FOLDERS = ["provider", "panels", "test", "bench", "tools", "docs"];
const read = (file: string) => readFileSync(join(CHECKOUT, file), "utf8");

/** The anchors of a page, made of its headings as the site does; a repeated heading has no anchor of its own. */
function anchorsOf(page: string): string[] {
  const withoutCode = page.replace(/^ *```.*?^ *```/gms, "");
  return [...withoutCode.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe("the facts of the panels in docs/panels/", () => {
  const pages = readdirSync(join(CHECKOUT, "docs/panels"));
  const anchors = new Map(pages.map((page) => [page, anchorsOf(read(`docs/panels/${page}`))]));
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(CHECKOUT, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(ts|js|md|yaml)$/.test(file))
      .map((file) => `${folder}/${file}`),
  ).concat("CONTRIBUTING.md", "README.md");

  it("have each heading once", () => {
    for (const [page, own] of anchors) expect(own, page).to.deep.equal([...new Set(own)]);
  });

  it("have every section that a link names", () => {
    const links = files.flatMap((file) => {
      const text = read(file);
      const linked = [...text.matchAll(/\bpanels\/(\w+\.md)(?:#([\w-]+))?/g)];
      const own = file.startsWith("docs/panels/") ? [...text.matchAll(/\]\((#)([\w-]+)\)/g)] : [];
      return [...linked, ...own].map(([link, page = "", anchor]) => ({
        link: `${file}: ${link}`,
        isThere:
          anchor === undefined
            ? anchors.has(page)
            : anchors.get(page === "#" ? file.replace("docs/panels/", "") : page)?.includes(anchor),
      }));
    });
    expect(links.length).to.be.above(100);
    expect(links.filter(({ isThere }) => isThere !== true).map(({ link }) => link)).to.deep.equal([]);
  });

  it("are linked to by section and never by number", () => {
    const numbered = /\bwire[\s*]+facts\b|\(sections? \d/i;
    expect(files.filter((file) => numbered.test(read(file)))).to.deep.equal([]);
  });
});
