import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { literalText } from "../../../tools/docs/literals";
import { CHECKOUT } from "../../support/project";

/** A sentence that tells the user what to do, with `…` for what is filled in. */
export interface CureText {
  /** Relative to the checkout. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Words that begin an instruction, or a clause of one. */
const VERBS =
  "add|ask|change|check|compare|correct|create|declare|do not|find|free|give|install|leave|look|lower|make|map|mend|move|pass|purge|put|raise|remove|renew|restore|run|see|send|set|shorten|store|stop|switch|take|trust|unsuspend|use|write";
const ADVICE = new RegExp(
  `(^|[;:,.(] |\\n\\s*|\\b(and|or|then|instead) )(${VERBS})\\b|\\bpulumi (?=[a-z])|\\bv-[a-z]+-|\\b(must|has to|have to)\\b|\\blets the engine know|\\btells (whether|more|these)`,
  "i",
);

/** The commands in a sentence of docs/. */
const COMMAND = /`(pulumi [a-z]|--[a-z]|v-[a-z]+-)/;
const SENTENCE_ENDS = /(?<=[.!?])\s+(?=[A-Z"`…*[])/;

/** Texts that name an operation or a fact and are no advice. */
const FACTS = ["what", "purpose", "operation"];

/** Whether a text, or the rest of one, is an instruction. */
export const givesAdvice = (text: string): boolean => ADVICE.test(text);

/** A text with `…` for what is filled in, as an expression that finds it in a message. */
export const inMessages = (text: string): RegExp =>
  new RegExp(
    text
      .split("…")
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll("\n", "\\n *"))
      .join("[^]*?"),
  );

/** Every sentence in the source of the package that tells the user what to do. */
export function curesInSource(): CureText[] {
  // What the command `mapped-domains` says has tests of its own.
  const files = filesBelow("provider", ".ts").filter((file) => !file.startsWith("provider/cli/"));
  return files.flatMap((file) => {
    const content = readFileSync(join(CHECKOUT, file), "utf8");
    const source = ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true);
    const found: CureText[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAssignment(node) && FACTS.includes(node.name.getText())) return;
      const text = textOf(node);
      if (text === undefined) {
        ts.forEachChild(node, visit);
        return;
      }
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      for (const one of sentencesOf(text)) found.push({ file, line, text: one });
      // What is filled in may hold texts as well.
      for (const part of nonTextParts(node)) visit(part);
    };
    visit(source);
    return found;
  });
}

/** The advice about failures in docs/: sentences with a command or a flag, and the rows of "When it does not work". */
export function curesInDocs(): CureText[] {
  // The page of the command `mapped-domains` says what its options do; its tests carry them out.
  const pages = filesBelow("docs", ".md").filter((page) => page !== "docs/command.md");
  return ["README.md", ...pages].flatMap((file) => {
    const found: CureText[] = [];
    let isCode = false;
    let section = "";
    let paragraph = "";
    const end = (line: number) => {
      for (const text of paragraph.split(SENTENCE_ENDS))
        if (COMMAND.test(text)) found.push({ file, line, text: text.trim() });
      paragraph = "";
    };
    for (const [index, line] of readFileSync(join(CHECKOUT, file), "utf8").split("\n").entries()) {
      if (/^\s*```/.test(line)) isCode = !isCode;
      else if (isCode) continue;
      else if (line.startsWith("#")) section = line.replace(/^#+ /, "");
      else if (
        line.startsWith("|") &&
        section === "When it does not work" &&
        !/^\|( message |---)/.test(line)
      )
        found.push({ file, line: index + 1, text: line });
      else if (line.trim() === "" || /^\s*(- |\d+\. )/.test(line)) end(index);
      if (!isCode && !/^(#|\||\s*```)/.test(line)) paragraph += ` ${line.trim()}`;
    }
    end(0);
    return found;
  });
}

function sentencesOf(text: string): string[] {
  return text
    .split(SENTENCE_ENDS)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.includes(" ") && givesAdvice(sentence));
}

/** The text of a string literal or of joined literals; undefined for every other expression. */
function textOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return undefined;
  return literalText(node, textOf, () => "…");
}

function nonTextParts(node: ts.Node): ts.Node[] {
  if (ts.isTemplateExpression(node)) return node.templateSpans.map(({ expression }) => expression);
  if (!ts.isBinaryExpression(node)) return [];
  return [node.left, node.right].flatMap((side) =>
    textOf(side) === undefined ? [side] : nonTextParts(side),
  );
}

function filesBelow(folder: string, extension: string): string[] {
  return readdirSync(join(CHECKOUT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => relative(CHECKOUT, join(entry.parentPath, entry.name)))
    .sort();
}
