import { readFile } from "node:fs/promises";
import { ConfigurationError } from "../core/errors";

/** What a wp-config.php defines. */
export interface WpConfig {
  /** The constants whose values stand in the file. */
  readonly constants: ReadonlyMap<string, string>;
  /** The constants whose values PHP finds out when it runs: from the environment, a function, or one of several branches. */
  readonly computed: readonly string[];
}

export const NO_WP_CONFIG: WpConfig = { constants: new Map(), computed: [] };

/**
 * Reads the constants that a wp-config.php defines. Nothing of it is run, and no file that it includes is read.
 *
 * @throws ConfigurationError where the file cannot be read, or is not PHP
 */
export async function readWpConfig(file: string): Promise<WpConfig> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new ConfigurationError(`${file} cannot be read: ${error.code ?? error.message}`);
  });
  return parseWpConfig(text, file);
}

export async function parseWpConfig(text: string, file: string): Promise<WpConfig> {
  const { Engine } = await import("php-parser");
  const engine = new Engine({ parser: { extractDoc: false }, ast: { withPositions: false } });
  const found = new Definitions();
  try {
    found.collect(engine.parseCode(text, file), false);
  } catch (error) {
    // The parser's own message quotes the file, which has credentials in it.
    if (!(error instanceof SyntaxError)) throw error;
    const { lineNumber } = error as SyntaxError & { lineNumber?: number };
    throw new ConfigurationError(`${file} is not PHP: there is a syntax error in line ${lineNumber}`);
  }
  return found;
}

type AstNode = Readonly<Record<string, unknown>>;

/** What is in these is not run when the file is, or has constants of its own. */
const OTHER_SCOPES = new Set([
  "class",
  "interface",
  "trait",
  "enum",
  "function",
  "method",
  "closure",
  "arrowfunc",
]);

/** What is in these is run or not. */
const BRANCHES = new Set(["if", "switch", "try", "for", "foreach", "while", "do", "retif", "match"]);

class Definitions implements WpConfig {
  readonly constants = new Map<string, string>();
  readonly #computed = new Set<string>();
  readonly #branched = new Set<string>();

  get computed(): readonly string[] {
    return [...this.#computed].filter((name) => !this.constants.has(name));
  }

  /** Finds `define('NAME', value)` and `const NAME = value`. */
  collect(node: unknown, inBranch: boolean): void {
    if (Array.isArray(node)) {
      for (const one of node) this.collect(one, inBranch);
      return;
    }
    if (!isNode(node) || OTHER_SCOPES.has(String(node.kind))) return;
    if (node.kind === "call" && functionName(node.what) === "define") {
      const [name, value] = Array.isArray(node.arguments) ? node.arguments : [];
      this.#define(textOf(name), textOf(value), inBranch);
    } else if (node.kind === "constant") {
      this.#define(nameOf(node.name), textOf(node.value), inBranch);
    } else {
      const within = inBranch || BRANCHES.has(String(node.kind));
      for (const child of Object.values(node)) this.collect(child, within);
    }
  }

  /** The first definition counts in PHP; of several branches it is not known which one that is. */
  #define(name: string | undefined, value: string | undefined, inBranch: boolean): void {
    if (name === undefined) return;
    const known = this.constants.get(name);
    const isSettled = known !== undefined && !this.#branched.has(name);
    if (isSettled || (known !== undefined && known === value)) return;
    if (value === undefined || known !== undefined || this.#computed.has(name)) {
      this.constants.delete(name);
      this.#computed.add(name);
      return;
    }
    this.constants.set(name, value);
    if (inBranch) this.#branched.add(name);
  }
}

const isNode = (node: unknown): node is AstNode => typeof node === "object" && node !== null;

const nameOf = (node: unknown): string | undefined => {
  const name = isNode(node) ? node.name : node;
  return typeof name === "string" ? name : undefined;
};

const functionName = (node: unknown): string | undefined => nameOf(node)?.replace(/^\\/, "").toLowerCase();

/** The value of a literal, and of literals that are joined; undefined for everything that PHP has to run. */
function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  const { kind, value } = node;
  if (kind === "string" || kind === "number" || kind === "boolean" || kind === "nowdoc") return String(value);
  if (kind === "encapsed") return joined(Array.isArray(value) ? value : [value]);
  if (kind === "encapsedpart") return textOf(node.expression);
  if (kind === "bin" && node.type === ".") return joined([node.left, node.right]);
  return undefined;
}

function joined(nodes: readonly unknown[]): string | undefined {
  const texts = nodes.map(textOf);
  return texts.includes(undefined) ? undefined : texts.join("");
}
