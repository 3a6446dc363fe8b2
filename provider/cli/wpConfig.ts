import { readFile } from "node:fs/promises";
import type { Node } from "php-parser";
import { ConfigurationError } from "../core/errors";

/**
 * The constants that a wp-config.php defines as plain text, numbers or booleans. Nothing of it is run: what it reads from the
 * environment or puts together is left out.
 *
 * @throws ConfigurationError where the file cannot be read, or is not PHP
 */
export async function readWpConfig(file: string): Promise<Map<string, string>> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new ConfigurationError(`${file} cannot be read: ${error.code ?? error.message}`);
  });
  const { Engine } = await import("php-parser");
  const engine = new Engine({
    parser: { extractDoc: false, suppressErrors: false },
    ast: { withPositions: false },
  });
  const constants = new Map<string, string>();
  try {
    collect(engine.parseCode(text, file), constants);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ConfigurationError(`${file} is not PHP: ${error.message}`);
    throw error;
  }
  return constants;
}

/** Finds `define('NAME', value)` and `const NAME = value`, also within an if. The first definition is the one that counts in PHP. */
function collect(node: unknown, constants: Map<string, string>): void {
  if (Array.isArray(node)) {
    for (const one of node) collect(one, constants);
    return;
  }
  if (typeof node !== "object" || node === null) return;
  const {
    kind,
    what,
    arguments: args,
    name,
    value,
  } = node as Node & {
    what?: { name?: unknown };
    arguments?: unknown[];
    name?: unknown;
    value?: unknown;
  };
  const called = typeof what?.name === "string" ? what.name.replace(/^\\/, "").toLowerCase() : "";
  if (kind === "call" && called === "define") note(constants, literal(args?.[0]), literal(args?.[1]));
  else if (kind === "constant") note(constants, nameOf(name), literal(value));
  else for (const child of Object.values(node)) collect(child, constants);
}

function note(constants: Map<string, string>, name: string | undefined, value: string | undefined): void {
  if (name !== undefined && value !== undefined && !constants.has(name)) constants.set(name, value);
}

function nameOf(name: unknown): string | undefined {
  if (typeof name === "string") return name;
  const inner = (name as { name?: unknown } | undefined)?.name;
  return typeof inner === "string" ? inner : undefined;
}

function literal(node: unknown): string | undefined {
  const { kind, value } = (node ?? {}) as { kind?: unknown; value?: unknown };
  if (kind === "string" || kind === "number" || kind === "boolean" || kind === "nowdoc") return String(value);
  return undefined;
}
