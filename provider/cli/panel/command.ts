import { type Command, Option } from "commander";
import type { GlobalOptions } from "../context";
import { number, wholeNumber } from "../numbers";
import type { CommandHost, Registration } from "../program";
import type { PanelOptions } from "./run";

type Kind = "hestia" | "enhance";

export const registerPanel: Registration = (program, host) => {
  const panel = program
    .command("panel")
    .summary("Runs a local panel, to try things without a real one.")
    .description(
      "Runs a local panel on this machine until Ctrl-C. It speaks the API of a real one, traps included, and shows what happens on a page " +
        "for the browser: mappings, calls, a race of adds; lost writes and other faults to switch on.",
    )
    .addHelpText("after", EXAMPLES);
  withOptions(panel.command("hestia"), host, "hestia", 8083, 3000)
    .summary("A HestiaCP panel.")
    .addOption(
      new Option("--latency <factor>", "0 is none, 1 is as slow as a real panel was measured to be")
        .default(1 / 3, "a third")
        .argParser(number(0, 100)),
    );
  withOptions(panel.command("enhance"), host, "enhance", 8084, 20_000)
    .summary("An Enhance panel.")
    .addOption(
      new Option("--latency <milliseconds>", "how long it works on a call")
        .default(100)
        .argParser(number(0, 60_000)),
    );
};

/** What both kinds take, and what they do. */
function withOptions(
  command: Command,
  host: CommandHost,
  kind: Kind,
  port: number,
  mostNames: number,
): Command {
  return command
    .addOption(
      new Option("--port <number>", "where it listens, on 127.0.0.1; 0 is any free port")
        .default(port)
        .argParser(wholeNumber(0, 65_535)),
    )
    .option("--tls", "it speaks TLS, with a certificate that it makes and signs itself at each start")
    .addOption(
      new Option("--names <number>", "how many names are mapped when it starts")
        .default(0)
        .argParser(wholeNumber(0, mostNames)),
    )
    .addHelpText("after", EXAMPLES)
    .action(async (options: PanelOptions, self: Command) => {
      const { json = false } = self.optsWithGlobals<GlobalOptions>();
      const { runPanel } = await import("./run.js");
      host.end(await runPanel(host.terminal, kind, options, json));
    });
}

const EXAMPLES = `
Examples:
  mapped-domains panel hestia
  mapped-domains panel hestia --latency 1 --names 500
  mapped-domains panel enhance --port 0 --tls
  mapped-domains panel hestia --json`;
