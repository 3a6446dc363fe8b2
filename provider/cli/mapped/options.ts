import { type Command, Option } from "commander";

const collect = (value: string, before: readonly string[] | undefined): string[] => [
  ...(before ?? []),
  value,
];

/** The options that say which places are meant. */
export const withPlaces = (command: Command): Command =>
  command
    .addOption(
      new Option("--panel <kind>", "panels of one kind (default: all that the settings name)").choices([
        "hestia",
        "enhance",
      ]),
    )
    .option("--connection <name>", "one of hestia:connections or enhance:connections")
    .option("--account <name>", "Hestia: all web domains of the account")
    .option("--web-domain <name>", "Hestia: one web domain")
    .option("--organization <id>", "Enhance: all websites of the organization and its customers")
    .option("--website <id or domain>", "Enhance: one website")
    .option("--server <id>", "Enhance: a server's host names");

/** The options that say which names are meant. */
export const withPatterns = (command: Command): Command =>
  command
    .option("--only <pattern>", "names that match, such as '*.acme.com'; may be given again", collect)
    .option("--exclude <pattern>", "no names that match; may be given again", collect)
    .option("--not-in-stack", "names that the stack does not have");
