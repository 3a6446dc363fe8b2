import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { literalText } from "./literals";

const PROVIDER = join(__dirname, "..", "..", "provider");

/** Something that the package says of a failure, with `…` for what is filled in. */
export interface Message {
  /** Relative to provider/. */
  readonly file: string;
  readonly what: string;
  /** What it says to do, as far as the source has it as a text. */
  readonly cure: string;
}

/** Functions that take what happened and then what to do, each with the place of the first among its arguments. */
const MAKERS: ReadonlyMap<string, number> = new Map([
  ["unreachable", 0],
  ["unclear", 0],
  ["never", 0],
  ["conflict", 0],
  ["error", 1],
  ["#error", 1],
]);
const THROWN = new Set(["ConfigurationError", "RunError"]);
const REPORTERS = new Set(["report", "reportOnce", "info"]);

/** The messages of the package's source: every text that tells what happened, with the text that tells what to do. */
export function messagesInSource(): Message[] {
  const sources = readdirSync(PROVIDER, { recursive: true, encoding: "utf8" })
    // What the command `mapped-domains` says is in docs/command.md.
    .filter((file) => file.endsWith(".ts") && !file.startsWith("cli/"))
    .sort()
    .map((file) => {
      const text = readFileSync(join(PROVIDER, file), "utf8");
      return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    });
  const texts = new Texts(sources);
  return sources.flatMap((source) => {
    const found: Message[] = [];
    const add = (what: ts.Expression | undefined, cure?: ts.Expression) => {
      if (what !== undefined && ts.isConditionalExpression(what)) {
        add(what.whenTrue, cure);
        add(what.whenFalse, cure);
        return;
      }
      const whatText = what && texts.of(what);
      if (what === undefined || whatText === undefined || !/\w/.test(whatText)) return;
      found.push({
        file: source.fileName,
        what: plain(whatText),
        cure: plain((cure && texts.of(cure)) ?? ""),
      });
    };
    const visit = (node: ts.Node): void => {
      if (ts.isObjectLiteralExpression(node)) {
        const { what, cure } = assigned(node);
        add(what, cure);
      } else if (ts.isCallExpression(node) && MAKERS.has(nameOf(node.expression))) {
        const first = MAKERS.get(nameOf(node.expression)) ?? 0;
        add(node.arguments[first], node.arguments[first + 1]);
      } else if (tellsOne(node)) {
        const [argument] = node.arguments ?? [];
        const text = argument && texts.of(argument);
        const [what = "", ...rest] = text?.split(/(?<=[.:]) (?=[A-Z])/) ?? [];
        if (/\w/.test(what))
          found.push({ file: source.fileName, what: plain(what), cure: plain(rest.join(" ")) });
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** Whether it throws, or prints, one text that tells all. */
const tellsOne = (node: ts.Node): node is ts.NewExpression | ts.CallExpression =>
  (ts.isNewExpression(node) && THROWN.has(nameOf(node.expression))) ||
  (ts.isCallExpression(node) && REPORTERS.has(nameOf(node.expression)));

const plain = (text: string): string => text.replace(/\s+/g, " ").trim();

function nameOf(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : "";
}

function assigned(node: ts.ObjectLiteralExpression): Partial<Record<string, ts.Expression>> {
  return Object.fromEntries(
    node.properties.flatMap((one) =>
      ts.isPropertyAssignment(one) ? [[one.name.getText(), one.initializer]] : [],
    ),
  );
}

/** What a constant of the blocks around a name holds. */
function localConstant(name: ts.Identifier): ts.Expression | undefined {
  for (let block: ts.Node = name; !ts.isSourceFile(block); block = block.parent) {
    if (!ts.isBlock(block)) continue;
    const declared = block.statements
      .filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => [...declarationList.declarations])
      .find((one) => one.name.getText() === name.text);
    if (declared !== undefined) return declared.initializer;
  }
  return undefined;
}

/** Texts of expressions, with those of constants and of functions that return one in place of their names. */
class Texts {
  readonly #known = new Map<string, ts.Expression>();

  constructor(sources: readonly ts.SourceFile[]) {
    for (const source of sources) ts.forEachChild(source, (node) => this.#learn(node));
  }

  #learn(node: ts.Node): void {
    if (ts.isVariableStatement(node))
      for (const { name, initializer } of node.declarationList.declarations) {
        if (initializer === undefined) continue;
        if (ts.isObjectLiteralExpression(initializer))
          for (const one of initializer.properties) this.#learnProperty(one);
        const returned =
          ts.isArrowFunction(initializer) && !ts.isBlock(initializer.body) ? initializer.body : undefined;
        this.#known.set(name.getText(), returned ?? initializer);
      }
    if (ts.isClassDeclaration(node)) for (const member of node.members) this.#learn(member);
    if ((ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) && node.name !== undefined) {
      const [only, ...more] = node.body?.statements ?? [];
      if (
        only !== undefined &&
        more.length === 0 &&
        ts.isReturnStatement(only) &&
        only.expression !== undefined
      )
        this.#known.set(node.name.getText(), only.expression);
    }
  }

  /** A function in an object of functions. */
  #learnProperty(one: ts.ObjectLiteralElementLike): void {
    if (!ts.isPropertyAssignment(one) || !ts.isArrowFunction(one.initializer)) return;
    const { body } = one.initializer;
    if (!ts.isBlock(body)) this.#known.set(one.name.getText(), body);
  }

  /** The text, or undefined where the source does not have it. */
  of(node: ts.Expression, depth = 0): string | undefined {
    if (depth > 8) return undefined;
    const inner = (one: ts.Expression) => this.of(one, depth + 1);
    const literal = literalText(node, inner, (one) => inner(one) ?? "…");
    if (literal !== undefined) return literal;
    if (ts.isParenthesizedExpression(node)) return inner(node.expression);
    if (ts.isConditionalExpression(node)) {
      const ways = [node.whenTrue, node.whenFalse]
        .map(inner)
        .filter((one) => one !== undefined && one !== "");
      const [one = "", other = one] = ways;
      return ways.length === 0 ? undefined : other.startsWith(one) ? other : `${one} Or: ${other}`;
    }
    if (ts.isIdentifier(node)) {
      const known = localConstant(node) ?? this.#known.get(node.text);
      return known && inner(known);
    }
    if (!ts.isCallExpression(node)) return undefined;
    if (ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === "trim")
      return inner(node.expression.expression);
    const known = this.#known.get(nameOf(node.expression));
    return known && inner(known);
  }
}
