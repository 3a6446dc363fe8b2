import { Command, CommanderError } from "commander";
import { type Context, type GlobalOptions, openContext } from "./context";
import { registerDoctor } from "./doctor";
import { EXIT, type ExitCode, exitCodeFor } from "./exitCodes";
import { registerGenerate } from "./generate/command";
import { registerInit } from "./init/command";
import { registerList } from "./list/command";
import { registerPanel } from "./panel/command";
import { processTerminal, type Terminal } from "./terminal";
import { ownVersion } from "./versions";

/** What a command is registered with. */
export interface CommandHost {
  readonly terminal: Terminal;
  /** Reads the settings that the command's options and the program's lead to. */
  open(command: Command): Promise<Context>;
  /** Sets the exit code; without a call it is 0. */
  end(code: ExitCode): void;
}

/** Adds one command to the program: its options, its help, and what it does, which is loaded when it is run. */
export type Registration = (program: Command, host: CommandHost) => void;

const COMMANDS: readonly Registration[] = [
  registerInit,
  registerDoctor,
  registerList,
  registerGenerate,
  registerPanel,
];

/** Runs the command. @returns the exit code */
export async function run(
  args: readonly string[],
  terminal: Terminal = processTerminal(),
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const host: CommandHost = {
    terminal,
    open: (command) => openContext(terminal, command.optsWithGlobals<GlobalOptions>(), environment),
    end: (ended) => {
      code = ended;
    },
  };
  const program = newProgram(terminal);
  for (const register of COMMANDS) register(program, host);
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const failed = exitCodeFor(error);
    if (failed !== undefined && error instanceof Error) {
      terminal.note(`${error.message}\n`);
      return failed;
    }
    throw error;
  }
}

function newProgram(terminal: Terminal): Command {
  return new Command("mapped-domains")
    .description(
      "Customers' domains on HestiaCP and Enhance panels: look, check, and declare them in a Pulumi program.",
    )
    .version(ownVersion(), "-V, --version", "prints the version")
    .helpOption("-h, --help", "prints this help")
    .option("-C, --cwd <folder>", "the folder of the Pulumi project", ".")
    .option("-s, --stack <name>", "the stack whose configuration is read (default: the selected one)")
    .option("--wp-config <file>", "reads the WordPress plugin's constants from a wp-config.php as well")
    .option("--json", "prints JSON, for machines")
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.note })
    .addHelpText(
      "after",
      `
Settings are read as the provider reads them: the stack's configuration, then the plugin's constants of a
wp-config.php, then the environment (WU_HESTIA_..., WU_ENHANCE_...).

Exit codes:
  ${EXIT.ok}  done
  ${EXIT.problems}  something that was looked at is not in order
  ${EXIT.usage}  an option or argument that does not exist or does not fit
  ${EXIT.configuration}  the settings make no connection, or a file is not as it has to be
  ${EXIT.panel}  the panel does not answer, or does not let this caller in`,
    );
}
