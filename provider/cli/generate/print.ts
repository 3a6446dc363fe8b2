import { domainToUnicode } from "node:url";
import { printable } from "../../core/text";

/** Lines are no longer where it can be helped: what formatters keep to that nobody has told otherwise. */
export const WIDTH = 80;
const INDENT = "  ";

/** Code as it stands. */
export class Code {
  constructor(readonly text: string) {}
}

/** An object of a program: properties, and code such as `domain` or `...options`. */
export class Properties {
  constructor(readonly entries: readonly (Code | readonly [name: string, value: Literal])[]) {}

  static of(values: Readonly<Record<string, Literal>>): Properties {
    return new Properties(Object.entries(values));
  }
}

/** A value of a program. */
export type Literal = string | boolean | Code | Properties | readonly Literal[];

/**
 * A value as formatters print it.
 *
 * @param before how many characters its line has in front of it
 * @param after how many behind it
 */
export function print(value: Literal, before: number, after: number, indent = ""): string {
  const items = itemsOf(value);
  const flat = flatForm(value);
  const isOneLine = before + flat.length + after <= WIDTH && !items.some(hasRemark);
  if (isOneLine || items.length === 0) return flat;
  const [open, close] = value instanceof Properties ? "{}" : "[]";
  const inner = indent + INDENT;
  const lines = items.map((item) => {
    const { head, value: own } = item;
    const printed = print(own, inner.length + head.length, 1, inner);
    const isTooLong = typeof own === "string" && inner.length + head.length + printed.length + 1 > WIDTH;
    const line = isTooLong && head !== "" ? `${head.trimEnd()}\n${inner}${INDENT}${printed}` : head + printed;
    return `${inner}${line},${remarkIn(item)}`;
  });
  return `${open}\n${lines.join("\n")}\n${indent}${close}`;
}

/** A statement that makes a resource, without a line break behind it. */
export function make(resource: string, name: Code | string, args: Properties, indent = ""): string {
  const named = flatForm(name);
  const head = `${indent}new ${resource}(${named}, `;
  if (head.length < WIDTH) return `${head}${print(args, head.length, 2, indent)});`;
  const inner = indent + INDENT;
  return `${indent}new ${resource}(\n${inner}${named},\n${inner}${print(args, inner.length, 1, inner)},\n${indent});`;
}

/** What stands on a line of its own, where a value takes several. */
interface Item {
  /** The name of a property, with its colon. */
  readonly head: string;
  readonly name?: string;
  readonly value: Literal;
}

function itemsOf(value: Literal): Item[] {
  if (value instanceof Properties)
    return value.entries.map((entry) =>
      entry instanceof Code
        ? { head: "", value: entry }
        : { head: `${keyOf(entry[0])}: `, name: entry[0], value: entry[1] },
    );
  return isList(value) ? value.map((item) => ({ head: "", value: item })) : [];
}

function flatForm(value: Literal): string {
  if (value instanceof Code) return value.text;
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  const items = itemsOf(value).map(({ head, value: own }) => head + flatForm(own));
  if (value instanceof Properties) return items.length === 0 ? "{}" : `{ ${items.join(", ")} }`;
  return `[${items.join(", ")}]`;
}

const isList = (value: Literal): value is readonly Literal[] => Array.isArray(value);

const keyOf = (name: string): string => (/^[a-z]\w*$/i.test(name) ? name : JSON.stringify(name));

/** How a name is read that is written in punycode, as a comment behind it; else nothing. */
export function remarkOn(name: string): string {
  if (!/(^|\.)xn--/.test(name)) return "";
  const wildcard = name.startsWith("*.") ? "*." : "";
  const read = printable(domainToUnicode(name.slice(wildcard.length)));
  return read === "" ? "" : ` // ${wildcard}${read}`;
}

/** Of a name in a list, or of one that is a property. */
const remarkIn = ({ head, name, value }: Item): string =>
  remarkOn(name ?? (head === "" && typeof value === "string" ? value : ""));

/** A remark gives each item a line of its own. */
const hasRemark = (item: Item): boolean =>
  remarkIn(item) !== "" || itemsOf(item.value).some((inner) => hasRemark(inner));
