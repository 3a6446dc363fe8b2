import { CommandExit, EXIT } from "../exit";
import { findUser, findWebDomain, type HestiaState, type HestiaUser, type HestiaWebDomain } from "../state";

/** What a command gets from the call that runs it. */
export interface CommandContext {
  state: HestiaState;
  command: string;
  args: readonly string[];
  /** The call's number in the log. */
  seq: number;
  /** Works for as long as the latency says, then lets the faults between read and write strike. */
  work(load: { names: number; aliases: number; restart: string }): Promise<void>;
  /** The same for a list: it has no write. */
  look(): Promise<void>;
  /** Gives other calls a turn. */
  yield(): Promise<void>;
  /** Whether this call's write to web.conf gets lost. */
  losesWrite: boolean;
  /** Throws where a fault makes the command end after its write. */
  written(): Promise<void>;
}

export interface Command {
  /** As in the usage text. */
  usage: string;
  /** Fewer arguments answer the usage with code 1. */
  minimumArgs: number;
  /** Resolves to what the command prints; throws `CommandExit` for any code but 0. */
  run(context: CommandContext): Promise<string>;
}

export function checkArgs(name: string, command: Command, args: readonly string[]): void {
  if (args.length < command.minimumArgs) {
    throw new CommandExit(EXIT.args, `Usage: ${name} ${command.usage}`);
  }
}

export function requireUser(state: HestiaState, name: string): HestiaUser {
  const user = findUser(state, name);
  if (!user) throw new CommandExit(EXIT.notExist, `Error: user ${name} doesn't exist`);
  return user;
}

export function requireWebDomain(state: HestiaState, account: string, name: string): HestiaWebDomain {
  const webDomain = findWebDomain(state, account, name);
  if (!webDomain) throw new CommandExit(EXIT.notExist, `Error: web domain ${name} doesn't exist`);
  return webDomain;
}

export function requireWebSystem(state: HestiaState): void {
  const system = state.settings.WEB_SYSTEM;
  if (system === "" || system === "no") {
    throw new CommandExit(EXIT.disabled, "Error: WEB_SYSTEM is not enabled");
  }
}
