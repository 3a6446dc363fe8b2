import { readFileSync } from "node:fs";
import { join } from "node:path";
import { costs } from "./costs";
import { inputsFor, PAGES } from "./inputs";
import { answers, exitCodes, messages } from "./troubleshooting";

/** A part of a page that is made from the source. */
interface Part {
  readonly page: string;
  readonly name: string;
  readonly make: () => string;
}

/** Every part of docs/ that `npm run docs` makes. */
const PARTS: readonly Part[] = [
  ...PAGES.map((one) => ({ page: one.page, name: "inputs", make: () => inputsFor(one) })),
  { page: "scaling", name: "costs", make: costs },
  { page: "troubleshooting", name: "messages about the connection", make: () => messages().CONNECTION },
  { page: "troubleshooting", name: "messages about the program", make: () => messages().PROGRAM },
  { page: "troubleshooting", name: "messages about Hestia", make: () => messages().HESTIA },
  { page: "troubleshooting", name: "exit codes", make: exitCodes },
  { page: "troubleshooting", name: "messages about Enhance", make: () => messages().ENHANCE },
  { page: "troubleshooting", name: "answers of Enhance", make: answers },
];

/** The pages that have such parts. */
export const MADE_PAGES: readonly string[] = [...new Set(PARTS.map(({ page }) => page))];

export const pathOf = (page: string): string => join(__dirname, "..", "..", "docs", `${page}.md`);

/** A page with its parts as the source has them. */
export function made(page: string): string {
  return PARTS.filter((part) => part.page === page).reduce(
    (text, part) => withPart(text, part),
    readFileSync(pathOf(page), "utf8"),
  );
}

function withPart(text: string, { page, name, make }: Part): string {
  const begin = `<!-- ${name}: made by \`npm run docs\` -->`;
  const [before, rest] = [text.indexOf(begin), text.indexOf(`<!-- end of ${name} -->`)];
  if (before < 0 || rest < before) throw new Error(`docs/${page}.md has no place for its ${name}`);
  return `${text.slice(0, before)}${begin}\n\n${make()}\n\n${text.slice(rest)}`;
}
