import { CommandExit, EXIT } from "./exit";
import { asciiLower, shellWords, sortUnique } from "./shell";

/** ALIASES as the add command rewrites them before it checks (docs/panels/hestia.md#what-becomes-of-a-name). */
export function formatAliases(argument: string): string {
  if (argument === "" || argument === "none") return argument;
  const lines = asciiLower(shellWords(argument).join(" "))
    .split(",")
    .map((line) => line.replace(/\.$/, ""));
  // With a blank after a comma the list keeps its order (docs/panels/hestia.md#what-becomes-of-a-name).
  const spaced = lines.some((line) => line.startsWith(" "));
  return (spaced ? [...new Set(lines)] : sortUnique(lines))
    .map((line) => line.replace(/\.+/g, ".").replace(/\.$/, "").replace(/^\./, ""))
    .filter((line) => line !== "")
    .join(",");
}

/** DOMAIN of the add command; the delete command takes it as it is. */
export function formatDomain(argument: string): string {
  return asciiLower(argument)
    .replace(/^www\./, "")
    .replace(/\.+$/, "")
    .replace(/^\.+/, "");
}

/** Every name that the commands look at when they walk an ALIASES text, which the shell splits at blanks too. */
export function aliasWords(aliases: string): string[] {
  return shellWords(aliases.replaceAll(",", " "));
}

const FORBIDDEN_IN_ALIAS = /[[\]!|@#$^&()+={}<>?_/\\"';%`\r\v\f]/;
const FORBIDDEN_IN_DOMAIN = /[[\]!|@#$^&*()+={}:,<>?_/\\"';%` \t\n\r\v\f]/;
const EMPTY_LABEL = /^\.|\.$|\.\./;
const DASH_AT_LABEL_EDGE = /^-|-$|\.-|-\./;

export function checkAliases(aliases: string): void {
  for (const name of aliasWords(aliases)) {
    // Only how it begins counts: `*.*.a.test` is a name to the panel.
    const misplacedStar = name.includes("*") && !name.startsWith("*.");
    const bad = [FORBIDDEN_IN_ALIAS, EMPTY_LABEL, DASH_AT_LABEL_EDGE].some((one) => one.test(name));
    if (bad || misplacedStar) {
      throw new CommandExit(EXIT.invalid, `Error: invalid alias format :: ${name}`);
    }
  }
}

export function checkDomain(domain: string): void {
  const bad =
    [FORBIDDEN_IN_DOMAIN, EMPTY_LABEL, DASH_AT_LABEL_EDGE, /^[0-9]+$/].some((one) => one.test(domain)) ||
    domain === "www";
  if (domain !== "" && bad) throw new CommandExit(EXIT.invalid, `Error: invalid domain format :: ${domain}`);
}

export function checkUserName(user: string): void {
  if (user !== "" && !/^[A-Za-z0-9]([-.|_A-Za-z0-9]{0,28}[A-Za-z0-9])?$/.test(user)) {
    throw new CommandExit(EXIT.invalid, `Error: invalid user format :: ${user}`);
  }
}

const RESTART_VALUES = new Set(["", "no", "yes", "reload", "scheduled", "ssl", "updatessl"]);

export function checkRestart(value: string): void {
  if (!RESTART_VALUES.has(value)) {
    throw new CommandExit(EXIT.invalid, `Error: invalid restart format :: ${value}`);
  }
}

/** The registrable domain as the panel sees it: two labels, or three under a suffix of two. */
export function baseDomain(name: string, twoLabelSuffixes: readonly string[]): string {
  const labels = name.split(".");
  const suffix = labels.slice(-2).join(".");
  return labels.slice(twoLabelSuffixes.includes(suffix) ? -3 : -2).join(".");
}
