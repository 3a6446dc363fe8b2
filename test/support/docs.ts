import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CHECKOUT } from "./project";

/** The pages that readers read: docs/ and those of the checkout itself. */
export const DOCS: readonly string[] = readdirSync(join(CHECKOUT, "docs"), {
  recursive: true,
  encoding: "utf8",
})
  .filter((file) => file.endsWith(".md"))
  .sort()
  .map((file) => `docs/${file}`)
  .concat("README.md", "CONTRIBUTING.md", "CHANGELOG.md");

export const readPage = (page: string): string => readFileSync(join(CHECKOUT, page), "utf8");

/** The blocks of code in one language of a page, without their indentation. */
export const blocksIn = (page: string, language: string): string[] =>
  [...readPage(page).matchAll(new RegExp(`^( *)\`\`\`${language}\\n(.*?)^ *\`\`\`$`, "gms"))].map(
    ([, indent = "", block = ""]) => block.replace(new RegExp(`^${indent}`, "gm"), ""),
  );

/** The command lines of a page, without comments and empty lines. */
export const commandsIn = (page: string): string[] =>
  blocksIn(page, "sh").flatMap((block) =>
    block
      .split("\n")
      .map((line) => line.replace(/(^| +)# .*$/, "").trim())
      .filter((line) => line !== ""),
  );
