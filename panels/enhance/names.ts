import { invalid } from "./refusal";

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** Names are the same whatever their case. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * The name as this panel stores it, in lower case. Wildcards are refused; so is what nobody knows the panel to take:
 * names beyond ASCII and trailing dots (docs/panels/enhance.md#names).
 */
export function parseName(text: string): string {
  const name = text.toLowerCase();
  const labels = name.split(".");
  if (labels.length < 2 || name.length > 253 || !labels.every((label) => LABEL.test(label))) {
    throw invalid("domain", "invalid domain name");
  }
  return name;
}

/** A document root: relative to the website's home, inside of it. */
export function parseDocumentRoot(text: string): string {
  const segments = text.split("/");
  if (segments.some((segment) => ["", ".", ".."].includes(segment))) {
    throw invalid("documentRoot", "invalid path");
  }
  return text;
}
