/** PHP's trim: ASCII blanks and NUL only, not every Unicode space. */
export function phpTrim(text: string): string {
  return text.replace(/^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g, "");
}

/** The commands run in web/api, which holds this one file; unquoted words are matched against it. */
const FILES_IN_WORKING_DIRECTORY = ["index.php"];

/**
 * An unquoted variable as the shell expands it: split at blanks, then globbed.
 * This is why an alias `*` is stored as `index.php` (docs/panels/hestia.md#what-becomes-of-a-name).
 */
export function shellWords(text: string): string[] {
  return text
    .split(/[ \t\n]+/)
    .filter((word) => word !== "")
    .flatMap(expandGlob);
}

function expandGlob(word: string): string[] {
  if (!/[*?]/.test(word)) return [word];
  const pattern = [...word].map((c) => (c === "*" ? ".*" : c === "?" ? "." : escapeRegExp(c))).join("");
  const files = FILES_IN_WORKING_DIRECTORY.filter((file) => new RegExp(`^${pattern}$`).test(file));
  return files.length > 0 ? files : [word];
}

/**
 * The anchored basic regular expression that the commands make of an alias to delete and of the web domain: `.` is any
 * character and a leading `*` is literal (docs/panels/hestia.md#regular-expressions).
 */
export function basicRegExp(argument: string): RegExp {
  const body = [...argument].map((c) => (c === "." ? "." : escapeRegExp(c))).join("");
  return new RegExp(`^${body}$`, "su");
}

function escapeRegExp(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}

/** ASCII letters only, as `tr '[:upper:]' '[:lower:]'` does: `BÜCHER` becomes `bÜcher`. */
export function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Letters and digits decide; what stands between them does so only between names that are equal without it. */
const collator = new Intl.Collator("en-US", { ignorePunctuation: true });

/**
 * `sort -u` in the order of en_US, the panel's locale; code points decide between equals
 * (docs/panels/hestia.md#what-becomes-of-a-name).
 */
export function sortUnique(lines: readonly string[]): string[] {
  return [...new Set(lines)].sort((a, b) => collator.compare(a, b) || (a < b ? -1 : 1));
}
