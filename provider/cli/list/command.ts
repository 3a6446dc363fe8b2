import { Option } from "commander";
import { withPatterns, withPlaces } from "../mapped/options";
import { number } from "../numbers";
import type { Registration } from "../program";
import type { ListOptions } from "./run";

export const registerList: Registration = (program, host) => {
  const command = program
    .command("list")
    .description(
      "Lists what the panels map: with DNS, with the certificate, and whether the stack has it. Changes nothing.",
    );
  withPatterns(withPlaces(command))
    .option("--not-ready", "names whose DNS or certificate is not as it should be")
    .option("--own", "also names that are a website's, server's or web domain's own")
    .option("--no-dns", "does not look at DNS; certificates are then looked for on the panel's own addresses")
    .option("--no-certificates", "does not look at certificates")
    .addOption(
      new Option(
        "--resolver <host:port>",
        "asks this name server, not the system's; may be given again",
      ).argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]),
    )
    .addOption(new Option("--port <number>", "the port of https").default(443).argParser(number(1, 65_535)))
    .addOption(
      new Option("--timeout <seconds>", "for the DNS of a name, and again for its certificate")
        .default(5)
        .argParser(number(0.1, 600)),
    )
    .addHelpText(
      "after",
      `
Where the settings name a web domain or a website, it is that one; else all of the account, or of the organization.
DNS and certificates are looked at, 32 names at once, and no handshake is made for a name that leads elsewhere. A
server or resolver that answers nothing is not asked for every name. For a quick look at thousands of names there is
--no-dns --no-certificates: then it is a few calls to the panel.

Examples:
  mapped-domains list
  mapped-domains list --not-ready
  mapped-domains list --not-in-stack --no-dns --no-certificates
  mapped-domains list --only '*.acme.com' --only acme.com
  mapped-domains list --panel hestia --account tenant1
  mapped-domains list --website network.example.com --json`,
    )
    .action(async (options: ListOptions, self: typeof command) => {
      const context = await host.open(self);
      const { list } = await import("./run.js");
      host.end(await list(context, options));
    });
};
