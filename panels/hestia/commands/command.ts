import { CommandExit, EXIT } from "../exit";
import { basicRegExp } from "../shell";
import { findUser, type HestiaState, type HestiaUser, type HestiaWebDomain } from "../state";

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

/** What a command takes for its web domain. */
interface FoundWebDomain {
  /** The name of the one whose values it reads. */
  readonly name: string;
  readonly read: HestiaWebDomain;
  /** The one that it writes to; undefined: it answers OK and writes nothing. */
  readonly written: HestiaWebDomain | undefined;
  readonly suspended: boolean;
}

/**
 * The account's web domains are searched by a regular expression, of which `.` is any character. Of several the values
 * of the last one count; what is written goes to the one of exactly that name
 * (docs/panels/hestia.md#regular-expressions; what is read and written is known from the source of its func/main.sh,
 * not from a running panel).
 */
export function requireWebDomain(state: HestiaState, account: string, name: string): FoundWebDomain {
  const pattern = basicRegExp(name);
  const found = Object.entries(findUser(state, account)?.webDomains ?? {}).filter(([one]) =>
    pattern.test(one),
  );
  const last = found.at(-1);
  if (!last) throw new CommandExit(EXIT.notExist, `Error: web domain ${name} doesn't exist`);
  return {
    name: last[0],
    read: last[1],
    written: found.find(([one]) => one === name)?.[1],
    suspended: found.some(([, { suspended }]) => suspended),
  };
}

/** The public demonstration mode: a command that changes something ends before it does. */
export function checkDemoMode(state: HestiaState): void {
  if (state.settings.DEMO_MODE === "yes") throw new CommandExit(EXIT.args, DEMO_REFUSAL);
}

/** What the scripts print in that mode. */
export const DEMO_REFUSAL =
  "ERROR: Unable to perform operation due to security restrictions that are in place.";

export function requireWebSystem(state: HestiaState): void {
  const system = state.settings.WEB_SYSTEM;
  if (system === "" || system === "no") {
    throw new CommandExit(EXIT.disabled, "Error: WEB_SYSTEM is not enabled");
  }
}
