import { type Command, InvalidArgumentError, Option } from "commander";
import type { DoctorOptions } from "./doctor/options";
import type { Registration } from "./program";

const number = (least: number, most: number) => (text: string) => {
  const value = Number(text);
  if (text.trim() !== "" && value >= least && value <= most) return value;
  throw new InvalidArgumentError(`It is a number from ${least} to ${most}.`);
};

const collect = (value: string, before: readonly string[] | undefined): string[] => [
  ...(before ?? []),
  value,
];

export const registerDoctor: Registration = (program, host) => {
  program
    .command("doctor")
    .description(
      "Looks at everything between the settings and a served domain, step by step, and says what to do about what is wrong. " +
        "Changes nothing.",
    )
    .addOption(
      new Option("--panel <kind>", "panels of one kind (default: all that the settings name)").choices([
        "hestia",
        "enhance",
      ]),
    )
    .option("--connection <name>", "one of hestia:connections or enhance:connections")
    .option("--account <name>", "Hestia: the account, where the program names it and the settings do not")
    .option("--web-domain <name>", "Hestia: the web domain, likewise")
    .option("--organization <id>", "Enhance: the organization, likewise")
    .option("--website <id>", "Enhance: the website, likewise")
    .option("--server <id>", "Enhance: the server, likewise")
    .option("--no-names", "does not look at DNS and certificates of the names that are mapped")
    .option("--address <ip>", "where the names have to lead, behind NAT; may be given again", collect)
    .option("--resolver <host:port>", "asks this name server, not the system's; may be given again", collect)
    .addOption(new Option("--port <number>", "the port of https").default(443).argParser(number(1, 65_535)))
    .addOption(
      new Option("--timeout <seconds>", "for the names of each panel")
        .default(120)
        .argParser(number(1, 86_400)),
    )
    .option("--bundle <file>", "writes all that a bug report needs into a file, as JSON, without credentials")
    .addHelpText(
      "after",
      `
Each step is ok, a warning (it works, and you should know), a problem, or skipped, with the reason. A line that begins
with > says what to do. The exit code is 1 where there is a problem.

On Hestia each refusal counts as a failed login, and five are a ban. No command is tried twice, and none that can be
done without once another one was refused.

Examples:
  mapped-domains doctor
  mapped-domains doctor --panel hestia --no-names
  mapped-domains doctor --connection eu1
  mapped-domains doctor --wp-config /var/www/html/wp-config.php
  mapped-domains doctor --json
  mapped-domains doctor --bundle report.json`,
    )
    .action(async (options: DoctorOptions, self: Command) => {
      const context = await host.open(self);
      const { doctor } = await import("./doctor/run.js");
      host.end(await doctor(context, { ...self.optsWithGlobals(), ...options }));
    });
};
