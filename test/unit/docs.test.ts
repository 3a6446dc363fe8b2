import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { MADE_PAGES, made, pathOf } from "../../tools/docs/made";
import { DOCS, readPage as read } from "../support/docs";
import { CHECKOUT } from "../support/project";

describe("the tables in docs/ that are made from the source", () => {
  for (const page of MADE_PAGES) {
    it(`match it: ${page}.md (else run \`npm run docs\`)`, () => {
      expect(readFileSync(pathOf(page), "utf8")).to.equal(made(page));
    });
  }
});

const FOLDERS = ["provider", "panels", "test", "bench", "tools", "docs"];

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

/** What is linked to, with the pictures, outside of code. */
const linksIn = (page: string): string[] =>
  [...page.replace(/^ *```.*?^ *```/gms, "").matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = ""]) => target);

describe("the links in docs/, README, CONTRIBUTING and CHANGELOG", () => {
  const anchors = new Map(
    DOCS.map((page) => [
      page,
      [...anchorsOf(read(page)), ...[...read(page).matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id)],
    ]),
  );
  const links = DOCS.flatMap((page) => linksIn(read(page)).map((target) => ({ page, target })));
  const within = links.filter(({ target }) => !target.startsWith("https://"));

  it("lead somewhere: to a file, and to a heading of its page", () => {
    expect(within.length).to.be.above(200);
    const leadsNowhere = within.filter(({ page, target }) => {
      const [file = "", anchor] = target.split("#");
      const linked = file === "" ? page : join(dirname(page), file);
      if (!existsSync(join(CHECKOUT, linked))) return true;
      return anchor !== undefined && anchors.get(linked)?.includes(anchor) !== true;
    });
    expect(leadsNowhere.map(({ page, target }) => `${page}: ${target}`)).to.deep.equal([]);
  });

  it("lead from the README to every page, in one step or two", () => {
    const from = (page: string) =>
      within
        .filter((link) => link.page === page)
        .map(({ target }) => join(dirname(page), target.split("#")[0] ?? ""));
    const reached = new Set(from("README.md").flatMap((page) => [page, ...from(page)]));
    expect(DOCS.filter((page) => page !== "README.md" && !reached.has(page))).to.deep.equal([]);
  });

  it("are in every line of the two guides that from-wordpress.md goes through", () => {
    const page = read("docs/from-wordpress.md");
    const rows =
      page.slice(page.indexOf("## The Enhance guide")).match(/^\| (?!in the guide|\*\*).*\|$/gm) ?? [];
    expect(rows.length).to.be.above(100);
    expect(rows.filter((row) => !/\|.*\]\(.+\).*\|$/.test(row))).to.deep.equal([]);
  });
});

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
