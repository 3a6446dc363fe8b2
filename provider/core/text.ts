/** A character by its number, such as U+200B. */
export const codePoint = (char: string): string =>
  `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** Text that may be printed: what does not show in it, or steers a terminal, stands there by its number. */
export const printable = (text: string): string =>
  text.replace(/[^\P{C}\n]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, codePoint);

/** A text of the user's in a sentence, on one line. */
export const quoted = (text: string): string => `"${printable(text).replaceAll("\n", codePoint("\n"))}"`;

/** What JSON says; undefined where the text is something else. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** So many names are told in a row where nothing else is said. */
export const MOST_NAMES = 3;

/** Names in a row, the first of them where they are many. */
export function joinLimited(names: readonly string[], most = MOST_NAMES): string {
  const rest = names.length - most;
  return names.slice(0, most).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
