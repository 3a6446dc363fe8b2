import { trustCommand } from "../../core/tls";
import type { NewSetting } from "./draft";

/** A command of `pulumi`. */
export interface PulumiCommand {
  readonly args: readonly string[];
  /** What it reads: values never stand on its command line. */
  readonly input?: string;
  /** As somebody would type it; a credential stands there as its name. */
  readonly line: string;
}

export const initStack = (stack: string): PulumiCommand => ({
  args: ["stack", "init", stack],
  line: `pulumi stack init ${quote(stack)}`,
});

/** @param stack the one that is meant, where it is not the selected one */
export function setConfig(
  { key, value, secret, presentedBy }: NewSetting,
  stack: string | undefined,
): PulumiCommand {
  const chosen = stack === undefined ? [] : ["--stack", stack];
  const flags = [...(secret ? ["--secret"] : []), ...chosen];
  const name = key.slice(key.indexOf(":") + 1);
  const typed = ["pulumi config set", ...flags.map(quote), key].join(" ");
  const shown = secret || value.includes("\n") ? `<${name}>` : quote(value);
  return {
    args: ["config", "set", ...flags, key],
    input: value,
    line:
      presentedBy === undefined
        ? `${typed} ${shown}`
        : trustCommand(presentedBy, [...chosen.map(quote), key].join(" ")),
  };
}

/** A word as a shell takes it. */
export const quote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
